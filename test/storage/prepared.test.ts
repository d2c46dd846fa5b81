import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepared, rows, unseen } from '../../src/kernel/sql.ts'
import { type Database, openDatabase } from '../../src/storage/orm.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let own: TestDatabase
let database: Database

beforeAll(async () => {
  own = await createTestDatabase()
  database = await openDatabase(own.url, { connections: 1 })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const known = () =>
  rows<{ statement: string; runs: number }>(
    database.em(),
    `select statement, (generic_plans + custom_plans)::int as runs from pg_prepared_statements where statement like '%doubled%'`,
  )

test('a prepared statement is parsed once a connection and answers for every value', async () => {
  const ask = (value: number) => prepared<{ doubled: number }>(database.em(), 'select $1::int * 2 as doubled', [value])
  expect([await ask(1), await ask(21)]).toEqual([[{ doubled: 2 }], [{ doubled: 42 }]])
  expect((await known()).map(({ runs }) => runs)).toEqual([2])
})

test('two texts never share a name, and other statements have none', async () => {
  await prepared(database.em(), 'select $1::int * 2 as doubled, 1 as one', [1])
  await rows(database.em(), 'select $1::int * 2 as doubled, 2 as two', [1])
  expect((await known()).map(({ runs }) => runs).sort()).toEqual([1, 2])
})

test('it joins the transaction of its session', async () => {
  await database.em().transactional(async (em) => {
    await rows(em, 'update hub_version set version = version + 5')
    expect(await prepared(em, 'select version from hub_version')).toEqual([{ version: 5 }])
    await rows(em, 'update hub_version set version = 0')
  })
})

test('a list of unseen length is planned once for lists of any length, one that is seen anew for each short one', async () => {
  const plansOf = async (list: string) => {
    const text = `select sum(n)::int as sum from unnest(${list}) a(id) cross join lateral generate_series(1, 1000 * id) n`
    for (let time = 0; time < 12; time += 1)
      expect(await prepared(database.em(), text, [[1]])).toEqual([{ sum: 500_500 }])
    expect(await prepared(database.em(), text, [[1, 2]])).toEqual([{ sum: 500_500 + 2_001_000 }])
    const [plans] = await rows<{ anew: number }>(
      database.em(),
      'select custom_plans::int as anew from pg_prepared_statements where position($1 in statement) > 0',
      [`unnest(${list}) a(id)`],
    )
    return plans?.anew
  }
  expect(await plansOf('$1::int[]')).toBeGreaterThan(10)
  // PostgreSQL tries five times before it keeps a plan.
  expect(await plansOf(unseen('$1::int[]'))).toBe(5)
})
