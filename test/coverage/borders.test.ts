import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { refusalSentence } from '../../src/app/http/refusal-texts.ts'
import { listAreas } from '../../src/areas/area.store.ts'
import {
  areaCoverage,
  areaHouseholdCounts,
  areaPopulation,
  areaTrend,
  coverageReport,
  householdCounts,
  populationFigures,
} from '../../src/coverage/coverage.store.ts'
import { type CoverageChange, coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import type { CoverageRow } from '../../src/coverage/coverage-row.ts'
import { householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { coverageTrends } from '../../src/coverage/trends.store.ts'
import type { BadRequest } from '../../src/kernel/page.ts'
import { placeOf } from '../../src/population/place.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const BEFORE = '2025-06-30'
const REFORM = '2025-07-01'
const MONTHS = [
  '2025-01-31',
  '2025-02-28',
  '2025-03-31',
  '2025-04-30',
  '2025-05-31',
  BEFORE,
  '2025-07-31',
  '2025-08-31',
]
let database: TestDatabase
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0

/**
 * Province 10 (four communes a–d under one district) and province 20 (e, f, g) become what they were in 2025: a and b go whole
 * into n, c is renamed r, d stays as it is, e goes whole into m, f is split between m and p, g changes its province.
 */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const put = async (
    code: string,
    level: 'PROVINCE' | 'DISTRICT' | 'COMMUNE',
    days: { from?: string; until?: string } = {},
  ) => {
    ids.set(code, await register.area({ code, level, ...days }))
  }
  ids.set('VN', await register.country())
  for (const code of ['10', '20', '30']) {
    await put(code, 'PROVINCE')
    await register.parent(id(code), id('VN'))
  }
  await put('101', 'DISTRICT', { until: REFORM })
  await register.parent(id('101'), id('10'), { until: REFORM })
  for (const code of ['a', 'b', 'c', 'e', 'f']) await put(code, 'COMMUNE', { until: REFORM })
  for (const code of ['n', 'r', 'm', 'p']) await put(code, 'COMMUNE', { from: REFORM })
  for (const code of ['d', 'g']) await put(code, 'COMMUNE')
  for (const code of ['a', 'b', 'c', 'd']) await register.parent(id(code), id('101'), { until: REFORM })
  await register.parent(id('d'), id('10'), { from: REFORM })
  for (const code of ['n', 'r']) await register.parent(id(code), id('10'), { from: REFORM })
  for (const code of ['e', 'f']) await register.parent(id(code), id('20'), { until: REFORM })
  for (const code of ['m', 'p']) await register.parent(id(code), id('20'), { from: REFORM })
  await register.parent(id('g'), id('20'), { until: REFORM })
  await register.parent(id('g'), id('30'), { from: REFORM })
  const moves = [
    ['a', 'n', 'WHOLE'],
    ['b', 'n', 'WHOLE'],
    ['c', 'r', 'RENAMED'],
    ['e', 'm', 'WHOLE'],
    ['f', 'm', 'PART'],
    ['f', 'p', 'PART'],
  ]
  for (const [from = '', to = '', relation = ''] of moves) {
    await register.succession({
      from: id(from),
      to: id(to),
      on: REFORM,
      relation,
      weight: relation === 'PART' ? 0.5 : 1,
    })
  }
  await register.batch('so-lieu.xlsx')
  for (const [index, code] of ['a', 'b', 'c', 'd', 'e', 'f', 'g'].entries()) {
    await register.figures(id(code), '2025-01-31', { POPULATION: 1_000 * (index + 1), COVERED: 100 * (index + 1) })
    const household = await register.household({ areaId: id(code), householdClass: 'POOR', from: '2025-01-01' })
    for (let person = 0; person <= index; person += 1) {
      const personId = await register.person()
      await register.residence(personId, {
        areaId: id(code),
        from: '2025-01-01',
        householdClass: 'POOR',
        householdId: household,
      })
      await register.card(personId, { code: 'GD', from: '2025-08-01' })
    }
  }
  await register.settle()
})

afterAll(() => database.drop())

const ask = (within: string, asOf: string, borders: string, wanted: object = {}) =>
  coverageReport(ADMINISTRATOR, database.em, { within, level: 'COMMUNE', asOf, borders, basis: 'REGISTRY', ...wanted })

