import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checked, committed, forget, listRow } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { nameOf, pathOf } from './area-tables.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(() => forget(db))

const DONG_NAI = ['75', 'Tỉnh Đồng Nai'] as const
const XUAN_LOC = ['741', 'Huyện Xuân Lộc'] as const
const BEFORE = [
  listRow(DONG_NAI, XUAN_LOC, ['26443', 'Xã Xuân Hòa']),
  listRow(DONG_NAI, XUAN_LOC, ['26446', 'Xã Xuân Hưng']),
]

describe('a list with codes of parents', () => {
  test('takes units above that are given by their codes alone, named elsewhere in the list or in the register', async () => {
    const xuanLoc = ['741', null] as const
    const rows = [
      listRow(DONG_NAI, XUAN_LOC, ['26443', 'Xã Xuân Hòa']),
      listRow(['75', null], xuanLoc, ['26446', 'Xã Xuân Hưng']),
      listRow(['75', null], ['999', null], ['26449', 'Xã Xuân Tâm']),
    ]
    const first = await committed(db, { kind: 'AREAS', rows })
    expect(first.counts).toMatchObject({ created: 2, rejected: 1 })
    expect(first.issues).toEqual(['area-above-without-name@F7'])
    const second = await committed(db, {
      kind: 'AREAS',
      rows: [...rows.slice(0, 2), listRow(null, xuanLoc, ['26452', 'Xã Suối Cát'])],
      asOf: '2020-01-01',
    })
    expect(second.counts).toMatchObject({ created: 1, unchanged: 2, rejected: 0 })
    expect(await pathOf(db, '26452', '2020-01-01')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Xuân Lộc'])
    expect(await nameOf(db, '741', '2020-01-01')).toBe('Huyện Xuân Lộc')
  })

  test('that name no province do not speak for the one in which their district lies', async () => {
    await committed(db, {
      kind: 'AREAS',
      rows: [...BEFORE, listRow(DONG_NAI, ['740', 'Huyện Thống Nhất'], ['26299', 'Xã Lộ 25'])],
    })
    const rows = [
      listRow(null, ['740', null], ['26299', 'Xã Lộ 25']),
      listRow(null, ['740', null], ['26302', 'Xã Gia Kiệm']),
    ]
    const { counts } = await committed(db, { kind: 'AREAS', rows, asOf: '2020-01-01' })
    expect(counts).toMatchObject({ created: 1, unchanged: 1, rejected: 0 })
    expect(await nameOf(db, '26446', '2020-01-01')).toBe('Xã Xuân Hưng')
    expect(await pathOf(db, '26302', '2020-01-01')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Thống Nhất'])
  })

  test('lets no row that gives a code alone decide between two names for it', async () => {
    const rows = [
      listRow(DONG_NAI, XUAN_LOC, ['26443', 'Xã Xuân Hòa']),
      listRow(DONG_NAI, ['741', 'Huyện Xuân Lộ'], ['26446', 'Xã Xuân Hưng']),
      listRow(DONG_NAI, ['741', null], ['26449', 'Xã Xuân Tâm']),
    ]
    const { counts, issues } = await checked(db, { kind: 'AREAS', rows })
    expect(counts.rejected).toBe(3)
    expect(issues).toEqual(['area-code-two-names@G5', 'area-code-two-names@G6', 'area-above-without-name@F7'])
  })
})
