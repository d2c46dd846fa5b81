import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { checked, committed, forget, listRow, type StagedRecord, unit, withdraw } from './staged-batch.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await forget(db)
  const [province, district] = [['75', 'Tỉnh Đồng Nai'] as const, ['741', 'Huyện Xuân Lộc'] as const]
  await committed(db, {
    kind: 'AREAS',
    rows: [
      listRow(province, district, ['26446', 'Xã Xuân Hưng']),
      listRow(province, district, ['26443', 'Xã Xuân Hòa']),
    ],
  })
})

const HERE = { choices: { areaCode: '741', asOf: '2017-11-10' } } as const
const target = (name: string, values: StagedRecord): StagedRecord => ({
  ...unit('area', null, name),
  is_total: false,
  ...values,
})
const kept = (): Promise<object[]> =>
  rows(
    db.em,
    `select area.code, measure, value, target.valid_from as "from", due_on as due, by_area.code as by, document
     from target join area using (area_id) left join area by_area on by_area.area_id = assigned_by order by area.code, measure`,
  )

test('a row gives a target for each number, due at the end of the year unless it says otherwise', async () => {
  const { counts } = await committed(db, {
    kind: 'TARGETS',
    ...HERE,
    rows: [
      target('Xã Xuân Hưng', { coverage_rate: 0.85, cards_issued: 4108, document: '12/KH-UBND' }),
      target('Huyện Xuân Lộc', { coverage_rate: 0.9, valid_from: '2018-01-01', due_on: '2018-06-30' }),
    ],
  })
  expect(counts).toMatchObject({ created: 2 })
  const year = { from: '2017-01-01', due: '2017-12-31', by: '741', document: '12/KH-UBND' }
  expect(await kept()).toEqual([
    { code: '26446', measure: 'CARDS_ISSUED', value: 4108, ...year },
    { code: '26446', measure: 'COVERAGE_RATE', value: 0.85, ...year },
    {
      code: '741',
      measure: 'COVERAGE_RATE',
      value: 0.9,
      from: '2018-01-01',
      due: '2018-06-30',
      by: '75',
      document: null,
    },
  ])
})

test('a rate above one, a target without a due day and one due before it starts are rejected', async () => {
  const bad = [
    target('Xã Xuân Hưng', { coverage_rate: 85 }),
    target('Xã Xuân Hòa', { coverage_rate: 0.8, valid_from: '2018-01-01', due_on: '2017-12-31' }),
  ]
  const { issues, counts } = await checked(db, { kind: 'TARGETS', ...HERE, rows: bad })
  expect(issues).toEqual(['target-rate-out-of-range@H5', 'target-due-before-start@M6'])
  expect(counts.rejected).toBe(2)
  const undated = await checked(db, {
    kind: 'TARGETS',
    choices: { areaCode: '741' },
    rows: [target('Xã Xuân Hưng', { cards_issued: 5, valid_from: '2017-01-01' })],
  })
  expect(undated.issues).toEqual(['target-due-missing@M5'])
})

test('what the parts were assigned is compared with what the area was assigned itself', async () => {
  await committed(db, {
    kind: 'TARGETS',
    choices: { areaCode: '75', asOf: '2017-11-10' },
    rows: [target('Huyện Xuân Lộc', { cards_issued: 6000 })],
  })
  const rows = [target('Xã Xuân Hưng', { cards_issued: 4108 }), target('Xã Xuân Hòa', { cards_issued: 1000 })]
  const { issues, args } = await checked(db, { kind: 'TARGETS', ...HERE, rows })
  expect(issues).toEqual(['target-cascade-differs@J5'])
  expect(args).toEqual([{ area: 'Huyện Xuân Lộc', sum: 5108 }])
})

test('the same targets again change nothing; others are a difference that a withdrawal takes back', async () => {
  const first = [target('Xã Xuân Hưng', { coverage_rate: 0.85, document: '12/KH-UBND' })]
  await committed(db, { kind: 'TARGETS', ...HERE, rows: first })
  const before = await kept()
  expect((await committed(db, { kind: 'TARGETS', ...HERE, rows: first })).counts).toMatchObject({ unchanged: 1 })
  const { id, counts } = await committed(db, {
    kind: 'TARGETS',
    ...HERE,
    rows: [target('Xã Xuân Hưng', { coverage_rate: 0.87, cards_issued: 10 })],
  })
  expect(counts).toMatchObject({ updated: 1 })
  expect(await withdraw(db, id)).toEqual({ undone: 2, kept: 0, blocked: 0, reasons: [] })
  expect(await kept()).toEqual(before)
})
