import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../../src/app/demo/seeded-random.ts'
import { execute } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { type ImportProcess, importProcess } from '../../support/import-processes.ts'
import { emptyRegister, makeSmallProvince } from '../persons/small-province.ts'
import {
  batchesByStatus,
  forgetCommits,
  othersAreGone,
  type RegisterState,
  ROLL,
  registerState,
  stagingTables,
  writeRoll,
} from './roll-register.ts'

/** How many kills find the import at work. */
const { BAOPHU_TEST_KILLS: asked } = process.env
const KILLS = Number(asked ?? 40)
/** Then a few are enough, unless somebody asked for so many: a busy machine takes five times as long. */
const LONGEST_MS = asked === undefined ? 240_000 : Number.POSITIVE_INFINITY
const FEWEST_KILLS = 10
const SEED = 20_261_121
const PERSONS = 1_000

const folder = mkdtempSync(join(tmpdir(), 'baophu-kill-'))
const files = join(folder, 'files')
const sheet = join(folder, 'roll.csv')
let db: TestDatabase
let whole: RegisterState
/** Milliseconds that an import takes which nobody kills. */
let duration: number

const start = (): ImportProcess => importProcess({ url: db.url, files, sheet, choices: ROLL })

async function beginAnew(): Promise<void> {
  await emptyRegister(db.em)
  await forgetCommits(db)
  for (const table of await stagingTables(db)) await execute(db.em, `drop table stage.${table}`)
  rmSync(files, { recursive: true, force: true })
}

beforeAll(async () => {
  db = await createTestDatabase()
  await makeSmallProvince(db.em)
  await writeRoll(sheet, PERSONS)
  const undisturbed = start()
  await undisturbed.ready()
  const began = performance.now()
  undisturbed.begin()
  await undisturbed.ended()
  duration = performance.now() - began
  whole = await registerState(db)
})
afterAll(async () => {
  await db.drop()
  rmSync(folder, { recursive: true, force: true })
})

const NOTHING = { persons: 0, batchRows: 0, commits: 0 }

/** All of it or nothing, and the status says which. */
async function expectAllOrNothing(): Promise<'ALL' | 'NOTHING'> {
  await othersAreGone(db)
  const state = await registerState(db)
  const { COMMITTED = 0, ...others } = await batchesByStatus(db)
  if (COMMITTED > 0) {
    expect([COMMITTED, others]).toEqual([1, {}])
    expect(state).toEqual(whole)
    return 'ALL'
  }
  expect(Object.keys(others).every((status) => ['READING', 'CHECKED', 'COMMITTING'].includes(status))).toBe(true)
  expect(state).toMatchObject(NOTHING)
  return 'NOTHING'
}

/** What the next start must do and say of a hub that was killed in `left`. */
function expectTold(next: ImportProcess, left: Record<string, number>): void {
  const told = next.said.filter(({ did }) => did === 'batch-recovered')
  const working = ['READING', 'COMMITTING'].filter((status) => left[status])
  expect(told.map(({ leftIn }) => leftIn)).toEqual(working)
}

test('a whole import without a kill is what the others are measured by', () => {
  expect(whole).toMatchObject({ persons: PERSONS - Math.floor(PERSONS / 40), batchRows: PERSONS, commits: 1 })
})

test('killed at seeded moments it is wholly there or not at all, and the next start goes on', async () => {
  const random = seededRandom(SEED)
  const leftIn: Record<string, number> = {}
  let kills = 0
  let victim = start()
  await beginAnew()
  const end = Date.now() + LONGEST_MS
  const enough = () => kills >= (Date.now() > end ? FEWEST_KILLS : KILLS)
  for (let starts = 0; !enough() && starts < 3 * KILLS; starts++) {
    const left = await batchesByStatus(db)
    await victim.ready()
    victim.begin()
    const next = start()
    // Twice as long as alone: beside the next one that loads, and on a busy machine, an import takes longer.
    await pause(random.next() * 2 * duration)
    const atWork = await victim.kill()
    if (atWork) kills += 1
    const state = await expectAllOrNothing()
    if (victim.said.some(({ did }) => did === 'started')) expectTold(victim, left)
    const statuses = Object.keys(await batchesByStatus(db))
    if (atWork) leftIn[statuses[0] ?? 'NONE'] = (leftIn[statuses[0] ?? 'NONE'] ?? 0) + 1
    if (state === 'ALL') await beginAnew()
    victim = next
  }
  victim.begin()
  await victim.ended()
  expect(await expectAllOrNothing()).toBe('ALL')
  expect(readdirSync(files)).toHaveLength(1)
  expect(await stagingTables(db)).toEqual([])
  expect(enough()).toBe(true)
  process.stdout.write(`killed ${kills} times, in: ${JSON.stringify(leftIn)}\n`)
  // Which moments of a commit are met is the machine's; `held-import.test.ts` names them.
  expect(leftIn.READING).toBeGreaterThan(0)
}, 600_000)
