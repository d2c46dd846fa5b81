import { REFORM } from './country-reform.ts'

/** Arbitrary days of the years in which the generated country has cards. */
export const DAYS = [
  ...['2024-03-17', '2025-06-11', '2025-11-23', '2024-12-31', '2025-05-05', '2024-08-01', '2025-02-14', '2025-09-30'],
  ...['2024-01-01', '2025-10-10', '2024-05-28', '2025-01-31', '2025-12-24', '2024-11-02', '2025-07-19', '2024-09-13'],
]

/** A question in the words of each server. */
export interface ServedQuestion {
  readonly name: string
  /** The key of the same question in `peers/questions.mjs`. */
  readonly bare: string
  readonly hub: string
  readonly yoga: string
  readonly postgraphile: string
  /** For functions that give flat rows, the area's names beside the numbers; null where nobody would write one. */
  readonly flat: string | null
  /** What every server is told beside the day. */
  readonly variables: (day: string) => Readonly<Record<string, string>>
  /** The days that are asked in turn; all of `DAYS` when left out. */
  readonly days?: readonly string[]
  /** The part of the requests that is enough for it: a dear question needs no thousand. */
  readonly share: number
  /** The same for servers that have to count persons for it. */
  readonly shareOfPeers?: number
}

export const NAMED = 'code fullName'
export const COUNTED = 'population covered coverageRate'
const ROW = `area { ${NAMED} } ${COUNTED}`
const GAP = `parent { ${NAMED} } population covered target { value } cardsNeeded`
const IN_AREA = '$within: String!, $day: Date!'
const within = (code: string) => () => ({ within: code })

/**
 * Lists of rows, asked over HTTP: the same nested rows of every server. The hub is asked for the register's figures, which is what the
 * peers have.
 */
export const ROW_QUESTIONS: readonly ServedQuestion[] = [
  {
    name: 'country by province',
    bare: 'totals',
    hub: `query($day: Date) { coverage(asOf: $day, basis: REGISTRY) { rows { ${ROW} } } }`,
    yoga: `query($within: String!, $day: String!) { coverage(within: $within, day: $day) { rows { ${ROW} } } }`,
    postgraphile: `query(${IN_AREA}) { coverage(parentCode: $within, onDay: $day) { nodes { ${ROW} } } }`,
    flat: `query(${IN_AREA}) { flatCoverage(parentCode: $within, onDay: $day) { nodes { ${NAMED} ${COUNTED} } } }`,
    variables: within('VN'),
    share: 1,
  },
  {
    name: 'province by commune, with targets',
    bare: 'targets',
    hub: `query($day: Date, $within: String) { coverage(within: $within, asOf: $day, basis: REGISTRY, first: 100) {
      rows { ${ROW} target { value } } } }`,
    yoga: `query($within: String!, $day: String!) { coverage(within: $within, day: $day, first: 100) { rows { ${ROW} target { value } } } }`,
    postgraphile: `query(${IN_AREA}) { coverage(parentCode: $within, onDay: $day, first: 100) { nodes { ${ROW} target { value } } } }`,
    flat: `query(${IN_AREA}) { flatTargets(parentCode: $within, onDay: $day) { nodes { ${NAMED} ${COUNTED} targetValue } } }`,
    variables: within('01'),
    share: 0.5,
  },
  {
    name: 'all communes of a province, with parent, target and gap',
    bare: 'gaps',
    hub: `query($day: Date, $within: String!) { area(code: $within, on: $day) { children { ${NAMED} parent { ${NAMED} }
      coverage(basis: REGISTRY) { population covered target { value } cardsNeeded } } } }`,
    yoga: `query($within: String!, $day: String!) { coverage(within: $within, day: $day, first: 1000) { rows { area { ${NAMED} } ${GAP} } } }`,
    postgraphile: `query(${IN_AREA}) { coverage(parentCode: $within, onDay: $day) { nodes { area { ${NAMED} } ${GAP} } } }`,
    flat: `query(${IN_AREA}) { flatGaps(parentCode: $within, onDay: $day) { nodes { ${NAMED} parentCode parentFullName
      population covered targetValue cardsNeeded } } }`,
    variables: within('01'),
    share: 0.1,
  },
  {
    name: 'country by province and group',
    bare: 'groups',
    hub: `query($day: Date) { coverage(asOf: $day, by: [PARTICIPANT_GROUP], first: 100) { rows { area { ${NAMED} } participantGroup covered } } }`,
    yoga: `query($within: String!, $day: String!) { groups(within: $within, day: $day, first: 100) { rows { area { ${NAMED} } participantGroup covered } } }`,
    postgraphile: `query(${IN_AREA}) { byGroup(parentCode: $within, onDay: $day, first: 100) { nodes { area { ${NAMED} } participantGroup covered } } }`,
    flat: `query(${IN_AREA}) { flatGroups(parentCode: $within, onDay: $day) { nodes { ${NAMED} participantGroup covered } } }`,
    variables: within('VN'),
    share: 0.5,
  },
  {
    name: 'the 100 best of all communes',
    bare: 'best',
    hub: `query($day: Date) { coverage(level: COMMUNE, asOf: $day, basis: REGISTRY, orderBy: COVERAGE_RATE_DESC, first: 100) {
      rows { ${ROW} } } }`,
    yoga: `query($day: String!) { best(day: $day) { rows { ${ROW} } } }`,
    postgraphile: `query($day: Date!) { best(onDay: $day) { nodes { ${ROW} } } }`,
    flat: `query($day: Date!) { flatBest(onDay: $day) { nodes { ${NAMED} ${COUNTED} } } }`,
    variables: within('VN'),
    // The peers know nothing of communes whose people are shared out.
    days: DAYS.filter((day) => day < REFORM),
    share: 0.05,
  },
]
