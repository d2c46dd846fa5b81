import { describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import {
  areaCoverage,
  areaHouseholdCounts,
  areaPopulation,
  type CoverageWanted,
  householdCounts,
  populationFigures,
} from '../../src/coverage/coverage.store.ts'
import { areaTrend } from '../../src/coverage/trends.store.ts'
import { countStatements } from '../support/count-statements.ts'
import { ask, codes, DAY, database, id, ids, reason } from './small-country.ts'

describe('scope', () => {
  const officer = (...codesInScope: string[]): Actor => ({
    id: 'officer',
    role: 'DATA_OFFICER',
    scope: { kind: 'AREAS', areaIds: codesInScope.map(id) },
  })

  test('an officer sees their own areas, and no total that would tell of others', async () => {
    const { rows, total, missing } = await ask({}, officer('00002', '00012'))
    expect(codes(rows)).toEqual(['00002'])
    expect(rows[0]?.rank).toBe(1)
    expect(missing.map((area) => area.code)).toEqual(['00012'])
    expect(total).toBeNull()
  })

  test('an officer of the district sees all of it', async () => {
    expect((await ask({}, officer('215'))).total).toMatchObject({ population: 36 })
  })

  test('areas named by id are left out when they lie outside', async () => {
    const wanted = [id('00001'), id('00002')]
    const actor = officer('00002')
    expect([...(await areaCoverage(actor, database.em, wanted, { asOf: DAY })).keys()]).toEqual([id('00002')])
    expect([...(await areaPopulation(actor, database.em, wanted, { asOf: DAY })).keys()]).toEqual([id('00002')])
    expect([...(await areaHouseholdCounts(actor, database.em, wanted, { asOf: DAY })).keys()]).toEqual([id('00002')])
    const days = { from: '2020-01-01', until: '2021-01-01', every: 'MONTH' } as const
    expect([...(await areaTrend(actor, database.em, wanted, days)).keys()]).toEqual([id('00002')])
  })

  test('nobody of a country scope asks in vain', async () => {
    expect((await ask({}, officer())).rows).toEqual([])
  })
})

describe('the other questions', () => {
  test('a row by id equals the row of the report', async () => {
    const { rows } = await ask({ compareTo: '2020-06-01' })
    const byId = await areaCoverage(ADMINISTRATOR, database.em, [...ids.values()], {
      asOf: DAY,
      compareTo: '2020-06-01',
    })
    for (const row of rows) expect(byId.get(row.areaId)).toEqual({ ...row, rank: null })
    expect(byId.has(id('00012'))).toBe(false)
  })

  test('a trend gives the last days of the periods and leaves out what is not known', async () => {
    const trend = await areaTrend(ADMINISTRATOR, database.em, [id('00001')], {
      from: '2020-01-15',
      until: '2020-07-31',
      every: 'MONTH',
    })
    expect(trend.get(id('00001'))?.map((row) => [row.asOf, row.covered])).toEqual([
      ['2020-03-31', 1],
      ['2020-04-30', 1],
      ['2020-05-31', 1],
      ['2020-06-30', 2],
    ])
  })

  test('population figures carry the day that they speak for', async () => {
    const figures = await populationFigures(ADMINISTRATOR, database.em, { within: '215', asOf: DAY })
    expect(figures.map((figure) => [figure.area.code, figure.count, figure.basis, figure.asOf]).slice(8)).toEqual([
      ['00009', 4, 'REGISTRY', DAY],
      ['00010', 200, 'REPORTED', '2020-01-31'],
      ['00011', 100, 'REPORTED', '2020-01-31'],
    ])
    const split = await populationFigures(ADMINISTRATOR, database.em, {
      within: '24',
      asOf: DAY,
      by: ['HOUSEHOLD_CLASS'],
    })
    expect(split.map((figure) => [figure.householdClass, figure.count])).toEqual([
      ['POOR', 18],
      ['OTHER', 18],
    ])
    expect(await reason(populationFigures(ADMINISTRATOR, database.em, { asOf: DAY, by: ['PARTICIPANT_CODE'] }))).toBe(
      'population-by-card',
    )
  })

  test('household counts tell households, members and covered members of each class', async () => {
    const counts = await householdCounts(ADMINISTRATOR, database.em, {
      within: '00001',
      level: 'COMMUNE',
      asOf: '2020-06-29',
    })
    expect(
      counts.map((count) => [count.householdClass, count.households, count.members, count.coveredMembers]),
    ).toEqual([
      ['POOR', 1, 2, 1],
      ['NEAR_POOR', 1, 0, 0],
      ['MIDDLE_INCOME_FARMING', 0, 0, 0],
      ['OTHER', 0, 2, 1],
    ])
    const later = await householdCounts(ADMINISTRATOR, database.em, { within: '215', level: 'DISTRICT', asOf: DAY })
    expect(later.map((count) => count.households)).toEqual([1, 0, 0, 0])
  })
})

describe('the number of statements', () => {
  /** Where an area has no cells, one more asks since when it is known. */
  const SINCE_WHEN = 1
  const cost = async (work: () => Promise<unknown>) => (await countStatements(work)).cost

  test('does not grow with the rows', async () => {
    const wanted: Partial<CoverageWanted> = { level: 'COMMUNE', compareTo: '2020-06-01' }
    const few = await cost(() => ask({ ...wanted, within: '00001' }))
    expect(await cost(() => ask({ ...wanted, within: 'VN' }))).toBe(few)
    expect(few).toBeLessThanOrEqual(8)
    const split: Partial<CoverageWanted> = { ...wanted, by: ['PARTICIPANT_CODE', 'AGE_BAND'] }
    const ofOne = await cost(() => ask({ ...split, within: '00001' }))
    expect(await cost(() => ask({ ...split, within: 'VN' }))).toBeLessThanOrEqual(ofOne + SINCE_WHEN)
  })

  test('nor with the areas and days that loaders ask for', async () => {
    const one = [id('00001')]
    const all = [...ids.values()]
    const em = database.em
    expect(await cost(() => areaCoverage(ADMINISTRATOR, em, all, { asOf: DAY }))).toBe(
      await cost(() => areaCoverage(ADMINISTRATOR, em, one, { asOf: DAY })),
    )
    expect(
      await cost(() => areaTrend(ADMINISTRATOR, em, all, { from: '2019-01-01', until: '2020-02-01', every: 'DAY' })),
    ).toBe(
      await cost(() => areaTrend(ADMINISTRATOR, em, one, { from: '2020-01-01', until: '2020-01-02', every: 'DAY' })),
    )
  })
})
