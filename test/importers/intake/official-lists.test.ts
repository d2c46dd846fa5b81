import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { ancestorsOf, findArea, listAreas, predecessorsOf } from '../../../src/areas/area.store.ts'
import { type BatchRow, batch, batchChanges, issueGroups } from '../../../src/batches/batch.store.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import { coverageInFull } from '../../../src/coverage/coverage.store.ts'
import { recountAreas } from '../../../src/coverage/cube.store.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
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
    const made = await rows<{ n: number }>(
      db.em,
      `select count(*)::int as n from area where level = 1 and valid_from = '2025-07-01' group by valid_until = 'infinity'`,
    )
    // Eleven provinces stay; the others took in one or two, sixteen of them under their own names.
    expect(made).toEqual([{ n: 23 }])
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

  test('2026: Đồng Nai becomes a city with 33 wards and 62 communes', { timeout: 300_000 }, async () => {
    const found = await receiveText(await tableOf2026(), { kind: 'AREA_CHANGES', asOf: '2026-04-30' })
    expect(found).toMatchObject({ rowsRead: 95, rejected: 0, blocking: false })
    await hub.port.commit(ADMINISTRATOR, found?.batchId ?? 0)
    expect(await counts('2026-07-25')).toEqual([34, 0, 3321])
    const city = await findArea(ADMINISTRATOR, db.em, '75', '2026-07-25')
    expect(city?.fullName).toBe('Thành phố Đồng Nai')
    const wards = await rows<{ n: number }>(
      db.em,
      `select count(*)::int as n from area join area_parent link using (area_id)
       where link.parent_id = $1 and area.unit_type = 'Phường' and area.valid_until = 'infinity' and link.valid_until = 'infinity'`,
      [city?.areaId],
    )
    expect(wards).toEqual([{ n: 33 }])
  })

  test('people of every commune of 2023 are the same number on any borders', { timeout: 300_000 }, async () => {
    await execute(
      db.em,
      `with placed as (
         select area_id, nextval(pg_get_serial_sequence('person', 'person_id')) as person_id
         from area cross join generate_series(1, 3) where level = 3 and valid_from <= '2023-01-01' and '2023-01-01' < valid_until
       ), born as (
         insert into person (person_id, full_name, name_key, batch_id) select person_id, 'Nguyễn Văn An', 'nguyễn văn an', 0 from placed
       )
       insert into residence (person_id, valid_from, area_id, batch_id) select person_id, '2017-01-01', area_id, 0 from placed`,
    )
    await recountAreas(db.em)
    const days = ['2023-01-01', '2025-06-30', '2025-07-01', '2026-07-25']
    for (const [asOf, borders] of days.flatMap((from) => days.map((to) => [from, to] as const))) {
      for (const level of ['PROVINCE', 'COMMUNE'] as const) {
        const {
          rows: areas,
          total,
          missing,
        } = await coverageInFull(ADMINISTRATOR, db.em, {
          level,
          asOf,
          borders,
          basis: 'REGISTRY',
        })
        expect(total?.population).toBe(3 * 10_035)
        expect(areas.reduce((sum, row) => sum + (row.population ?? 0), 0)).toBe(3 * 10_035)
        const known = { PROVINCE: borders < '2025-07-01' ? 63 : 34, COMMUNE: borders < '2025-07-01' ? 10_035 : 3321 }
        // Districts without communes had nobody, and so have the islands that they became.
        expect(areas.length + missing.length).toBe(known[level])
      }
    }
  })

  test('Yên Thế: the communes of its last day are the five of today', { timeout: 60_000 }, async () => {
    const question = { asOf: '2025-06-30', borders: '2025-07-02', level: 'COMMUNE', basis: 'REGISTRY' } as const
    const { rows: now } = await coverageInFull(ADMINISTRATOR, db.em, { ...question, within: '24' })
    const five = now.filter(({ area }) => ['07246', '07264', '07282', '07288', '07294'].includes(area.code))
    const then = await coverageInFull(ADMINISTRATOR, db.em, { ...question, borders: '2025-06-30', within: '215' })
    expect(five.map((row) => row.estimatedShare)).toEqual([0, 0, 0, 0, 0])
    expect(five.reduce((sum, row) => sum + (row.population ?? 0), 0)).toBe(then.total?.population)
  })

  async function receiveText(text: string, choices: ImportChoices): Promise<BatchRow | null> {
    return batch(ADMINISTRATOR, db.em, await hub.settled(text, choices))
  }

  /** The change of Đồng Nai in the form of an office's table: what the list of July 2026 has against that of 2025. */
  async function tableOf2026(): Promise<string> {
    const after = new Map((await communes2026('75')).map(({ Code, FullName }) => [Code, FullName]))
    const before = await rows<{ code: string; name: string }>(
      db.em,
      `select area.code, trim(area.unit_type || ' ' || area.name) as name from area
       join area_ancestor link using (area_id) join area province on province.area_id = link.ancestor_id
       where area.level = 3 and area.valid_until = 'infinity' and province.code = '75' and link.valid_until = 'infinity'
       order by area.code`,
    )
    const lines = before.map(({ code, name }) => {
      const isWard = name.startsWith('Xã') && after.get(code)?.startsWith('Phường')
      return `${code},${name},Tỉnh Đồng Nai,${code},${after.get(code)},75,Thành phố Đồng Nai,${isWard ? 'Chuyển thành phường' : 'Giữ nguyên'}`
    })
    return ['Mã xã cũ,Tên xã cũ,Tỉnh cũ,Mã xã mới,Tên xã mới,Mã tỉnh mới,Tỉnh mới,Quan hệ', ...lines].join('\n')
  }

  interface Unit {
    readonly Code: string
    readonly FullName: string
  }

  async function communes2026(province: string): Promise<readonly Unit[]> {
    const text = await readFile(join(directory ?? '', 'admin-2026/vn_units_2026-07-25.json'), 'utf8')
    const provinces = JSON.parse(text) as readonly (Unit & { readonly Wards: readonly Unit[] })[]
    return provinces.find(({ Code }) => Code === province)?.Wards ?? []
  }

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
