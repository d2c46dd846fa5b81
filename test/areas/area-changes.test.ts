import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { childrenOf, findArea, predecessorsOf, successorsOf } from '../../src/areas/area.store.ts'
import { batch } from '../../src/batches/batch.store.ts'
import { recountAreas } from '../../src/coverage/cube.store.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { rows } from '../../src/kernel/sql.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { committed, forget, listRow } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addHamlet, addResident, areaTables, pathOf } from './area-tables.ts'
import { BEFORE, DAY, DONG_NAI, LIST, REFORM, sentTo } from './reform.ts'

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

const sent = (lines: readonly string[], asOf: string | null = DAY) => sentTo(db, hub, lines, asOf)

async function reformed(): Promise<number> {
  const { id, found, issues } = await sent(REFORM)
  if (found?.blocking) throw new Error(JSON.stringify(issues))
  await hub.port.commit(ADMINISTRATOR, id)
  return id
}

const area = async (code: string, on: string) => findArea(ADMINISTRATOR, db.em, code, on)
const idOf = async (code: string, on: string): Promise<number> => (await area(code, on))?.areaId ?? 0

async function cameFrom(code: string): Promise<string[]> {
  const id = await idOf(code, DAY)
  const found = (await predecessorsOf(ADMINISTRATOR, db.em, [id])).get(id) ?? []
  return found.map(({ from, relation, weight }) => `${from.fullName} ${relation} ${weight}`).sort()
}

async function residentsOf(code: string, on: string): Promise<number> {
  const [found] = await rows<{ n: number }>(
    db.em,
    `select coalesce(sum(n_all), 0)::int as n from coverage_cube
     where area_id = $1 and span = 2 and bucket <= $2::date - date '1970-01-01'`,
    [await idOf(code, on), on],
  )
  return found?.n ?? 0
}

describe('a reform', () => {
  test('is read without an error; the check says what the weights are made of', async () => {
    const { found, issues } = await sent(REFORM)
    expect(issues).toEqual(['NOTE area-weights-people'])
    expect(found).toMatchObject({
      kind: 'AREA_CHANGES',
      rowsRead: 12,
      created: 11,
      updated: 1,
      rejected: 0,
      blocking: false,
    })
  })

  test('ends the old units and begins the new ones, and a code names another unit from the day', async () => {
    await reformed()
    expect(await area('26446', BEFORE)).toMatchObject({ fullName: 'Xã Xuân Hưng', validUntil: DAY })
    expect(await area('26446', DAY)).toMatchObject({ fullName: 'Xã Xuân Hòa', validFrom: DAY, validUntil: null })
    expect(await area('26443', DAY)).toBeNull()
    expect(await cameFrom('26446')).toEqual([
      'Thị trấn Gia Ray LAND_ONLY 0',
      'Xã Xuân Hòa WHOLE 1',
      'Xã Xuân Hưng WHOLE 1',
      'Xã Xuân Tâm PART 0.75',
    ])
    expect(await cameFrom('26425')).toEqual(['Thị trấn Gia Ray WHOLE 1'])
    expect(await cameFrom('26999')).toEqual(['Huyện Đảo WHOLE 1'])
  })

  test('ends districts, merges and renames provinces, and leaves alone what stays', async () => {
    await reformed()
    expect([await area('215', DAY), await area('741', DAY), await area('27', DAY)]).toEqual([null, null, null])
    expect(await area('24', BEFORE)).toMatchObject({ fullName: 'Tỉnh Bắc Giang', validUntil: DAY })
    expect(await cameFrom('24')).toEqual(['Tỉnh Bắc Giang WHOLE 1', 'Tỉnh Bắc Ninh WHOLE 1'])
    expect(await area('75', DAY)).toMatchObject({ fullName: 'Tỉnh Đồng Nai', validFrom: null })
    expect(await area('07282', DAY)).toMatchObject({ fullName: 'Xã Đồng Kỳ', validFrom: null })
    expect(await pathOf(db, '07282', BEFORE)).toEqual(['Việt Nam', 'Tỉnh Bắc Giang', 'Huyện Yên Thế'])
    expect(await pathOf(db, '07282', DAY)).toEqual(['Việt Nam', 'Tỉnh Bắc Ninh'])
    expect(await cameFrom('09181')).toEqual(['Xã Khắc Niệm RENAMED 1'])
  })

  test('gives every old unit weights that add up to one, with what they are made of', async () => {
    await reformed()
    const sums = await rows<{ sum: number }>(
      db.em,
      'select sum(weight) as sum from area_succession group by from_id having sum(weight) <> 1',
    )
    expect(sums).toEqual([])
    const bases = await rows(db.em, `select distinct relation, weight_basis from area_succession order by 1, 2`)
    expect(bases).toEqual([
      { relation: 'LAND_ONLY', weight_basis: null },
      { relation: 'PART', weight_basis: 'POPULATION' },
      { relation: 'RENAMED', weight_basis: null },
      { relation: 'WHOLE', weight_basis: null },
    ])
    const tam = await idOf('26449', BEFORE)
    const after = (await successorsOf(ADMINISTRATOR, db.em, [tam])).get(tam) ?? []
    expect(after.map(({ to, weight, document }) => [to.fullName, weight, document]).sort()).toEqual([
      ['Xã Xuân Hòa', 0.75, '1662/NQ'],
      ['Xã Xuân Đông', 0.25, '1662/NQ'],
    ])
  })
})

