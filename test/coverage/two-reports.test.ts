import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { coverageReport } from '../../src/coverage/coverage.store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

/** The numbers of two real reports of late 2017: huyện Yên Thế (30/9/2017) and xã Xuân Hưng (10/11/2017). */
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const country = await register.country()
  const bacGiang = await register.area({
    code: '24',
    level: 'PROVINCE',
    name: 'Bắc Giang',
    unitType: 'Tỉnh',
    parentId: country,
  })
  const dongNai = await register.area({
    code: '75',
    level: 'PROVINCE',
    name: 'Đồng Nai',
    unitType: 'Tỉnh',
    parentId: country,
  })
  const yenThe = await register.area({
    code: '215',
    level: 'DISTRICT',
    name: 'Yên Thế',
    unitType: 'Huyện',
    parentId: bacGiang,
  })
  const xuanLoc = await register.area({
    code: '741',
    level: 'DISTRICT',
    name: 'Xuân Lộc',
    unitType: 'Huyện',
    parentId: dongNai,
  })
  const xuanHung = await register.area({
    code: '26446',
    level: 'COMMUNE',
    name: 'Xuân Hưng',
    unitType: 'Xã',
    parentId: xuanLoc,
  })
  const xuanHoa = await register.area({
    code: '26449',
    level: 'COMMUNE',
    name: 'Xuân Hòa',
    unitType: 'Xã',
    parentId: xuanLoc,
  })
  await register.batch('bao-cao-yen-the.xlsx', 'Biểu 1')
  await register.figures(yenThe, '2016-09-30', { POPULATION: 99_000, COVERED: 82_630 })
  await register.figures(yenThe, '2017-09-30', { POPULATION: 100_249, COVERED: 95_026 })
  await register.target(yenThe, { value: 0.94, from: '2017-01-01', dueOn: '2017-12-31' })
  await register.target(yenThe, { value: 0.98, from: '2018-01-01', dueOn: '2018-12-31' })
  await register.batch('xuan-hung.xls')
  await register.figures(xuanHung, '2017-11-10', { POPULATION: 26_100, COVERED: 18_077 })
  await register.target(xuanHung, { value: 0.85, from: '2017-01-01', dueOn: '2017-12-31' })
  await register.figures(xuanHoa, '2017-11-01', { POPULATION: 10_000 })
  await register.settle()
})

afterAll(() => database.drop())

describe('huyện Yên Thế, 30/9/2017', () => {
  const ask = (wanted: object) =>
    coverageReport(ADMINISTRATOR, database.em, { within: '24', level: 'DISTRICT', asOf: '2017-09-30', ...wanted })

  test('94.8 per cent, 12,396 more than a year before, 0.79 points above the target', async () => {
    const { rows, total, missing } = await ask({ compareTo: '2016-09-30' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      area: { code: '215', fullName: 'Huyện Yên Thế' },
      basis: 'REPORTED',
      population: 100_249,
      covered: 95_026,
      uncovered: 5_223,
      pointsAboveTarget: 0.79,
      cardsNeeded: 0,
      weeklyPaceNeeded: 0,
      projectedOn: '2017-09-30',
      compared: { asOf: '2016-09-30', covered: 82_630, coveredChange: 12_396, pointsChange: 11.3253 },
      rank: 1,
      estimatedShare: 0,
    })
    expect(rows[0]?.coverageRate).toBe(95_026 / 100_249)
    expect(((rows[0]?.coverageRate ?? 0) * 100).toFixed(1)).toBe('94.8')
    expect(rows[0]?.attainmentRate).toBeCloseTo(1.0084, 4)
    expect(missing).toEqual([])
    expect(total).toMatchObject({ area: { code: '24' }, population: 100_249, covered: 95_026, rank: null })
  })

  test('both numbers carry their file and cell', async () => {
    const { rows } = await ask({})
    const source = { asOf: '2017-09-30', sourceName: 'bao-cao-yen-the.xlsx' }
    expect(rows[0]?.populationSource).toMatchObject({ ...source, address: 'Biểu 1!B7' })
    expect(rows[0]?.coveredSource).toMatchObject({ ...source, address: 'Biểu 1!C7' })
    expect(rows[0]?.populationSource?.batchId).toBeGreaterThan(0)
  })

  test('98 per cent of 100,249 needs 3,219 more', async () => {
    const { rows } = await ask({ asOf: '2018-01-01' })
    expect(rows[0]).toMatchObject({ target: { value: 0.98, dueOn: '2018-12-31' }, cardsNeeded: 3_219 })
    expect(rows[0]?.weeklyPaceNeeded).toBeCloseTo(3_219 / 52, 4)
  })

  test('a day before the first figure knows nothing', async () => {
    const { rows, total, missing } = await ask({ asOf: '2016-09-29' })
    expect(rows).toEqual([])
    expect(total).toBeNull()
    expect(missing.map((area) => area.code)).toEqual(['215'])
  })

  test('the pace of figures is measured between the two that were in force', async () => {
    const { rows } = await ask({ asOf: '2017-10-10' })
    expect(rows[0]?.weeklyPace).toBeCloseTo((12_396 * 7) / 365, 4)
    const later = await ask({ asOf: '2017-12-31' })
    expect(later.rows[0]?.weeklyPace).toBeNull()
  })
})

describe('xã Xuân Hưng, 10/11/2017', () => {
  test('85 per cent of 26,100 with 18,077 covered needs exactly 4,108', async () => {
    const { rows } = await coverageReport(ADMINISTRATOR, database.em, { within: '741', asOf: '2017-11-10' })
    expect(rows[0]).toMatchObject({ area: { code: '26446' }, covered: 18_077, cardsNeeded: 4_108, weeklyPace: null })
    expect(((rows[0]?.coverageRate ?? 0) * 100).toFixed(2)).toBe('69.26')
    expect(rows[0]?.weeklyPaceNeeded).toBeCloseTo((4_108 * 7) / 51, 4)
  })

  test('the one stated number of a commune is given, and its rate is not made up', async () => {
    const { rows, total } = await coverageReport(ADMINISTRATOR, database.em, { within: '741', asOf: '2017-11-10' })
    expect(rows[1]).toMatchObject({
      area: { code: '26449' },
      population: 10_000,
      covered: null,
      coverageRate: null,
      rank: null,
    })
    expect(total).toMatchObject({ basis: 'REPORTED', population: 36_100, covered: null })
    expect(total?.populationSource).toEqual({
      asOf: '2017-11-01',
      batchId: null,
      sourceName: 'Σ 2 areas',
      address: null,
    })
  })
})
