import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PROVINCE_LIMITS } from '../../../importers/workbook/limits.ts'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { findArea } from '../../../src/areas/area.store.ts'
import { batch, batchIssues } from '../../../src/batches/batch.store.ts'
import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { COMMUNES, LIST, listOf, openIntake, type TestIntake } from './received.ts'
import { forget } from './staged-batch.ts'

let db: TestDatabase
let hub: TestIntake

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  await forget(db)
  hub = await openIntake(db)
  return () => hub.close()
})

const statusOf = async (id: number): Promise<string | undefined> => (await batch(ADMINISTRATOR, db.em, id))?.status
const version = async (): Promise<number> =>
  (await oneRow<{ version: number }>(db.em, 'select version from hub_version')).version
const codes = async (id: number): Promise<string[]> =>
  (await batchIssues(ADMINISTRATOR, db.em, id, {})).rows.map(({ code }) => code)

describe('a file that comes in', () => {
  test('is kept as it is, for the hub alone, under its SHA-256', async () => {
    const id = await hub.settled(LIST)
    const sha256 = createHash('sha256').update(LIST).digest('hex')
    expect(await readdir(hub.files)).toEqual([sha256])
    expect(await readFile(join(hub.files, sha256), 'utf8')).toBe(LIST)
    expect((await stat(join(hub.files, sha256))).mode & 0o777).toBe(0o600)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      sha256,
      byteSize: Buffer.byteLength(LIST),
      fileName: 'xã.csv',
    })
  })

  test('is read, recognised and checked without touching the register', async () => {
    const before = await version()
    const id = await hub.settled(LIST)
    expect(hub.logged).toEqual([])
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      status: 'CHECKED',
      kind: 'AREAS',
      progress: 1,
      rowsRead: 3,
      created: 3,
      blocking: false,
      createdBy: 'administrator',
      sheets: [{ headerRows: [1], firstRow: 2, lastRow: 4, encoding: 'utf-8' }],
    })
    expect(await findArea(ADMINISTRATOR, db.em, '26446', '2020-01-01')).toBeNull()
    expect(await version()).toBe(before)
  })

  test('larger than allowed is cut off and leaves nothing behind', async () => {
    hub = hub.restarted({ limits: { workbook: { ...PROVINCE_LIMITS, maxFileBytes: 50 } } })
    await expect(hub.receive(LIST)).rejects.toThrow('file-too-large')
    expect(await readdir(hub.files)).toEqual([])
    expect(await rows(db.em, 'select from import_batch')).toEqual([])
  })

  test('that breaks off, or whose form fails, leaves nothing behind', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('connection lost'))
      },
    })
    await expect(
      hub.port.receive(ADMINISTRATOR, { fileName: 'a.csv', bytes: broken, choices: async () => ({}) }),
    ).rejects.toThrow('connection lost')
    const bytes = Readable.from([Buffer.from(LIST)])
    const choices = async (): Promise<never> => {
      throw new Error('kind is not one')
    }
    await expect(hub.port.receive(ADMINISTRATOR, { fileName: 'a.csv', bytes, choices })).rejects.toThrow(
      'kind is not one',
    )
    expect(await readdir(hub.files)).toEqual([])
  })

  test('that is no spreadsheet fails with the reason, and only that batch', async () => {
    const id = await hub.settled(Buffer.from('%PDF-1.7 not a sheet'))
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'file-not-a-workbook' },
    })
    expect(await codes(id)).toEqual(['file-not-a-workbook'])
    expect(await statusOf(await hub.settled(LIST))).toBe('CHECKED')
  })

  test('without a table of a known kind is blocked', async () => {
    const id = await hub.settled('a,b\n1,2\n3,4\n')
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      status: 'CHECKED',
      kind: null,
      blocking: true,
      rowsRead: 0,
    })
    expect(await codes(id)).toContain('file-not-recognised')
  })

  test('that needs more memory than its thread has fails with the reason, and the hub lives on', async () => {
    const starved = hub.restarted({ limits: { heapMegabytes: 10 } })
    const id = await starved.settled(LIST)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'import-needs-too-much-memory' },
    })
    expect(await statusOf(await hub.settled(LIST))).toBe('CHECKED')
  })

  test('that outlives its time fails with the reason', async () => {
    hub = hub.restarted({ limits: { wallSeconds: 0.001 } })
    const id = await hub.settled(LIST)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      status: 'FAILED',
      failure: { code: 'import-took-too-long' },
    })
  })
})

