import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import {
  areaCoverage,
  areaHouseholdCounts,
  areaPopulation,
  areaTrend,
  type CoverageWanted,
  coverageInFull,
  coverageReport,
  householdCounts,
  populationFigures,
} from '../../src/coverage/coverage.store.ts'
import type { CoverageOrder, CoverageRow } from '../../src/coverage/coverage-row.ts'
import { BadRequest } from '../../src/kernel/page.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const DAY = '2020-06-30'
let database: TestDatabase
let register: RegisterRows
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0

/** One district of twelve communes: 1–9 with residents (equal ones among them), 10 and 11 with office figures, 12 with nothing. */
beforeAll(async () => {
  database = await createTestDatabase()
  register = new RegisterRows(database.em)
  ids.set('VN', await register.country())
  ids.set('24', await register.area({ code: '24', level: 'PROVINCE', parentId: id('VN') }))
  ids.set('25', await register.area({ code: '25', level: 'PROVINCE', parentId: id('VN') }))
  ids.set('215', await register.area({ code: '215', level: 'DISTRICT', parentId: id('24') }))
  ids.set('216', await register.area({ code: '216', level: 'DISTRICT', parentId: id('25') }))
  await register.participantCode('HN', 3, 1)
  await register.participantCode('GD', 5, 2)
  await register.batch('bang-tong-hop.xlsx')
  for (let number = 1; number <= 12; number += 1) {
    const code = `0000${number}`.slice(-5)
    ids.set(code, await register.area({ code, level: 'COMMUNE', parentId: id('215') }))
    if (number < 10) await register.target(id(code), { value: 0.95, from: '2020-01-01', dueOn: '2020-12-31' })
    for (let person = 0; person < 4 && number < 10; person += 1) {
      const personId = await register.person()
      await register.residence(personId, {
        areaId: id(code),
        from: '2020-03-01',
        householdClass: person < 2 ? 'POOR' : 'OTHER',
      })
      if (person < number % 3) await register.card(personId, { code: 'HN', from: '2020-03-01' })
      else if (person === 3) await register.card(personId, { code: 'GD', from: '2020-06-10' })
    }
  }
  await register.household({ areaId: id('00001'), householdClass: 'POOR' })
  await register.household({ areaId: id('00001'), householdClass: 'NEAR_POOR', until: DAY })
  await register.figures(id('00010'), '2020-01-31', { POPULATION: 200, COVERED: 150, HOUSEHOLDS: 60 })
  await register.figures(id('00010'), '2020-05-31', { COVERED: 160 })
  await register.figures(id('00011'), '2020-01-31', { POPULATION: 100 })
  await register.settle()
})

afterAll(() => database.drop())

const ask = (wanted: Partial<CoverageWanted> & { first?: number; after?: string } = {}, actor: Actor = ADMINISTRATOR) =>
  coverageReport(actor, database.em, { within: '215', asOf: DAY, ...wanted })
const codes = (rows: readonly CoverageRow[]) => rows.map((row) => row.area.code)

async function reason(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('nothing was refused'),
    (refusal: unknown) => refusal,
  )
  return error instanceof BadRequest ? error.reason : String(error)
}

