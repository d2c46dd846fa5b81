import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { CellRecord } from './cell-columns.ts'
import { countCombinations, countTotals } from './count-cube.ts'
import { countPersons } from './count-persons.ts'
import type { CountedArea } from './placement.ts'
import { isDetailed, needsPersons, type Question } from './question.ts'

/** Counts in the register what the question asks of the areas on the days: from the cube where it can tell, else from persons. */
export async function countCells(
  em: SqlSession,
  areas: readonly CountedArea[],
  days: readonly PlainDate[],
  question: Pick<Question, 'by' | 'where'>,
): Promise<readonly CellRecord[]> {
  const idsOf = (chosen: readonly CountedArea[]) => chosen.map((area) => area.areaId)
  if (!isDetailed(question)) return countTotals(em, idsOf(areas), days)
  const fromPersons = idsOf(areas.filter((area) => needsPersons(question, area)))
  const fromCube = idsOf(areas.filter((area) => !needsPersons(question, area)))
  const found: CellRecord[] = []
  if (fromCube.length > 0) found.push(...(await countCombinations(em, fromCube, days, question)))
  if (fromPersons.length > 0) found.push(...(await countPersons(em, fromPersons, days, question)))
  return found
}
