import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Family,
  judge,
  judgedKey,
  type TableCell,
  type TableKind,
  toldNumbers,
} from '../../src/coverage/withholding.ts'
import { attack, pinned, type ToldRow, type ToldSum } from './attack.ts'

const EVERYBODY: TableKind = { name: '', margins: [] }
const margin = (kind: TableKind, at: number[]) => ({
  kind,
  keyOf: (key: string) => at.map((part) => key.split('|')[part]).join('|'),
})
const BY_SEX: TableKind = { name: 'sex', margins: [margin(EVERYBODY, [])] }
const BY_CLASS: TableKind = { name: 'class', margins: [margin(EVERYBODY, [])] }
const BY_BOTH: TableKind = { name: 'sex,class', margins: [margin(BY_CLASS, [1]), margin(BY_SEX, [0])] }
const KINDS = [EVERYBODY, BY_CLASS, BY_SEX, BY_BOTH]

/** Covered and others of each sex and class in each commune of each province. */
type Country = readonly (readonly (readonly (readonly [number, number])[])[])[]

const SEXES = 2
const CLASSES = 3
const few = fc.integer({ min: 0, max: 9 })
const count = fc.oneof(
  { weight: 4, arbitrary: few },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 6_000 }) },
)
const commune = fc.array(fc.tuple(count, count), { minLength: SEXES * CLASSES, maxLength: SEXES * CLASSES })
const country: fc.Arbitrary<Country> = fc.array(fc.array(commune, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 3,
})

interface Tables {
  readonly families: readonly Family[]
  cellsOf(kind: TableKind, areaId: number): readonly TableCell[]
}

/** Area 0 is the country, 1, 2, … its provinces, 11, 12, … the communes of the first. */
function tablesOf(provinces: Country): Tables {
  const communes = new Map<number, readonly (readonly [number, number])[]>()
  const families: Family[] = [
    { parentId: null, childIds: [0] },
    { parentId: 0, childIds: provinces.map((_, province) => province + 1) },
    ...provinces.map((parts, province) => ({
      parentId: province + 1,
      childIds: parts.map((_, place) => (province + 1) * 10 + place + 1),
    })),
  ]
  for (const [province, parts] of provinces.entries())
    for (const [place, atoms] of parts.entries()) communes.set((province + 1) * 10 + place + 1, atoms)
  const inside = (areaId: number) =>
    [...communes].filter(([id]) => areaId === 0 || id === areaId || Math.floor(id / 10) === areaId)
  return {
    families,
    cellsOf: (kind, areaId) => {
      const sums = new Map<string, [number, number]>()
      for (const [, atoms] of inside(areaId))
        for (const [index, [covered, others]] of atoms.entries()) {
          const [sex, householdClass] = [index % SEXES, Math.floor(index / SEXES)]
          const key = kind.name.replace('sex', String(sex)).replace('class', String(householdClass)).replace(',', '|')
          const sum = sums.get(key) ?? [0, 0]
          sums.set(key, [sum[0] + covered, sum[1] + others])
        }
      return [...sums]
        .filter(([, [covered, others]]) => covered + others > 0)
        .map(([key, [covered, others]]) => ({ areaId, key, covered, others }))
    },
  }
}

/** Everything that can be asked of the country, as it is told, and all sums between it. */
function everythingTold(provinces: Country) {
  const { families, cellsOf } = tablesOf(provinces)
  const judged = judge({ families, kinds: KINDS, cellsOf, isOwnMap: true })
  const rows: ToldRow[] = []
  const sums: ToldSum[] = []
  for (const family of families) {
    const totals = family.childIds.flatMap((areaId) => judged.get(judgedKey(EVERYBODY, areaId, '')) ?? [])
    const exact = totals.every((one) => toldNumbers(one).population !== null && toldNumbers(one).covered !== null)
    for (const kind of KINDS) {
      const cells = family.childIds.flatMap((areaId) => cellsOf(kind, areaId))
      const name = (cell: Pick<TableCell, 'areaId' | 'key'>, of = kind) => judgedKey(of, cell.areaId, cell.key)
      for (const cell of cells) {
        const one = judged.get(name(cell))
        if (!one) throw new Error('not judged')
        rows.push({ cell: name(cell), ...toldNumbers(one), counts: 'PERSONS', exact: exact && kind === EVERYBODY })
      }
      for (const { kind: of, keyOf } of kind.margins)
        for (const areaId of family.childIds)
          for (const whole of cellsOf(of, areaId))
            sums.push({
              whole: name(whole, of),
              parts: cells
                .filter((cell) => cell.areaId === areaId && keyOf(cell.key) === whole.key)
                .map((cell) => name(cell)),
            })
      if (family.parentId !== null)
        for (const whole of cellsOf(kind, family.parentId))
          sums.push({
            whole: name(whole),
            parts: cells.filter((cell) => cell.key === whole.key).map((cell) => name(cell)),
          })
    }
  }
  return { rows, sums }
}

const RUNS = Number(process.env.BAOPHU_ATTACK_RUNS ?? 300)

test.skipIf(!process.env.MEASURE)('measure', () => {
  let [hidden, found, guessed, bad, exact, told] = [0, 0, 0, 0, 0, 0]
  for (const provinces of fc.sample(country, { numRuns: 2000, seed: 7 })) {
    const { rows, sums } = everythingTold(provinces)
    const all = attack(rows, sums)
    const p = pinned(all)
    hidden += all.length
    found += p.length
    exact += p.filter((f) => f.least >= f.most).length
    guessed += pinned(attack(rows, sums, true)).length
    told += rows.length
    if (p.length > 0) bad += 1
  }
  console.log({ hidden, found, exact, guessed, bad, told })
})

describe('what is withheld', () => {
  test('is found by nobody who adds up and subtracts all that is told', () => {
    fc.assert(
      fc.property(country, (provinces) => {
        const { rows, sums } = everythingTold(provinces)
        expect(pinned(attack(rows, sums))).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})