describe('the same bytes', () => {
  test('again with the same choices are the first batch', async () => {
    const first = await hub.receive(LIST)
    await hub.port.settled(first.batchId)
    expect(await hub.receive(LIST)).toEqual({ batchId: first.batchId, repeated: true })
    expect((await hub.receive(LIST, { asOf: '2020-01-01' })).repeated).toBe(false)
    await hub.port.discard(ADMINISTRATOR, first.batchId)
    expect((await hub.receive(LIST)).repeated).toBe(false)
  })

  test('six times at once are one batch', async () => {
    const received = await Promise.all(Array.from({ length: 6 }, () => hub.receive(LIST)))
    expect(new Set(received.map(({ batchId }) => batchId)).size).toBe(1)
    expect(received.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await readdir(hub.files)).toHaveLength(1)
    await hub.port.settled(received[0]?.batchId ?? 0)
  })
})

describe('committing', () => {
  test('writes all of it, what became of each row, and a new version', async () => {
    const before = await version()
    const id = await hub.settled(LIST)
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await statusOf(id)).toBe('COMMITTED')
    expect(await version()).toBe(before + 1)
    expect((await findArea(ADMINISTRATOR, db.em, '26446', '2020-01-01'))?.fullName).toBe('Xã Xuân Hưng')
    const found = await rows(
      db.em,
      'select row, outcome, label, subject_id is not null as named from batch_row order by row',
    )
    expect(found).toEqual([
      { row: 2, outcome: 'CREATED', label: 'Xã Xuân Hòa', named: true },
      { row: 3, outcome: 'CREATED', label: 'Xã Xuân Hưng', named: true },
      { row: 4, outcome: 'CREATED', label: 'Xã Xuân Tâm', named: true },
    ])
    expect(await rows(db.em, `select to_regclass('stage.batch_' || $1::text) as stage`, [id])).toEqual([
      { stage: null },
    ])
  })

  test('twice is refused, and so is what a batch’s status does not allow', async () => {
    const id = await hub.settled(LIST)
    await hub.port.commit(ADMINISTRATOR, id)
    await expect(hub.port.commit(ADMINISTRATOR, id)).rejects.toMatchObject({ code: 'batch-status' })
    await expect(hub.port.discard(ADMINISTRATOR, id)).rejects.toMatchObject({ code: 'batch-status' })
    await expect(hub.port.recheck(ADMINISTRATOR, id, {})).rejects.toMatchObject({ code: 'batch-status' })
    await expect(hub.port.commit(ADMINISTRATOR, 999)).rejects.toMatchObject({ code: 'batch-not-found' })
  })

  test('is refused while an issue blocks, also one that came up after the check', async () => {
    const first = await hub.settled(LIST)
    const second = await hub.settled(listOf(COMMUNES.slice(1)))
    await hub.port.commit(ADMINISTRATOR, first)
    // The first list is in the register now: the second needs a day, which its check could not know.
    await expect(hub.port.commit(ADMINISTRATOR, second)).rejects.toMatchObject({ code: 'batch-blocked' })
    expect(await batch(ADMINISTRATOR, db.em, second)).toMatchObject({ status: 'CHECKED', blocking: true })
    expect(await codes(second)).toContain('as-of-not-stated')
    await expect(hub.port.commit(ADMINISTRATOR, second)).rejects.toMatchObject({ code: 'batch-blocked' })
    expect(await statusOf(second)).toBe('CHECKED')
  })

  test('two batches of one area at once are committed one after the other', async () => {
    await hub.port.commit(ADMINISTRATOR, await hub.settled(LIST))
    const later = await hub.settled(listOf(COMMUNES.slice(1)), { asOf: '2020-01-01' })
    const latest = await hub.settled(listOf(COMMUNES.slice(2)), { asOf: '2021-01-01' })
    const results = await Promise.allSettled([
      hub.port.commit(ADMINISTRATOR, later),
      hub.port.commit(ADMINISTRATOR, latest),
    ])
    const statuses = [await statusOf(later), await statusOf(latest)]
    // Whichever came first, no area has two versions on one day, and an older list never follows a newer one.
    expect(statuses[1]).toBe('COMMITTED')
    expect(results[0]?.status === 'fulfilled').toBe(statuses[0] === 'COMMITTED')
    expect(await findArea(ADMINISTRATOR, db.em, '26446', '2021-01-01')).toBeNull()
  })

  test('reads the kept bytes again when the staging table was lost', async () => {
    const id = await hub.settled(LIST)
    await execute(db.em, `truncate stage.batch_${id}`)
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ status: 'COMMITTED', created: 3 })
  })
})

