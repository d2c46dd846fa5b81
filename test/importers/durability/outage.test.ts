import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createIntake } from '../../../importers/intake.ts'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { batch } from '../../../src/batches/batch.store.ts'
import type { ImportPort } from '../../../src/batches/import-port.ts'
import { execute } from '../../../src/kernel/sql.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../../src/storage/embedded.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { type Database, openDatabase } from '../../../src/storage/orm.ts'
import { isGone } from '../../support/hub-processes.ts'
import { importProcess } from '../../support/import-processes.ts'
import { emptyRegister, makeSmallProvince } from '../persons/small-province.ts'
import { forgetCommits, isHeld, makeHold, ROLL, registerState, rollOf, writeRoll } from './roll-register.ts'

const PERSONS = 800
const folder = mkdtempSync(join(tmpdir(), 'baophu-outage-'))
const files = join(folder, 'files')
const sheet = join(folder, 'roll.csv')
let server: EmbeddedServer
let database: Database
let intake: ImportPort
let logged: string[]
let holder: pg.Client

const em = () => database.em()
const db = {
  get em() {
    return em()
  },
}

async function open(): Promise<void> {
  server = await startEmbeddedServer(join(folder, 'postgres'))
  database = await openDatabase(server.url, { connections: 4 })
}

beforeAll(async () => {
  chmodSync(folder, 0o711)
  await open()
  await migrate(database)
  await makeSmallProvince(em())
  await makeHold(db)
  await writeRoll(sheet, PERSONS)
})
afterAll(async () => {
  await database.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await emptyRegister(em())
  await forgetCommits(db)
  logged = []
  intake = createIntake({
    database,
    filesDirectory: files,
    clock: () => new Date('2026-11-21T05:00:00Z'),
    log: { info: (event) => logged.push(event), error: (event) => logged.push(event) },
  })
  holder = new pg.Client({ connectionString: server.url })
  // It dies with the server, as it should.
  holder.on('error', () => {})
  await holder.connect()
  await holder.query('select pg_advisory_lock(99, 0)')
})
afterEach(async () => {
  await intake.close()
  await holder.end().catch(() => {})
})

/** Kills the backend that is held: PostgreSQL then ends all others and recovers, and unlogged tables are empty. */
async function crashAtHold(): Promise<void> {
  process.kill((await isHeld(db)).pid, 'SIGKILL')
}

async function receive(): Promise<number> {
  const bytes = Readable.from([Buffer.from(rollOf(PERSONS))])
  return (await intake.receive(ADMINISTRATOR, { fileName: 'roll.csv', bytes, choices: async () => ROLL })).batchId
}

const statusOf = async (id: number): Promise<string | undefined> => (await batch(ADMINISTRATOR, em(), id))?.status

test.each([
  ['read', `insert on row_issue for each row when (new.row > 1)`],
  ['checked', `delete on register_change for each statement`],
])(
  'a database that crashes while a file is %s comes back to a batch that goes on by itself',
  async (_stage, trigger) => {
    await execute(em(), `create trigger hold before ${trigger} execute function hold()`)
    const id = await receive()
    await crashAtHold()
    await intake.settled(id).catch(() => {})
    await expect.poll(() => statusOf(id).catch(() => null), { timeout: 30_000 }).toBe('CHECKED')
    await execute(em(), `drop trigger hold on ${/ on (\w+)/.exec(trigger)?.[1]}`)
    expect(await batch(ADMINISTRATOR, em(), id)).toMatchObject({ rowsRead: PERSONS, created: PERSONS - PERSONS / 40 })
    expect(logged).toEqual([])
  },
)

test('a database that crashes under a commit has nothing of it, and the commit can be asked again', async () => {
  const id = await receive()
  await intake.settled(id)
  await execute(em(), 'create trigger hold before insert on enrolment for each statement execute function hold()')
  const commit = intake.commit(ADMINISTRATOR, id).catch((error: unknown) => error)
  await crashAtHold()
  expect(await commit).toBeInstanceOf(Error)
  expect(logged).toEqual(['batch-commit-failed'])
  expect(await statusOf(id)).toBe('CHECKED')
  expect(await registerState(db)).toMatchObject({ persons: 0, batchRows: 0, commits: 0 })
  await execute(em(), 'drop trigger hold on enrolment')
  await intake.commit(ADMINISTRATOR, id)
  expect(await statusOf(id)).toBe('COMMITTED')
  expect(await registerState(db)).toMatchObject({ persons: PERSONS - PERSONS / 40, batchRows: PERSONS, commits: 1 })
})

test('a hub and its own server, both killed under a commit, start again with nothing of it and go on', async () => {
  await execute(em(), 'create trigger hold before insert on coverage_cube for each statement execute function hold()')
  const victim = importProcess({ url: server.url, files, sheet, choices: ROLL })
  victim.begin()
  await isHeld(db)
  process.kill(server.pid, 'SIGKILL')
  expect(await victim.kill()).toBe(true)
  await isGone(server.pid)
  await database.close()
  await open()
  expect(await registerState(db)).toMatchObject({ persons: 0, batchRows: 0, commits: 0 })
  await execute(em(), 'drop trigger hold on coverage_cube')
  const next = importProcess({ url: server.url, files, sheet, choices: ROLL })
  next.begin()
  await next.ended()
  expect(next.said[0]).toMatchObject({ did: 'batch-recovered', leftIn: 'COMMITTING', status: 'CHECKED' })
  expect(await registerState(db)).toMatchObject({ persons: PERSONS - PERSONS / 40, batchRows: PERSONS, commits: 1 })
})
