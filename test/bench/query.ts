import { parseArgs } from 'node:util'
import { oneRow } from '../../src/kernel/sql.ts'
import type { EmbeddedServer } from '../../src/storage/embedded.ts'
import type { Database } from '../../src/storage/orm.ts'
import { type BenchDatabase, withBenchDatabase } from './bench-database.ts'
import { countryRows, makeCountry } from './country.ts'
import { measureCommit } from './cube-commit.ts'
import { measureGrowth } from './cube-growth.ts'
import { ownSeconds, serverSeconds } from './process-cost.ts'
import { measureDatabase } from './query-database.ts'
import { measureServed } from './query-served.ts'
import { measureVerify } from './query-verify.ts'

const USAGE = `npm run bench -- query [--persons 200000] [--parts database,served,verify,commit,growth] [--requests 1000] [--rounds 3]
                           [--folder DIR]

Makes a part of the country (34 provinces, 3,321 communes, 30,000 hamlets, so many persons with two cards each) on the hub's own
PostgreSQL and measures CPU, because only that says something on a busy machine:
database  coverage on arbitrary days from the cube, beside counting distinct persons
served    requests over HTTP: hub with its answer cache off and on, a bare pg handler, Yoga with DataLoader, PostGraphile 5
          (once: npm ci --prefix test/bench/peers); their answers are compared first
verify    the whole counted again, as \`baophu db verify\` does
commit    the share of an import's commit that keeping the cube takes
growth    the cube's rows and bytes for a quarter, a half and all of the persons
With --folder the database is kept there, and the next run finds it.`

const PARTS = ['database', 'served', 'verify', 'commit', 'growth']

/** Makes the country, or finds it, and prints the tables of the parts that were asked. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      persons: { type: 'string', default: '200000' },
      parts: { type: 'string', default: PARTS.join(',') },
      requests: { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '3' },
      folder: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  const parts = values.parts.split(',')
  const persons = Number(values.persons)
  if (['database', 'served', 'verify'].some((part) => parts.includes(part))) {
    await withCountry(values.folder, persons, async (country) => {
      const { database, server } = country
      if (parts.includes('database')) await measureDatabase(server.url, print)
      const [requests, rounds] = [Number(values.requests), Number(values.rounds)]
      if (parts.includes('served')) await measureServed({ database, server, requests, rounds, print })
      if (parts.includes('verify')) await measureVerify(database, server, print)
    })
  }
  if (parts.includes('commit')) await measureCommit([10_000, 50_000], print)
  if (parts.includes('growth')) await measureGrowth(persons, print)
}

async function withCountry(
  kept: string | undefined,
  persons: number,
  work: (country: BenchDatabase) => Promise<void>,
): Promise<void> {
  const prepared = async (country: BenchDatabase): Promise<void> => {
    const { database, server } = country
    const { n } = await oneRow<{ n: number }>(database.em(), 'select count(*)::int as n from person')
    if (n === 0) await make(database, server, persons)
    print(`\n${[...(await countryRows(database))].map(([table, rows]) => `${table} ${rows}`).join(' · ')}\n`)
    await work(country)
  }
  await withBenchDatabase('query', prepared, kept)
}

async function make(database: Database, server: EmbeddedServer, persons: number): Promise<void> {
  const before = ownSeconds() + serverSeconds(server.pid)
  await makeCountry(database, { persons, isReformed: true })
  const seconds = ownSeconds() + serverSeconds(server.pid) - before
  print(`made in ${seconds.toFixed(0)} s of CPU`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
