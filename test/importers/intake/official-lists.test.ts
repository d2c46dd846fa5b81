import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { ancestorsOf, findArea, listAreas, predecessorsOf } from '../../../src/areas/area.store.ts'
import { type BatchRow, batch, batchChanges, issueGroups } from '../../../src/batches/batch.store.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import { rows } from '../../../src/kernel/sql.ts'
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
    // Its columns are compared with those of the list before; of its rows nothing is said.
    const groups = await issueGroups(ADMINISTRATOR, db.em, found?.batchId ?? 0)
    expect(groups.filter(({ code }) => !['column-vanished', 'column-new', 'column-moved'].includes(code))).toEqual([])
    expect(found).toMatchObject({ rowsRead: 10_035, created: 0, updated: 1, unchanged: 10_034 })
    const { rows: changes } = await batchChanges(ADMINISTRATOR, db.em, found?.batchId ?? 0, {})
    expect(changes).toHaveLength(1)
    await hub.port.commit(ADMINISTRATOR, found?.batchId ?? 0)
    expect(await counts('2025-06-30')).toEqual([63, 696, 10_035])
  })

  test('2025: the table of conversion makes 34 provinces and 3,321 communes', { timeout: 300_000 }, async () => {
    const found = await receive('gso-2025/convert_legacy_2025_simple.csv', { asOf: '2025-07-01' })
    const groups = await issueGroups(ADMINISTRATOR, db.em, found?.batchId ?? 0)
    expect(groups.filter(({ severity }) => severity === 'ERROR' || severity === 'BLOCKING')).toEqual([])
    expect(found).toMatchObject({ kind: 'AREA_CHANGES', rowsRead: 10_602, rejected: 0, skipped: 0, blocking: false })
    await hub.port.commit(ADMINISTRATOR, found?.batchId ?? 0)
    expect(await counts('2025-06-30')).toEqual([63, 696, 10_035])
    expect(await counts('2025-07-02')).toEqual([34, 0, 3321])
  })

  test('2025: Yên Thế lies in five communes, and 26446 is Xuân Hòa', async () => {
    const into = await rows<{ code: string; name: string }>(
      db.em,
      `select distinct next.code, next.name from area district
       join area_ancestor link on link.ancestor_id = district.area_id and link.valid_until = '2025-07-01'
       join area_succession change on change.from_id = link.area_id and change.relation <> 'LAND_ONLY'
       join area next on next.area_id = change.to_id where district.code = '215' order by next.code`,
    )
    expect(into.map(({ code, name }) => `${code} ${name}`)).toEqual([
      '07246 Xuân Lương',
      '07264 Tam Tiến',
      '07282 Đồng Kỳ',
      '07288 Yên Thế',
      '07294 Bố Hạ',
    ])
    const hoa = await findArea(ADMINISTRATOR, db.em, '26446', '2025-07-02')
    expect(hoa).toMatchObject({ fullName: 'Xã Xuân Hòa', validFrom: '2025-07-01' })
    const before = (await predecessorsOf(ADMINISTRATOR, db.em, [hoa?.areaId ?? 0])).get(hoa?.areaId ?? 0) ?? []
    expect(before.map(({ from, relation }) => `${from.code} ${from.name} ${relation}`).sort()).toEqual([
      '26443 Xuân Hòa WHOLE',
      '26446 Xuân Hưng WHOLE',
      '26449 Xuân Tâm PART',
    ])
    expect(await pathOf('26446', '2025-07-02')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Xã Xuân Hòa'])
  })

  test('2025: no weight is lost, and whoever lived in a split unit still lies in the country', async () => {
    const wrong = await rows(
      db.em,
      'select from_id from area_succession group by from_id, on_day having abs(sum(weight) - 1) > 1e-9',
    )
    expect(wrong).toEqual([])
    const lost = await rows(
      db.em,
      `select code from area where level = 3 and valid_until = '2025-07-01' and not exists (
         select from area_ancestor link where link.area_id = area.area_id and link.ancestor_level = 1
           and link.valid_from <= '2025-07-02' and '2025-07-02' < link.valid_until)`,
    )
    expect(lost).toEqual([])
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