describe('a report', () => {
  test('has a row for every area of which something is known, and names the others', async () => {
    const { rows, missing, total, version, updatedAt } = await ask()
    expect(codes(rows)).toEqual([
      '00001',
      '00002',
      '00003',
      '00004',
      '00005',
      '00006',
      '00007',
      '00008',
      '00009',
      '00010',
      '00011',
    ])
    expect(missing.map((area) => area.code)).toEqual(['00012'])
    expect(total).toMatchObject({
      area: { code: '215' },
      basis: 'REGISTRY',
      population: 36,
      covered: 18,
      compared: null,
    })
    expect({ version, updatedAt }).toEqual({ version: '0', updatedAt: null })
  })

  test('takes the basis area by area, and each of two figures by itself', async () => {
    const { rows } = await ask()
    const [counted, stated, half] = [rows[0], rows[9], rows[10]]
    expect(counted).toMatchObject({
      basis: 'REGISTRY',
      population: 4,
      covered: 2,
      uncovered: 2,
      coverageRate: 0.5,
      cardsNeeded: 2,
    })
    expect(counted?.populationSource).toEqual({ asOf: DAY, batchId: null, sourceName: 'register', address: null })
    expect(stated).toMatchObject({ basis: 'REPORTED', population: 200, covered: 160, target: null, cardsNeeded: null })
    expect(stated?.populationSource).toMatchObject({ asOf: '2020-01-31', address: 'Sheet1!B7' })
    expect(stated?.coveredSource).toMatchObject({ asOf: '2020-05-31', sourceName: 'bang-tong-hop.xlsx' })
    expect(half).toMatchObject({
      basis: 'REPORTED',
      population: 100,
      covered: null,
      coverageRate: null,
      uncovered: null,
    })
  })

  test('answers on the basis that was asked and on no other', async () => {
    const reported = await ask({ basis: 'REPORTED' })
    expect(codes(reported.rows)).toEqual(['00010', '00011'])
    expect(reported.missing).toHaveLength(10)
    const counted = await ask({ basis: 'REGISTRY' })
    expect(codes(counted.rows)).toHaveLength(9)
    expect(counted.missing.map((area) => area.code)).toEqual(['00010', '00011', '00012'])
  })

  test('does not take an area for empty before the register knew it', async () => {
    const { rows, missing } = await ask({ basis: 'REGISTRY', asOf: '2020-02-29' })
    expect(rows).toEqual([])
    expect(missing).toHaveLength(12)
  })

  test('takes the level below when none is asked, and the area itself when its own level is', async () => {
    expect(codes((await ask({ within: undefined })).rows)).toEqual(['24'])
    expect(codes((await ask({ within: '24' })).rows)).toEqual(['215'])
    expect(codes((await ask({ within: '215', level: 'DISTRICT' })).rows)).toEqual(['215'])
    expect((await ask({ within: '00001' })).rows).toEqual([])
  })

  test('measures the pace of the last 28 days and says when the target is met', async () => {
    const [row] = (await ask()).rows
    expect(row).toMatchObject({ weeklyPace: 0.25, cardsNeeded: 2, projectedOn: '2020-08-25' })
    expect(row?.weeklyPaceNeeded).toBeCloseTo((2 * 7) / 184, 4)
    const early = (await ask({ asOf: '2020-03-20' })).rows[0]
    expect(early).toMatchObject({ weeklyPace: null, projectedOn: null, cardsNeeded: 3 })
    expect((await ask({ asOf: '2020-12-31' })).rows[0]).toMatchObject({
      weeklyPace: 0,
      weeklyPaceNeeded: null,
      projectedOn: null,
    })
  })

  test('compares with another day on the same basis', async () => {
    const { rows, total } = await ask({ compareTo: '2020-06-01' })
    expect(rows[0]?.compared).toEqual({
      asOf: '2020-06-01',
      covered: 1,
      coverageRate: 0.25,
      coveredChange: 1,
      pointsChange: 25,
    })
    expect(total?.compared).toMatchObject({ covered: 9, coveredChange: 9 })
    const unknown = (await ask({ compareTo: '2020-01-01' })).rows[0]
    expect(unknown?.compared).toEqual({
      asOf: '2020-01-01',
      covered: null,
      coverageRate: null,
      coveredChange: null,
      pointsChange: null,
    })
  })
})

describe('splits and choices', () => {
  test('a split by group has no population, its total has', async () => {
    const { rows, total } = await ask({ by: ['PARTICIPANT_GROUP'], level: 'DISTRICT', compareTo: '2020-06-01' })
    expect(rows.map((row) => [row.participantGroup, row.population, row.covered, row.compared?.coveredChange])).toEqual(
      [
        ['STATE_BUDGET', null, 9, 0],
        ['HOUSEHOLD', null, 9, 9],
      ],
    )
    expect(total).toMatchObject({ participantGroup: null, population: 36, covered: 18, basis: 'REGISTRY' })
  })

  test('a choice narrows the total too and leaves the target of everybody aside', async () => {
    const { rows, total } = await ask({ where: { householdClasses: ['POOR'] } })
    expect(total).toMatchObject({ population: 18, covered: 9 })
    expect(rows[0]).toMatchObject({ population: 2, covered: 1, target: null, cardsNeeded: null, weeklyPace: 0 })
  })

  test('an empty list lets everybody through', async () => {
    expect(await ask({ where: { sexes: [], ageBands: [] } })).toEqual(await ask())
  })

  test('office figures are never split', async () => {
    expect(await reason(ask({ basis: 'REPORTED', by: ['SEX'] }))).toBe('reported-has-no-dimensions')
  })
})

