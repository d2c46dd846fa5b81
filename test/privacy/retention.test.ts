import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { audit, verifyAudit } from '../../src/access/audit.store.ts'
import { purgeDaily } from '../../src/app/privacy/daily-purge.ts'
import { keptEndsFile } from '../../src/app/privacy/kept-ends.ts'
import { runPurge } from '../../src/app/privacy/run-purge.ts'
import { verifyCube } from '../../src/coverage/verify.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { NONE_DECLARED } from '../../src/kernel/working-day.ts'
import { closeRequest, recordRequest, refuseRequest } from '../../src/privacy/person-request.store.ts'
import type { Retention } from '../../src/privacy/retention.store.ts'
import { COMMUNES_OF_XUAN_LOC, Officer, type SeenBatch } from '../app/support/officer.ts'
import { BEARER, startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { RegisterRows } from '../support/register-rows.ts'

/** What is kept for how long: a hub whose clock is moved on by days. */
const NEVER: Retention = { files: null, findings: null, persons: null, audit: null, requests: null }
const HEADINGS = 'STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày'
const AN = '1,Nguyễn Văn An,01/01/1980,Nam,GD4759900000001,01/01/2017,31/12/2027'
const REJECTED = '2,Phạm Văn Lỗi,99/99/1980,Nam,GD4759900000002,01/01/2017,31/12/2027'

let hub: TestHub
let officer: Officer
let roll: SeenBatch
const day = 86_400_000
const inDays = (days: number): Date => new Date(Date.now() + days * day)

beforeAll(async () => {
  hub = await startTestHub()
  officer = new Officer(hub)
  await officer.commit((await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })).id)
  roll = await sent('2018-01-31', AN, REJECTED)
  await officer.commit(roll.id)
})
afterAll(() => hub.close())

const sent = (asOf: string, ...people: readonly string[]) =>
  officer.send([HEADINGS, ...people], { areaCode: '26446', asOf, kind: 'CARD_ROLL' })
const kept = () => ({ database: hub.database.database, filesDirectory: join(hub.config.dataDirectory, 'files') })
const purged = (retention: Partial<Retention>, now: Date, dryRun = false) =>
  runPurge(kept(), { ...NEVER, ...retention }, now, dryRun)
const batchNo = (id: string): number => Number(Buffer.from(id, 'base64url').toString().split(':')[1])
const pathOf = async (id: string): Promise<string> => {
  const { sha256 } = await oneRow<{ sha256: string }>(
    hub.database.em,
    'select sha256 from import_batch where batch_id = $1',
    [batchNo(id)],
  )
  return join(kept().filesDirectory, sha256)
}
const workbook = (id: string) => fetch(`${hub.url}/imports/${id}/workbook`, { headers: BEARER })

describe('what cells held', () => {
  const values = () =>
    rows<{ found: string | null; code: string }>(
      hub.database.em,
      'select found, code from row_issue where batch_id = $1 and row is not null order by issue_no',
      [batchNo(roll.id)],
    )

  test('is told for thirty days, and then only where and what was wrong', async () => {
    const before = await values()
    expect(before.some(({ found }) => found?.includes('99/99/1980'))).toBe(true)
    expect(await purged({ findings: 30 }, inDays(29))).toMatchObject({ findings: 0 })
    const report = await purged({ findings: 30 }, inDays(31))
    expect(report.findings).toBeGreaterThan(0)
    expect((await values()).map(({ code }) => code)).toEqual(before.map(({ code }) => code))
    expect((await values()).filter(({ found }) => found !== null)).toEqual([])
    expect((await officer.look(roll.id)).issues.nodes[0]?.message).toMatch(/\S/)
    expect(await purged({ findings: 30 }, inDays(31))).toMatchObject({ findings: 0 })
  })
})

