import { describe, expect, test } from 'vitest'
import { type Judged, type TableCell, toldNumbers } from '../../src/coverage/judged.ts'
import { judge } from '../../src/coverage/withholding.ts'
import { isSmall } from '../../src/kernel/disclosure.ts'
import fc from '../support/fast-check.ts'
import { attack, type Finding, pinned } from './attack.ts'
import {
  BY_BOTH,
  BY_CLASS,
  BY_SEX,
  type Country,
  countries,
  EVERYBODY,
  everythingTold,
  tablesOf,
} from './told-country.ts'

const RUNS = Number(process.env.BAOPHU_ATTACK_RUNS ?? 200)
const ALL = [EVERYBODY, BY_CLASS, BY_SEX, BY_BOTH]

/** What is told of communes of a province of their own, alone in the country. */
function told(...communes: readonly (readonly [covered: number, others: number])[]) {
  const cellsOf = (_: unknown, areaId: number): TableCell[] => {
    const [covered, others] = communes[areaId] ?? [0, 0]
    return covered + others === 0 ? [] : [{ areaId, key: '', covered, others }]
  }
  const family = { parentId: null, childIds: communes.map((_, areaId) => areaId) }
  const judged = judge({ families: [family], kinds: [EVERYBODY], cellsOf, isOwnMap: true })
  return [...judged.values()].flat().map(toldNumbers)
}

describe('a cell by itself', () => {
  test('hides small counts and what they are the complement of', () => {
    expect(told([8, 8])).toEqual([{ population: 15, covered: 10 }])
    expect(told([7, 13])).toEqual([{ population: 20, covered: null }])
    expect(told([13, 7])).toEqual([{ population: 20, covered: null }])
    expect(told([4, 3])).toEqual([{ population: null, covered: null }])
  })

  test('tells nobody and everybody', () => {
    expect(told([0, 33])).toEqual([{ population: 35, covered: 0 }])
    expect(told([33, 0])).toEqual([{ population: 35, covered: 35 }])
    expect(told([4_003, 0])).toEqual([{ population: 4_003, covered: 4_003 }])
  })

  test('tells totals from 4,000 on exactly, unless something small stands beside them', () => {
    expect(told([14_251, 749])).toEqual([{ population: 15_000, covered: 14_251 }])
    expect(told([14_251, 749], [4_002, 4_004])).toEqual([
      { population: 15_000, covered: 14_251 },
      { population: 8_006, covered: 4_002 },
    ])
    expect(told([14_251, 749], [4_002, 4_004], [1, 3])).toEqual([
      { population: 15_000, covered: 14_250 },
      { population: 8_005, covered: 4_000 },
      { population: null, covered: null },
    ])
  })
})

describe('a province in which each commune has one person', () => {
  const province = (...communes: number[]): Country => [
    communes.map((others) => [[0, others], ...Array.from({ length: 5 }, () => [0, 0] as const)]),
  ]
  const toldOf = (country: Country) => {
    const { rows, sums } = everythingTold(country, [EVERYBODY])
    const communes = rows.filter(({ cell }) => cell > '/10/' && cell < '/99/')
    return { populations: communes.map(({ population }) => population), found: attack(rows, sums) }
  }
  const ONES = Array.from({ length: 12 }, () => 1)

  test('is closed: that somebody lives in each would be enough to count them', () => {
    const { populations, found } = toldOf(province(...ONES))
    expect(populations).toEqual(ONES.map(() => null))
    for (const { number, least, most } of found) if (number === 'population') expect([least, most]).toEqual([0, 12])
  })

  test('does not tell which commune is empty', () => {
    const { populations, found } = toldOf(province(...ONES, 0))
    expect(populations).toEqual([...ONES, 0].map(() => null))
    expect(pinned(found)).toEqual([])
  })

  test('tells which is empty where the others keep room', () => {
    // Of 18 in all, told as 20, five live in each of two communes and eight in the third; nobody is told of the fourth.
    const { populations, found } = toldOf(province(5, 5, 8, 0))
    expect(populations).toEqual([null, null, 10])
    expect(pinned(found)).toEqual([])
  })
})