describe('order, rank and pages', () => {
  test('rank counts over the whole report, equal rates share one, no rate has none', async () => {
    const { rows } = await ask({ first: 2, orderBy: 'COVERAGE_RATE_ASC' })
    expect(rows.map((row) => [row.area.code, row.coverageRate, row.rank])).toEqual([
      ['00003', 0.25, 8],
      ['00006', 0.25, 8],
    ])
    const { rows: all } = await ask({ orderBy: 'COVERAGE_RATE_DESC' })
    expect(all.map((row) => row.rank)).toEqual([1, 2, 2, 2, 5, 5, 5, 8, 8, 8, null])
    expect(codes(all).at(-1)).toBe('00011')
  })

  const orders: readonly CoverageOrder[] = [
    'AREA',
    'COVERAGE_RATE_DESC',
    'COVERAGE_RATE_ASC',
    'CARDS_NEEDED_DESC',
    'COVERED_CHANGE_DESC',
  ]

  test.each(orders)('walking %s page by page gives every row once, in order', async (orderBy) => {
    const wanted = { orderBy, compareTo: '2020-06-01', by: ['HOUSEHOLD_CLASS'] as const }
    const whole = await coverageInFull(ADMINISTRATOR, database.em, { within: '215', asOf: DAY, ...wanted })
    const walked: CoverageRow[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = await ask({ ...wanted, first: 4, after })
      expect(page.totalCount).toBe(18)
      walked.push(...page.rows)
      more = page.hasNextPage
      after = page.cursors.at(-1)
    }
    expect(walked).toEqual(whole.rows)
    expect(new Set(walked.map((row) => `${row.area.code} ${row.householdClass}`)).size).toBe(18)
  })

  test('a cursor of another order or of nothing is refused', async () => {
    const { cursors } = await ask({ first: 1 })
    expect(await reason(ask({ orderBy: 'COVERAGE_RATE_ASC', after: cursors[0] }))).toBe('cursor-not-readable')
    expect(await reason(ask({ after: 'AAAA' }))).toBe('cursor-not-readable')
    expect(await reason(ask({ first: 101 }))).toBe('first-out-of-range')
  })

  test('the order by change needs a day to compare with', async () => {
    expect(await reason(ask({ orderBy: 'COVERED_CHANGE_DESC' }))).toBe('order-needs-compare-to')
  })

  test('an area that was not there is refused', async () => {
    expect(await reason(ask({ within: '99' }))).toBe('area-unknown-on-day')
  })
})

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
    expect([...(await areaHouseholdCounts(actor, database.em, wanted, DAY)).keys()]).toEqual([id('00002')])
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
  const statements = async (work: () => Promise<unknown>) => (await countStatements(work)).statements.length

  test('does not grow with the rows', async () => {
    const wanted: Partial<CoverageWanted> = { level: 'COMMUNE', compareTo: '2020-06-01' }
    const few = await statements(() => ask({ ...wanted, within: '00001' }))
    expect(await statements(() => ask({ ...wanted, within: 'VN' }))).toBe(few)
    expect(few).toBeLessThanOrEqual(7)
    const split: Partial<CoverageWanted> = { ...wanted, by: ['PARTICIPANT_CODE', 'AGE_BAND'] }
    expect(await statements(() => ask({ ...split, within: 'VN' }))).toBe(
      await statements(() => ask({ ...split, within: '00001' })),
    )
  })

  test('nor with the areas and days that loaders ask for', async () => {
    const one = [id('00001')]
    const all = [...ids.values()]
    const em = database.em
    expect(await statements(() => areaCoverage(ADMINISTRATOR, em, all, { asOf: DAY }))).toBe(
      await statements(() => areaCoverage(ADMINISTRATOR, em, one, { asOf: DAY })),
    )
    expect(
      await statements(() =>
        areaTrend(ADMINISTRATOR, em, all, { from: '2019-01-01', until: '2020-02-01', every: 'DAY' }),
      ),
    ).toBe(
      await statements(() =>
        areaTrend(ADMINISTRATOR, em, one, { from: '2020-01-01', until: '2020-01-02', every: 'DAY' }),
      ),
    )
  })
})
