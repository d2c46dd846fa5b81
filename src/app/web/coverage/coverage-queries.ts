import type { AreaLevel, FigureSource, NamedArea, Page } from '../hub/answers.ts'
import type { Polygons } from './map-drawing.ts'

const ROW = `area { code fullName level } asOf basis population covered uncovered coverageRate rank suppressed
  estimatedShare pointsAboveTarget cardsNeeded weeklyPace weeklyPaceNeeded projectedOn
  target { value dueOn document }
  compared { asOf coverageRate coveredChange pointsChange }
  coveredSource { ...Source } populationSource { ...Source }`

const SOURCE = 'fragment Source on FigureSource { sourceName address asOf batch { id } }'

/** A number against its target. */
export interface Standing {
  readonly pointsAboveTarget: number | null
  readonly cardsNeeded: number | null
  readonly weeklyPace: number | null
  readonly weeklyPaceNeeded: number | null
  readonly projectedOn: string | null
  readonly target: { readonly value: number; readonly dueOn: string; readonly document: string | null } | null
}

export interface CoverageRow extends Standing {
  readonly area: NamedArea
  readonly asOf: string
  readonly basis: string
  readonly population: number | null
  readonly covered: number | null
  readonly uncovered: number | null
  readonly coverageRate: number | null
  readonly rank: number | null
  readonly suppressed: boolean
  readonly estimatedShare: number
  readonly compared: {
    readonly asOf: string
    readonly coverageRate: number | null
    readonly coveredChange: number | null
    readonly pointsChange: number | null
  } | null
  readonly coveredSource: FigureSource | null
  readonly populationSource: FigureSource | null
}

/** Days of which something is known of the area, the newest first. */
export const DAYS = 'query Days($code: String!) { figureDays(within: $code) }'

export interface DaysAnswer {
  readonly figureDays: readonly string[]
}

export const AREA = `query Area($code: String!, $day: Date!, $from: Date!, $until: Date!, $every: Interval!, $basis: Basis, $compareTo: Date) {
  area(code: $code, on: $day) {
    code fullName level
    ancestors { code fullName level }
    coverage(asOf: $day, basis: $basis, compareTo: $compareTo) { ${ROW} }
    trend(from: $from, until: $until, every: $every, basis: $basis) { asOf covered population coverageRate }
  }
}
${SOURCE}`

export interface TrendPoint {
  readonly asOf: string
  readonly covered: number | null
  readonly population: number | null
  readonly coverageRate: number | null
}

export interface AreaAnswer {
  readonly area:
    | (NamedArea & {
        readonly ancestors: readonly NamedArea[]
        readonly coverage: CoverageRow | null
        readonly trend: readonly TrendPoint[]
      })
    | null
}

const SUB_AREAS_ASKED = `$within: String!, $level: AreaLevel, $day: Date!, $borders: Date, $basis: Basis, $compareTo: Date`
const SUB_AREAS_GIVEN = `within: $within, level: $level, asOf: $day, borders: $borders, basis: $basis, compareTo: $compareTo`

/** A page of the areas within. No rank and no total: only all rows tell those, and they would be counted for every page. */
export const SUB_AREAS = `query SubAreas(${SUB_AREAS_ASKED}, $after: String) {
  coverage(${SUB_AREAS_GIVEN}, first: 100, after: $after) {
    pageInfo { endCursor hasNextPage }
    rows {
      area { id code fullName level } population covered uncovered coverageRate suppressed
      pointsAboveTarget cardsNeeded target { value } compared { coveredChange }
    }
  }
}`

/** An area of the table and the map: its id is that of one version of it. */
export interface AreaWithin extends NamedArea {
  readonly id: string
}

/** A row of the table. */
export interface SubAreaRow
  extends Pick<
    CoverageRow,
    'population' | 'covered' | 'uncovered' | 'coverageRate' | 'suppressed' | 'pointsAboveTarget' | 'cardsNeeded'
  > {
  readonly area: AreaWithin
  readonly target: { readonly value: number } | null
  readonly compared: { readonly coveredChange: number | null } | null
}

