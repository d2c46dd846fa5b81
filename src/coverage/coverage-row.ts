import type { AreaRow } from '../areas/area.store.ts'
import type { FigureSource } from '../batches/figure-source.ts'
import type { ParticipantGroup } from '../enrolments/participant-group.ts'
import type { HouseholdClass } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { AgeBand } from '../population/age-band.ts'
import type { Sex } from '../population/sex.ts'

/** REPORTED: a figure that an office stated for an area. REGISTRY: counted from persons, households and cards. */
export const BASES = ['REPORTED', 'REGISTRY'] as const
export type Basis = (typeof BASES)[number]

export const COVERAGE_DIMENSIONS = [
  'PARTICIPANT_CODE',
  'PARTICIPANT_GROUP',
  'HOUSEHOLD_CLASS',
  'SEX',
  'AGE_BAND',
] as const
export type CoverageDimension = (typeof COVERAGE_DIMENSIONS)[number]

export const COVERAGE_ORDERS = [
  'AREA',
  'COVERAGE_RATE_DESC',
  'COVERAGE_RATE_ASC',
  'CARDS_NEEDED_DESC',
  'COVERED_CHANGE_DESC',
] as const
export type CoverageOrder = (typeof COVERAGE_ORDERS)[number]

/** Which persons are counted; a list that is left out or empty lets everybody through. */
export interface CoverageWhere {
  readonly participantCodes?: readonly string[] | null
  readonly participantGroups?: readonly ParticipantGroup[] | null
  readonly householdClasses?: readonly HouseholdClass[] | null
  readonly sexes?: readonly Sex[] | null
  readonly ageBands?: readonly AgeBand[] | null
}

/** Whom a row speaks of. A dimension that was not asked is null, and so is one that is not known of the persons counted. */
export interface CoverageCell {
  readonly participantCode: string | null
  readonly participantGroup: ParticipantGroup | null
  readonly householdClass: HouseholdClass | null
  readonly sex: Sex | null
  readonly ageBand: AgeBand | null
}

/** Persons counted in a cell. Population is null where the cell is told by the card: residents without one have no group. */
export interface CountedCell extends CoverageCell {
  readonly population: number | null
  readonly covered: number
  /** How many of them were allotted by weight because borders differ; none when left out. */
  readonly estimated?: { readonly population: number; readonly covered: number }
}

/** Persons of a cell as a reader is told of them: what is withheld is null, and `withheld` says so. */
export interface ToldCell extends Omit<CountedCell, 'covered'> {
  readonly covered: number | null
  readonly withheld?: boolean
}

/** The target of a rate that was in force on the day asked, as it was assigned. */
export interface TargetInForce {
  readonly targetId: number
  readonly areaId: number
  readonly measure: 'COVERAGE_RATE' | 'STUDENT_COVERAGE_RATE'
  /** 0–1. */
  readonly value: number
  readonly validFrom: PlainDate
  /** The last day to reach it. */
  readonly dueOn: PlainDate
  /** The area whose office assigned it. */
  readonly assignedById: number | null
  readonly document: string | null
}

export interface CoverageComparison {
  readonly asOf: PlainDate
  readonly covered: number | null
  readonly coverageRate: number | null
  readonly coveredChange: number | null
  /** Percentage points. */
  readonly pointsChange: number | null
}

/** One line of an answer; every field means what the contract's `CoverageRow` says. */
export interface CoverageRow extends CoverageCell {
  readonly areaId: number
  readonly area: AreaRow
  readonly asOf: PlainDate
  readonly population: number | null
  readonly populationSource: FigureSource | null
  readonly covered: number | null
  readonly coveredSource: FigureSource | null
  readonly basis: Basis
  readonly uncovered: number | null
  readonly coverageRate: number | null
  readonly target: TargetInForce | null
  /** Percentage points. */
  readonly pointsAboveTarget: number | null
  readonly attainmentRate: number | null
  readonly cardsNeeded: number | null
  readonly weeklyPaceNeeded: number | null
  readonly weeklyPace: number | null
  readonly projectedOn: PlainDate | null
  readonly compared: CoverageComparison | null
  readonly rank: number | null
  readonly estimatedShare: number
  readonly suppressed: boolean
}

/** An answer in full; `CoverageReport` is a page of one. */
export interface CoverageAnswer {
  readonly asOf: PlainDate
  readonly borders: PlainDate
  readonly rows: readonly CoverageRow[]
  /** The same question for `within` itself; null when nothing is known of it or the actor may not see all of it. */
  readonly total: CoverageRow | null
  readonly missing: readonly AreaRow[]
  /** Where `within` has no areas of the level on the borders any more: the last day on which it had. */
  readonly levelEndedOn: PlainDate | null
  /** Grows with every commit and withdrawal. */
  readonly version: string
  /** When the figures last changed; null before the first commit. */
  readonly updatedAt: Date | null
}

/** A page of an answer: `rows` are the page's, `totalCount` is the number of rows of the whole, null where nobody counted it. */
export interface CoverageReport extends CoverageAnswer {
  /** The cursor of the page's last row; null when it has none. */
  readonly endCursor: string | null
  readonly hasNextPage: boolean
  readonly totalCount: number | null
}

/** Residents of an area, or of one kind of them, as one source gives them. */
export interface PopulationFigure extends CoverageCell {
  readonly areaId: number
  readonly area: AreaRow
  /** The day that the figure speaks for. */
  readonly asOf: PlainDate
  readonly count: number
  readonly basis: Basis
  readonly source: FigureSource
  /** How much of `count` was allotted by weight because borders differ, 0–1. */
  readonly estimatedShare: number
}

/** Households of one class and the persons who live in them. */
export interface HouseholdCount {
  readonly areaId: number
  readonly area: AreaRow
  readonly asOf: PlainDate
  readonly householdClass: HouseholdClass
  readonly households: number
  readonly members: number
  readonly coveredMembers: number
  readonly basis: Basis
  /** How much of `members` (of `households`, where nobody lives in them) was allotted by weight because borders differ, 0–1. */
  readonly estimatedShare: number
}
