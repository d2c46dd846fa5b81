import type { AreaRow } from '../areas/area.store.ts'
import { levelNumber } from '../areas/area-level.ts'
import { BadRequest } from '../kernel/page.ts'
import { addDays, type PlainDate, yearBefore } from '../kernel/plain-date.ts'
import type { Basis, CoverageDimension, CoverageOrder, CoverageWhere } from './coverage-row.ts'

/** An area that is asked about. */
export interface Unit {
  readonly area: AreaRow
}

/** Parts of an answer that cost statements of their own; what will not be read is null in the answer, and is not looked for. */
export interface CoverageParts {
  /** How `covered` changed of late: weeklyPace and projectedOn. */
  readonly pace: boolean
  /** The target in force. */
  readonly target: boolean
  /** What follows from pace and target, the cards needed among it: no statement, but exact arithmetic for every row. */
  readonly progress: boolean
  /** The same question for the whole of `within`. */
  readonly total: boolean
  /** What only all rows together tell, whatever the page: ranks, missing areas, how many rows there are. */
  readonly overall: boolean
  /** The register's version and when it last changed. */
  readonly version: boolean
}

/** Residents and covered, and how covered changed of late. */
export const NUMBERS_AND_PACE: CoverageParts = {
  pace: true,
  target: false,
  progress: true,
  total: false,
  overall: false,
  version: false,
}
/** Residents and covered, nothing else. */
export const NUMBERS_ALONE: CoverageParts = { ...NUMBERS_AND_PACE, pace: false, progress: false }
const EVERY_PART: CoverageParts = {
  ...{ pace: true, target: true, progress: true },
  ...{ total: true, overall: true, version: true },
}

/** An order by cards needed reads the target, whether or not anybody else does. */
export function partsNeeded(
  parts: CoverageParts | undefined,
  orderBy: CoverageOrder | null | undefined,
): CoverageParts {
  const asked = parts ?? EVERY_PART
  const isOrderedByNeed = orderBy === 'CARDS_NEEDED_DESC'
  return { ...asked, target: asked.target || isOrderedByNeed, progress: asked.progress || isOrderedByNeed }
}

/** What is asked of every unit on every day. */
export interface Question {
  readonly basis: Basis | null
  readonly by: readonly CoverageDimension[]
  readonly where: CoverageWhere
  /** The day that each answer is compared with, or how it follows from the answer's own. */
  readonly compareTo: PlainDate | RelativeDay | null
  /**
   * The day whose borders all answers are given on. Without one: each day's own, areas as they are kept; then who is registered in a
   * divided area counts only in what all its parts lie in.
   */
  readonly borders?: PlainDate | null
  readonly parts: CoverageParts
  /** Whether small counts are told as they are: to actors who may see persons (`seesSmallCounts`). */
  readonly small: boolean
}

/** Days to compare with that follow from the day asked: cùng kỳ năm trước, and 1 January of the same year. */
export const RELATIVE_DAYS = ['SAME_DAY_LAST_YEAR', 'START_OF_YEAR'] as const
export type RelativeDay = (typeof RELATIVE_DAYS)[number]

/** The day that an answer of `day` is compared with; null when it is not compared. */
export function comparedDay({ compareTo }: Pick<Question, 'compareTo'>, day: PlainDate): PlainDate | null {
  if (compareTo === 'SAME_DAY_LAST_YEAR') return yearBefore(day)
  return compareTo === 'START_OF_YEAR' ? `${day.slice(0, 4)}-01-01` : compareTo
}

export function ownUnit(area: AreaRow): Unit {
  return { area }
}

/** Whether the area exists on the day. */
export function standsOn(area: Pick<AreaRow, 'validFrom' | 'validUntil'>, day: PlainDate): boolean {
  return (area.validFrom === null || area.validFrom <= day) && (area.validUntil === null || day < area.validUntil)
}

/** The day itself, or the area's last when it ended before: what is asked of it later is told on the borders of that day. */
export function lastStanding(area: Pick<AreaRow, 'validUntil'>, day: PlainDate): PlainDate {
  return area.validUntil !== null && area.validUntil <= day ? addDays(area.validUntil, -1) : day
}

/** Whether only some of the residents are asked for, or each kind of them apart: only the register can tell. */
export function isDetailed(question: Pick<Question, 'by' | 'where'>): boolean {
  return question.by.length > 0 || Object.values(question.where).some(narrows)
}

/** Everything that persons are told apart by, in the rows or in who is let through. */
export function dimensionsAsked({ by, where }: Pick<Question, 'by' | 'where'>): ReadonlySet<CoverageDimension> {
  const filters = [
    ['PARTICIPANT_CODE', where.participantCodes],
    ['PARTICIPANT_GROUP', where.participantGroups],
    ['HOUSEHOLD_CLASS', where.householdClasses],
    ['SEX', where.sexes],
    ['AGE_BAND', where.ageBands],
  ] as const
  return new Set([...by, ...filters.flatMap(([dimension, list]) => (narrows(list) ? [dimension] : []))])
}

/** Whether persons are told apart by their card: then only the covered are counted, residents without a card have no group. */
export function isByCard({ by, where }: Pick<Question, 'by' | 'where'>): boolean {
  return (
    by.includes('PARTICIPANT_CODE') ||
    by.includes('PARTICIPANT_GROUP') ||
    narrows(where.participantCodes) ||
    narrows(where.participantGroups)
  )
}

/** Whether persons are told apart by their age: the cube follows birthdays up to a day only. */
export function isByAge({ by, where }: Pick<Question, 'by' | 'where'>): boolean {
  return by.includes('AGE_BAND') || narrows(where.ageBands)
}

/** Whether the cube keeps nothing but totals of the area: below the commune. */
export function hasTotalsOnly(area: Pick<AreaRow, 'level'>): boolean {
  return levelNumber(area.level) >= levelNumber('HAMLET')
}

/** Whether a list of `where` lets only some through: an empty one is as good as none. */
function narrows(list: readonly string[] | null | undefined): boolean {
  return list != null && list.length > 0
}

/** Throws `BadRequest` when office figures are asked for a part of the residents: offices state areas as a whole. */
export function refuseReportedDetail(question: Question): void {
  if (question.basis === 'REPORTED' && isDetailed(question)) {
    throw new BadRequest(
      'reported-has-no-dimensions',
      'by and where can only be answered from the register: leave basis out or ask for REGISTRY',
    )
  }
}
