/** What the demonstration asks of an area, in the contract's own words. */
const ROW_FIELDS = `
  area { code fullName }
  asOf population covered coverageRate pointsAboveTarget cardsNeeded weeklyPaceNeeded
  target { value dueOn }
  compared { coveredChange pointsChange }
  coveredSource { sourceName address }
`

/** Every area of a level within an area on a day, with the whole, compared with another day. */
export const COVERAGE = `query Coverage($within: String!, $level: AreaLevel!, $asOf: Date!, $compareTo: Date, $orderBy: CoverageOrder) {
  coverage(within: $within, level: $level, asOf: $asOf, compareTo: $compareTo, orderBy: $orderBy, first: 100) {
    rows { ${ROW_FIELDS} }
    total { ${ROW_FIELDS} }
  }
}`

export interface AnsweredRow {
  readonly area: { readonly code: string; readonly fullName: string }
  readonly asOf: string
  readonly population: number | null
  readonly covered: number | null
  readonly coverageRate: number | null
  readonly pointsAboveTarget: number | null
  readonly cardsNeeded: number | null
  readonly weeklyPaceNeeded: number | null
  readonly target: { readonly value: number; readonly dueOn: string } | null
  readonly compared: { readonly coveredChange: number | null; readonly pointsChange: number | null } | null
  readonly coveredSource: { readonly sourceName: string; readonly address: string | null } | null
}

export interface CoverageAnswer {
  readonly coverage: { readonly rows: readonly AnsweredRow[]; readonly total: AnsweredRow | null }
}

/** What the demonstration suggests to try next: one line, to be pasted after `curl`. */
export const QUERY_TO_TRY =
  '{ coverage(within: "215", level: COMMUNE, asOf: "2017-09-30", compareTo: "2016-09-30") { total { covered population coverageRate } rows { area { fullName } coverageRate compared { coveredChange } } } }'