describe('on the borders of a later day', () => {
  test('what went over whole is added up, what stayed is itself', async () => {
    const report = await ask('10', BEFORE, REFORM)
    expect(report).toMatchObject({ asOf: BEFORE, borders: REFORM, missing: [] })
    expect(report.rows.map((row) => [row.area.code, row.population, row.covered])).toEqual([
      ['d', 4, 0],
      ['n', 3, 0],
      ['r', 3, 0],
    ])
    expect(report.total).toMatchObject({ area: { code: '10' }, population: 10, estimatedShare: 0 })
  })

  test('stated figures too, with the oldest day and the number of figures behind the sum', async () => {
    const { rows } = await ask('10', BEFORE, REFORM, { basis: 'REPORTED' })
    expect(rows.map((row) => [row.area.code, row.population, row.covered])).toEqual([
      ['d', 4_000, 400],
      ['n', 3_000, 300],
      ['r', 3_000, 300],
    ])
    expect(rows[1]?.populationSource).toEqual({
      asOf: '2025-01-31',
      batchId: null,
      sourceName: 'Σ 2 areas',
      address: null,
    })
    expect(rows[2]?.populationSource).toMatchObject({ sourceName: 'so-lieu.xlsx', address: 'Sheet1!B7' })
  })

  test('splits, populations and households follow', async () => {
    const { rows } = await ask('10', BEFORE, REFORM, { by: ['HOUSEHOLD_CLASS'] })
    expect(rows.map((row) => [row.area.code, row.householdClass, row.population])).toEqual([
      ['d', 'POOR', 4],
      ['n', 'POOR', 3],
      ['r', 'POOR', 3],
    ])
    const places = { within: '10', level: 'COMMUNE', asOf: BEFORE, borders: REFORM } as const
    const figures = await populationFigures(ADMINISTRATOR, database.em, { ...places, basis: 'REGISTRY' })
    expect(figures.map((figure) => figure.count)).toEqual([4, 3, 3])
    const households = await householdCounts(ADMINISTRATOR, database.em, places)
    expect(households.filter((count) => count.householdClass === 'POOR').map((count) => count.households)).toEqual([
      1, 2, 1,
    ])
  })

  test('a split commune goes by weight, and says how much of a number is estimated', async () => {
    const report = await ask('20', BEFORE, REFORM)
    expect(report.rows.map((row) => [row.area.code, row.population])).toEqual([
      ['m', 5 + 3],
      ['p', 3],
    ])
    expect(report.total).toMatchObject({ population: 5 + 6, estimatedShare: 0 })
    const { rows } = await populationFigures(ADMINISTRATOR, database.em, {
      within: '20',
      level: 'COMMUNE',
      asOf: BEFORE,
      borders: REFORM,
      basis: 'REGISTRY',
    }).then((figures) => ({ rows: figures.map((figure) => [figure.area.code, figure.count, figure.estimatedShare]) }))
    expect(rows).toEqual([
      ['m', 8, 3 / 8],
      ['p', 3, 1],
    ])
  })

  test('a commune that changed its province is counted where it went, and the country stays the same', async () => {
    const report = await ask('VN', BEFORE, REFORM, { level: 'PROVINCE' })
    expect(report.rows.map((row) => [row.area.code, row.population, row.estimatedShare])).toEqual([
      ['10', 10, 0],
      ['20', 11, 0],
      ['30', 7, 0],
    ])
    expect(report.total).toMatchObject({ population: 28 })
    expect((await ask('VN', BEFORE, BEFORE, { level: 'PROVINCE' })).total).toMatchObject({ population: 28 })
  })

  test('stated figures of a split commune are allotted, with the figures behind them', async () => {
    const { rows, total } = await ask('20', BEFORE, REFORM, { basis: 'REPORTED' })
    expect(rows.map((row) => [row.area.code, row.population, row.covered, row.estimatedShare])).toEqual([
      ['m', 5_000 + 3_000, 500 + 300, 3 / 8],
      ['p', 3_000, 300, 1],
    ])
    expect(rows[0]?.coveredSource).toMatchObject({ sourceName: 'Σ 2 areas', asOf: '2025-01-31' })
    expect(rows[1]?.coveredSource).toMatchObject({ sourceName: 'so-lieu.xlsx', address: 'Sheet1!C7' })
    expect(total).toMatchObject({ population: 11_000, covered: 1_100, estimatedShare: 0 })
  })
})

