import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { findArea, listAreas, predecessorsOf } from '../../src/areas/area.store.ts'
import { coverageInFull } from '../../src/coverage/coverage.store.ts'
import { recountAreas } from '../../src/coverage/cube.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { committed, forget } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addHamlet, addResident, areaTables } from './area-tables.ts'
import { DAY, LIST, REFORM, sentTo } from './reform.ts'

/** Nghị quyết 30/2026/QH16: tỉnh Đồng Nai becomes a city; some of its xã become phường and keep their codes. */
const CITY_DAY = '2026-04-30'
const OFFICE = 'STT,Mã xã cũ,Tên xã cũ,Tỉnh cũ,Mã xã mới,Tên xã mới,Mã tỉnh mới,Tỉnh mới,Quan hệ,Văn bản,Ngày hiệu lực'
const DOCUMENT = '237/NQ-UBTVQH16,30/04/2026'
const CITY = '75,"Thành phố \nĐồng Nai"'
const TABLE = [
  'BẢNG CHUYỂN ĐỔI ĐƠN VỊ HÀNH CHÍNH CẤP XÃ THÀNH PHỐ ĐỒNG NAI,,,,,,,,,,',
  OFFICE,
  'I,Phường thành lập mới,,,,,,,,,',
  `1,26425,Xã Xuân Lộc,Tỉnh Đồng Nai,26425,"Phường \nXuân  Lộc",${CITY},Chuyển thành phường,${DOCUMENT}`,
  'II,Xã giữ nguyên,,,,,,,,,',
  `2,26446,Xã Xuân Hoà,Tỉnh Đồng Nai,26446,Xã Xuân Hoà ,${CITY},Giữ nguyên,${DOCUMENT}`,
  `3,26359,${'Xã Xuân Đông'.normalize('NFD')},Tỉnh Đồng Nai,26359,Xã Xuân Đông,${CITY},Giữ nguyên,${DOCUMENT}`,
  `4,26999,Đặc khu Đảo,Tỉnh Đồng Nai,26999,Đặc khu Đảo,${CITY},Giữ nguyên,${DOCUMENT}`,
].join('\n')

let db: TestDatabase
let hub: TestIntake
beforeAll(async () => {
  db = await createTestDatabase()
  hub = await openIntake(db)
  await forget(db)
  await committed(db, { kind: 'AREAS', rows: LIST })
  for (const code of [
    '07246',
    '07249',
    '07282',
    '09181',
    '26425',
    '26443',
    '26446',
    '26449',
    '26449',
    '26449',
    '26359',
  ]) {
    await addResident(db, code)
  }
  await addHamlet(db, '26449', '2')
  await recountAreas(db.em)
  const { id } = await sentTo(db, hub, REFORM)
  await hub.port.commit(ADMINISTRATOR, id)
})
afterAll(async () => {
  await hub.close()
  await db.drop()
})

async function sentCity(): Promise<number> {
  const id = await hub.settled(TABLE, { kind: 'AREA_CHANGES' })
  await hub.port.commit(ADMINISTRATOR, id)
  return id
}

const DAYS = ['2017-09-30', '2025-06-30', DAY, '2026-04-29', CITY_DAY, '2026-07-25']

async function counted(level: 'PROVINCE' | 'DISTRICT' | 'COMMUNE', asOf: string, borders: string) {
  const { rows, total } = await coverageInFull(ADMINISTRATOR, db.em, { level, asOf, borders, basis: 'REGISTRY' })
  return { rows: rows.map((row) => [row.area.fullName, row.population]), total: total?.population, rowsInFull: rows }
}

describe('Đồng Nai on top of the reform of 2025', () => {
  test('the city and its wards go on under their codes', async () => {
    const before = await areaTables(db)
    const id = await sentCity()
    expect(await findArea(ADMINISTRATOR, db.em, '75', CITY_DAY)).toMatchObject({ fullName: 'Thành phố Đồng Nai' })
    const ward = await findArea(ADMINISTRATOR, db.em, '26425', CITY_DAY)
    expect(ward).toMatchObject({ fullName: 'Phường Xuân Lộc', validFrom: CITY_DAY })
    const from = (await predecessorsOf(ADMINISTRATOR, db.em, [ward?.areaId ?? 0])).get(ward?.areaId ?? 0) ?? []
    expect(from.map(({ from: { fullName }, relation, weight }) => [fullName, relation, weight])).toEqual([
      ['Xã Xuân Lộc', 'RENAMED', 1],
    ])
    expect(await findArea(ADMINISTRATOR, db.em, '26446', CITY_DAY)).toMatchObject({ validFrom: DAY, validUntil: null })
    const communes = await listAreas(ADMINISTRATOR, db.em, { within: '75', level: 'COMMUNE', on: CITY_DAY }, {})
    expect(communes.rows.map(({ fullName }) => fullName)).toEqual([
      'Xã Xuân Đông',
      'Phường Xuân Lộc',
      'Xã Xuân Hòa',
      'Đặc khu Đảo',
    ])
    await hub.port.withdraw(ADMINISTRATOR, id)
    expect(await areaTables(db)).toEqual(before)
    expect(await verifyCube(db.em)).toEqual([])
  })

  test('nobody is lost on any borders of any of its days, on any level', async () => {
    const id = await sentCity()
    for (const asOf of DAYS) {
      for (const borders of DAYS) {
        for (const level of ['PROVINCE', 'COMMUNE'] as const) {
          const { rows, total } = await counted(level, asOf, borders)
          expect(total).toBe(11)
          expect(rows.reduce((sum, [, population]) => sum + Number(population), 0)).toBe(11)
        }
      }
    }
    expect((await counted('PROVINCE', '2017-09-30', '2026-07-25')).rows).toEqual([
      ['Tỉnh Bắc Ninh', 4],
      ['Thành phố Đồng Nai', 7],
    ])
    expect((await counted('PROVINCE', '2026-07-25', '2017-09-30')).rows).toEqual([
      ['Tỉnh Bắc Giang', 3],
      ['Tỉnh Bắc Ninh', 1],
      ['Tỉnh Đồng Nai', 7],
    ])
    expect((await counted('DISTRICT', '2026-07-25', '2017-09-30')).rows).toEqual([
      ['Huyện Yên Thế', 3],
      ['Thành phố Bắc Ninh', 1],
      ['Huyện Cẩm Mỹ', 1],
      ['Huyện Xuân Lộc', 6],
    ])
    await hub.port.withdraw(ADMINISTRATOR, id)
  })

  test('Xuân Hưng lies in Xuân Hòa whole, Xuân Tâm by the weight of its parts', async () => {
    const { rowsInFull } = await counted('COMMUNE', '2017-09-30', DAY)
    const row = (code: string) => rowsInFull.find(({ area }) => area.code === code)
    // Xuân Hòa + Xuân Hưng + 3.000 of the 4.000 people of Xuân Tâm, of whom three are registered.
    expect(row('26446')).toMatchObject({ population: 1 + 1 + 2 })
    expect(row('26359')).toMatchObject({ population: 1 + 1 })
  })
})
