import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { batch, batchIssues } from '../../src/batches/batch.store.ts'
import { openIntake, type TestIntake } from '../importers/intake/received.ts'
import { committed, forget } from '../importers/intake/staged-batch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { pathOf } from './area-tables.ts'
import { csv, DAY, HEADINGS, LIST, REFORM, sentTo } from './reform.ts'

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

describe('a table that does not add up', () => {
  const row = (line: number): string => REFORM[line] ?? ''

  test('needs a day', async () => {
    const { issues, found } = await sent(REFORM, null)
    expect(issues).toEqual(['BLOCKING as-of-not-stated'])
    expect(found?.blocking).toBe(true)
  })

  test('takes the day of its rows when they agree, and no row of another day', async () => {
    const dated = REFORM.map((line) => `${line},01/07/2025`)
    const headings = `${HEADINGS},Ngày hiệu lực`
    const id = await hub.settled(csv(dated, headings), { kind: 'AREA_CHANGES' })
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ asOf: DAY, blocking: false })
    const mixed = [...dated.slice(1), `${row(0)},02/07/2025`]
    const other = await hub.settled(csv(mixed, headings), { kind: 'AREA_CHANGES', asOf: DAY })
    const { rows: issues } = await batchIssues(ADMINISTRATOR, db.em, other, { code: 'area-change-other-day' })
    expect(issues.map(({ row }) => row)).toEqual([13])
  })

  test('a code with the name of another unit is an error, a spelling is told', async () => {
    const lines = REFORM.map((line) =>
      line.replace('26446,Xã Xuân Hưng', '26446,Xã Xuân Hòa').replace('07249,Xã Xuân Lương', '07249,Xã Xuân Lươn'),
    )
    const { issues } = await sent(lines)
    expect(issues).toEqual(expect.arrayContaining(['ERROR area-change-name-wrong 9', 'WARNING area-name-differs 3']))
  })

  test('a unit that its own row holds back keeps its code, and the rows that want it are held as well', async () => {
    const { issues } = await sent(REFORM.map((line) => line.replace('26446,Xã Xuân Hưng', '26446,Xã Xuân Hòa')))
    expect(issues.filter((issue) => issue.startsWith('ERROR area-code-taken'))).toHaveLength(3)
    expect(issues).toContain('ERROR area-change-sibling 11')
  })

  test('a unit one of whose parts was not read is known by its name, and does not move whole', async () => {
    const lines = REFORM.map((line, index) => (index === 9 ? line.replace('26449', '2644x') : line))
    const { id, issues } = await sent(lines)
    expect(issues).toEqual(expect.arrayContaining(['ERROR area-code-not-readable 11', 'ERROR area-change-sibling 10']))
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await pathOf(db, '26449', DAY)).toEqual(['Việt Nam', 'Tỉnh Đồng Nai', 'Huyện Xuân Lộc'])
  })

  test('a row that does not tell its old unit holds those of its district, which it may be a part of', async () => {
    const lines = REFORM.map((line, index) => (index === 9 ? line.replace('26449,Xã Xuân Tâm', '2644x,') : line))
    const { issues } = await sent(lines)
    const held = issues.filter((issue) => issue.startsWith('ERROR area-change-row-unclear'))
    expect(held.map((issue) => Number(issue.split(' ').at(-1))).sort((a, b) => a - b)).toEqual([6, 7, 8, 9, 10])
    expect(issues).not.toContain('ERROR area-change-row-unclear 2')
  })

  test('a unit cannot move whole into two', async () => {
    const { issues } = await sent(REFORM.map((line) => line.replace('Nhâp một phần', 'Nhập toàn bộ')))
    expect(issues).toEqual(
      expect.arrayContaining(['ERROR area-change-contradiction 10', 'ERROR area-change-sibling 11']),
    )
  })

  test('communes left out follow a province that went over whole, and their district stays with them', async () => {
    const { id, issues } = await sent(REFORM.filter((line) => !line.startsWith('07282')))
    expect(issues).toEqual(['WARNING area-change-unlisted', 'WARNING area-change-unlisted', 'NOTE area-weights-people'])
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await pathOf(db, '07282', DAY)).toEqual(['Việt Nam', 'Tỉnh Bắc Ninh', 'Huyện Yên Thế'])
  })

  test('nothing older than the register knows', async () => {
    await reformed()
    const { issues } = await sent(
      REFORM.map((line) => line.replace('1662/NQ', '1/NQ')),
      '2020-01-01',
    )
    expect(issues).toContain('BLOCKING area-list-too-old')
  })
})