describe('on the borders of an earlier day', () => {
  test('whoever is still registered in an old area is counted there, whatever became of it', async () => {
    const renamed = await ask('c', '2025-08-01', BEFORE)
    expect(renamed.rows.map((row) => [row.area.code, row.population, row.covered])).toEqual([['c', 3, 3]])
    expect((await ask('d', '2025-08-01', BEFORE)).rows[0]).toMatchObject({ population: 4, covered: 4 })
    const merged = await ask('101', '2025-08-01', BEFORE)
    expect(merged.rows.map((row) => [row.area.code, row.population, row.estimatedShare])).toEqual([
      ['a', 1, 0],
      ['b', 2, 0],
      ['c', 3, 0],
      ['d', 4, 0],
    ])
    expect(merged.total).toMatchObject({ area: { code: '101' }, population: 10, estimatedShare: 0 })
  })

  test('a figure stated before the reform holds for what came of the areas, on its own day too', async () => {
    const { rows } = await ask('VN', '2025-08-01', '2025-08-01', { basis: 'REPORTED' })
    expect(rows.map((row) => [row.area.code, row.covered, row.estimatedShare])).toEqual([
      ['d', 400, 0],
      ['g', 700, 0],
      ['m', 800, 3 / 8],
      ['n', 300, 0],
      ['p', 300, 1],
      ['r', 300, 0],
    ])
  })

  test('an area that holds all that was merged can be told as a whole', async () => {
    expect((await ask('10', '2025-08-01', BEFORE, { level: 'PROVINCE' })).rows[0]).toMatchObject({
      population: 10,
      covered: 10,
    })
  })
})

test('of an area that has ended, or has not begun, nothing is told', async () => {
  const em = database.em
  const both = [id('a'), id('n')]
  expect([...(await areaCoverage(ADMINISTRATOR, em, both, { asOf: BEFORE })).keys()]).toEqual([id('a')])
  expect([...(await areaCoverage(ADMINISTRATOR, em, both, { asOf: REFORM })).keys()]).toEqual([id('n')])
  const days = { from: '2025-05-31', until: '2025-09-01', every: 'MONTH' } as const
  const trend = await areaTrend(ADMINISTRATOR, em, both, { ...days, basis: 'REGISTRY' })
  expect(trend.get(id('a'))?.map((row) => row.asOf)).toEqual(['2025-05-31', '2025-06-30'])
  expect(trend.get(id('n'))?.map((row) => [row.asOf, row.covered])).toEqual([
    ['2025-07-31', 0],
    ['2025-08-31', 3],
  ])
})

test('the borders of the day itself change nothing, and between reforms nothing has to move', async () => {
  const own = await ask('20', BEFORE, BEFORE)
  expect(own.rows.map((row) => row.area.code)).toEqual(['e', 'f', 'g'])
  expect((await ask('20', BEFORE, '2025-02-01')).rows).toEqual(own.rows)
})

test('people and households known to have moved go whole, only the others are shared out', async () => {
  const em = database.em
  const register = new RegisterRows(em)
  await register.batch('sau-sap-xep.xlsx')
  const moved = await register.person()
  await register.residence(moved, { areaId: id('f'), from: '2025-01-01', until: '2025-09-30' })
  await register.residence(moved, { areaId: id('p'), from: '2025-09-30' })
  const household = await register.household({
    areaId: id('f'),
    householdClass: 'OTHER',
    from: '2025-01-01',
    until: '2025-09-30',
  })
  await register.householdState(household, { areaId: id('p'), householdClass: 'OTHER', from: '2025-09-30' })
  await register.settle()
  const { rows } = await ask('20', BEFORE, REFORM)
  expect(rows.map((row) => [row.area.code, row.population])).toEqual([
    ['m', 5 + 3],
    ['p', 3 + 1],
  ])
  const counts = await householdCounts(ADMINISTRATOR, em, { within: '20', asOf: BEFORE, borders: REFORM })
  expect(
    counts
      .filter(({ households }) => households > 0)
      .map((count) => [count.area.code, count.householdClass, count.households]),
  ).toEqual([
    ['m', 'POOR', 2],
    ['p', 'OTHER', 1],
  ])
})

test('an area answers by itself what the report says of it, also day by day', async () => {
  const em = database.em
  const day = '2025-08-31'
  const wanted = { asOf: day, basis: 'REGISTRY' } as const
  const report = await ask('20', day, day)
  const own = await areaCoverage(ADMINISTRATOR, em, [id('m'), id('p')], wanted)
  const days = { from: day, until: '2025-09-01', every: 'DAY', basis: 'REGISTRY' } as const
  const trend = await areaTrend(ADMINISTRATOR, em, [id('m'), id('p')], days)
  for (const row of report.rows) {
    const told = { population: row.population, covered: row.covered, estimatedShare: row.estimatedShare }
    expect(told.estimatedShare).toBeGreaterThan(0)
    expect(own.get(row.areaId)).toMatchObject(told)
    expect(trend.get(row.areaId)).toMatchObject([told])
  }
})

