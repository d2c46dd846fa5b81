import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { ancestorsOf, areasByIds, findArea, listAreas, parentsOf, successorsOf } from '../../src/areas/area.store.ts'
import { committed, forget, listRow } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const DONG_NAI = ['75', 'Tỉnh Đồng Nai'] as const
const XUAN_LOC = ['741', 'Huyện Xuân Lộc'] as const

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await forget(db)
  const before = [
    ['26443', 'Xã Xuân Hòa'],
    ['26446', 'Xã Xuân Hưng'],
    ['26449', 'Xã Xuân Tâm'],
  ] as const
  await committed(db, { kind: 'AREAS', rows: before.map((commune) => listRow(DONG_NAI, XUAN_LOC, commune)) })
  const after = [listRow(DONG_NAI, null, ['26446', 'Xã Xuân Hòa']), listRow(DONG_NAI, null, ['26449', 'Xã Xuân Tâm'])]
  await committed(db, { kind: 'AREAS', rows: after, asOf: '2025-07-01' })
})
afterAll(() => db.drop())

const idOf = async (code: string, on: string): Promise<number> =>
  (await findArea(ADMINISTRATOR, db.em, code, on))?.areaId ?? 0

describe('one area', () => {
  test('has its neighbours of the day asked', async () => {
    const tam = await idOf('26449', '2025-07-01')
    expect(await idOf('26449', '2017-11-10')).toBe(tam)
    const parent = async (on: string) => (await parentsOf(ADMINISTRATOR, db.em, [tam], on)).get(tam)?.fullName
    expect([await parent('2025-06-30'), await parent('2025-07-01')]).toEqual(['Huyện Xuân Lộc', 'Tỉnh Đồng Nai'])
  })

  test('that went over into another has the other’s ancestors, and says what continues it', async () => {
    const hung = await idOf('26446', '2017-11-10')
    const above = (await ancestorsOf(ADMINISTRATOR, db.em, [hung], '2026-01-01')).get(hung)
    expect(above?.map(({ fullName }) => fullName)).toEqual(['Việt Nam', 'Tỉnh Đồng Nai'])
    const [change] = (await successorsOf(ADMINISTRATOR, db.em, [hung])).get(hung) ?? []
    expect(change).toMatchObject({ to: { fullName: 'Xã Xuân Hòa' }, relation: 'RENAMED', onDay: '2025-07-01' })
  })

  test('is found by id only in the actor’s scope', async () => {
    const [hung, tam] = [await idOf('26446', '2017-11-10'), await idOf('26449', '2017-11-10')]
    const officer = { id: 'an', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [hung] } } as const
    expect((await areasByIds(officer, db.em, [hung, tam])).map(({ areaId }) => areaId)).toEqual([hung])
  })
})

describe('the list of areas', () => {
  const found = async (question: object, on = '2017-11-10'): Promise<string[]> =>
    (await listAreas(ADMINISTRATOR, db.em, { on, ...question }, {})).rows.map(({ fullName }) => fullName)

  test('is of the day asked', async () => {
    expect(await found({ level: 'COMMUNE' })).toEqual(['Xã Xuân Hòa', 'Xã Xuân Hưng', 'Xã Xuân Tâm'])
    expect(await found({ level: 'COMMUNE' }, '2025-07-01')).toEqual(['Xã Xuân Hòa', 'Xã Xuân Tâm'])
    expect(await found({ within: '741' })).toEqual(['Huyện Xuân Lộc', 'Xã Xuân Hòa', 'Xã Xuân Hưng', 'Xã Xuân Tâm'])
  })

  test('is searched with and without accents, with the kind of unit, and by code', async () => {
    expect(await found({ search: 'xuan hung' })).toEqual(['Xã Xuân Hưng'])
    expect(await found({ search: 'Xuân Hoà' })).toEqual(['Xã Xuân Hòa'])
    expect(await found({ search: 'Xuân Hùng' })).toEqual([])
    expect(await found({ search: 'xã xuân hưng' })).toEqual(['Xã Xuân Hưng'])
    expect(await found({ search: '2644' })).toHaveLength(3)
    expect(await found({ search: '%' })).toEqual([])
  })

  test('goes on where the page ended', async () => {
    const first = await listAreas(ADMINISTRATOR, db.em, { on: '2017-11-10' }, { first: 4 })
    expect(first).toMatchObject({ hasNextPage: true, totalCount: 6 })
    const rest = await listAreas(ADMINISTRATOR, db.em, { on: '2017-11-10' }, { first: 4, after: first.cursors.at(-1) })
    expect(rest.hasNextPage).toBe(false)
    expect([...first.rows, ...rest.rows].map(({ code }) => code)).toEqual([
      'VN',
      '75',
      '741',
      '26443',
      '26446',
      '26449',
    ])
  })

  test('shows an officer their own area only', async () => {
    const hung = await findArea(ADMINISTRATOR, db.em, '26446', '2017-11-10')
    const officer = { id: 'an', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [hung?.areaId ?? 0] } } as const
    expect((await listAreas(officer, db.em, { on: '2017-11-10' }, {})).rows.map(({ code }) => code)).toEqual(['26446'])
    expect(await findArea(officer, db.em, '26443', '2017-11-10')).toBeNull()
  })
})
