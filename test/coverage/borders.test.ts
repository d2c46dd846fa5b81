import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { areaCoverage, householdCounts, populationFigures } from '../../src/coverage/coverage.store.ts'
import { areaTrend } from '../../src/coverage/trends.store.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { ask, BEFORE, database, id, REFORM } from './merged-provinces.ts'

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
