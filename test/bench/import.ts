import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createIntake } from '../../importers/intake.ts'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { refreshAncestors } from '../../src/areas/area-ancestors.ts'
import { batch } from '../../src/batches/batch.store.ts'
import type { ImportPort } from '../../src/batches/import-port.ts'
import { execute, oneRow } from '../../src/kernel/sql.ts'
import type { EmbeddedServer } from '../../src/storage/embedded.ts'
import type { Database } from '../../src/storage/orm.ts'
import { bareCopy } from './bare-copy.ts'
import { type BenchDatabase, withBenchDatabase } from './bench-database.ts'
import { COMMUNE_CODES, makeCardRoll } from './card-roll.ts'
import { ownSeconds, serverSeconds, watchMemory } from './process-cost.ts'

const USAGE = `npm run bench -- import [--rows 10000,100000] [--officer]

Imports a generated card roll of 14 columns (.csv) into an empty register on the hub's own PostgreSQL, from upload to
committed, then the same roll a month later with 1 % changed; beside it a bare COPY of the rows that the register then has into tables with
the same keys and indexes. Prints rows a second, CPU seconds of hub and server, their ratio to the CPU of COPY, microseconds
of CPU a row, and the peak resident memory of the hub. The administrator sends them, or an officer of the province (--officer), whose
files are asked for people of other places.`

/** The hub's clock: the rolls are of November and December. */
const NOW = '2017-12-20T05:00:00Z'

/** Runs every size on a register of its own and prints a table. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '10000,100000' },
      officer: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  print(
    '| rows | file MB | what | s | rows/s | CPU hub s | CPU server s | CPU µs/row | ÷ COPY | peak MB |\n|---|---|---|---|---|---|---|---|---|---|',
  )
  for (const rows of values.rows.split(',').map(Number)) await measure(rows, values.officer)
}

async function measure(rows: number, byOfficer: boolean): Promise<void> {
  await withBenchDatabase('import', async (bench) => {
    const { database } = bench
    await makeCommunes(database)
    await followAgesOfThen(database)
    await compare({ ...bench, rows, sender: byOfficer ? await officer(database) : ADMINISTRATOR })
  })
}

interface Bench extends BenchDatabase {
  readonly rows: number
  readonly sender: Actor
}

/** The officer of the only province. */
async function officer(database: Database): Promise<Actor> {
  const found = await oneRow<{ id: number }>(database.em(), 'select area_id as id from area where level = 1')
  return { id: 'can-bo-tinh', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [found.id] } }
}

async function compare(bench: Bench): Promise<void> {
  const { folder, database, rows, sender } = bench
  const intake = createIntake({
    database,
    filesDirectory: join(folder, 'files'),
    clock: () => new Date(NOW),
    log: { info: () => {}, error: (event, { error }) => process.stderr.write(`${event} ${String(error)}\n`) },
  })
  const [first, later] = [join(folder, 'first.csv'), join(folder, 'later.csv')]
  await makeCardRoll(first, rows, 0)
  await makeCardRoll(later, rows, 1)
  const megabytes = ((await stat(first)).size / 1e6).toFixed(1)
  const fresh = await cost(bench, () => importRoll(intake, database, { path: first, asOf: '2017-11-30', sender }))
  const again = await cost(bench, () => importRoll(intake, database, { path: later, asOf: '2017-12-31', sender }))
  // Last, because the text to copy stays in this process, whose memory is the hub's here.
  const copy = await copyCost(bench)
  await intake.close()
  for (const [what, figures] of [
    ['import', fresh],
    ['1 % changed', again],
    ['bare COPY', copy],
  ] as const) {
    printRow({ rows, megabytes, what, figures, copyCpu: copy.hub + copy.server })
  }
}

/** Sends the roll and waits until it is checked. Gives its batch. */
export async function checkedRoll(
  intake: ImportPort,
  path: string,
  asOf: string,
  sender: Actor = ADMINISTRATOR,
): Promise<number> {
  const choices = async () => ({ kind: 'CARD_ROLL', asOf, areaCode: '75' }) as const
  const { batchId } = await intake.receive(sender, { fileName: path, bytes: createReadStream(path), choices })
  await intake.settled(batchId)
  return batchId
}

interface Sent {
  readonly path: string
  readonly asOf: string
  readonly sender: Actor
}

async function importRoll(intake: ImportPort, database: Database, { path, asOf, sender }: Sent): Promise<void> {
  const batchId = await checkedRoll(intake, path, asOf, sender)
  await intake.commit(sender, batchId)
  const done = await batch(ADMINISTRATOR, database.em(), batchId)
  if (done?.status !== 'COMMITTED' || done.rejected > 0) throw new Error(`not committed whole: ${JSON.stringify(done)}`)
}

/** Seconds of the clock and of CPU, and the peak of resident memory in megabytes. */
interface Cost {
  readonly seconds: number
  readonly hub: number
  readonly server: number
  readonly peak: number
}

function meter(server: EmbeddedServer): () => Cost {
  const [clock, hub, servers, peak] = [performance.now(), ownSeconds(), serverSeconds(server.pid), watchMemory()]
  return () => ({
    seconds: (performance.now() - clock) / 1000,
    hub: ownSeconds() - hub,
    server: serverSeconds(server.pid) - servers,
    peak: peak(),
  })
}

async function cost({ server }: Bench, work: () => Promise<void>): Promise<Cost> {
  const read = meter(server)
  await work()
  return read()
}

async function copyCost({ server, database }: Bench): Promise<Cost> {
  let read: () => Cost = () => {
    throw new Error('COPY did not begin')
  }
  let end: Cost | null = null
  await bareCopy(database, {
    begins: () => {
      read = meter(server)
    },
    ends: () => {
      end = read()
    },
  })
  return end ?? read()
}

/** A hub of that December follows birthdays for another year (`keepAgesAhead`), not until the year after this one. */
export async function followAgesOfThen(database: Database): Promise<void> {
  await execute(database.em(), `update cube_ages set kept_until = '2019-01-01'`)
}

/** Thirty communes of one province. */
export async function makeCommunes(database: Database): Promise<void> {
  const em = database.em()
  await execute(
    em,
    `insert into area (code, name, unit_type, level, name_key, name_plain)
     values ('75', 'Đồng Nai', 'Tỉnh', 1, 'đồng nai', 'dong nai')`,
  )
  await execute(
    em,
    `insert into area (code, name, unit_type, level, name_key, name_plain)
     select code, 'Xã ' || code, 'Xã', 3, code, code from unnest($1::text[]) code`,
    [COMMUNE_CODES],
  )
  await execute(
    em,
    `insert into area_parent (area_id, parent_id)
     select below.area_id, above.area_id from area below join area above
       on (below.code = '75' and above.code = 'VN') or (below.level = 3 and above.code = '75')`,
  )
  await refreshAncestors(em)
}

interface Line {
  readonly rows: number
  readonly megabytes: string
  readonly what: string
  readonly figures: Cost
  readonly copyCpu: number
}

function printRow({ rows, megabytes, what, figures, copyCpu }: Line): void {
  const { seconds, hub, server, peak } = figures
  const cpu = hub + server
  const cells = [
    rows,
    megabytes,
    what,
    seconds.toFixed(2),
    Math.round(rows / seconds),
    hub.toFixed(2),
    server.toFixed(2),
  ]
  const rest = [((cpu / rows) * 1e6).toFixed(0), (cpu / copyCpu).toFixed(1), peak.toFixed(0)]
  print(`| ${[...cells, ...rest].join(' | ')} |`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
