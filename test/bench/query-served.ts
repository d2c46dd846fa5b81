import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { EmbeddedServer } from '../../src/storage/embedded.ts'
import type { Database } from '../../src/storage/orm.ts'
import { endContestants, HUB_CHILD, startContestant } from './contestants.ts'
import { ask, CONNECTIONS, type Load } from './http-load.ts'
import { median, tableRow } from './print-table.ts'
import { processSeconds, serverSeconds } from './process-cost.ts'
import { linesOf } from './query-answers.ts'
import { NESTED_QUESTIONS } from './query-nested-questions.ts'
import { DAYS, ROW_QUESTIONS, type ServedQuestion } from './query-questions.ts'

const KEY = randomBytes(24).toString('hex')
const CACHE_BYTES = 64 * 1024 * 1024
const PEERS = 'test/bench/peers'
const SQL = ['functions.sql', 'commune-functions.sql', 'household-functions.sql']

/** A server to be measured: how it is started and how a question is put to it. */
interface Contestant {
  readonly name: string
  readonly file: string
  readonly words: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** What is posted; null for a question that is not put to this server. */
  readonly bodyOf: (question: ServedQuestion, variables: Variables) => object | null
  /** Whether it has only tables to answer from where a question is not about the cube. */
  readonly isPeer: boolean
  /** How many times as many requests it is measured by: the clock ticks in hundredths of a second. */
  readonly times: number
}
type Variables = Readonly<Record<string, string>>

interface Running extends Contestant {
  readonly child: ChildProcess
  readonly url: string
}

const hub = (name: string, cacheBytes: number, times: number): Contestant => ({
  name,
  file: HUB_CHILD,
  words: [String(cacheBytes), KEY],
  headers: { authorization: `Bearer ${KEY}` },
  bodyOf: ({ hub: query }, variables) => ({ query, variables }),
  isPeer: false,
  times,
})
const peer = (name: string, file: string, bodyOf: Contestant['bodyOf']): Contestant => ({
  ...{ name, file: `${PEERS}/${file}`, words: [], headers: {}, isPeer: true, times: 1 },
  bodyOf,
})

const CONTESTANTS: readonly Contestant[] = [
  peer('bare pg', 'bare.mjs', ({ bare: question }, variables) => ({ question, variables })),
  hub('hub, cache off', 0, 1),
  hub('hub, cache on', CACHE_BYTES, 10),
  peer('Yoga, DataLoader', 'yoga.mjs', ({ yoga: query }, variables) => ({ query, variables })),
  peer('PostGraphile 5', 'postgraphile.mjs', ({ postgraphile: query }, variables) => ({ query, variables })),
  peer('PostGraphile 5, flat rows', 'postgraphile.mjs', ({ flat: query }, variables) =>
    query === null ? null : { query, variables },
  ),
]

export interface ServedBench {
  readonly database: Database
  readonly server: EmbeddedServer
  /** Requests measured of each question, server and round. */
  readonly requests: number
  readonly rounds: number
  readonly print: (line: string) => void
}

/**
 * CPU of a request, server and database together, of every question through every server: ten connections, the servers in turn
 * in each round, medians of the rounds. Throws when two servers do not answer the same.
 */
export async function measureServed(bench: ServedBench): Promise<void> {
  if (!existsSync(`${PEERS}/node_modules`)) {
    return bench.print(`\nThe peers are not installed: npm ci --prefix ${PEERS}`)
  }
  for (const file of SQL) await bench.database.pool().query(readFileSync(`${PEERS}/${file}`, 'utf8'))
  const running: Running[] = []
  try {
    for (const contestant of CONTESTANTS) running.push(await startContestant(contestant, bench.server.url))
    bench.print(
      tableRow(['question', 'server', 'ms CPU server', 'ms CPU database', 'together', '÷ bare', '÷ hub, off']),
    )
    bench.print('|---|---|---|---|---|---|---|')
    for (const question of [...ROW_QUESTIONS, ...NESTED_QUESTIONS]) await measureQuestion(bench, question, running)
  } finally {
    await endContestants()
  }
}

interface Cost {
  readonly own: number
  readonly database: number
}

/** A server, what it is asked, and how often in a round. */
interface Asked {
  readonly contestant: Running
  readonly load: Load
  readonly requests: number
  readonly costs: Cost[]
}

async function measureQuestion(
  bench: ServedBench,
  question: ServedQuestion,
  running: readonly Running[],
): Promise<void> {
  const asked = running.flatMap((contestant) => askedOf(contestant, question, bench.requests) ?? [])
  const answers = []
  for (const { load } of asked) answers.push(await ask(load, load.bodies.length))
  for (const [at, { contestant }] of asked.entries())
    refuseOtherAnswers(question, contestant.name, answers[0] ?? [], answers[at] ?? [])
  for (let round = 0; round < bench.rounds; round++) {
    for (const one of asked) one.costs.push(await cost(bench, one))
  }
  const totals = asked.map(({ costs }) => median(costs.map(({ own, database }) => own + database)))
  for (const [at, { contestant, costs }] of asked.entries()) {
    const [own, database] = [median(costs.map((each) => each.own)), median(costs.map((each) => each.database))]
    const total = totals[at] ?? 0
    const ratios = [total / (totals[0] ?? 0), total / (totals[1] ?? 0)].map((ratio) => ratio.toFixed(2))
    const cells = [...[own, database, total].map((ms) => ms.toFixed(2)), ...ratios]
    bench.print(tableRow([question.name, contestant.name, ...cells]))
  }
}

/** Null for a question that is not put to the server. */
function askedOf(contestant: Running, question: ServedQuestion, most: number): Asked | null {
  const { url, headers, bodyOf, isPeer, times } = contestant
  const bodies = (question.days ?? DAYS)
    .map((day) => bodyOf(question, { day, ...question.variables(day) }))
    .filter((body) => body !== null)
  if (bodies.length === 0) return null
  const share = isPeer ? (question.shareOfPeers ?? question.share) : question.share
  const load = { url, headers, bodies: bodies.map((body) => JSON.stringify(body)) }
  return { contestant, load, requests: Math.max(CONNECTIONS, Math.round(most * share * times)), costs: [] }
}

function refuseOtherAnswers(
  question: ServedQuestion,
  name: string,
  expected: readonly string[],
  found: readonly string[],
): void {
  for (const [at, text] of found.entries()) {
    const [lines, others] = [linesOf(text), linesOf(expected[at] ?? '')]
    if (lines.length > 0 && isDeepStrictEqual(lines, others)) continue
    const differing = lines.findIndex((line, row) => !isDeepStrictEqual(line, others[row]))
    throw new Error(
      `${question.name} on ${(question.days ?? DAYS)[at]}: ${name} answers ${JSON.stringify(lines[differing])} (${lines.length} lines), the bare handler ${JSON.stringify(others[differing])} (${others.length})`,
    )
  }
}

/** Milliseconds of CPU a request, after a warm-up of as many: a server is as fast as its compiler has become sure of it. */
async function cost({ server }: ServedBench, { contestant: { child }, load, requests }: Asked): Promise<Cost> {
  await ask(load, requests)
  const [own, database] = [processSeconds(child.pid ?? 0), serverSeconds(server.pid)]
  await ask(load, requests)
  const perRequest = (seconds: number) => (seconds * 1000) / requests
  return {
    own: perRequest(processSeconds(child.pid ?? 0) - own),
    database: perRequest(serverSeconds(server.pid) - database),
  }
}
