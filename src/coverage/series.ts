import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { CoverageRow } from './coverage-row.ts'
import { readFacts, readFactsByMap } from './facts.ts'
import { type Question, standsOn, type Unit } from './question.ts'
import { seriesOf } from './rows.ts'

/**
 * The rows of units on a series of days: on the borders that the question names, or each day on its own, as long as the unit stood.
 * Read once, or once for every map that the country had on the days.
 */
export async function readSeries(
  em: SqlSession,
  units: readonly Unit[],
  days: readonly PlainDate[],
  question: Question,
): Promise<(unit: Unit) => CoverageRow[]> {
  if (question.borders) {
    const facts = await readFacts(em, units, days, question)
    return (unit) => seriesOf(unit, days, question, () => facts)
  }
  const factsOn = await readFactsByMap(em, units, days, question)
  return (unit) =>
    seriesOf(
      unit,
      days.filter((day) => standsOn(unit.area, day)),
      question,
      factsOn,
    )
}
