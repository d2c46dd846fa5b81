import { createReadStream } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { hubClient } from '../../src/app/cli/hub-client.ts'
import { readConfig } from '../../src/app/config.ts'
import { type Hub, startHub } from '../../src/app/hub.ts'
import { COMMUNE_CODES, makeCardRoll } from './card-roll.ts'

const USAGE = `npm run bench -- import-queries [--rows 50000] [--clients 4] [--idle 10]

Asks a hub on its own PostgreSQL for the coverage of all units of the country over HTTP, with so many clients one question after
the other, for so many idle seconds; then the same while a generated card roll is imported and committed. No answer is kept. Prints p50
and p95 of both in milliseconds and their ratios.`

const KEY = 'bench_key_of_no_real_hub_at_all'
const QUESTION =
  'query($on: Date!) { coverage(within: "VN", level: PROVINCE, asOf: $on) { rows { area { code } covered population coverageRate } } }'
const COMMIT = 'mutation($id: ID!) { commitBatch(id: $id) { id } }'

/** Runs both and prints a table. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '50000' },
      clients: { type: 'string', default: '4' },
      idle: { type: 'string', default: '10' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  const folder = await mkdtemp(join(tmpdir(), 'bench-queries-'))
  await chmod(folder, 0o711)
  const config = readConfig({
    ...{ PORT: '0', BAOPHU_DATA: join(folder, 'data'), BAOPHU_ADMIN_KEY: KEY },
    // A kept answer says nothing about who waits for whom.
    BAOPHU_ANSWER_CACHE_MB: '0',
    BAOPHU_RATE_LIMITS: 'requestsPerMinute=999999999 costPerMinute=999999999 atOnce=1000',
  })
  const hub = await startHub(config, { log: () => {}, announced: false })
  try {
    await loadUnits(hub)
    // The register is not empty, as it never is in an office.
    await importRoll(hub, await rollIn(folder, 5_000, 0), '2017-10-31')
    const clients = Number(values.clients)
    const idle = await asked(hub, clients, new Promise((end) => setTimeout(end, Number(values.idle) * 1000)))
    const rows = Number(values.rows)
    const roll = await rollIn(folder, rows, 1)
    const busy = await asked(hub, clients, importRoll(hub, roll, '2017-11-30'))
    tell(rows, idle, busy)
  } finally {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function loadUnits(hub: Hub): Promise<void> {
  const lines = COMMUNE_CODES.map((code) => `Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã ${code},${code}`)
  const list = ['Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX', ...lines].join('\n')
  const client = clientOf(hub)
  const { id } = await client.send(new File([list], 'list.csv'), { kind: 'AREAS', asOf: '2017-01-01', areaCode: 'VN' })
  await client.settled(id)
  await client.ask(COMMIT, { id })
}

async function rollIn(folder: string, rows: number, month: 0 | 1): Promise<string> {
  const path = join(folder, `roll-${rows}.csv`)
  await makeCardRoll(path, rows, month)
  return path
}

/** By the intake itself: to send the file is work of the client, which is this process, too. */
async function importRoll(hub: Hub, path: string, asOf: string): Promise<void> {
  const bytes = createReadStream(path)
  const choices = async () => ({ kind: 'CARD_ROLL', asOf, areaCode: '75' }) as const
  const { batchId } = await hub.imports.receive(ADMINISTRATOR, { fileName: path, bytes, choices })
  await hub.imports.settled(batchId)
  await hub.imports.commit(ADMINISTRATOR, batchId)
}

/** Milliseconds of every answer until something has ended, in order of size. */
async function asked(hub: Hub, clients: number, until: Promise<unknown>): Promise<readonly number[]> {
  const client = clientOf(hub)
  const took: number[] = []
  let over = false
  const done = until.finally(() => {
    over = true
  })
  const ask = async (): Promise<void> => {
    while (!over) {
      const began = performance.now()
      await client.ask(QUESTION, { on: '2017-11-15' })
      took.push(performance.now() - began)
    }
  }
  await Promise.all([done, ...Array.from({ length: clients }, ask)])
  return took.sort((one, other) => one - other)
}

function clientOf(hub: Hub) {
  return hubClient({ url: hub.url, key: KEY, language: 'en' })
}

function tell(rows: number, idle: readonly number[], busy: readonly number[]): void {
  print('| | answers | p50 ms | p95 ms |\n|---|---|---|---|')
  for (const [name, took] of [
    ['idle', idle],
    [`import of ${rows} rows`, busy],
  ] as const) {
    print(`| ${name} | ${took.length} | ${at(took, 0.5).toFixed(1)} | ${at(took, 0.95).toFixed(1)} |`)
  }
  const ratio = (share: number) => (at(busy, share) / at(idle, share)).toFixed(1)
  print(`| ratio | | ${ratio(0.5)} | ${ratio(0.95)} |`)
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
