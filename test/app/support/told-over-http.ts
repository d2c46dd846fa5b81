import type { ToldRow, ToldSum } from '../../coverage/attack.ts'
import type { SmallRegister } from './small-register.ts'

/** Everything that can be asked of a small register's coverage, and every sum that can be formed of the answers. */

const LEVELS = ['COUNTRY', 'PROVINCE', 'DISTRICT', 'COMMUNE'] as const
const DIMENSIONS = ['PARTICIPANT_GROUP', 'HOUSEHOLD_CLASS', 'SEX', 'AGE_BAND'] as const
type Dimension = (typeof DIMENSIONS)[number]
const FIELD = {
  PARTICIPANT_GROUP: 'participantGroup',
  HOUSEHOLD_CLASS: 'householdClass',
  SEX: 'sex',
  AGE_BAND: 'ageBand',
} as const
const SPLITS: readonly (readonly Dimension[])[] = [
  [],
  ...DIMENSIONS.map((one) => [one]),
  ...DIMENSIONS.flatMap((one, at) => DIMENSIONS.slice(at + 1).map((other) => [one, other])),
]

/** A row of coverage as it was asked for. */
export interface Row {
  readonly area: { readonly code: string }
  readonly asOf: string
  readonly participantGroup: string | null
  readonly householdClass: string | null
  readonly sex: string | null
  readonly ageBand: string | null
  readonly population: number | null
  readonly covered: number | null
  readonly uncovered: number | null
  readonly coverageRate: number | null
  readonly rank: number | null
  readonly suppressed: boolean
  readonly compared: { readonly asOf: string; readonly covered: number | null } | null
}
/** A row and what it was split by. */
export interface Told extends Row {
  readonly by: readonly Dimension[]
}

/** Everything that can be asked of the register for the end of a month, at every level and by every two dimensions. */
export async function everythingTold(
  register: SmallRegister,
  day: string,
  ask: (args: string) => Promise<Row[]>,
): Promise<Told[]> {
  const told: Told[] = []
  for (const level of LEVELS)
    for (const by of SPLITS)
      for (const row of await ask(`level: ${level} asOf: "${day}" basis: REGISTRY by: [${by}]`))
        told.push({ ...row, by })
  for (const commune of register.below.get('215') ?? [])
    for (const row of await ask(`within: "${commune}" level: HAMLET asOf: "${day}" basis: REGISTRY`))
      told.push({ ...row, by: [] })
  return told
}

const partOf = (row: Told, dimension: Dimension) => row[FIELD[dimension]] ?? '?'
/** What a row is of: the area, then the part of its residents. */
export const nameOf = (code: string, by: readonly Dimension[], row: Told) =>
  `${code} ${by.map((dimension) => `${dimension}=${partOf(row, dimension)}`).join()}`

/** Every sum between the rows: an area and those below it, a cell and its parts. */
export function sumsOf({ below }: SmallRegister, rows: readonly Told[]): ToldSum[] {
  const parts = new Map<string, Set<string>>()
  const known = new Set(rows.map((row) => nameOf(row.area.code, row.by, row)))
  const add = (whole: string, kind: string, part: string) => {
    if (known.has(whole)) parts.set(`${whole}>${kind}`, (parts.get(`${whole}>${kind}`) ?? new Set()).add(part))
  }
  const above = new Map([...below].flatMap(([parent, codes]) => codes.map((code) => [code, parent] as const)))
  for (const row of rows) {
    const name = nameOf(row.area.code, row.by, row)
    add(nameOf(above.get(row.area.code) ?? '', row.by, row), 'areas', name)
    for (const dropped of row.by)
      add(
        nameOf(
          row.area.code,
          row.by.filter((dimension) => dimension !== dropped),
          row,
        ),
        dropped,
        name,
      )
  }
  return [...parts].map(([key, names]) => ({ whole: key.slice(0, key.indexOf('>')), parts: [...names] }))
}

export function toldRow(row: Told): ToldRow {
  const counts = row.by.includes('PARTICIPANT_GROUP') ? 'COVERED' : 'PERSONS'
  return {
    cell: nameOf(row.area.code, row.by, row),
    population: row.population,
    covered: row.covered,
    counts,
    exact: false,
  }
}
