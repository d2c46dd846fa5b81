import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Count, publish, settled } from '../../src/coverage/published.store.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import fc from '../support/fast-check.ts'
import { RegisterRows } from '../support/register-rows.ts'

const counts = (cells: Record<string, Count>) => new Map(Object.entries(cells))

describe('a number that was told', () => {
  test('stays where it moved by 1 to 7, and follows a larger move', () => {
    const before = counts({ a: [100, 50], b: [10, 20], c: [30, 5] })
    const now = counts({ a: [107, 43], b: [18, 20], d: [3, 9] })
    expect(settled(before, now)).toEqual(counts({ a: [100, 50], b: [18, 20], c: [0, 5], d: [0, 9] }))
  })

  test('is never more than 7 behind, whatever came between', () => {
    const number = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 9 }), (moves) => {
        let told = counts({})
        for (const move of moves) told = new Map(settled(told, counts({ a: move })))
        const [covered, others] = told.get('a') ?? [0, 0]
        const last = moves.at(-1) ?? [0, 0]
        expect(Math.abs(covered - last[0])).toBeLessThanOrEqual(7)
        expect(Math.abs((others ?? 0) - last[1])).toBeLessThanOrEqual(7)
      }),
    )
  })
})

describe('what is published', () => {
  let database: TestDatabase
  let areaId: number
  beforeAll(async () => {
    database = await createTestDatabase()
    areaId = await new RegisterRows(database.em).country()
  })
  afterAll(() => database.drop())

  const told = async (day: string, now: Record<string, Count>) => {
    const tables = { dimensions: 'SEX', borders: '0001-01-01', areaIds: [areaId], days: [day] }
    return (await publish(database.em, tables, () => counts(now)))(areaId, day)
  }

  test('is remembered for its day, and leads to the days after it', async () => {
    expect(await told('2020-01-31', {})).toEqual(counts({}))
    expect(await told('2020-03-31', { a: [100, 9] })).toEqual(counts({ a: [100, 9] }))
    expect(await told('2020-03-31', { a: [101, 9] })).toEqual(counts({ a: [100, 9] }))
    expect(await told('2020-04-30', { a: [104, 9] })).toEqual(counts({ a: [100, 9] }))
    expect(await told('2020-05-31', { a: [108, 9] })).toEqual(counts({ a: [108, 9] }))
    expect(await told('2020-06-30', { a: [104, 9] })).toEqual(counts({ a: [108, 9] }))
    expect(await told('2020-03-31', { a: [101, 9] })).toEqual(counts({ a: [100, 9] }))
    expect(await told('2020-02-29', { a: [97, 9] })).toEqual(counts({ a: [100, 9] }))
  })

  test('of other tables and borders is another', async () => {
    const other = { dimensions: 'AGE_BAND', borders: '0001-01-01', areaIds: [areaId], days: ['2020-03-31'] }
    expect((await publish(database.em, other, () => counts({ a: [3, 1] })))(areaId, '2020-03-31')).toEqual(
      counts({ a: [3, 1] }),
    )
  })
})
