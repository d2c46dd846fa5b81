import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { oneRow, rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { openIntake, type TestIntake } from '../intake/received.ts'
import { emptyRegister, makeSmallProvince } from '../persons/small-province.ts'
import { batchesByStatus, ROLL, registerState, rollOf } from './roll-register.ts'

const PERSONS = 400
let db: TestDatabase
let hub: TestIntake

beforeAll(async () => {
  db = await createTestDatabase()
  await makeSmallProvince(db.em)
})
afterAll(() => db.drop())
beforeEach(async () => {
  await emptyRegister(db.em)
  hub = await openIntake(db)
})
afterEach(() => hub.close())

test('two officers who commit the roll of one commune at once: one after the other, and nothing is mixed', async () => {
  const ids = await Promise.all(
    ['31/12/2017', '30/06/2018'].map((lastDay) => hub.settled(rollOf(PERSONS, lastDay), ROLL)),
  )
  await Promise.all(ids.map((id) => hub.port.commit(ADMINISTRATOR, id)))
  expect(await batchesByStatus(db)).toEqual({ COMMITTED: 2 })
  const last = await oneRow<{ id: number }>(
    db.em,
    'select batch_id as id from import_batch order by commit_no desc limit 1',
  )
  expect(await rows(db.em, 'select distinct valid_until::text as until, batch_id as id from enrolment')).toEqual([
    { until: last.id === ids[0] ? '2018-01-01' : '2018-07-01', id: last.id },
  ])
  expect(await registerState(db)).toMatchObject({ persons: PERSONS - PERSONS / 40, batchRows: 2 * PERSONS })
})

/** A folder that holds 64 kB; null where nobody lets us make one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-full-'))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'baophu-full', folder]).status === 0) return folder
  rmSync(folder, { recursive: true })
  return null
}

const full = smallDisk()
afterAll(() => {
  if (full === null) return
  spawnSync('umount', [full])
  rmSync(full, { recursive: true, force: true })
})

test.skipIf(full === null)(
  'a file for which the disk has no room is refused in a sentence and leaves nothing (only root can try)',
  async () => {
    const small = hub.restarted({ filesDirectory: full ?? '' })
    await expect(small.receive(rollOf(4_000), ROLL)).rejects.toMatchObject({ code: 'no-room' })
    expect(readdirSync(full ?? '')).toEqual([])
    expect(await batchesByStatus(db)).toEqual({})
    expect((await small.receive(rollOf(10), ROLL)).repeated).toBe(false)
  },
)