describe('rechecking', () => {
  test('with other choices checks again and keeps what was chosen before', async () => {
    await hub.port.commit(ADMINISTRATOR, await hub.settled(LIST))
    const id = await hub.settled(listOf([...COMMUNES, '26452,Xã Suối Cát']))
    expect(await codes(id)).toContain('as-of-not-stated')
    await hub.port.recheck(ADMINISTRATOR, id, { asOf: '2020-01-01' })
    await hub.port.settled(id)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      status: 'CHECKED',
      blocking: false,
      asOf: '2020-01-01',
      created: 1,
      unchanged: 3,
    })
    await hub.port.recheck(ADMINISTRATOR, id, { areaCode: '741' })
    await hub.port.settled(id)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ status: 'CHECKED', asOf: '2020-01-01', created: 1 })
  })
})

describe('withdrawing', () => {
  test('takes back what was committed, says what it did, and lets the same file come again', async () => {
    const id = await hub.settled(LIST)
    await hub.port.commit(ADMINISTRATOR, id)
    await hub.port.withdraw(ADMINISTRATOR, id)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({
      status: 'WITHDRAWN',
      withdrawal: { undone: 5, kept: 0, blocked: 0, reasons: [] },
    })
    expect(await findArea(ADMINISTRATOR, db.em, '26446', '2020-01-01')).toBeNull()
    expect((await hub.receive(LIST)).repeated).toBe(false)
    await expect(hub.port.withdraw(ADMINISTRATOR, id)).rejects.toMatchObject({ code: 'batch-status' })
  })
})

describe('withdrawing at once', () => {
  test('twice undoes it once, and the second is told', async () => {
    const id = await hub.settled(LIST)
    await hub.port.commit(ADMINISTRATOR, id)
    const results = await Promise.allSettled([
      hub.port.withdraw(ADMINISTRATOR, id),
      hub.port.withdraw(ADMINISTRATOR, id),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'batch-status' })
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ withdrawal: { undone: 5, kept: 0, blocked: 0 } })
  })
})

describe('after the hub was killed', () => {
  test('a batch left READING is read again from the kept bytes', async () => {
    const id = await hub.settled(LIST)
    await execute(db.em, `drop table stage.batch_${id}`)
    await execute(db.em, `update import_batch set status = 'READING', rows_read = 0, created = 0`)
    hub = hub.restarted()
    await hub.port.recover()
    await hub.port.settled(id)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ status: 'CHECKED', created: 3 })
    expect(hub.logged.join()).toContain('batch-recovered')
  })

  test('a batch left COMMITTING wrote nothing, is CHECKED, and can be committed', async () => {
    const id = await hub.settled(LIST)
    await execute(db.em, `update import_batch set status = 'COMMITTING'`)
    await execute(db.em, `truncate stage.batch_${id}`)
    hub = hub.restarted()
    await hub.port.recover()
    expect(await statusOf(id)).toBe('CHECKED')
    await hub.port.commit(ADMINISTRATOR, id)
    expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ status: 'COMMITTED', created: 3 })
  })
})