describe('gains and losses over a reform', () => {
  const changes = (level: 'COMMUNE' | 'PROVINCE', from: string, until: string, borders?: string) =>
    coverageChanges(ADMINISTRATOR, database.em, { level, from, until, borders })
  const told = (found: readonly CoverageChange[]) =>
    found.map((one) => [one.area.code, one.coveredBefore, one.coveredAfter, one.gained, one.lost, one.estimatedShare])

  test('a merger gains and loses nobody, and parts of a split commune have their shares', async () => {
    expect(told(await changes('COMMUNE', BEFORE, '2025-08-31'))).toEqual([
      ['d', 0, 4, 4, 0, 0],
      ['g', 0, 7, 7, 0, 0],
      ['m', 0, 8, 8, 0, 3 / 8],
      ['n', 0, 3, 3, 0, 0],
      ['p', 0, 3, 3, 0, 1],
      ['r', 0, 3, 3, 0, 0],
    ])
    expect(told(await changes('PROVINCE', BEFORE, '2025-08-31'))).toEqual([
      ['10', 0, 10, 10, 0, 0],
      ['20', 0, 11, 11, 0, 0],
      ['30', 0, 7, 7, 0, 0],
    ])
  })

  test('and so they are told of the communes of before', async () => {
    expect(told(await changes('COMMUNE', BEFORE, '2025-08-31', BEFORE))).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((code, index) => [code, 0, index + 1, index + 1, 0, 0]),
    )
  })

  test('before anybody was known nobody was won', async () => {
    expect(await changes('COMMUNE', '1990-01-01', '2025-08-31')).toEqual([])
    expect(await changes('COMMUNE', '1990-01-01', '2025-08-31', BEFORE)).toEqual([])
  })
})

test('who must renew, and who lives together, have their share in the parts of a split commune', async () => {
  const em = database.em
  const on = { within: '20', level: 'COMMUNE', asOf: '2025-08-31' } as const
  for (const code of ['m', 'p'])
    for (const [asOf, borders] of [
      ['2025-08-31', undefined],
      [BEFORE, REFORM],
    ] as const) {
      const asked = { within: code, level: 'COMMUNE', asOf, borders } as const
      const [breakdown] = await householdBreakdown(ADMINISTRATOR, em, asked)
      const counts = await householdCounts(ADMINISTRATOR, em, asked)
      const [poor] = counts.filter(({ householdClass }) => householdClass === 'POOR')
      expect(breakdown ?? { households: 0, members: 0, coveredMembers: 0, estimatedShare: 0 }).toMatchObject({
        ...{ households: poor?.households, members: poor?.members, coveredMembers: poor?.coveredMembers },
        estimatedShare: poor?.estimatedShare,
      })
    }
  const register = new RegisterRows(em)
  await register.batch('the-het-han.xlsx')
  for (const code of ['e', 'f', 'f'])
    await register.card(await resident(register, code), { code: 'GD', until: '2025-10-01' })
  const renewals = await renewalCounts(ADMINISTRATOR, em, { ...on, from: '2025-09-01', until: '2025-11-01' })
  expect(
    renewals.map(({ area, ending, mustRenew, estimatedShare }) => [area.code, ending, mustRenew, estimatedShare]),
  ).toEqual([
    ['m', 2, 2, 1 / 2],
    ['p', 1, 1, 1],
  ])
  const before = await renewalCounts(ADMINISTRATOR, em, {
    ...on,
    borders: BEFORE,
    from: '2025-09-01',
    until: '2025-11-01',
  })
  expect(before.map(({ area, ending, estimatedShare }) => [area.code, ending, estimatedShare])).toEqual([
    ['e', 1, 0],
    ['f', 2, 0],
    ['g', 0, 0],
  ])
})