describe('the bytes of a file', () => {
  test('stay ninety days; a dry run takes nothing', async () => {
    expect(await purged({ files: 90 }, inDays(89))).toMatchObject({ files: [] })
    expect((await purged({ files: 90 }, inDays(91), true)).files).toHaveLength(2)
    expect([existsSync(await pathOf(roll.id)), (await workbook(roll.id)).status]).toEqual([true, 200])
  })

  test('are gone then: the batch keeps its numbers, says so at every door, and can be undone', async () => {
    expect((await purged({ files: 90 }, inDays(91))).files).toHaveLength(2)
    expect(existsSync(await pathOf(roll.id))).toBe(false)
    const answer = await workbook(roll.id)
    expect([answer.status, await answer.json()]).toMatchObject([
      410,
      { code: 'GONE', issues: [{ code: 'file-removed' }] },
    ])
    const { body } = await hub.ask<{ importBatch: object }>(
      `{ importBatch(id: "${roll.id}") { status fileRemovedAt annotatedWorkbookUrl outcomes { created rejected } } }`,
    )
    expect(body.data?.importBatch).toMatchObject({
      ...{ status: 'COMMITTED', annotatedWorkbookUrl: null, fileRemovedAt: expect.any(String) },
      outcomes: { created: 1, rejected: 1 },
    })
    expect((await officer.withdraw(roll.id)).status).toBe('WITHDRAWN')
    expect(await verifyCube(hub.database.em)).toEqual([])
  })

  test('that come again are kept again', async () => {
    const again = await sent('2018-01-31', AN, REJECTED)
    expect((await workbook(again.id)).status).toBe(200)
    await officer.commit(again.id)
    await purged({ files: 90 }, inDays(91))
    expect((await workbook(again.id)).status).toBe(410)
    expect((await sent('2018-01-31', AN, REJECTED)).id).toBe(again.id)
    expect((await workbook(again.id)).status).toBe(200)
  })

  test('of a batch that was checked and left alone go with it', async () => {
    const left = await sent('2018-03-31', AN, '3,Đỗ Thị Bỏ,02/02/1985,Nữ,GD4759900000003,01/01/2017,31/12/2027')
    expect(await purged({ files: 90 }, inDays(91))).toMatchObject({ abandoned: [batchNo(left.id)] })
    expect(
      await rows(hub.database.em, `select account, detail from audit_entry where action = 'BATCH_DISCARDED'`),
    ).toEqual([{ account: 'hub', detail: { batchId: batchNo(left.id) } }])
    expect((await officer.look(left.id)).status).toBe('DISCARDED')
    const [staged] = await rows(
      hub.database.em,
      `select where to_regclass('stage.batch_${batchNo(left.id)}') is not null`,
    )
    expect([staged, existsSync(await pathOf(left.id))]).toEqual([undefined, false])
    await expect(officer.recheck(left.id, {})).rejects.toThrow()
  })
})

describe('who somebody was', () => {
  test('is forgotten five years after their last day; an address stays while somebody lives there', async () => {
    const register = new RegisterRows(hub.database.em)
    const { areaId } = await oneRow<{ areaId: number }>(
      hub.database.em,
      `select area_id as "areaId" from area where code = '26446'`,
    )
    const householdId = await register.household({ areaId, householdClass: 'POOR' }, 'Lý Thị Xưa')
    await execute(hub.database.em, `update household set address = 'Ngõ 1' where household_id = $1`, [householdId])
    const gone = await register.person({ name: 'Lý Thị Xưa', birthDate: '1950-03-04', nationalId: '099150000001' })
    await register.residence(gone, { areaId, householdId, from: '2012-01-01', until: '2018-01-01' })
    await register.card(gone, { code: 'HN', from: '2016-01-01', until: '2021-12-01' })
    const stays = await register.person({ name: 'Lý Văn Nay', birthDate: '1980-03-04' })
    await register.residence(stays, { areaId, householdId, from: '2012-01-01' })
    await register.settle()
    expect(await purged({ persons: 1826 }, new Date('2026-11-30T00:00:00Z'))).toMatchObject({ persons: 0 })
    expect(await purged({ persons: 1826 }, new Date('2026-12-02T00:00:00Z'), true)).toMatchObject({ persons: 1 })
    expect(await purged({ persons: 1826 }, new Date('2026-12-02T00:00:00Z'))).toMatchObject({ persons: 1 })
    const names = await rows<{ name: string }>(
      hub.database.em,
      'select full_name as name from person where person_id = any($1) order by person_id',
      [[gone, stays]],
    )
    expect(names.map(({ name }) => name)).toEqual(['(đã xóa)', 'Lý Văn Nay'])
    const home = await oneRow(hub.database.em, 'select head_name, address from household where household_id = $1', [
      householdId,
    ])
    expect(home).toEqual({ head_name: '(đã xóa)', address: 'Ngõ 1' })
    expect(await verifyCube(hub.database.em)).toEqual([])
    expect(await purged({ persons: 1826 }, new Date('2026-12-02T00:00:00Z'))).toMatchObject({ persons: 0 })
  })
})

