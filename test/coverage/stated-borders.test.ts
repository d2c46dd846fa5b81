import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { competingFigures } from '../../src/coverage/competing-figures.store.ts'
import { type CoverageWanted, coverageReport, populationFigures } from '../../src/coverage/coverage.store.ts'
import { disagreements } from '../../src/coverage/disagreements.store.ts'
import { standingsOnDays } from '../../src/coverage/standings.store.ts'
import { studentCoverage } from '../../src/coverage/students.store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const [BEFORE, REFORM, AFTER, LATER] = ['2025-06-30', '2025-07-01', '2025-07-31', '2025-08-31']
let database: TestDatabase
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0

/**
 * Provinces 70 and 75 become 75; 24 stays. Of 75, commune a goes whole into n, f is split between n and p; of 70, b becomes q. Offices
 * state the old provinces and communes on 31/5, the new province on 31/8.
 */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const [old, now] = [{ until: REFORM }, { from: REFORM }]
  const put = async (name: string, level: 'PROVINCE' | 'COMMUNE', parent: string, days: object) => {
    ids.set(name, await register.area({ code: name.replace('new ', ''), level, ...days }))
    await register.parent(id(name), id(parent), days)
  }
  ids.set('VN', await register.country())
  await put('24', 'PROVINCE', 'VN', {})
  await put('70', 'PROVINCE', 'VN', old)
  await put('75', 'PROVINCE', 'VN', old)
  await put('new 75', 'PROVINCE', 'VN', now)
  for (const code of ['a', 'f']) await put(code, 'COMMUNE', '75', old)
  await put('b', 'COMMUNE', '70', old)
  for (const code of ['n', 'p', 'q']) await put(code, 'COMMUNE', 'new 75', now)
  const moves = [
    ['70', 'new 75', 'WHOLE', 1],
    ['75', 'new 75', 'WHOLE', 1],
    ['a', 'n', 'WHOLE', 1],
    ['f', 'n', 'PART', 0.25],
    ['f', 'p', 'PART', 0.75],
    ['b', 'q', 'RENAMED', 1],
  ] as const
  for (const [from, to, relation, weight] of moves)
    await register.succession({ from: id(from), to: id(to), on: REFORM, relation, weight })
  await register.batch('so-lieu.xlsx')
  const state = (name: string, day: string, population: number, covered: number) =>
    register.figures(id(name), day, { POPULATION: population, COVERED: covered })
  await state('24', '2025-05-31', 2_000, 1_500)
  await state('70', '2025-05-31', 1_000, 900)
  await state('75', '2025-05-31', 3_000, 2_800)
  await state('new 75', LATER, 4_400, 3_900)
  for (const [name, all, covered] of [
    ['a', 100, 90],
    ['f', 40, 20],
    ['b', 30, 30],
  ] as const)
    await register.figures(id(name), '2025-05-31', {
      ...{ POPULATION: 10 * all, COVERED: 10 * covered, STUDENTS: all, STUDENTS_COVERED: covered, HOUSEHOLDS: 2 * all },
    })
  const person = await register.person({ birthYear: 2010 })
  await register.residence(person, { areaId: id('a'), from: '2025-01-01' })
  await register.target(id('n'), { value: 0.95, from: REFORM, dueOn: '2025-12-31' })
  await register.settle()
})

afterAll(() => database.drop())

const provinces = async (wanted: Partial<CoverageWanted>) => {
  const report = await coverageReport(ADMINISTRATOR, database.em, {
    ...{ level: 'PROVINCE', basis: 'REPORTED', asOf: AFTER, ...wanted },
  })
  const rows = report.rows.map((row) => [row.area.code, row.population, row.covered, row.estimatedShare])
  return { rows, total: [report.total?.population, report.total?.covered], report }
}

