import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { findArea } from '../../src/areas/area.store.ts'
import { batchChanges, batchIssues, issueGroups, listBatches } from '../../src/batches/batch.store.ts'
import { COMMUNES, LIST, listOf, openIntake, type TestIntake } from '../importers/intake/received.ts'
import { forget } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
let hub: TestIntake

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await forget(db)
  hub = await openIntake(db)
  return () => hub.close()
})

describe('what officers see', () => {
  const officer = async (code: string): Promise<Actor> => {
    const area = await findArea(ADMINISTRATOR, db.em, code, '2020-01-01')
    return { id: `officer of ${code}`, role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [area?.areaId ?? 0] } }
  }

  test('is their own area’s batches and their own, and nothing can be done to others', async () => {
    const national = await hub.settled(LIST)
    await hub.port.commit(ADMINISTRATOR, national)
    const own = await hub.settled(listOf(COMMUNES.slice(1)), { asOf: '2020-01-01', areaCode: '741' })
    const hung = await officer('26446')
    expect((await listBatches(await officer('741'), db.em, {}, {})).rows.map(({ batchId }) => batchId)).toEqual([own])
    expect((await listBatches(hung, db.em, {}, {})).rows).toEqual([])
    expect((await batchIssues(hung, db.em, own, {})).rows).toEqual([])
    await expect(hub.port.commit(hung, own)).rejects.toMatchObject({ code: 'batch-not-found' })
    const outside = await hub.settled(LIST, { asOf: '2020-01-01', areaCode: '741' }, hung)
    const { rows: issues } = await batchIssues(ADMINISTRATOR, db.em, outside, {})
    expect(issues.map(({ code }) => code)).toContain('area-not-in-scope')
  })

  test('comes newest first, by status and kind, and goes on where the page ended', async () => {
    const ids = [await hub.settled(LIST), await hub.settled(listOf(COMMUNES.slice(1))), await hub.settled('a,b\n1,2\n')]
    await hub.port.discard(ADMINISTRATOR, ids[1] ?? 0)
    const first = await listBatches(ADMINISTRATOR, db.em, {}, { first: 2 })
    expect(first).toMatchObject({ totalCount: 3, hasNextPage: true })
    const rest = await listBatches(ADMINISTRATOR, db.em, {}, { first: 2, after: first.cursors.at(-1) })
    expect([...first.rows, ...rest.rows].map(({ batchId }) => batchId)).toEqual(ids.toReversed())
    expect((await listBatches(ADMINISTRATOR, db.em, { status: 'DISCARDED' }, {})).rows).toHaveLength(1)
    expect((await listBatches(ADMINISTRATOR, db.em, { kind: 'AREAS' }, {})).rows).toHaveLength(2)
  })

  test('are issues in pages and in groups with their first addresses', async () => {
    const bad = Array.from({ length: 7 }, () => '26443,Xã Xuân Hòa')
    const id = await hub.settled(listOf([...bad, ',Xã Thiếu Mã']))
    const [first, second] = await issueGroups(ADMINISTRATOR, db.em, id)
    expect(first).toMatchObject({ severity: 'ERROR', code: 'area-name-missing', count: 1 })
    expect(second).toMatchObject({ severity: 'WARNING', code: 'area-row-repeated', count: 6 })
    expect(second?.firstAddresses).toHaveLength(5)
    expect(second?.firstAddresses[0]).toMatch(/!3$/)
    const page = await batchIssues(ADMINISTRATOR, db.em, id, { code: 'area-row-repeated', first: 4 })
    expect(page).toMatchObject({ totalCount: 6, hasNextPage: true })
    const rest = await batchIssues(ADMINISTRATOR, db.em, id, {
      code: 'area-row-repeated',
      first: 4,
      after: page.cursors.at(-1),
    })
    expect([...page.rows, ...rest.rows].map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8])
    expect((await batchIssues(ADMINISTRATOR, db.em, id, { severity: 'ERROR' })).totalCount).toBe(1)
  })

  test('are the changes that a commit would make, before it is made', async () => {
    await hub.port.commit(ADMINISTRATOR, await hub.settled(LIST))
    const id = await hub.settled(listOf(['26446,Xã Xuân Hoà', '26449,Xã Xuân Tâm']), { asOf: '2025-07-01' })
    const { rows: changes } = await batchChanges(ADMINISTRATOR, db.em, id, {})
    expect(changes.map(({ kind, label, field, before, after }) => [kind, label, field, before, after])).toEqual([
      ['UPDATED', 'Xã Xuân Hoà', 'name', 'Xã Xuân Hưng', 'Xã Xuân Hoà'],
      ['GONE', 'Xã Xuân Hòa (26443)', 'valid_until', null, '2025-07-01'],
    ])
    expect(changes[0]?.address).toMatch(/!2$/)
    expect((await batchChanges(ADMINISTRATOR, db.em, id, { kind: 'GONE' })).totalCount).toBe(1)
  })
})