/** All findings of the attack on everything that is told of a country by these kinds. */
function findings(country: Country, kinds = ALL): Finding[] {
  const { rows, sums } = everythingTold(country, kinds)
  return attack(rows, sums)
}

describe('who adds up and subtracts all that is told', () => {
  test('without an audit would find small counts', () => {
    // A province of two communes: 1,497 of whom 4 live in the second. 1,495 − 1,495 leaves 1 to 4; told exactly it leaves 4.
    const rows = [
      { cell: 'p', population: 5_004, covered: 0, counts: 'PERSONS' as const, exact: true },
      { cell: 'a', population: 5_000, covered: 0, counts: 'PERSONS' as const, exact: true },
      { cell: 'b', population: null, covered: null, counts: 'PERSONS' as const, exact: true },
    ]
    expect(pinned(attack(rows, [{ whole: 'p', parts: ['a', 'b'] }]))).toContainEqual({
      ...{ cell: 'b', number: 'population', least: 4, most: 4 },
    })
  })

  test.each([
    ['totals', [EVERYBODY]],
    ['totals and one split', [EVERYBODY, BY_SEX]],
  ])('finds no small count in the %s of any country, between areas and levels', (_, kinds) => {
    const finds = (country: Country) => {
      expect(pinned(findings(country, kinds))).toEqual([])
    }
    fc.assert(fc.property(countries, finds), { numRuns: RUNS })
  })

  test('finds none exactly where cubes of two dimensions and all their margins are told for every area', () => {
    const found = fc.sample(countries, { numRuns: RUNS, seed: 20_261_122 }).map((country) => findings(country))
    expect(found.flat().length).toBeGreaterThan(RUNS * 50)
    // With BAOPHU_ATTACK_RUNS many more are drawn; the room's README says what is left open in some of them.
    const isExact = ({ least, most }: Finding) => isSmall(least) && least === most
    expect(found.filter((one) => one.some(isExact)).length).toBeLessThanOrEqual(RUNS / 400)
    expect(found.filter((one) => pinned(one).length > 0).length).toBeLessThanOrEqual(RUNS / 250)
  })
})

describe('what is told', () => {
  const everyCell = (country: Country): Judged[] => {
    const { families, cellsOf } = tablesOf(country)
    return [...judge({ families, kinds: ALL, cellsOf, isOwnMap: true }).values()].flat()
  }

  const isHonest = (told: number | null, count: number): boolean =>
    told === null ? count > 0 : !isSmall(told) && !isSmall(count) && Math.abs(told - count) <= 2

  test('is never more than 2 away, never a number from 1 to 7, and never of so few', () => {
    const isTrue = (country: Country) => {
      for (const one of everyCell(country)) {
        const { population, covered } = toldNumbers(one)
        if (one.population === 'CLOSED') continue
        const all = one.cell.covered + (one.cell.others ?? 0)
        expect([one, isHonest(population, all)]).toEqual([one, true])
        expect([one, covered === null || isHonest(covered, one.cell.covered)]).toEqual([one, true])
        expect([one, covered === null || !isSmall(one.cell.others ?? 0)]).toEqual([one, true])
      }
    }
    fc.assert(fc.property(countries, isTrue), { numRuns: RUNS })
  })

  test('of an area does not depend on which other families were looked at', () => {
    fc.assert(
      fc.property(countries, (country) => {
        const { families, cellsOf } = tablesOf(country)
        const all = judge({ families, kinds: ALL, cellsOf, isOwnMap: true })
        const few = judge({ families: families.slice(0, 3), kinds: [EVERYBODY, BY_SEX], cellsOf, isOwnMap: true })
        for (const [key, cells] of few) expect(cells.map(toldNumbers)).toEqual(all.get(key)?.map(toldNumbers))
      }),
      { numRuns: RUNS },
    )
  })
})