describe('a series on the borders of one day', () => {
  const days = { from: '2025-01-31', until: '2025-09-01', every: 'MONTH', basis: 'REGISTRY' } as const
  const told = (rows: readonly CoverageRow[] | undefined) =>
    rows?.map((row) => [row.asOf, row.population, row.covered, row.estimatedShare])

  test('goes back through the merger, day by day as a report tells it', async () => {
    const em = database.em
    const trends = await coverageTrends(ADMINISTRATOR, em, { ...days, within: '10', borders: REFORM })
    const own = await areaTrend(ADMINISTRATOR, em, [id('n'), id('a')], { ...days, borders: REFORM })
    expect(own.get(id('a'))).toBeUndefined()
    const n = trends.find(({ area }) => area.code === 'n')
    expect(n?.rows.map(({ asOf }) => asOf)).toEqual(MONTHS)
    expect(told(own.get(id('n')))).toEqual(told(n?.rows))
    for (const day of MONTHS)
      for (const row of (await ask('10', day, REFORM)).rows) {
        const trend = trends.find(({ area }) => area.code === row.area.code)
        expect(trend?.rows.find(({ asOf }) => asOf === day)).toMatchObject({
          population: row.population,
          covered: row.covered,
        })
      }
  })

  test('goes on in an area that has ended, when its borders are asked for', async () => {
    const [district] = await coverageTrends(ADMINISTRATOR, database.em, {
      ...{ ...days, within: '101', level: 'DISTRICT', borders: BEFORE },
    })
    expect(told(district?.rows)?.slice(-2)).toEqual([
      ['2025-07-31', 10, 0, 0],
      ['2025-08-31', 10, 10, 0],
    ])
  })

  test('and one area by itself tells its coverage, population and households on them', async () => {
    const em = database.em
    const [n] = (await ask('10', BEFORE, REFORM)).rows.filter(({ area }) => area.code === 'n')
    const wanted = { asOf: BEFORE, borders: REFORM, basis: 'REGISTRY' } as const
    const both = [id('n'), id('a')]
    const coverage = await areaCoverage(ADMINISTRATOR, em, both, wanted)
    expect([...coverage.keys()]).toEqual([id('n')])
    expect(coverage.get(id('n'))).toMatchObject({ population: n?.population, covered: n?.covered })
    expect((await areaPopulation(ADMINISTRATOR, em, both, wanted)).get(id('n'))).toMatchObject({ count: 3 })
    const households = await areaHouseholdCounts(ADMINISTRATOR, em, both, wanted)
    expect(households.get(id('n'))?.[0]).toMatchObject({ householdClass: 'POOR', households: 2, members: 3 })
  })
})

describe('what is no more, or not yet, is told with its days', () => {
  test('an area that ended or begins later is refused with the day and the ways on', async () => {
    const refused = (work: Promise<unknown>) => work.then(() => null).catch((error: BadRequest) => error)
    const ended = { reason: 'area-ended-before-day', args: { code: '101', lastDay: BEFORE, day: REFORM } }
    expect(await refused(ask('101', REFORM, REFORM))).toMatchObject(ended)
    const months = { from: '2025-01-31', until: '2025-07-02', every: 'DAY', within: '101' } as const
    expect(await refused(coverageTrends(ADMINISTRATOR, database.em, months))).toMatchObject(ended)
    expect(await refused(listAreas(ADMINISTRATOR, database.em, { within: '101', on: REFORM }, {}))).toMatchObject(ended)
    expect(await refused(placeOf(database.em, '101', REFORM))).toMatchObject(ended)
    expect(await refused(ask('n', BEFORE, BEFORE))).toMatchObject({
      reason: 'area-begins-after-day',
      args: { code: 'n', firstDay: REFORM, day: BEFORE },
    })
    expect(await refused(ask('zz', BEFORE, BEFORE))).toMatchObject({ reason: 'area-unknown-on-day' })
    for (const language of ['vi', 'en'] as const) {
      const sentence = refusalSentence(ended.reason, language, ended.args)
      expect(sentence).toContain('borders')
      expect(sentence).toContain(language === 'vi' ? '30/6/2025' : BEFORE)
    }
  })

  test('one that stands and is not the reader’s is as unknown as ever', async () => {
    const actor = { id: 'o', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [id('20')] } } as const
    const asked = listAreas(actor, database.em, { within: '101', on: BEFORE }, {})
    await expect(asked).rejects.toMatchObject({ reason: 'area-unknown-on-day' })
  })

  test('a level of which nothing stands any more says since when', async () => {
    const districts = { level: 'DISTRICT' } as const
    expect(await ask('10', REFORM, REFORM, districts)).toMatchObject({ rows: [], missing: [], levelEndedOn: BEFORE })
    expect(await ask('VN', REFORM, REFORM, districts)).toMatchObject({ rows: [], levelEndedOn: BEFORE })
    expect((await ask('10', REFORM, BEFORE, districts)).levelEndedOn).toBeNull()
    expect((await ask('30', REFORM, REFORM, districts)).levelEndedOn).toBeNull()
  })
})

async function resident(register: RegisterRows, code: string): Promise<number> {
  const person = await register.person()
  await register.residence(person, { areaId: id(code), from: '2025-01-01' })
  return person
}
