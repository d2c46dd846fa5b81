import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { ancestorsOf, findArea, listAreas } from '../../../src/areas/area.store.ts'
import { type BatchRow, batch, batchChanges, issueGroups } from '../../../src/batches/batch.store.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { openIntake, type TestIntake } from './received.ts'
import { forget } from './staged-batch.ts'

/** The statistics office's own lists, when the machine has them. */
const directory = process.env.BAOPHU_SHARED_DATA

describe.skipIf(!directory)('the official lists of units', () => {
  let db: TestDatabase
  let hub: TestIntake

  beforeAll(async () => {
    db = await createTestDatabase()
    await forget(db)
    hub = await openIntake(db)
  })
  afterAll(async () => {
    await hub.close()
    await db.drop()
  })

  async function receive(path: string, choices: ImportChoices): Promise<BatchRow | null> {
    const bytes = createReadStream(join(directory ?? '', path))
    const { batchId } = await hub.port.receive(ADMINISTRATOR, {
      fileName: basename(path),
      bytes,
      choices: async () => choices,
    })
    await hub.port.settled(batchId)
    return batch(ADMINISTRATOR, db.em, batchId)
  }
  test('2023: every row goes in, and the districts without communes with it', { timeout: 300_000 }, async () => {
    const found = await receive('gso-2023/gso-data-all.xls', {})
    expect(await issueGroups(ADMINISTRATOR, db.em, found?.batchId ?? 0)).toEqual([])
    expect(found).toMatchObject({ rowsRead: 10_040, created: 10_040, blocking: false })
    await hub.port.commit(ADMINISTRATOR, found?.batchId ?? 0)
    expect(await counts('2023-01-01')).toEqual([63, 696, 10_035])
    expect(await pathOf('26446', '2023-01-01')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Xuân Lộc', 'Xã Xuân Hưng'])
  })

  test('2025: the same units in another spelling are the same units', { timeout: 300_000 }, async () => {
    const found = await receive('gso-2025/ward_2025-07-18.csv', { asOf: '2025-06-30', areaCode: 'VN' })
    expect(await issueGroups(ADMINISTRATOR, db.em, found?.batchId ?? 0)).toEqual([])
    expect(found).toMatchObject({ rowsRead: 10_035, created: 0, updated: 1, unchanged: 10_034 })
    const { rows: changes } = await batchChanges(ADMINISTRATOR, db.em, found?.batchId ?? 0, {})
    expect(changes).toHaveLength(1)
    await hub.port.commit(ADMINISTRATOR, found?.batchId ?? 0)
    expect(await counts('2025-06-30')).toEqual([63, 696, 10_035])
  })

  async function counts(on: string): Promise<number[]> {
    const levels = ['PROVINCE', 'DISTRICT', 'COMMUNE'] as const
    const pages = levels.map((level) => listAreas(ADMINISTRATOR, db.em, { level, on }, { first: 1 }))
    return (await Promise.all(pages)).map(({ totalCount }) => totalCount)
  }

  async function pathOf(code: string, on: string): Promise<string[]> {
    const area = await findArea(ADMINISTRATOR, db.em, code, on)
    const above = await ancestorsOf(ADMINISTRATOR, db.em, [area?.areaId ?? 0], on)
    return [...(above.get(area?.areaId ?? 0) ?? []), ...(area ? [area] : [])].map(({ fullName }) => fullName)
  }
})
