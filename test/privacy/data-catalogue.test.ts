import { afterAll, beforeAll, expect, test } from 'vitest'
import { SOURCE_KINDS } from '../../src/batches/source-kind.ts'
import { rows } from '../../src/kernel/sql.ts'
import { catalogueTables, DATA_CATALOGUE, LEGAL_BASES } from '../../src/privacy/data-catalogue.ts'
import { GUARDED } from '../../src/storage/reader-grants.ts'
import { projectText } from '../house/project-files.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const columnsOf = (condition: string, values: readonly unknown[]) =>
  rows<{ table: string; column: string }>(
    database.em,
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and ${condition} order by 1, 2`,
    values,
  )

test('every kind of sheet is kept on a ground', () => {
  expect(Object.keys(LEGAL_BASES).toSorted()).toEqual(SOURCE_KINDS.toSorted())
})

test('every column of a table in the catalogue has one class, and none that is not there', async () => {
  const found = await columnsOf('table_name = any($1)', [Object.keys(DATA_CATALOGUE)])
  const listed = Object.entries(DATA_CATALOGUE).flatMap(([table, byMeaning]) =>
    Object.values(byMeaning).flatMap((names) => names.map((column) => `${table}.${column}`)),
  )
  expect(listed.toSorted()).toEqual(found.map(({ table, column }) => `${table}.${column}`).toSorted())
})

test('a guarded table with rows of persons or households is in the catalogue', async () => {
  const found = await columnsOf(`table_name = any($1) and column_name in ('person_id', 'household_id')`, [
    Object.keys(GUARDED),
  ])
  expect(found.length).toBeGreaterThan(5)
  expect(found.filter(({ table }) => !Object.hasOwn(DATA_CATALOGUE, table))).toEqual([])
})

test('poverty and what codes of participants tell is sensitive, and the room’s README says all of it', () => {
  const tables = catalogueTables()
  expect(tables).toContain('`household_class`, `standard` | SENSITIVE |')
  expect(tables).toContain('`card_number`, `participant_code` | SENSITIVE |')
  const section = projectText('src/privacy/README.md')
    .split(/^## /m)
    .find((part) => part.startsWith('What is kept, and what it is\n'))
  const linesOf = (text = '') => text.split('\n').filter((line) => line.startsWith('|'))
  expect(linesOf(section)).toEqual(linesOf(tables))
})
