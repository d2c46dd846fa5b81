import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { findArea } from '../../../src/areas/area.store.ts'
import { batch, batchIssues } from '../../../src/batches/batch.store.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { asTcvn3, asVni } from '../../support/old-font-text.ts'
import { COMMUNES, listOf, openIntake, type TestIntake } from './received.ts'

let db: TestDatabase
let hub: TestIntake

beforeAll(async () => {
  db = await createTestDatabase()
  hub = await openIntake(db)
})
afterAll(async () => {
  await hub.close()
  await db.drop()
})

test.each([
  ['tcvn3', asTcvn3],
  ['vni', asVni],
] as const)('a file in the bytes of %s is read as what it says, and its sheet tells so', async (encoding, written) => {
  const id = await hub.settled(Buffer.from(written(listOf(COMMUNES)), 'latin1'))
  expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
    status: 'CHECKED',
    kind: 'AREAS',
    created: 3,
    blocking: false,
    sheets: [{ encoding }],
  })
  const { rows } = await batchIssues(ADMINISTRATOR, db.em, id, {})
  expect(rows.map(({ code }) => code)).toContain('sheet-in-old-font')
})

test('what is committed of it is Unicode', async () => {
  const id = await hub.settled(Buffer.from(asTcvn3(listOf(COMMUNES)), 'latin1'))
  await hub.port.commit(ADMINISTRATOR, id)
  expect(await findArea(ADMINISTRATOR, db.em, '26446', '2026-11-21')).toMatchObject({ fullName: 'Xã Xuân Hưng' })
})
