import { PARTICIPANT_GROUPS, type ParticipantGroup } from '../../src/enrolments/participant-group.ts'

/** Arbitrary days of the years in which the generated country has cards. */
export const DAYS = [
  ...['2024-03-17', '2025-06-11', '2025-11-23', '2024-12-31', '2025-05-05', '2024-08-01', '2025-02-14', '2025-09-30'],
  ...['2024-01-01', '2025-10-10', '2024-05-28', '2025-01-31', '2025-12-24', '2024-11-02', '2025-07-19', '2024-09-13'],
]

/** One line of an answer, however the server names it: what all servers must agree on. */
type Line = readonly unknown[]

/** A question in the words of each server, and how its answer becomes lines. */
export interface ServedQuestion {
  readonly name: string
  /** The key of the same question in `peers/questions.mjs`. */
  readonly bare: string
  readonly within: string
  readonly hub: string
  readonly yoga: string
  readonly postgraphile: string
  /** For functions that give flat rows, the area's names beside the numbers. */
  readonly flat: string
  readonly columns: readonly string[]
  /** The part of the requests that is enough for it: a dear question needs no thousand. */
  readonly share: number
}

const NAMED = 'code fullName'
const COUNTED = 'population covered coverageRate'
const ROW = `area { ${NAMED} } ${COUNTED}`
const IN_AREA = '$within: String!, $day: Date!'
const LINE = ['code', 'fullName', 'population', 'covered', 'coverageRate']

/**
 * What is asked over HTTP: the same nested rows of every server. The hub is asked for the register's figures, which is what the
 * peers have.
 */
export const SERVED: readonly ServedQuestion[] = [
  {
    name: 'country by province',
    bare: 'totals',
    within: 'VN',
    hub: `query($day: Date) { coverage(asOf: $day, basis: REGISTRY) { rows { ${ROW} } } }`,
    yoga: `query($within: String!, $day: String!) { coverage(within: $within, day: $day) { rows { ${ROW} } } }`,
    postgraphile: `query(${IN_AREA}) { coverage(parentCode: $within, onDay: $day) { nodes { ${ROW} } } }`,
    flat: `query(${IN_AREA}) { flatCoverage(parentCode: $within, onDay: $day) { nodes { ${NAMED} ${COUNTED} } } }`,
    columns: LINE,
    share: 1,
  },
  {
    name: 'province by commune, with targets',
    bare: 'gaps',
    within: '01',
    hub: `query($day: Date, $within: String) { coverage(within: $within, asOf: $day, basis: REGISTRY, first: 100) {
      rows { ${ROW} target { value } } } }`,
    yoga: `query($within: String!, $day: String!) { coverage(within: $within, day: $day, first: 100) { rows { ${ROW} target { value } } } }`,
    postgraphile: `query(${IN_AREA}) { coverage(parentCode: $within, onDay: $day, first: 100) { nodes { ${ROW} target { value } } } }`,
    flat: `query(${IN_AREA}) { flatTargets(parentCode: $within, onDay: $day) { nodes { ${NAMED} ${COUNTED} target } } }`,
    columns: [...LINE, 'target'],
    share: 0.5,
  },
  {
    name: 'country by province and group',
    bare: 'groups',
    within: 'VN',
    hub: `query($day: Date) { coverage(asOf: $day, by: [PARTICIPANT_GROUP], first: 100) { rows { area { ${NAMED} } participantGroup covered } } }`,
    yoga: `query($within: String!, $day: String!) { groups(within: $within, day: $day, first: 100) { rows { area { ${NAMED} } participantGroup covered } } }`,
    postgraphile: `query(${IN_AREA}) { byGroup(parentCode: $within, onDay: $day, first: 100) { nodes { area { ${NAMED} } participantGroup covered } } }`,
    flat: `query(${IN_AREA}) { flatGroups(parentCode: $within, onDay: $day) { nodes { ${NAMED} participantGroup covered } } }`,
    columns: ['code', 'fullName', 'participantGroup', 'covered'],
    share: 0.5,
  },
  {
    name: 'the 100 best of all communes',
    bare: 'best',
    within: 'VN',
    hub: `query($day: Date) { coverage(level: COMMUNE, asOf: $day, basis: REGISTRY, orderBy: COVERAGE_RATE_DESC, first: 100) {
      rows { ${ROW} } } }`,
    yoga: `query($day: String!) { best(day: $day) { rows { ${ROW} } } }`,
    postgraphile: `query($day: Date!) { best(onDay: $day) { nodes { ${ROW} } } }`,
    flat: `query($day: Date!) { flatBest(onDay: $day) { nodes { ${NAMED} ${COUNTED} } } }`,
    columns: LINE,
    share: 0.05,
  },
]

/** The lines of an answer of any of the servers, in its order. */
export function linesOf(text: string, columns: readonly string[]): readonly Line[] {
  const { data } = JSON.parse(text) as { readonly data: Record<string, Answer> }
  const { rows, nodes } = Object.values(data)[0] ?? {}
  return (rows ?? nodes ?? []).map(flattened).map((row) => columns.map((column) => comparable(column, row)))
}

interface Answer {
  readonly rows?: readonly Row[]
  readonly nodes?: readonly Row[]
}
type Row = Readonly<Record<string, unknown>>

function flattened({ area, ...rest }: Row): Row {
  return { ...(area as Row | undefined), ...rest }
}

function comparable(column: string, row: Row): unknown {
  const value = row[column] ?? null
  if (column === 'target' && typeof value === 'object' && value !== null) return (value as Row).value
  if (column === 'participantGroup' && typeof value === 'string')
    return PARTICIPANT_GROUPS.indexOf(value as ParticipantGroup) + 1
  return value
}
