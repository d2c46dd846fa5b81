import { BadRequest, cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import { cellKey } from './cell-columns.ts'
import type { CoverageOrder, CoverageRow } from './coverage-row.ts'

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
  const keyed = rows.map((row) => ({ row, key: keyOf(row, order) }))
  keyed.sort((one, other) => compareKeys(one.key, other.key, DIRECTION[order]))
  return keyed.map(({ row }) => row)
}

/** The page after the cursor. A cursor is a row's sort key, so it stays good when other rows come, go or change. */
export function pageOf(inOrder: readonly CoverageRow[], order: CoverageOrder, request: PageRequest): Page<CoverageRow> {
  const first = pageSize(request)
  const after = decodeCursor(request.after, 4)
  const cursorKey = (row: CoverageRow) => {
    const { value, code, cell } = keyOf(row, order)
    return [order, value, code, cell]
  }
  if (after === null) return cutPage(inOrder.slice(0, first + 1), first, inOrder.length, cursorKey)
  const [cursorOrder, value, code, cell] = after
  const isOurs = (value === null || typeof value === 'number') && typeof code === 'string' && typeof cell === 'string'
  if (cursorOrder !== order || !isOurs) {
    throw new BadRequest('cursor-not-readable', 'after is not a cursor of this list in this order')
  }
  const passed = inOrder.findIndex((row) => compareKeys(keyOf(row, order), { value, code, cell }, DIRECTION[order]) > 0)
  const rest = passed === -1 ? [] : inOrder.slice(passed, passed + first + 1)
  return cutPage(rest, first, inOrder.length, cursorKey)
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
  if (one.value !== other.value) {
    if (one.value === null) return 1
    if (other.value === null) return -1
    return (one.value - other.value) * direction
  }
  return compareText(one.code, other.code) || compareText(one.cell, other.cell)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
