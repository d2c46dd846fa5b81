/**
 * What a hub does for one file, as a process of its own, for tests that kill it: `import-process.ts <database> <files> <sheet>
 * <choices>`. Waits for a line of input; then starts as a hub does, sends the sheet and commits it. Every line of its output is
 * a word of JSON: what the hub logs, and what it has done so far.
 */
import { createReadStream } from 'node:fs'
import { createIntake } from '../../importers/intake.ts'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import type { ImportChoices } from '../../src/batches/import-port.ts'
import { oneRow } from '../../src/kernel/sql.ts'
import { openDatabase } from '../../src/storage/orm.ts'

const [url = '', filesDirectory = '', sheet = '', choices = '{}'] = process.argv.slice(2)
const say = (did: string, facts: object = {}): boolean => process.stdout.write(`${JSON.stringify({ did, ...facts })}\n`)

say('ready')
await new Promise((begin) => process.stdin.once('data', begin))
process.stdin.destroy()
const database = await openDatabase(url, { connections: 4 })
const intake = createIntake({
  database,
  filesDirectory,
  clock: () => new Date('2026-11-21T05:00:00Z'),
  log: {
    info: (event, fields) => say(event, fields),
    error: (event, { error, ...fields }) => say(event, { ...fields, error: String(error) }),
  },
})
await intake.recover()
say('started')
const { batchId } = await intake.receive(ADMINISTRATOR, {
  fileName: 'roll.csv',
  bytes: createReadStream(sheet),
  choices: async () => JSON.parse(choices) as ImportChoices,
})
say('received')
await intake.settled(batchId)
say('settled')
const { status } = await oneRow<{ status: string }>(
  database.em(),
  'select status from import_batch where batch_id = $1',
  [batchId],
)
if (status !== 'COMMITTED') await intake.commit(ADMINISTRATOR, batchId)
say('committed', { before: status === 'COMMITTED' })
await intake.close()
await database.close()
