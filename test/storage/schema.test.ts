import { afterAll, beforeAll, expect, it } from 'vitest'
import { schemaText } from '../support/catalogue.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

it('is the schema a reviewer has read: npm run schema:accept after a migration', async () => {
  await expect(await schemaText(db.pool())).toMatchFileSnapshot('../../src/storage/schema.sql')
})

it('keeps every key inside its distribution column, so that it runs on many machines', async () => {
  const { rows } = await db.pool().query<{ key: string }>(
    `select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as key from pg_constraint
     where contype in ('p', 'u', 'f', 'x') and conrelid::regclass::text in ('person', 'residence', 'enrolment', 'card_declaration')
       and not exists (select from pg_attribute where attrelid = conrelid and attnum = any(conkey) and attname = 'person_id')
     union all
     select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
     where contype in ('p', 'u', 'f', 'x') and conrelid::regclass::text in ('household', 'household_state')
       and not exists (select from pg_attribute where attrelid = conrelid and attnum = any(conkey) and attname = 'household_id')`,
  )
  expect(rows).toEqual([])
})