describe('the audit log', () => {
  const entries = async () => (await verifyAudit(hub.database.em)).entries
  beforeEach(async () => {
    for (const batchId of [1, 2, 3]) await audit(hub.database.em, ADMINISTRATOR, 'BATCH_COMMITTED', { batchId })
  })

  test('loses entries after two years, tells so itself, and is whole all the same', async () => {
    const before = await entries()
    expect(await purged({ audit: 730 }, inDays(729))).toMatchObject({ auditEntries: 0 })
    expect(await entries()).toBe(before)
    expect((await purged({ audit: 730 }, inDays(731))).auditEntries).toBeGreaterThan(0)
    const left = await verifyAudit(hub.database.em)
    expect([left.broken, left.entries < before]).toEqual([[], true])
    const { detail } = await oneRow<{ detail: { entryNo: number } }>(
      hub.database.em,
      `select detail from audit_entry where action = 'AUDIT_CUT'`,
    )
    expect(detail.entryNo).toBeGreaterThanOrEqual(before - 1)
    await audit(hub.database.em, ADMINISTRATOR, 'FILE_SENT', { batchId: 9 })
    expect((await verifyAudit(hub.database.em)).broken).toEqual([])
  })

  test('cannot be shortened otherwise, nor by moving its beginning', async () => {
    await expect(execute(hub.database.em, 'delete from audit_entry where entry_no > 0')).rejects.toThrow(
      'only ever added to',
    )
    const first = await oneRow<{ no: number; hash: Buffer }>(
      hub.database.em,
      'select entry_no as no, hash from audit_entry order by entry_no offset 1 limit 1',
    )
    await hub.database.em
      .transactional(async (em) => {
        await execute(em, 'update audit_anchor set entry_no = $1, hash = $2', [first.no, first.hash])
        await execute(em, 'delete from audit_entry where entry_no <= $1', [first.no])
        expect((await verifyAudit(em)).broken).toEqual([{ entryNo: first.no + 1, problem: 'MISSING_BEFORE' }])
        throw new Error('back')
      })
      .catch((error: Error) => expect(error.message).toBe('back'))
  })
})

describe('what persons asked about their own data', () => {
  const numbers = async () =>
    (await rows<{ id: number }>(hub.database.em, 'select request_id as id from person_request order by 1')).map(
      ({ id }) => id,
    )

  test('is gone two years after it was decided, also when nobody closed it; what is open stays', async () => {
    const declared = NONE_DECLARED
    const letter = { kind: 'ERASE', askedBy: 'PERSON', reference: 'Đơn số 1', throughProcessor: false } as const
    const ids: number[] = []
    for (const contact of ['đóng', 'chưa đóng', 'đang xử lý'])
      ids.push(
        await recordRequest(ADMINISTRATOR, hub.database.em, { ...letter, contact }, { now: inDays(0), declared }),
      )
    const [closed = 0, refused = 0, open = 0] = ids
    for (const id of [closed, refused])
      await refuseRequest(ADMINISTRATOR, hub.database.em, { id, ground: 'Điều 14' }, inDays(1))
    await closeRequest(ADMINISTRATOR, hub.database.em, closed, inDays(300))
    expect(await purged({ requests: 730 }, inDays(730))).toMatchObject({ requests: 0 })
    expect(await purged({ requests: 730 }, inDays(732), true)).toMatchObject({ requests: 2 })
    expect(await numbers()).toEqual([closed, refused, open])
    expect(await purged({ requests: 730 }, inDays(732))).toMatchObject({ requests: 2 })
    expect(await numbers()).toEqual([open])
  })
})

test('the daily purge begins at once, and says so only when something went', async () => {
  await sent('2018-04-30', AN)
  const log: string[] = []
  let now = inDays(1)
  const end = purgeDaily({
    kept: kept(),
    endsFile: keptEndsFile(hub.config.dataDirectory),
    retention: { ...NEVER, findings: 30 },
    clock: () => now,
    log: ({ event }) => log.push(event),
  })
  await end()
  expect(log).toEqual(['audit-end-kept'])
  now = inDays(365)
  const endLater = purgeDaily({
    kept: kept(),
    endsFile: keptEndsFile(hub.config.dataDirectory),
    retention: { ...NEVER, files: 90 },
    clock: () => now,
    log: ({ event }) => log.push(event),
  })
  await endLater()
  expect(log).toEqual(['audit-end-kept', 'purged', 'audit-end-kept'])
})