export interface SubAreasAnswer {
  readonly coverage: { readonly pageInfo: Page; readonly rows: readonly SubAreaRow[] }
}

/** The whole of them, counted once, and the areas of which nothing is known. */
export const SUB_AREAS_WHOLE = `query SubAreasWhole(${SUB_AREAS_ASKED}) {
  coverage(${SUB_AREAS_GIVEN}, first: 1) { missing { id code fullName level } total { ${ROW} } }
}
${SOURCE}`

export interface SubAreasWholeAnswer {
  readonly coverage: { readonly missing: readonly AreaWithin[]; readonly total: CoverageRow | null }
}

/** A page of the boundaries of the areas within; areas that have none are not listed. */
export const BOUNDARIES = `query Boundaries($within: String!, $level: AreaLevel!, $on: Date!, $scale: MapScale!, $after: String) {
  areas(within: $within, level: $level, on: $on, withBoundary: true, first: 100, after: $after) {
    pageInfo { endCursor hasNextPage }
    nodes { id boundary(scale: $scale) }
  }
}`

export interface BoundariesAnswer {
  readonly areas: {
    readonly pageInfo: Page
    readonly nodes: readonly { readonly id: string; readonly boundary: { readonly coordinates: Polygons } | null }[]
  }
}

export const SPLIT = `query Split($within: String!, $level: AreaLevel!, $day: Date!, $borders: Date, $by: [CoverageDimension!]!) {
  coverage(within: $within, level: $level, asOf: $day, borders: $borders, basis: REGISTRY, by: $by, first: 100) {
    rows {
      population covered coverageRate suppressed
      householdClass participantGroup participantCode sex ageBand
    }
  }
}`

export interface SplitRow {
  readonly population: number | null
  readonly covered: number | null
  readonly coverageRate: number | null
  readonly suppressed: boolean
  readonly householdClass: string | null
  readonly participantGroup: string | null
  readonly participantCode: string | null
  readonly sex: string | null
  readonly ageBand: string | null
}

export interface SplitAnswer {
  readonly coverage: { readonly rows: readonly SplitRow[] }
}

/** Pupils and students of one area: its own level within itself. */
export const PUPILS = `query Pupils($within: String!, $level: AreaLevel!, $day: Date!, $basis: Basis) {
  studentCoverage(within: $within, level: $level, asOf: $day, basis: $basis) {
    basis students covered uncovered coverageRate pointsAboveTarget cardsNeeded weeklyPace weeklyPaceNeeded projectedOn
    target { value dueOn document }
    coveredSource { ...Source } studentsSource { ...Source }
  }
}
${SOURCE}`

export interface PupilsRow extends Standing {
  readonly basis: string
  readonly students: number | null
  readonly covered: number | null
  readonly uncovered: number | null
  readonly coverageRate: number | null
  readonly coveredSource: FigureSource | null
  readonly studentsSource: FigureSource | null
}

export interface PupilsAnswer {
  readonly studentCoverage: readonly PupilsRow[]
}

/** Who was gained and lost in one area between two days. */
export const CHANGES = `query Changes($within: String!, $level: AreaLevel!, $from: Date!, $until: Date!) {
  coverageChanges(within: $within, level: $level, from: $from, until: $until) {
    coveredBefore coveredAfter gained lost parts { reason gained lost }
  }
}`

export interface ChangesRow {
  readonly coveredBefore: number
  readonly coveredAfter: number
  readonly gained: number
  readonly lost: number
  readonly parts: readonly { readonly reason: string; readonly gained: number; readonly lost: number }[]
}

export interface ChangesAnswer {
  readonly coverageChanges: readonly ChangesRow[]
}

export const FIND = `query Find($search: String!, $day: Date!) {
  areas(search: $search, on: $day, first: 20) { nodes { code fullName level parent { fullName } } }
}`

export interface FoundArea {
  readonly code: string
  readonly fullName: string
  readonly level: AreaLevel
  readonly parent: { readonly fullName: string } | null
}

export interface FindAnswer {
  readonly areas: { readonly nodes: readonly FoundArea[] }
}
