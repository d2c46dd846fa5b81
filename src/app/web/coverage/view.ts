import { addressOf, type Route } from '../route.ts'

/** How a coverage page looks at its area; all of it stands in the address. Empty means the usual. */
export interface View {
  readonly day: string
  readonly borders: string
  readonly compare: string
  readonly basis: string
  readonly level: string
  readonly by: string
  readonly every: string
  /** The column that the table is sorted by; with `-` before it downwards. */
  readonly sort: string
  /** What the map is coloured by; `target`: against the target. */
  readonly map: string
}

const NAMES = ['day', 'borders', 'compare', 'basis', 'level', 'by', 'every', 'sort', 'map'] as const

/** The view that an address names. */
export function viewOf(query: Route['query']): View {
  const entries = NAMES.map((name) => [name, query[name] ?? ''] as const)
  return Object.fromEntries(entries) as unknown as View
}

/** The address of an area in this view, with some of it changed. */
export function viewAddress(code: string, view: View, change: Partial<View> = {}): string {
  return addressOf('coverage', [code], { ...view, ...change })
}

/** The address of another area: the level of the table is that area's own again. */
export function areaAddress(code: string, view: View): string {
  return viewAddress(code, view, { level: '' })
}

/** The table of a view as the door for files is asked for it; empty values are left to the door. */
export function tableAsked(code: string, view: View) {
  const { day, borders, level, basis, compare } = view
  return { within: code, asOf: day, borders, level, basis, compareTo: compare }
}

/** The days of a trend that ends with `day`: so far back that about two dozen steps fit. */
export function trendDays(day: string, every: string): { readonly from: string; readonly until: string } {
  const back: Readonly<Record<string, number>> = { DAY: 30, WEEK: 7 * 26, MONTH: 730, YEAR: 3650 }
  return { from: shifted(day, -(back[every] ?? 730)), until: shifted(day, 1) }
}

function shifted(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}
