import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import type { AreaRow } from '../areas/area.store.ts'
import { BadRequest } from '../kernel/page.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { CoverageCell, CoverageDimension, CoverageWhere } from './coverage-row.ts'
import { hasTotalsOnly, type Question } from './question.ts'

/**
 * What readers who may not see persons are told of the register lies on a fixed lattice: areas on the ends of months, by at
 * most two kinds at once. Free days and ranges would let them subtract one answer from another until a person is left.
 */

/** The most kinds that are told apart at once. */
const MOST_DIMENSIONS = 2

/** The kinds of residents that a question tells apart, and the one of each that it keeps. */
export interface LatticeCells {
  /** In the order of `COVERAGE_DIMENSIONS`. */
  readonly dimensions: readonly CoverageDimension[]
  readonly kept: Partial<Record<keyof CoverageCell, string>>
}

/** Each dimension with the list of `where` that narrows it and the field of a cell that names it. */
const FIELDS: readonly (readonly [CoverageDimension, keyof CoverageWhere, keyof CoverageCell])[] = [
  ['PARTICIPANT_CODE', 'participantCodes', 'participantCode'],
  ['PARTICIPANT_GROUP', 'participantGroups', 'participantGroup'],
  ['HOUSEHOLD_CLASS', 'householdClasses', 'householdClass'],
  ['SEX', 'sexes', 'sex'],
  ['AGE_BAND', 'ageBands', 'ageBand'],
]

/** The last end of a month on or before the day. */
export function monthEnd(day: PlainDate): PlainDate {
  return addDays(day, 1).endsWith('-01') ? day : addDays(`${day.slice(0, 7)}-01`, -1)
}

/** The end of the month before that one. */
export function monthEndBefore(day: PlainDate): PlainDate {
  return addDays(`${monthEnd(day).slice(0, 7)}-01`, -1)
}

/**
 * Where on the lattice a question is answered. Throws `BadRequest` for what is not on it: `withheld-codes`, `withheld-dimensions`,
 * `withheld-union`, `withheld-below-commune`.
 */
export function latticeCells(
  { by, where }: Pick<Question, 'by' | 'where'>,
  areas: readonly Pick<AreaRow, 'level'>[],
): LatticeCells {
  const asked = FIELDS.filter(([dimension, list]) => by.includes(dimension) || (where[list]?.length ?? 0) > 0)
  const kept: Partial<Record<keyof CoverageCell, string>> = {}
  for (const [dimension, list, field] of asked) {
    if (dimension === 'PARTICIPANT_CODE')
      throw new BadRequest('withheld-codes', 'participant codes are not told apart here: ask for PARTICIPANT_GROUP')
    const [value, other] = where[list] ?? []
    if (other !== undefined)
      throw new BadRequest('withheld-union', `name one value in where.${list}, or split the rows by it`, {
        field: list,
      })
    if (value !== undefined) kept[field] = value
  }
  if (asked.length > MOST_DIMENSIONS)
    throw new BadRequest('withheld-dimensions', `by and where may name ${MOST_DIMENSIONS} kinds at most`, {
      limit: MOST_DIMENSIONS,
    })
  if (asked.length > 0 && areas.some(hasTotalsOnly))
    throw new BadRequest('withheld-below-commune', 'below the commune by and where are not answered')
  return { dimensions: asked.map(([dimension]) => dimension), kept }
}

/** Whether `where` lets people of the cell through: an empty list is as good as none. */
export function isLetThrough(cell: CoverageCell, where: CoverageWhere): boolean {
  return FIELDS.every(([, list, field]) => {
    const wanted: readonly (string | null)[] = where[list] ?? []
    return wanted.length === 0 || wanted.includes(cell[field])
  })
}

/** Each dimension with the field of a cell that names it. */
export const DIMENSION_FIELDS = FIELDS.map(([dimension, , field]) => [dimension, field] as const)

/** The cell with the dimensions that are told apart; the others are null. */
export function onlyBy(cell: CoverageCell, dimensions: readonly CoverageDimension[]): CoverageCell {
  const told = (dimension: CoverageDimension) => dimensions.includes(dimension)
  return {
    participantCode: told('PARTICIPANT_CODE') ? cell.participantCode : null,
    participantGroup: told('PARTICIPANT_GROUP') ? cell.participantGroup : null,
    householdClass: told('HOUSEHOLD_CLASS') ? cell.householdClass : null,
    sex: told('SEX') ? cell.sex : null,
    ageBand: told('AGE_BAND') ? cell.ageBand : null,
  }
}

/** The cell as a row of the question shows it; null when the question does not keep it. */
export function shownCell(
  cell: CoverageCell,
  { kept }: LatticeCells,
  by: readonly CoverageDimension[],
): CoverageCell | null {
  const isKept = DIMENSION_FIELDS.every(([, field]) => kept[field] === undefined || kept[field] === cell[field])
  return isKept ? onlyBy(cell, by) : null
}

/**
 * For questions that count finer than the lattice: throws `BadRequest` `withheld-question` when the actor may not see small
 * counts.
 */
export function demandSmallCounts(actor: Actor): void {
  if (seesSmallCounts(actor)) return
  throw new BadRequest(
    'withheld-question',
    'this counts so few people at a time that only those are answered who may see persons: compare the ends of two months with coverage and compareTo',
  )
}