describe('a province that took in another', () => {
  test('has the figures of both, until an office states its own', async () => {
    expect((await provinces({ compareTo: BEFORE })).report.rows).toMatchObject([
      { area: { code: '24' }, covered: 1_500 },
      { area: { code: '75' }, population: 4_000, covered: 3_700, compared: { covered: 3_700 } },
    ])
    expect(await provinces({ asOf: LATER })).toMatchObject({
      rows: [
        ['24', 2_000, 1_500, 0],
        ['75', 4_400, 3_900, 0],
      ],
      total: [6_400, 5_400],
    })
  })

  test('gives back its own figure by weight, so that the total is the same on any borders', async () => {
    // 4,400 residents as 1,000 to 3,000, the figures of the day before.
    expect(await provinces({ asOf: LATER, borders: BEFORE })).toMatchObject({
      rows: [
        ['24', 2_000, 1_500, 0],
        ['70', 1_100, 975, 1],
        ['75', 3_300, 2_925, 1],
      ],
      total: [6_400, 5_400],
    })
  })

  test('stands by what was stated before it, while nobody states the new whole', async () => {
    expect((await provinces({ asOf: AFTER, borders: BEFORE })).rows).toEqual([
      ['24', 2_000, 1_500, 0],
      ['70', 1_000, 900, 0],
      ['75', 3_000, 2_800, 0],
    ])
  })
})

describe('pupils, and both bases side by side', () => {
  const within = { within: '75', level: 'COMMUNE', asOf: AFTER } as const

  test('stated pupils are carried over', async () => {
    const found = await studentCoverage(ADMINISTRATOR, database.em, { ...within, basis: 'REPORTED' })
    expect(found.map((row) => [row.area.code, row.students, row.covered, row.estimatedShare])).toEqual([
      ['n', 110, 95, 5 / 95],
      ['p', 30, 15, 1],
      ['q', 30, 30, 0],
    ])
    const before = await studentCoverage(ADMINISTRATOR, database.em, { ...within, borders: BEFORE })
    expect(before.map((row) => [row.area.code, row.students])).toEqual([
      ['a', 100],
      ['f', 40],
    ])
  })

  test('disagreements and competing figures take the numbers that population takes', async () => {
    const compared = await disagreements(ADMINISTRATOR, database.em, { ...within, all: true })
    const short = compared.map((one) => [one.area.code, one.measure, one.reported, one.registered])
    expect(short).toContainEqual(['n', 'POPULATION', 1_100, 1])
    expect(short).toContainEqual(['p', 'COVERED', 150, null])
    expect(short).toContainEqual(['n', 'HOUSEHOLDS', 220, null])
    expect(short).toContainEqual(['q', 'STUDENTS', 30, null])
    const population = await populationFigures(ADMINISTRATOR, database.em, within)
    const competing = await competingFigures(ADMINISTRATOR, database.em, { ...within, measure: 'POPULATION' })
    expect(competing.map((one) => [one.area.code, one.counting.value, one.counting.estimatedShare])).toEqual(
      population.map((one) => [one.area.code, one.count, one.estimatedShare]),
    )
    expect(competing[0]?.others).toMatchObject([{ value: 1, source: { origin: 'REGISTER' } }])
  })

  test('on the borders of the day before, too', async () => {
    const wanted = { within: '75', level: 'COMMUNE', asOf: AFTER, borders: BEFORE } as const
    const [first] = await disagreements(ADMINISTRATOR, database.em, { ...wanted, measures: ['POPULATION'], all: true })
    expect(first).toMatchObject({ area: { code: 'a' }, reported: 1_000, registered: 1, difference: -999 })
    const [one] = await competingFigures(ADMINISTRATOR, database.em, { ...wanted, measure: 'POPULATION' })
    expect(one).toMatchObject({ area: { code: 'a' }, counting: { value: 1_000 } })
  })
})

test('the standing of a target is that of the coverage row', async () => {
  const standings = await standingsOnDays(ADMINISTRATOR)(database.em, [id('n')], [AFTER])
  const { rows } = await coverageReport(ADMINISTRATOR, database.em, { within: '75', level: 'COMMUNE', asOf: AFTER })
  expect(rows[0]).toMatchObject({ area: { code: 'n' }, population: 1_100, covered: 950 })
  expect(standings(id('n'), AFTER)).toMatchObject({ whole: 1_100, covered: 950, rate: rows[0]?.coverageRate })
})