describe('residents', () => {
  const PEOPLED = ['07246', '07249', '07282', '09181', '26425', '26443', '26446', '26449', '26449', '26359']

  test('are counted where they went; of a split unit in the province and the country, and nobody is lost', async () => {
    for (const code of PEOPLED) await addResident(db, code)
    await recountAreas(db.em)
    await reformed()
    expect(await verifyCube(db.em)).toEqual([])
    const counts = async (on: string, codes: readonly string[]) =>
      Object.fromEntries(await Promise.all(codes.map(async (code) => [code, await residentsOf(code, on)])))
    expect(await counts(BEFORE, ['VN', '24', '27', '75'])).toEqual({ VN: 10, '24': 3, '27': 1, '75': 6 })
    expect(await counts(DAY, ['VN', '24', '75'])).toEqual({ VN: 10, '24': 4, '75': 6 })
    expect(await counts(DAY, ['07246', '07282', '26425', '26446', '26359'])).toEqual({
      '07246': 2,
      '07282': 1,
      '26425': 1,
      '26446': 2,
      '26359': 1,
    })
  })

  test('of hamlets go with them; a hamlet of a split unit lies in the province only', async () => {
    await addHamlet(db, '26446', '1')
    await addHamlet(db, '26449', '2')
    await reformed()
    expect(await pathOf(db, '26446.01', DAY)).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Xã Xuân Hòa'])
    const parent = await idOf('26446', DAY)
    const children = (await childrenOf(ADMINISTRATOR, db.em, [parent], DAY)).get(parent) ?? []
    expect(children.map(({ fullName }) => fullName)).toEqual(['Ấp 1'])
    expect(await pathOf(db, '26449.02', BEFORE)).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Xuân Lộc', 'Xã Xuân Tâm'])
    expect(await pathOf(db, '26449.02', DAY)).toEqual(['Việt Nam', 'Tỉnh Đồng Nai'])
  })
})

describe('the same again, and back', () => {
  test('a second table of the same day changes nothing', async () => {
    await reformed()
    const written = await areaTables(db)
    const { id, found, issues } = await sent([...REFORM, ''])
    expect(issues).toEqual(['NOTE area-weights-people', 'NOTE read-as-last-time'])
    expect(found).toMatchObject({ created: 0, updated: 0, unchanged: 12, rejected: 0 })
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await areaTables(db)).toEqual(written)
  })

  test('withdrawn, the register is as before', async () => {
    await addHamlet(db, '26446', '1')
    await addResident(db, '26449')
    const unchanged = await areaTables(db)
    const id = await reformed()
    await hub.port.withdraw(ADMINISTRATOR, id)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ status: 'WITHDRAWN' })
    expect(await areaTables(db)).toEqual(unchanged)
    expect(await verifyCube(db.em)).toEqual([])
  })

  test('a list of the new units that came first is put right by the table', async () => {
    const list = [
      listRow(['24', 'Tỉnh Bắc Ninh'], null, ['07246', 'Xã Xuân Lương']),
      listRow(['24', 'Tỉnh Bắc Ninh'], null, ['07282', 'Xã Đồng Kỳ']),
      listRow(['24', 'Tỉnh Bắc Ninh'], null, ['09181', 'Phường Khắc Niệm']),
      listRow(DONG_NAI, null, ['26425', 'Xã Xuân Lộc']),
      listRow(DONG_NAI, null, ['26446', 'Xã Xuân Hòa']),
      listRow(DONG_NAI, null, ['26359', 'Xã Xuân Đông']),
      listRow(DONG_NAI, null, ['26999', 'Đặc khu Đảo']),
    ]
    await committed(db, { kind: 'AREAS', rows: list, asOf: DAY, choices: { areaCode: 'VN' } })
    const listed = await areaTables(db)
    const id = await reformed()
    expect(await cameFrom('26446')).toContain('Xã Xuân Hưng WHOLE 1')
    expect(await cameFrom('24')).toEqual(['Tỉnh Bắc Giang WHOLE 1', 'Tỉnh Bắc Ninh WHOLE 1'])
    expect(await pathOf(db, '26359', DAY)).toEqual(['Việt Nam', 'Tỉnh Đồng Nai'])
    await hub.port.withdraw(ADMINISTRATOR, id)
    expect(await areaTables(db)).toEqual(listed)
  })

  test('nothing is undone while something of another batch stands on it', async () => {
    const id = await reformed()
    const reform = await areaTables(db)
    const hoa = await idOf('26446', DAY)
    await rows(
      db.em,
      `insert into reported_figure (area_id, measure, as_of, value, batch_id) values ($1, 'POPULATION', '2025-12-31', 78491, 999)`,
      [hoa],
    )
    await hub.port.withdraw(ADMINISTRATOR, id)
    expect(await areaTables(db)).toEqual(reform)
    const [{ withdrawal } = { withdrawal: null }] = await rows<{ withdrawal: unknown }>(
      db.em,
      'select withdrawal from import_batch where batch_id = $1',
      [id],
    )
    expect(withdrawal).toMatchObject({
      undone: 0,
      reasons: [{ code: 'withdrawal-area-in-use', count: 1, examples: ['Xã Xuân Hòa'] }],
    })
  })
})
