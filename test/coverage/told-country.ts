import {
  type Family,
  type Judged,
  type TableCell,
  type TableKind,
  tableKey,
  toldNumbers,
} from '../../src/coverage/judged.ts'
import { judge } from '../../src/coverage/withholding.ts'
import fc from '../support/fast-check.ts'
import type { ToldRow, ToldSum } from './attack.ts'

/** Small countries with tables by sex, by class and by both, and everything that a reader is told of them. */

const margin = (kind: TableKind, parts: number[]) => ({
  kind,
  keyOf: (key: string) => parts.map((part) => key.split('|')[part]).join('|'),
})
export const EVERYBODY: TableKind = { name: '', margins: [] }
export const BY_SEX: TableKind = { name: 'sex', margins: [margin(EVERYBODY, [])] }
export const BY_CLASS: TableKind = { name: 'class', margins: [margin(EVERYBODY, [])] }
export const BY_BOTH: TableKind = { name: 'sex,class', margins: [margin(BY_CLASS, [1]), margin(BY_SEX, [0])] }

/** Covered and others of each sex and class in each commune of each province. */
export type Country = readonly (readonly (readonly (readonly [number, number])[])[])[]

const SEXES = 2
const CLASSES = 3
const count = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 6_000 }) },
)
const commune = fc.array(fc.tuple(count, count), { minLength: SEXES * CLASSES, maxLength: SEXES * CLASSES })
export const countries: fc.Arbitrary<Country> = fc.array(fc.array(commune, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 3,
})

export interface Tables {
  readonly families: readonly Family[]
  cellsOf(kind: TableKind, areaId: number): readonly TableCell[]
}

/** Area 0 is the country, 1, 2, … its provinces, 11, 12, … the communes of the first. */
export function tablesOf(provinces: Country): Tables {
  const idOf = (province: number, place: number) => (province + 1) * 10 + place + 1
  const communes = provinces.flatMap((parts, province) =>
    parts.map((atoms, place) => ({ ids: [0, province + 1, idOf(province, place)], atoms })),
  )
  const families: Family[] = [
    { parentId: null, childIds: [0] },
    { parentId: 0, childIds: provinces.map((_, province) => province + 1) },
    ...provinces.map((parts, province) => ({
      parentId: province + 1,
      childIds: parts.map((_, place) => idOf(province, place)),
    })),
  ]
  return {
    families,
    cellsOf: (kind, areaId) => {
      const sums = new Map<string, readonly [number, number]>()
      for (const { atoms } of communes.filter(({ ids }) => ids.includes(areaId)))
        for (const [index, [covered, others]] of atoms.entries()) {
          const key = atomKey(kind, index)
          const [sum, rest] = sums.get(key) ?? [0, 0]
          sums.set(key, [sum + covered, rest + others])
        }
      return [...sums].flatMap(([key, [covered, others]]) =>
        covered + others > 0 ? [{ areaId, key, covered, others }] : [],
      )
    },
  }
}

function atomKey({ name }: TableKind, index: number): string {
  const parts: Readonly<Record<string, number>> = { sex: index % SEXES, class: Math.floor(index / SEXES) }
  return name
    .split(',')
    .map((part) => parts[part] ?? '')
    .join('|')
}

/** All that is told of some kinds of tables, with every sum that a reader can form of it. */
export function everythingTold(provinces: Country, kinds: readonly TableKind[]) {
  const { families, cellsOf } = tablesOf(provinces)
  const judged = judge({ families, kinds, cellsOf, isOwnMap: true })
  const told = families.flatMap((family) => kinds.map((kind) => ({ family, kind })))
  const find = (kind: TableKind, areaId: number) =>
    (judged.get(tableKey(kind, areaId)) ?? []).map((one: Judged) => ({
      one,
      key: one.cell.key,
      name: `${kind.name}/${areaId}/${one.cell.key}`,
    }))
  const rows = told.flatMap(({ family, kind }): ToldRow[] => {
    const cells = family.childIds.flatMap((areaId) => find(kind, areaId))
    const numbers = cells.map(({ name, one }) => ({ cell: name, ...toldNumbers(one), counts: 'PERSONS' as const }))
    const exact = kind === EVERYBODY && numbers.every((one) => one.population !== null && one.covered !== null)
    // Where something is told of a table, what is empty in it is told as 0.
    const mayBeEmpty = numbers.every((one) => one.population === null)
    return numbers.map((one) => ({ ...one, exact, mayBeEmpty }))
  })
  const sums = told.flatMap(({ family, kind }): ToldSum[] => [
    ...family.childIds.flatMap((areaId) =>
      kind.margins.flatMap(({ kind: of, keyOf }) =>
        find(of, areaId).map((whole) => ({
          whole: whole.name,
          parts: find(kind, areaId).flatMap(({ key, name }) => (keyOf(key) === whole.key ? [name] : [])),
        })),
      ),
    ),
    ...find(kind, family.parentId ?? -1).map((whole) => ({
      whole: whole.name,
      parts: family.childIds
        .flatMap((areaId) => find(kind, areaId))
        .flatMap(({ key, name }) => (key === whole.key ? [name] : [])),
    })),
  ])
  return { rows, sums }
}
