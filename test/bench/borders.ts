import { isDeepStrictEqual, parseArgs } from 'node:util'
import { ADMINISTRATOR, WHOLE_COUNTRY } from '../../src/access/actor.ts'
import { RegisterMemory } from '../../src/app/answers/register-memory.ts'
import { coverageReport } from '../../src/coverage/coverage.store.ts'
import type { Basis } from '../../src/coverage/coverage-row.ts'
import { NUMBERS_ALONE } from '../../src/coverage/question.ts'
import { coverageTrends } from '../../src/coverage/trends.store.ts'
import { addDays, type PlainDate, yearBefore } from '../../src/kernel/plain-date.ts'
import { oneRow, type SqlSession } from '../../src/kernel/sql.ts'
import { type Database, openDatabase } from '../../src/storage/orm.ts'
import { withBenchDatabase } from './bench-database.ts'
import { REFORM } from './country-reform.ts'
import { median, tableRow } from './print-table.ts'
import { ownSeconds, scheduledSeconds } from './process-cost.ts'
import { makeWholeReform } from './whole-reform.ts'

const USAGE = `npm run bench -- borders [--persons 30] [--rounds 5]

Makes a country with a reform as dense as that of 1/7/2025 (10,035 communes into 3,345, 466 of them divided, 63 provinces into 34) and
so many persons in each old commune, once without and once with figures stated of every old commune. Asks on days since the reform,
with the memory that a hub has between two commits: milliseconds of CPU of database and hub together for the first question after a
commit, for the same of another day, and for the same once more. What is remembered is compared with what is read anew.`

/** A day since the reform; each round asks for two others after it. */
const DAY: PlainDate = '2025-08-15'
/** Rounds before any is counted. */
const WARM = 2

type Rows = readonly unknown[]

interface BordersQuestion {
  readonly name: string
  readonly ask: (em: SqlSession, day: PlainDate, basis: Basis | null) => Promise<Rows>
}

const report =
  (wanted: Partial<Parameters<typeof coverageReport>[2]>): BordersQuestion['ask'] =>
  async (em, asOf, basis) =>
    (await coverageReport(ADMINISTRATOR, em, { first: 100, ...wanted, asOf, basis, parts: NUMBERS_ALONE })).rows

const QUESTIONS: readonly BordersQuestion[] = [
  { name: 'country by province', ask: report({}) },
  { name: 'a province by commune, most of them of divided ones', ask: report({ within: '01' }) },
  { name: 'another province by commune', ask: report({ within: '06' }) },
  {
    name: 'the hundred best of all communes',
    ask: report({ level: 'COMMUNE', orderBy: 'COVERAGE_RATE_DESC' }),
  },
  { name: 'the provinces before', ask: report({ borders: addDays(REFORM, -1) }) },
  {
    name: 'a commune with its months',
    ask: (em, until, basis) =>
      coverageTrends(ADMINISTRATOR, em, {
        ...{ within: '30100', level: 'COMMUNE', from: yearBefore(until), until, every: 'MONTH' },
        ...{ basis, parts: NUMBERS_ALONE },
      }),
  },
]

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      persons: { type: 'string', default: '30' },
      rounds: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(USAGE)
  const [persons, rounds] = [Number(values.persons), Number(values.rounds)]
  print(tableRow(['figures', 'question', 'rows', 'first ms', 'another day', 'once more']))
  print('|---|---|---|---|---|---|')
  for (const isStated of [false, true]) {
    await withBenchDatabase('borders', async ({ database, server }) => {
      await makeWholeReform(database, { persons, isStated })
      // One connection is one process of the server: its own clock tells what the statements cost.
      const single = await openDatabase(server.url, { connections: 1 })
      try {
        for (const question of QUESTIONS) await measure(single, question, { isStated, rounds })
      } finally {
        await single.close()
      }
    })
  }
}

async function measure(
  database: Database,
  { name, ask }: BordersQuestion,
  { isStated, rounds }: { readonly isStated: boolean; readonly rounds: number },
): Promise<void> {
  const em = database.em()
  const basis = isStated ? null : 'REGISTRY'
  const answers = await compared(em, (session, day) => ask(session, day, basis))
  const { pid } = await oneRow<{ pid: number }>(em, 'select pg_backend_pid() as pid')
  const cost = async (session: SqlSession, day: PlainDate): Promise<number> => {
    const before = scheduledSeconds(pid) + ownSeconds()
    await ask(session, day, basis)
    return (scheduledSeconds(pid) + ownSeconds() - before) * 1_000
  }
  const costs: number[][] = []
  for (let round = 0; round < WARM + rounds; round += 1) {
    const [first, other] = [addDays(DAY, round * 2), addDays(DAY, round * 2 + 1)]
    const session = remembering(em)
    costs.push([await cost(session, first), await cost(session, other), await cost(session, other)])
  }
  const told = [0, 1, 2].map((at) => median(costs.slice(WARM).map((found) => found[at] ?? Number.NaN)).toFixed(1))
  print(tableRow([isStated ? 'stated' : 'register', name, answers, ...told]))
}

/** As the hub's between two commits. */
function remembering(em: SqlSession): SqlSession {
  return { getKysely: () => em.getKysely(), remember: new RegisterMemory(async () => 1).of(WHOLE_COUNTRY) }
}

/** How many rows a session tells that was asked for the day before, and for this one already; throws unless they are those that are read anew. */
async function compared(em: SqlSession, ask: (session: SqlSession, day: PlainDate) => Promise<Rows>): Promise<number> {
  const session = remembering(em)
  for (const day of [addDays(DAY, -1), DAY]) await ask(session, day)
  const [known, anew] = [await ask(session, DAY), await ask(em, DAY)]
  if (known.length === 0 || !isDeepStrictEqual(known, anew)) throw new Error('what is remembered is not what there is')
  return known.length
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
