import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { findArea, predecessorsOf } from '../../src/areas/area.store.ts'
import { recountAreas } from '../../src/coverage/cube.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { committed, forget, listRow } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addResident, areaTables, pathOf } from './area-tables.ts'
import { BEFORE, DAY, DONG_NAI, sentTo } from './reform.ts'

const BINH_PHUOC = ['70', 'Tỉnh Bình Phước'] as const
const XUAN_LOC = ['741', 'Huyện Xuân Lộc'] as const
const LOC_NINH = ['692', 'Huyện Lộc Ninh'] as const
const LIST = [
  listRow(DONG_NAI, XUAN_LOC, ['26446', 'Xã Xuân Hưng']),
  listRow(DONG_NAI, XUAN_LOC, ['26449', 'Xã Xuân Tâm']),
  listRow(BINH_PHUOC, LOC_NINH, ['25267', 'Xã Lộc Hòa']),
  listRow(BINH_PHUOC, LOC_NINH, ['25270', 'Xã Lộc An']),
]
const SOUTH = '75,Tỉnh Đồng Nai'
const stays = (unit: string) => `${unit},741,Huyện Xuân Lộc,${SOUTH},${unit},${SOUTH},Giữ nguyên,,1662/NQ`
const HUNG = stays('26446,Xã Xuân Hưng')
const TAM = stays('26449,Xã Xuân Tâm')
const from70 = (code: string, name: string, into: string) =>
  `${code},${name},692,Huyện Lộc Ninh,70,Tỉnh Bình Phước,${into},Nhập toàn bộ,,1662/NQ`
const HOA = from70('25267', 'Xã Lộc Hòa', `25267,Xã Lộc Ninh,${SOUTH}`)
const AN = from70('25270', 'Xã Lộc An', `25267,Xã Lộc Ninh,${SOUTH}`)

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
beforeEach(async () => {
  await forget(db)
  await committed(db, { kind: 'AREAS', rows: LIST })
})

async function reformed(lines: readonly string[]): Promise<number> {
  const { id, found, issues } = await sentTo(db, hub, lines)
  if (found?.blocking) throw new Error(JSON.stringify(issues))
  await hub.port.commit(ADMINISTRATOR, id)
  return id
}

const province = (on: string) => findArea(ADMINISTRATOR, db.em, '75', on)

async function cameFrom(): Promise<string[]> {
  const id = (await province(DAY))?.areaId ?? 0
  const found = (await predecessorsOf(ADMINISTRATOR, db.em, [id])).get(id) ?? []
  return found.map(({ from, relation, weight }) => `${from.fullName} ${relation} ${weight}`).sort()
}

describe('a province that takes in another under its own code and name', () => {
  test('is another place from the day: what is said of the old one does not speak for it', async () => {
    for (const code of ['26446', '26449', '25267']) await addResident(db, code)
    await recountAreas(db.em)
    await reformed([HUNG, TAM, HOA, AN])
    expect(await province(BEFORE)).toMatchObject({ fullName: 'Tỉnh Đồng Nai', validUntil: DAY })
    expect(await province(DAY)).toMatchObject({ fullName: 'Tỉnh Đồng Nai', validFrom: DAY, validUntil: null })
    expect(await cameFrom()).toEqual(['Tỉnh Bình Phước WHOLE 1', 'Tỉnh Đồng Nai WHOLE 1'])
    for (const code of ['26446', '26449', '25267'])
      expect((await pathOf(db, code, DAY)).slice(0, 2)).toEqual(['Việt Nam', 'Tỉnh Đồng Nai'])
    expect(await verifyCube(db.em)).toEqual([])
  })

  test('takes along communes that the table does not name', async () => {
    await reformed([HUNG, HOA, AN])
    expect(await province(DAY)).toMatchObject({ validFrom: DAY })
    expect(await pathOf(db, '26449', DAY)).toContain('Tỉnh Đồng Nai')
  })

  test('goes on by the same table sent again, and the old one stands again once it is withdrawn', async () => {
    const before = await areaTables(db)
    const first = await reformed([HUNG, TAM, HOA, AN])
    const after = await areaTables(db)
    const { found } = await sentTo(db, hub, [AN, HOA, TAM, HUNG])
    expect(found).toMatchObject({ created: 0, updated: 0, unchanged: 4 })
    expect(await areaTables(db)).toEqual(after)
    await hub.port.withdraw(ADMINISTRATOR, first)
    expect(await areaTables(db)).toEqual(before)
  })

  test('goes on when it takes in communes of a province that stays', async () => {
    const kept = from70('25270', 'Xã Lộc An', '25270,Xã Lộc An,70,Tỉnh Bình Phước')
    await reformed([HUNG, TAM, HOA, kept.replace('Nhập toàn bộ', 'Giữ nguyên')])
    expect(await province(DAY)).toMatchObject({ validFrom: null, validUntil: null })
    expect(await cameFrom()).toEqual([])
  })
})

test('a district that the register does not know is told by its name, with the remedy', async () => {
  const island = `,,799,Huyện Đảo,${SOUTH},26999,Đặc khu Đảo,${SOUTH},Nhập toàn bộ,,1662/NQ`
  const { issues } = await sentTo(db, hub, [HUNG, TAM, island])
  expect(issues).toContain('ERROR area-change-district-unknown 4')
})
