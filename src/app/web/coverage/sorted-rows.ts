import type { SubAreaRow } from './coverage-queries.ts'

/** The columns that the table of sub-areas can be sorted by. */
export const SORTS = {
  area: (row: SubAreaRow) => row.area.code,
  population: (row: SubAreaRow) => row.population,
  covered: (row: SubAreaRow) => row.covered,
  uncovered: (row: SubAreaRow) => row.uncovered,
  rate: (row: SubAreaRow) => row.coverageRate,
  points: (row: SubAreaRow) => row.pointsAboveTarget,
  cards: (row: SubAreaRow) => row.cardsNeeded,
  change: (row: SubAreaRow) => row.compared?.coveredChange ?? null,
} as const

export type Sort = keyof typeof SORTS

/** `-rate` is the rate downwards; anything unknown is by area. */
export function sortOf(text: string): { readonly by: Sort; readonly down: boolean } {
  const down = text.startsWith('-')
  const by = down ? text.slice(1) : text
  return Object.hasOwn(SORTS, by) ? { by: by as Sort, down } : { by: 'area', down: false }
}

/** The rows in that order; what is not known comes last either way, equals stay in the order of their codes. */
export function sortedRows(rows: readonly SubAreaRow[], sort: string): readonly SubAreaRow[] {
  const { by, down } = sortOf(sort)
  const inColumn = SORTS[by]
  const sign = down ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [inColumn(one), inColumn(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    if (a === b) return one.area.code < other.area.code ? -1 : 1
    return a < b ? -sign : sign
  })
}
