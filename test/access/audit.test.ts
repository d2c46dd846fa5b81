import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { audit, verifyAudit } from '../../src/access/audit.store.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await tampering('truncate audit_entry')
  for (const batchId of [1, 2, 3, 4]) await audit(database.em, ADMINISTRATOR, 'BATCH_COMMITTED', { batchId })
})

/** What somebody with the database's own password could do. */
async function tampering(...statements: readonly string[]): Promise<void> {
  for (const statement of [
    'alter table audit_entry disable trigger all',
    ...statements,
    'alter table audit_entry enable trigger all',
  ])
    await execute(database.em, statement)
}
const broken = async () => (await verifyAudit(database.em)).broken

test('what was written is whole, and its end can be kept elsewhere', async () => {
  expect(await verifyAudit(database.em)).toEqual({
    entries: 4,
    last: { entryNo: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    broken: [],
  })
})

test('it is only ever added to', async () => {
  for (const statement of [`update audit_entry set account = 'x'`, 'delete from audit_entry', 'truncate audit_entry'])
    await expect(execute(database.em, statement)).rejects.toThrow('only ever added to')
  expect(await broken()).toEqual([])
})

describe('past its guard', () => {
  test.each(['account', 'role', 'action', 'purpose_code'])('a changed %s is found', async (column) => {
    await tampering(`update audit_entry set ${column} = 'x' where entry_no = 2`)
    expect(await broken()).toEqual([{ entryNo: 2, problem: 'CHANGED' }])
  })

  test('a changed detail and a changed moment are found', async () => {
    await tampering(
      `update audit_entry set detail = '{"batchId": 9}' where entry_no = 2`,
      `update audit_entry set at = at - interval '1 microsecond' where entry_no = 4`,
    )
    expect(await broken()).toEqual([
      { entryNo: 2, problem: 'CHANGED' },
      { entryNo: 4, problem: 'CHANGED' },
    ])
  })

  test('an entry changed with its hash breaks the next', async () => {
    await tampering(
      `update audit_entry set account = 'x', hash = audit_hash(previous, entry_no, at, 'x', role, action, detail, purpose_code) where entry_no = 2`,
    )
    expect(await broken()).toEqual([{ entryNo: 3, problem: 'MISSING_BEFORE' }])
  })

  test.each([1, 2])('entry %i taken out is found', async (entryNo) => {
    await tampering(`delete from audit_entry where entry_no = ${entryNo}`)
    expect(await broken()).toEqual([{ entryNo: entryNo + 1, problem: 'MISSING_BEFORE' }])
  })

  test('an end that was cut off is found by the hash that was kept', async () => {
    const kept = (await verifyAudit(database.em)).last
    await tampering('delete from audit_entry where entry_no = 4')
    expect(await broken()).toEqual([])
    expect((await verifyAudit(database.em)).last).not.toEqual(kept)
  })
})

test('many at once are one chain', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, batchId) => audit(database.database.em(), ADMINISTRATOR, 'FILE_SENT', { batchId })),
  )
  expect(await verifyAudit(database.em)).toMatchObject({ entries: 24, broken: [] })
})

test('what did not happen is not written', async () => {
  const em = database.database.em()
  await em.begin()
  await audit(em, ADMINISTRATOR, 'BATCH_COMMITTED', { batchId: 5 })
  await em.rollback()
  expect(await rows(database.em, `select from audit_entry where detail ->> 'batchId' = '5'`)).toEqual([])
  expect(await verifyAudit(database.em)).toMatchObject({ entries: 4, broken: [] })
})
