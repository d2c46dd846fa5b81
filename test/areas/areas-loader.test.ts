import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { childrenOf, findArea, predecessorsOf } from '../../src/areas/area.store.ts'
import { rows } from '../../src/kernel/sql.ts'
import { checked, committed, forget, listRow, withdraw } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addHamlet, addResident, areaTables, nameOf, pathOf } from './area-tables.ts'

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
  listRow(DONG_NAI, XUAN_LOC, ['26449', 'Xã Xuân Tâm']),
]
/** After the reform of 1 July 2025: no districts, and the code of Xuân Hưng stands for Xuân Hòa. */
const AFTER = [listRow(DONG_NAI, null, ['26446', 'Xã Xuân Hòa']), listRow(DONG_NAI, null, ['26449', 'Xã Xuân Tâm'])]

describe('a first list', () => {
  test('makes the units of all three levels, open at both ends', async () => {
    const { counts, issues } = await committed(db, { kind: 'AREAS', rows: BEFORE })
    expect(counts).toEqual({ created: 3, updated: 0, unchanged: 0, rejected: 0, skipped: 0 })
    expect(issues).toEqual([])
    expect(await findArea(ADMINISTRATOR, db.em, '26446', '1990-01-01')).toMatchObject({
      fullName: 'Xã Xuân Hưng',
      level: 'COMMUNE',
      validFrom: null,
      validUntil: null,
    })
    expect(await pathOf(db, '26446', '2017-11-10')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Xuân Lộc'])
  })

  test('lets a district without communes stand for itself', async () => {
    const rows = [...BEFORE, listRow(['49', 'Tỉnh Quảng Nam'], ['505', 'Huyện Lý Sơn'])]
    const { counts } = await committed(db, { kind: 'AREAS', rows })
    expect(counts.created).toBe(4)
    expect(await nameOf(db, '505', '2020-01-01')).toBe('Huyện Lý Sơn')
  })

  test('rejects a unit without a code and takes the others; a province above may be named without one', async () => {
    await committed(db, { kind: 'AREAS', rows: BEFORE })
    const rows = [
      listRow([null, 'Tỉnh Đồng Nai'], XUAN_LOC, ['26452', 'Xã Suối Cát']),
      listRow(DONG_NAI, XUAN_LOC, [null, 'Xã Thiếu']),
    ]
    const { counts, issues } = await committed(db, { kind: 'AREAS', rows, asOf: '2020-01-01' })
    expect(counts).toMatchObject({ created: 1, rejected: 1 })
    expect(issues).toEqual(['area-code-missing@K6', 'area-row-unclear@6'])
    expect(await pathOf(db, '26452', '2020-01-01')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Xuân Lộc'])
  })

  test('rejects both rows that give one code to two names, and the one that contradicts the many above it', async () => {
    const rows = [
      ...BEFORE,
      listRow(DONG_NAI, XUAN_LOC, ['26452', 'Xã Suối Cát']),
      listRow(DONG_NAI, XUAN_LOC, ['26452', 'Xã Xuân Hiệp']),
      listRow(DONG_NAI, ['741', 'Huyện Xuân Lộ'], ['26455', 'Xã Xuân Thọ']),
    ]
    const { counts, issues } = await committed(db, { kind: 'AREAS', rows })
    expect(counts).toMatchObject({ created: 3, rejected: 3 })
    expect(issues).toEqual(['area-code-two-names@L8', 'area-code-two-names@L9', 'area-code-two-names@G10'])
  })

  test('skips a row that repeats another', async () => {
    const { counts, issues } = await committed(db, { kind: 'AREAS', rows: [...BEFORE, BEFORE[0] ?? {}] })
    expect(counts).toMatchObject({ created: 3, skipped: 1 })
    expect(issues).toEqual(['area-row-repeated@8'])
  })
})

describe('a later list', () => {
  beforeEach(async () => {
    await committed(db, { kind: 'AREAS', rows: BEFORE })
  })

  test('without a day is blocked', async () => {
    const { issues } = await checked(db, { kind: 'AREAS', rows: AFTER })
    expect(issues).toContain('as-of-not-stated@')
  })

  test('that says the same changes nothing, whatever the tone placement and i or y', async () => {
    const rows = [
      listRow(DONG_NAI, XUAN_LOC, ['26443', 'Xã Xuân Hoà']),
      listRow(DONG_NAI, XUAN_LOC, ['26446', 'xã  Xuân Hưng']),
      listRow(DONG_NAI, XUAN_LOC, ['26449', 'Xã Xuân Tâm']),
    ]
    const { counts } = await committed(db, { kind: 'AREAS', rows, asOf: '2020-01-01' })
    expect(counts).toEqual({ created: 0, updated: 0, unchanged: 3, rejected: 0, skipped: 0 })
    expect(await nameOf(db, '26443', '2021-01-01')).toBe('Xã Xuân Hòa')
  })

  test('renames, ends and moves from its day on: a code is reused', async () => {
    const { counts, id } = await committed(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    expect(counts).toEqual({ created: 0, updated: 2, unchanged: 0, rejected: 0, skipped: 0 })
    expect(await nameOf(db, '26446', '2025-06-30')).toBe('Xã Xuân Hưng')
    expect(await nameOf(db, '26446', '2025-07-01')).toBe('Xã Xuân Hòa')
    expect(await nameOf(db, '26443', '2025-06-30')).toBe('Xã Xuân Hòa')
    expect(await nameOf(db, '26443', '2025-07-01')).toBeUndefined()
    expect(await nameOf(db, '741', '2025-07-01')).toBeUndefined()
    expect(await pathOf(db, '26449', '2025-06-30')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Xuân Lộc'])
    expect(await pathOf(db, '26449', '2025-07-01')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai'])
    const now = await findArea(ADMINISTRATOR, db.em, '26446', '2026-01-01')
    const [succession] = (await predecessorsOf(ADMINISTRATOR, db.em, [now?.areaId ?? 0])).get(now?.areaId ?? 0) ?? []
    expect(succession).toMatchObject({
      relation: 'RENAMED',
      weight: 1,
      onDay: '2025-07-01',
      from: { name: 'Xuân Hưng' },
    })
    const changes = await rows(
      db.em,
      `select kind, label, before - '_image' as before from register_change where batch_id = $1 order by change_no`,
      [id],
    )
    expect(changes).toEqual([
      { kind: 'UPDATED', label: 'Xã Xuân Hòa', before: { name: 'Xã Xuân Hưng' } },
      { kind: 'UPDATED', label: 'Xã Xuân Hòa', before: { parent: 'Huyện Xuân Lộc' } },
      { kind: 'UPDATED', label: 'Xã Xuân Tâm', before: { parent: 'Huyện Xuân Lộc' } },
      { kind: 'GONE', label: 'Huyện Xuân Lộc (741)', before: { valid_until: null } },
      { kind: 'GONE', label: 'Xã Xuân Hòa (26443)', before: { valid_until: null } },
    ])
  })

  test('takes the hamlets of a renamed commune along', async () => {
    await addHamlet(db, '26446', '3')
    await committed(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    expect(await pathOf(db, '26446.03', '2025-06-30')).toEqual([
      'Việt Nam',
      'Tỉnh Đồng Nai',
      'Huyện Xuân Lộc',
      'Xã Xuân Hưng',
    ])
    expect(await pathOf(db, '26446.03', '2025-07-01')).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Xã Xuân Hòa'])
    const commune = await findArea(ADMINISTRATOR, db.em, '26446', '2025-07-01')
    const children = await childrenOf(ADMINISTRATOR, db.em, [commune?.areaId ?? 0], '2025-07-01')
    expect(children.get(commune?.areaId ?? 0)?.map(({ fullName }) => fullName)).toEqual(['Ấp 3'])
  })

  test('older than the history it meets is blocked', async () => {
    await committed(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    const { issues } = await checked(db, { kind: 'AREAS', rows: BEFORE, asOf: '2020-01-01' })
    expect(issues).toContain('area-list-too-old@')
  })

  test('warns when a unit with residents ends', async () => {
    await addResident(db, '26443')
    const { issues, args } = await checked(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    expect(issues).toEqual(['area-with-residents-ends@'])
    expect(args).toEqual([{ residents: 1 }])
  })

  test('lets everybody be counted where they live from its day on', async () => {
    await addResident(db, '26446')
    await committed(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    const counted = await rows(
      db.em,
      `select name, sum(n_all)::int as net, max(n_all)::int as came from coverage_cube join area using (area_id)
       where level in (2, 3) group by area_id, name order by area_id`,
    )
    expect(counted).toEqual([
      { name: 'Xuân Lộc', net: 0, came: 1 },
      { name: 'Xuân Hưng', net: 0, came: 1 },
      { name: 'Xuân Hòa', net: 3, came: 1 },
    ])
  })

  test('speaks for the provinces it names only, until the sender says that it is the whole country', async () => {
    await committed(db, {
      kind: 'AREAS',
      rows: [listRow(['24', 'Tỉnh Bắc Giang'], ['215', 'Huyện Yên Thế'], ['07288', 'Xã Phồn Xương'])],
    })
    const partly = await checked(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    expect(partly.issues).toEqual(['area-provinces-not-listed@'])
    await committed(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01', choices: { areaCode: 'VN' } })
    expect(await nameOf(db, '24', '2025-07-01')).toBeUndefined()
    expect(await nameOf(db, '07288', '2025-06-30')).toBe('Xã Phồn Xương')
  })

  test('of communes cannot end a district that has none', async () => {
    await committed(db, {
      kind: 'AREAS',
      rows: [...BEFORE, listRow(DONG_NAI, ['742', 'Huyện Đảo'])],
      asOf: '2019-01-01',
    })
    await committed(db, { kind: 'AREAS', rows: BEFORE, asOf: '2020-01-01' })
    expect(await nameOf(db, '742', '2020-01-01')).toBe('Huyện Đảo')
  })

  test('refuses a commune without a district while there were districts', async () => {
    const { issues } = await checked(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-06-30' })
    expect(issues.filter((issue) => issue.startsWith('area-district-missing'))).toHaveLength(2)
  })

  test('of a district leaves other districts alone and refuses rows of theirs', async () => {
    const rows = [
      listRow(DONG_NAI, XUAN_LOC, ['26446', 'Xã Xuân Hưng']),
      listRow(DONG_NAI, ['740', 'Huyện Long Thành'], ['26368', 'Thị trấn Long Thành']),
    ]
    await committed(db, { kind: 'AREAS', rows: [...BEFORE, ...rows.slice(1)], asOf: '2019-01-01' })
    const { counts, issues } = await committed(db, {
      kind: 'AREAS',
      rows,
      asOf: '2020-01-01',
      choices: { areaCode: '741' },
    })
    expect(issues).toEqual(['area-outside-batch@F6'])
    expect(counts).toMatchObject({ unchanged: 1, rejected: 1 })
    expect(await nameOf(db, '26443', '2020-01-01')).toBeUndefined()
    expect(await nameOf(db, '741', '2020-01-01')).toBe('Huyện Xuân Lộc')
  })
})

describe('withdrawing', () => {
  test('a reform brings back what was, exactly', async () => {
    await committed(db, { kind: 'AREAS', rows: BEFORE })
    await addHamlet(db, '26446', '3')
    const before = await areaTables(db)
    const { id } = await committed(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    expect(await areaTables(db)).not.toEqual(before)
    expect(await withdraw(db, id)).toMatchObject({ kept: 0, blocked: 0, reasons: [] })
    expect(await areaTables(db)).toEqual(before)
  })

  test('a first list removes its units', async () => {
    const before = await areaTables(db)
    const { id } = await committed(db, { kind: 'AREAS', rows: BEFORE })
    expect(await withdraw(db, id)).toEqual({ undone: 5, kept: 0, blocked: 0, reasons: [] })
    expect(await areaTables(db)).toEqual(before)
  })

  test('keeps a unit where somebody lives, and what it lies in', async () => {
    const { id } = await committed(db, { kind: 'AREAS', rows: BEFORE })
    await addResident(db, '26446')
    const withdrawal = await withdraw(db, id)
    expect(withdrawal).toMatchObject({ undone: 2, blocked: 3 })
    expect(withdrawal.reasons).toEqual([
      { code: 'withdrawal-area-in-use', count: 3, examples: ['Huyện Xuân Lộc', 'Tỉnh Đồng Nai', 'Xã Xuân Hưng'] },
    ])
    expect(await nameOf(db, '26446', '2020-01-01')).toBe('Xã Xuân Hưng')
    expect(await nameOf(db, '26443', '2020-01-01')).toBeUndefined()
  })

  test('keeps a unit that a later list wrote', async () => {
    const { id } = await committed(db, { kind: 'AREAS', rows: BEFORE })
    await committed(db, { kind: 'AREAS', rows: AFTER, asOf: '2025-07-01' })
    const withdrawal = await withdraw(db, id)
    expect(withdrawal.reasons.map(({ code }) => code)).toContain('withdrawal-written-later')
    expect(await nameOf(db, '26446', '2025-07-01')).toBe('Xã Xuân Hòa')
    expect(await nameOf(db, '26446', '2020-01-01')).toBe('Xã Xuân Hưng')
  })
})
