import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { importProcess } from '../../support/import-processes.ts'
import { emptyRegister, makeSmallProvince } from '../persons/small-province.ts'
import {
  batchesByStatus,
  forgetCommits,
  isHeld,
  makeHold,
  othersAreGone,
  ROLL,
  registerState,
  stagingTables,
  writeRoll,
} from './roll-register.ts'

const PERSONS = 2_000
const folder = mkdtempSync(join(tmpdir(), 'baophu-held-'))
const files = join(folder, 'files')
const sheet = join(folder, 'roll.csv')
let db: TestDatabase
/** Holds whatever the import must wait for. */
let holder: pg.PoolClient
let whole: string

const start = (from = sheet) => importProcess({ url: db.url, files, sheet: from, choices: ROLL })

async function importInPeace(): Promise<void> {
  const hub = start()
  hub.begin()
  await hub.ended()
}

beforeAll(async () => {
  db = await createTestDatabase()
  await makeSmallProvince(db.em)
  await writeRoll(sheet, PERSONS)
  holder = await db.pool().connect()
  await makeHold(db)
  await importInPeace()
  whole = (await registerState(db)).digest
})
afterAll(async () => {
  holder.release()
  await db.drop()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await holder.query('select pg_advisory_unlock_all()')
  await emptyRegister(db.em)
  await forgetCommits(db)
  rmSync(files, { recursive: true, force: true })
})

const POINTS = [
  ['in the middle of COPY', "insert on row_issue for each row when (new.stage = 'map' and new.row > 1)", 'READING'],
  ['while the rows are checked', 'delete on register_change for each statement', 'READING'],
  ['behind the locks of the area, before the first row', 'insert on person for each statement', 'COMMITTING'],
  ['between homes and cards', 'insert on enrolment for each statement', 'COMMITTING'],
  ['while the cube is merged', 'insert on coverage_cube for each statement', 'COMMITTING'],
  ['at the last statement before COMMIT', 'update on hub_version for each statement', 'COMMITTING'],
] as const

test.each(POINTS)('killed %s nothing is written, and the next start goes on', async (_point, trigger, status) => {
  const table = / on (\w+)/.exec(trigger)?.[1] ?? ''
  await execute(db.em, `create trigger hold before ${trigger} execute function hold()`)
  await holder.query('select pg_advisory_lock(99, 0)')
  const victim = start()
  victim.begin()
  await isHeld(db)
  if (table === 'row_issue') {
    const copying = `select from pg_stat_progress_copy where datname = current_database() and command = 'COPY FROM'`
    await expect.poll(() => rows(db.em, copying), { timeout: 30_000 }).toHaveLength(1)
  }
  expect(await victim.kill()).toBe(true)
  await holder.query('select pg_advisory_unlock(99, 0)')
  await othersAreGone(db)
  await execute(db.em, `drop trigger hold on ${table}`)
  expect(await batchesByStatus(db)).toEqual({ [status]: 1 })
  expect(await registerState(db)).toMatchObject({ persons: 0, batchRows: 0, commits: 0 })
  const next = start()
  next.begin()
  await next.ended()
  expect(next.said).toContainEqual(expect.objectContaining({ did: 'batch-recovered', leftIn: status }))
  expect(await registerState(db)).toMatchObject({ digest: whole, commits: 1 })
})

test('killed right after COMMIT everything is written, and the same bytes again change nothing', async () => {
  const victim = start()
  // The staging table is dropped when the commit is through: who reads the table holds that up, and nothing before it.
  await execute(db.em, `create trigger hold before update on hub_version for each statement execute function hold()`)
  await holder.query('select pg_advisory_lock(99, 0)')
  victim.begin()
  await isHeld(db)
  const [table = ''] = await stagingTables(db)
  await holder.query('begin')
  await holder.query(`select from stage.${table} limit 1`)
  await holder.query('select pg_advisory_unlock(99, 0)')
  await expect
    .poll(() => isHeld(db), { timeout: 30_000 })
    .toMatchObject({ query: expect.stringContaining('drop table') })
  expect(await victim.kill()).toBe(true)
  await holder.query('commit')
  await execute(db.em, 'drop trigger hold on hub_version')
  await othersAreGone(db)
  expect(await batchesByStatus(db)).toEqual({ COMMITTED: 1 })
  expect(await registerState(db)).toMatchObject({ digest: whole, commits: 1 })
  const next = start()
  next.begin()
  await next.ended()
  expect(next.said.at(-1)).toEqual({ did: 'committed', before: true })
  expect(await registerState(db)).toMatchObject({ digest: whole, commits: 1 })
  expect(await stagingTables(db)).toEqual([])
})

test('a start that meets the last word of a dead hub under way waits for it and tells the truth', async () => {
  const [{ id } = { id: 0 }] = await rows<{ id: number }>(
    db.em,
    `insert into import_batch (file_name, sha256, byte_size, status, created_by)
     values ('roll.csv', repeat('0', 64), 1, 'COMMITTING', 'test') returning batch_id as id`,
  )
  await holder.query('begin')
  await holder.query(`update import_batch set status = 'COMMITTED' where batch_id = $1`, [id])
  const hub = start()
  hub.begin()
  await isHeld(db)
  await holder.query('commit')
  await hub.ended()
  expect(hub.said[0]).toMatchObject({ did: 'batch-recovered', batchId: id, status: 'COMMITTED' })
})

describe.skipIf(process.platform === 'win32')('an upload', () => {
  test('killed in the middle leaves no batch, and the next start removes what had arrived', async () => {
    const slow = join(folder, 'slow.csv')
    expect(spawnSync('mkfifo', [slow]).status).toBe(0)
    mkdirSync(files)
    const victim = start(slow)
    victim.begin()
    const sender = createWriteStream(slow)
    sender.on('error', () => {})
    sender.write(readFileSync(sheet).subarray(0, 50_000))
    await expect.poll(() => readdirSync(files), { timeout: 30_000 }).toEqual([expect.stringMatching(/^receiving-/)])
    await victim.kill()
    sender.destroy()
    expect(await batchesByStatus(db)).toEqual({})
    expect(readdirSync(files)).toHaveLength(1)
    const next = start()
    next.begin()
    await next.ended()
    expect(next.said[0]).toEqual({ did: 'leftovers-cleared', unfinishedFiles: 1, stagingTables: 0 })
    expect(readdirSync(files)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  })
})
