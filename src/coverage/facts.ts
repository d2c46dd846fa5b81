import { grouped } from '../kernel/grouped.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { type CellRecord, cellKey, countedCell } from './cell-columns.ts'
import { countCombinations, countTotals, firstResidentDays } from './count-cube.ts'
import { countPersons } from './count-persons.ts'
import type { CountedCell, TargetInForce } from './coverage-row.ts'
import { PACE_DAYS } from './pace.ts'
import { isByCard, isDetailed, needsPersons, type Question, type Unit } from './question.ts'
import {
  type CoverageMeasure,
  type ReportedFigure,
  type ReportedFigures,
  readReported,
  reportedKey,
  sumOfFigures,
} from './reported.ts'

/** Everything that answers are made of, read beforehand in a fixed number of statements, however many areas and days. */
export interface Facts {
  /** Cells counted in the register, by `cellKey`; null when the register knows nobody there up to that day. */
  counted(unit: Unit, day: PlainDate): ReadonlyMap<string, CountedCell> | null
  reported(unit: Unit, day: PlainDate, measure: CoverageMeasure): ReportedFigure | null
  target(unit: Unit, day: PlainDate): TargetInForce | null
}

/** Reads what `question` needs of `units` on `days`, and on the days that those are compared with. */
export async function readFacts(
  em: SqlSession,
  units: readonly Unit[],
  days: readonly PlainDate[],
  question: Question,
): Promise<Facts> {
  const detailed = isDetailed(question)
  const allDays = distinct([
    ...days,
    ...(question.parts.pace ? days.map((day) => addDays(day, -PACE_DAYS)) : []),
    ...(question.compareTo ? [question.compareTo] : []),
  ])
  const areaIds = distinct(units.flatMap((unit) => unit.sourceIds))
  const counted = question.basis === 'REPORTED' ? [] : await countCells(em, units, allDays, question)
  const firstDays =
    question.basis === 'REPORTED' || !detailed ? NO_DAYS : await firstDaysWhereEmpty(em, areaIds, allDays, counted)
  const reported: ReportedFigures =
    question.basis === 'REGISTRY' || detailed ? new Map() : await readReported(em, areaIds, allDays)
  const targets =
    detailed || !question.parts.target ? new Map<string, TargetInForce>() : await targetsInForce(em, units, days)
  const byCard = isByCard(question)
  const records = grouped(counted, (record) => `${record.area_id}|${record.day}`)
  const countedIn = new Map<string, ReadonlyMap<string, CountedCell> | null>()
  return {
    counted: (unit, day) => {
      const place = `${unit.area.areaId}|${day}`
      const known = countedIn.get(place)
      if (known !== undefined) return known
      const found = unit.sourceIds.flatMap((id) => records.get(`${id}|${day}`) ?? [])
      const isKnown = found.some(isKnownBy) || unit.sourceIds.some((id) => (firstDays.get(id) ?? '9999-12-31') <= day)
      const cells = isKnown ? addUp(found.map((record) => countedCell(record, byCard))) : null
      countedIn.set(place, cells)
      return cells
    },
    reported: (unit, day, measure) =>
      sumOfFigures(unit.sourceIds.map((id) => reported.get(reportedKey(id, day, measure)) ?? null)),
    target: (unit, day) => targets.get(`${unit.area.areaId}|${day}`) ?? null,
  }
}

const NO_DAYS: ReadonlyMap<number, PlainDate> = new Map()

/** Whoever is found somewhere makes the place known. */
function isKnownBy(record: CellRecord): boolean {
  return record.known ?? record.population > 0
}

/** Since when the register knows those areas of which no cell was found on some of the days. */
function firstDaysWhereEmpty(
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
  counted: readonly CellRecord[],
): Promise<ReadonlyMap<number, PlainDate>> {
  const inhabited = grouped(counted.filter(isKnownBy), (record) => record.area_id)
  const daysFound = (id: number) => new Set(inhabited.get(id)?.map((record) => record.day)).size
  return firstResidentDays(
    em,
    areaIds.filter((id) => daysFound(id) < days.length),
  )
}

/** Counts in the register what the question asks of the units on the days: from the cube where it can tell, else from persons. */
export async function countCells(
  em: SqlSession,
  units: readonly Unit[],
  days: readonly PlainDate[],
  question: Pick<Question, 'by' | 'where'>,
): Promise<readonly CellRecord[]> {
  if (!isDetailed(question)) return countTotals(em, distinct(units.flatMap((unit) => unit.sourceIds)), days)
  const idsOf = (chosen: readonly Unit[]) => distinct(chosen.flatMap((unit) => unit.sourceIds))
  const fromPersons = idsOf(units.filter((unit) => needsPersons(question, unit.area)))
  const fromCube = idsOf(units.filter((unit) => !needsPersons(question, unit.area)))
  const found: CellRecord[] = []
  if (fromCube.length > 0) found.push(...(await countCombinations(em, fromCube, days, question)))
  if (fromPersons.length > 0) found.push(...(await countPersons(em, fromPersons, days, question)))
  return found
}

/** The target of an area on a day: valid_from <= day <= due_on, of several the one that was assigned last. */
async function targetsInForce(
  em: SqlSession,
  units: readonly Unit[],
  days: readonly PlainDate[],
): Promise<Map<string, TargetInForce>> {
  interface TargetRecord {
    readonly area_id: number
    readonly day: string
    readonly target_id: number
    readonly value: number
    readonly valid_from: string
    readonly due_on: string
  }
  const found = await prepared<TargetRecord>(
    em,
    `select distinct on (t.area_id, d.day) t.area_id, d.day::text, t.target_id::int, t.value, t.valid_from::text, t.due_on::text
    from unnest($2::date[]) d(day)
    join target t on t.area_id = any($1::int[]) and t.measure = 'COVERAGE_RATE' and t.valid_from <= d.day and d.day <= t.due_on
    order by t.area_id, d.day, t.valid_from desc, t.due_on`,
    [units.map((unit) => unit.area.areaId), days],
  )
  return new Map(
    found.map((row) => [
      `${row.area_id}|${row.day}`,
      { targetId: row.target_id, value: row.value, validFrom: row.valid_from, dueOn: row.due_on },
    ]),
  )
}

function addUp(cells: readonly CountedCell[]): ReadonlyMap<string, CountedCell> {
  const sums = new Map<string, CountedCell>()
  for (const cell of cells) {
    const key = cellKey(cell)
    const sum = sums.get(key)
    const population =
      sum && sum.population !== null && cell.population !== null ? sum.population + cell.population : cell.population
    sums.set(key, { ...cell, population, covered: cell.covered + (sum?.covered ?? 0) })
  }
  return sums
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
