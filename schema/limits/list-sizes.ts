import type { AreaLevel } from '../../src/areas/area-level.ts'
import type { CoverageDimension } from '../../src/coverage/coverage-row.ts'
import { type Interval, LONGEST_SERIES, periodEnds } from '../../src/coverage/trend-days.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'

/** The arguments of a field as the client gave them, defaults filled in. */
export type GivenArguments = Readonly<Record<string, unknown>>

/**
 * How many rows a list without `first` has, by the coordinate of its field: what is usual, so that a question is weighed
 * before anything of it is asked of the database. A test holds every list of the schema to have one or a `first`.
 */
export const LIST_SIZES: Readonly<Record<string, number | ((given: GivenArguments) => number)>> = {
  'Account.grants': 3,
  'ApiKey.grants': 3,
  'Area.ancestors': 4,
  'Area.children': 50,
  'Area.householdCounts': 4,
  'Area.predecessors': 3,
  'Area.successors': 3,
  'Area.targets': 3,
  'Area.trend': daysAsked,
  'BatchSheet.columns': 40,
  'BatchWithdrawal.reasons': 5,
  'Campaign.commendations': 5,
  'Campaign.standings': areasOfPlan,
  'Campaign.teams': 10,
  'CompetingFigures.others': 3,
  'CoverageChange.parts': 12,
  'CoverageReport.missing': 50,
  'DoorVisit.members': 4,
  'DoorVisit.teams': 1,
  'DoubtfulMatch.candidates': 3,
  'Household.classifications': 3,
  'Household.members': 4,
  'ImportBatch.issueGroups': 20,
  'ImportBatch.rows': rowsLookedAt,
  'ImportBatch.sheets': 3,
  'OutreachTeam.areas': 5,
  'Person.enrolments': 4,
  'Query.accounts': 50,
  'Query.campaigns': 3,
  'Query.competingFigures': areasAsked,
  'Query.coverageChanges': areasAsked,
  'Query.figurePrecedences': 10,
  'Query.householdBreakdown': rowsAsked,
  'Query.householdCounts': (given) => 4 * areasAsked(given),
  'Query.keys': 50,
  'Query.population': rowsAsked,
  'Query.renewals': areasAsked,
  'Query.segments': 10,
  'Query.studentCoverage': areasAsked,
  'Query.surveyRounds': 5,
  'Query.targets': (given) => 2 * areasAsked(given),
  'Query.trends': areasAsked,
  'Segment.versions': 5,
  'SurveyRound.progress': (given) => (given.within ? areasAsked(given) : areasOfPlan(given)),
  'TargetCascade.childrenWithout': 20,
}

/** What a field costs beside its rows, where it counts persons one by one instead of reading the cube, or gives much. */
export const EXTRA_COSTS: Readonly<Record<string, number | ((given: GivenArguments) => number)>> = {
  // Some hundred positions.
  'Area.boundary': 20,
  // The file is read again as far as the last of them.
  'ImportBatch.rows': 500,
  'Campaign.standings': 500,
  'Query.coverageChanges': 500,
  'Query.householdBreakdown': 500,
  'Query.renewals': 500,
  'Segment.count': ofAnotherDay,
  'Segment.countWithheld': ofAnotherDay,
  'Segment.households': ofAnotherDay,
}

/** Lists whose length a field above them was told: the rows of each area of a series. */
export const ROWS_OF_SERIES: Readonly<Record<string, (given: GivenArguments) => number>> = {
  'Query.coverageTrends': (given) => daysAsked(given) * partsAsked(given),
  'Query.trends': (given) => daysAsked(given) * partsAsked(given),
}

/** Areas of a level within one area, as Vietnam has them about. */
const AREAS_WITHIN: Readonly<Record<AreaLevel, Readonly<Partial<Record<AreaLevel, number>>>>> = {
  COUNTRY: { PROVINCE: 63, DISTRICT: 700, COMMUNE: 3_500, HAMLET: 90_000, RESIDENT_GROUP: 300_000 },
  PROVINCE: { DISTRICT: 12, COMMUNE: 120, HAMLET: 2_500, RESIDENT_GROUP: 8_000 },
  DISTRICT: { COMMUNE: 20, HAMLET: 150, RESIDENT_GROUP: 500 },
  COMMUNE: { HAMLET: 25, RESIDENT_GROUP: 80 },
  HAMLET: { RESIDENT_GROUP: 10 },
  RESIDENT_GROUP: {},
}

/** Areas of a level in the area of a campaign or a survey round, which no argument names. */
const AREAS_OF_A_PLAN: Readonly<Record<AreaLevel, number>> = {
  COUNTRY: 1,
  PROVINCE: 63,
  DISTRICT: 12,
  COMMUNE: 120,
  HAMLET: 150,
  RESIDENT_GROUP: 500,
}

const NEXT_BELOW: Readonly<Record<AreaLevel, AreaLevel>> = {
  COUNTRY: 'PROVINCE',
  PROVINCE: 'COMMUNE',
  DISTRICT: 'COMMUNE',
  COMMUNE: 'HAMLET',
  HAMLET: 'RESIDENT_GROUP',
  RESIDENT_GROUP: 'RESIDENT_GROUP',
}

/** Into how many parts a dimension splits an area. */
const PARTS: Readonly<Record<CoverageDimension, number>> = {
  AGE_BAND: 5,
  HOUSEHOLD_CLASS: 4,
  PARTICIPANT_CODE: 20,
  PARTICIPANT_GROUP: 5,
  SEX: 2,
}

/** Who is in a segment is kept for its own day; of any other every household of its areas is looked at. */
function ofAnotherDay({ asOf }: GivenArguments): number {
  return asOf == null ? 0 : 500
}

function areasAsked({ within, level }: GivenArguments): number {
  const around = levelOfCode(typeof within === 'string' ? within : 'VN')
  return AREAS_WITHIN[around][(level as AreaLevel | null | undefined) ?? NEXT_BELOW[around]] ?? 1
}

function areasOfPlan({ level }: GivenArguments): number {
  return AREAS_OF_A_PLAN[(level as AreaLevel | undefined) ?? 'COMMUNE']
}

/** What the shape of an official code says of its area's level; what has another shape is weighed as the country. */
function levelOfCode(code: string): AreaLevel {
  if (/^\d{1,2}$/.test(code)) return 'PROVINCE'
  if (/^\d{3}$/.test(code)) return 'DISTRICT'
  if (/^\d{4,5}$/.test(code)) return 'COMMUNE'
  if (/^\d{5}\.\d+$/.test(code)) return 'HAMLET'
  return /^\d{5}\.\d+\.\d+$/.test(code) ? 'RESIDENT_GROUP' : 'COUNTRY'
}

/** Rows of a table of figures: areas, each with its parts. */
export function rowsAsked(given: GivenArguments): number {
  return areasAsked(given) * partsAsked(given)
}

function partsAsked({ by }: GivenArguments): number {
  const dimensions = Array.isArray(by) ? new Set(by as CoverageDimension[]) : []
  return [...dimensions].reduce((parts, dimension) => parts * PARTS[dimension], 1)
}

/** A series that is refused for its length has none. */
function daysAsked({ from, until, every }: GivenArguments): number {
  try {
    return Math.max(1, periodEnds(from as PlainDate, until as PlainDate, every as Interval).length)
  } catch {
    return LONGEST_SERIES
  }
}

/** Rows of a file, each with those around it. */
function rowsLookedAt({ rows, around }: GivenArguments): number {
  return (Array.isArray(rows) ? rows.length : 1) * (1 + 2 * (typeof around === 'number' ? around : 0))
}
