import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { CellRecord } from './cell-columns.ts'
import { countCombinations, countTotals } from './count-cube.ts'
import { countPersons } from './count-persons.ts'
import { agesKeptUntil } from './cube-ages.ts'
import type { CountedArea } from './placement.ts'
import { hasTotalsOnly, isByAge, isDetailed, type Question } from './question.ts'

/** Counts in the register what the question asks of the areas on the days: from the cube where it can tell, else from persons. */
export async function countCells(
  em: SqlSession,
  areas: readonly CountedArea[],
  days: readonly PlainDate[],
  question: Pick<Question, 'by' | 'where'>,
): Promise<readonly CellRecord[]> {
  const idsOf = (chosen: readonly CountedArea[]) => chosen.map((area) => area.areaId)
  if (!isDetailed(question)) return countTotals(em, areas, days)
  const small = idsOf(areas.filter(hasTotalsOnly))
  const large = idsOf(areas.filter((area) => !hasTotalsOnly(area)))
  const agesUntil = isByAge(question) ? await agesKeptUntil(em) : '9999-12-31'
  const kept = days.filter((day) => day < agesUntil)
  const later = days.filter((day) => day >= agesUntil)
  const found: CellRecord[] = []
  if (large.length > 0 && kept.length > 0) found.push(...(await countCombinations(em, large, kept, question)))
  if (large.length > 0 && later.length > 0) found.push(...(await countPersons(em, large, later, question)))
  if (small.length > 0) found.push(...(await countPersons(em, small, days, question)))
  return found
}
