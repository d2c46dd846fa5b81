import { afterAll, beforeAll, expect, test } from 'vitest'
import { readReported } from '../../src/coverage/reported.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

let database: TestDatabase
const ids = new Map<string, number>()
const id = (code: string) => ids.get(code) ?? 0

/** Country → province 1 (districts 11: communes x, y; 12: communes z until 2018, w) and province 2 (no figures at all). */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  ids.set('VN', await register.country())
  const put = async (code: string, parent: string, level: 'PROVINCE' | 'DISTRICT' | 'COMMUNE', until?: string) => {
    ids.set(code, await register.area({ code, level, parentId: id(parent), until }))
  }
  await put('1', 'VN', 'PROVINCE')
  await put('2', 'VN', 'PROVINCE')
  await put('11', '1', 'DISTRICT')
  await put('12', '1', 'DISTRICT')
  await put('x', '11', 'COMMUNE')
  await put('y', '11', 'COMMUNE')
  await put('z', '12', 'COMMUNE', '2018-01-01')
  await put('w', '12', 'COMMUNE')
  await register.batch('dan-so.xlsx')
  await register.figures(id('x'), '2017-01-31', { POPULATION: 10 })
  await register.figures(id('x'), '2017-06-30', { POPULATION: 11, COVERED: 5 })
  await register.figures(id('y'), '2017-02-28', { POPULATION: 20 })
  await register.figures(id('w'), '2017-03-31', { POPULATION: 40 })
  await register.figures(id('1'), '2019-12-31', { POPULATION: 500 })
  await register.settle()
})

afterAll(() => database.drop())

async function population(code: string, day: string) {
  const found = await readReported(database.em, [id(code)], [day])
  const figure = found(id(code), day, 'POPULATION')
  return figure ? [figure.value, figure.source.asOf, figure.source.sourceName] : null
}

test('the latest figure of the area itself, from its day on', async () => {
  expect(await population('x', '2017-01-30')).toBeNull()
  expect(await population('x', '2017-01-31')).toEqual([10, '2017-01-31', 'dan-so.xlsx'])
  expect(await population('x', '2017-06-30')).toEqual([11, '2017-06-30', 'dan-so.xlsx'])
})

test('else the sum of its parts, when every part of that day has one', async () => {
  expect(await population('11', '2017-02-27')).toBeNull()
  expect(await population('11', '2017-07-01')).toEqual([31, '2017-02-28', 'Σ 2 areas'])
  expect(await population('12', '2017-07-01')).toBeNull()
  expect(await population('12', '2018-01-01')).toEqual([40, '2017-03-31', 'dan-so.xlsx'])
})

test('parts are summed as far down as it takes, and an own figure ends the search', async () => {
  expect(await population('1', '2017-12-31')).toBeNull()
  expect(await population('1', '2018-01-01')).toEqual([71, '2017-02-28', 'Σ 3 areas'])
  expect(await population('1', '2019-12-31')).toEqual([500, '2019-12-31', 'dan-so.xlsx'])
  expect(await population('VN', '2019-12-31')).toBeNull()
})

test('a measure that one part lacks has no sum', async () => {
  const found = await readReported(database.em, [id('11')], ['2017-12-31'])
  expect(found(id('11'), '2017-12-31', 'COVERED')).toBeNull()
})

test('areas that lie in each other are told in one statement', async () => {
  const days = ['2017-07-01', '2018-01-01']
  const { answer, statements } = await countStatements(() => readReported(database.em, [...ids.values()], days))
  expect(statements).toHaveLength(1)
  expect(answer(id('1'), '2018-01-01', 'POPULATION')).toMatchObject({ value: 71, figures: 3 })
  expect(answer(id('11'), '2017-07-01', 'POPULATION')).toMatchObject({ value: 31, figures: 2 })
})
