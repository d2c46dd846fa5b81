import { BadRequest, decodeCursor, encodeCursor, type PageRequest, pageSize } from '../kernel/page.ts'
import { cellKey } from './cell-columns.ts'
import type { FirstByRate } from './count-cube.ts'
import type { CoverageDimension, CoverageOrder, CoverageReport, CoverageRow } from './coverage-row.ts'
import type { Unit } from './question.ts'

/** What a row is sorted by: a number (none for AREA), then the area's code, then its cell. Unique within a report. */
interface SortKey {
  readonly value: number | null
  readonly code: string
  readonly cell: string
}

const DIRECTION: Readonly<Record<CoverageOrder, 1 | -1>> = {
  AREA: 1,
  COVERAGE_RATE_ASC: 1,
  COVERAGE_RATE_DESC: -1,
  CARDS_NEEDED_DESC: -1,
  COVERED_CHANGE_DESC: -1,
}

/** The rows with their rank over all of them: 1 for the highest coverage rate, equal rates share one, no rate has none. */
export function ranked(rows: readonly CoverageRow[]): CoverageRow[] {
  const rates = rows.map((row) => row.coverageRate).filter((rate) => rate !== null)
  const rankOf = new Map<number, number>()
  rates
    .sort((one, other) => other - one)
    .forEach((rate, index) => {
      if (!rankOf.has(rate)) rankOf.set(rate, index + 1)
    })
  return rows.map((row) => ({
    ...row,
    rank: row.coverageRate === null ? null : (rankOf.get(row.coverageRate) ?? null),
  }))
}

/** The rows in order; a row without the number that is sorted by comes last, equals go by code. */
export function ordered(rows: readonly CoverageRow[], order: CoverageOrder): CoverageRow[] {
  const direction = DIRECTION[order]
  // Cells are told apart only where two rows are of one area: their keys are not worth making for all.
  return rows.toSorted(
    (one, other) =>
      compareValues(sortValue(one, order), sortValue(other, order), direction) ||
      compareText(one.area.code, other.area.code) ||
      compareText(cellKey(one), cellKey(other)),
  )
}

/** The units in the order of the areas, from the one in which the page after the cursor begins. */
export function unitsFrom(units: readonly Unit[], request: PageRequest): Unit[] {
  const after = cursorKey(request, 'AREA')
  return units
    .filter(({ area }) => after === null || area.code >= after.code)
    .sort((one, other) => compareText(one.area.code, other.area.code))
}

/** So many rows a unit has at least, as a rule, when it is split. */
const ROWS_BY: Readonly<Record<CoverageDimension, number>> = {
  ...{ PARTICIPANT_CODE: 4, PARTICIPANT_GROUP: 4, HOUSEHOLD_CLASS: 4, SEX: 2, AGE_BAND: 4 },
}

/**
 * Of how many units a page and the row behind it are made, in the order of the areas: where units have several rows, first of
 * as few as usually suffice; else, and then, of one for each row.
 */
export function unitsOfPage(request: PageRequest & { readonly by?: readonly CoverageDimension[] | null }): number[] {
  const rows = pageSize(request) + 1
  const few = Math.ceil(rows / Math.max(1, ...(request.by ?? []).map((dimension) => ROWS_BY[dimension])))
  return few < rows ? [few, rows] : [rows]
}

/** Where the page begins in an order by coverage rate: `firstByRate`'s words for the cursor. Units stand in the order of their codes. */
export function placeByRate(
  units: readonly Unit[],
  order: CoverageOrder,
  request: PageRequest,
): Pick<FirstByRate, 'after' | 'passed'> {
  const after = cursorKey(request, order)
  if (after === null) return { passed: 0 }
  return { after: after.value, passed: units.filter(({ area }) => area.code <= after.code).length }
}

/** The page after the cursor. A cursor is a row's sort key, so it stays good when other rows come, go or change. */
export function pageOf(
  inOrder: readonly CoverageRow[],
  order: CoverageOrder,
  request: PageRequest,
): Pick<CoverageReport, 'rows' | 'endCursor' | 'hasNextPage' | 'totalCount'> {
  const first = pageSize(request)
  const after = cursorKey(request, order)
  const passed = after ? inOrder.findIndex((row) => compareKeys(keyOf(row, order), after, DIRECTION[order]) > 0) : 0
  const rest = passed === -1 ? [] : inOrder.slice(passed, passed + first + 1)
  const rows = rest.slice(0, first)
  const last = rows.at(-1)
  return {
    rows,
    endCursor: last === undefined ? null : cursorOf(keyOf(last, order), order),
    hasNextPage: rest.length > first,
    totalCount: inOrder.length,
  }
}

function cursorOf({ value, code, cell }: SortKey, order: CoverageOrder): string {
  return encodeCursor([order, value, code, cell])
}

/** Where the page before ended; null for the first page. Throws `BadRequest` when the cursor is not one of this order. */
function cursorKey(request: PageRequest, order: CoverageOrder): SortKey | null {
  const after = decodeCursor(request.after, ['TEXT', 'VALUE', 'TEXT', 'TEXT'])
  if (after === null) return null
  const [cursorOrder, value, code, cell] = after as [string, number | null, string, string]
  if (cursorOrder !== order)
    throw new BadRequest('cursor-not-readable', 'after is not a cursor of this list in this order')
  return { value, code, cell }
}

function keyOf(row: CoverageRow, order: CoverageOrder): SortKey {
  return { value: sortValue(row, order), code: row.area.code, cell: cellKey(row) }
}

function sortValue(row: CoverageRow, order: CoverageOrder): number | null {
  switch (order) {
    case 'AREA':
      return null
    case 'COVERAGE_RATE_ASC':
    case 'COVERAGE_RATE_DESC':
      return row.coverageRate
    case 'CARDS_NEEDED_DESC':
      return row.cardsNeeded
    case 'COVERED_CHANGE_DESC':
      return row.compared?.coveredChange ?? null
  }
}

function compareKeys(one: SortKey, other: SortKey, direction: 1 | -1): number {
  return (
    compareValues(one.value, other.value, direction) ||
    compareText(one.code, other.code) ||
    compareText(one.cell, other.cell)
  )
}

/** What has no value comes last, whatever the direction. */
function compareValues(one: number | null, other: number | null, direction: 1 | -1): number {
  if (one === other) return 0
  if (one === null) return 1
  return other === null ? -1 : (one - other) * direction
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
