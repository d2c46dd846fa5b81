import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { EmbeddedServer } from '../../src/storage/embedded.ts'
import type { Database } from '../../src/storage/orm.ts'
import { ask, type Load } from './http-load.ts'
import { median, tableRow } from './print-table.ts'
import { processSeconds, serverSeconds } from './process-cost.ts'
import { DAYS, linesOf, SERVED, type ServedQuestion } from './query-questions.ts'

const KEY = randomBytes(24).toString('hex')
const CACHE_BYTES = 64 * 1024 * 1024
const PEERS = 'test/bench/peers'

/** A server to be measured: how it is started and how a question is put to it. */
interface Contestant {
  readonly name: string
  readonly file: string
  readonly words: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly bodyOf: (question: ServedQuestion, day: string) => object
}

interface Running extends Contestant {
  readonly child: ChildProcess
  readonly url: string
}

const hubBody = ({ hub, within }: ServedQuestion, day: string) => ({ query: hub, variables: { within, day } })
const hub = (name: string, cacheBytes: number): Contestant => ({
  name,
  file: new URL(`./query-hub-child.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url).pathname,
  words: [String(cacheBytes), KEY],
  headers: { authorization: `Bearer ${KEY}` },
  bodyOf: hubBody,
})
const peer = (name: string, file: string, bodyOf: Contestant['bodyOf']): Contestant => ({
  ...{ name, file: `${PEERS}/${file}`, words: [], headers: {} },
  bodyOf,
})

const CONTESTANTS: readonly Contestant[] = [
  peer('bare pg', 'bare.mjs', ({ bare, within }, day) => ({ question: bare, variables: { within, day } })),
  hub('hub, cache off', 0),
  hub('hub, cache on', CACHE_BYTES),
  peer('Yoga, DataLoader', 'yoga.mjs', ({ yoga, within }, day) => ({ query: yoga, variables: { within, day } })),
  peer('PostGraphile 5', 'postgraphile.mjs', ({ postgraphile, within }, day) => ({
    ...{ query: postgraphile, variables: { within, day } },
  })),
  peer('PostGraphile 5, flat rows', 'postgraphile.mjs', ({ flat, within }, day) => ({
    ...{ query: flat, variables: { within, day } },
  })),
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
  await bench.database.pool().query(readFileSync(`${PEERS}/functions.sql`, 'utf8'))
  const running: Running[] = []
  try {
    for (const contestant of CONTESTANTS) running.push(await start(contestant, bench.server.url))
    bench.print(
      tableRow(['question', 'server', 'ms CPU server', 'ms CPU database', 'together', '÷ bare', '÷ hub, off']),
    )
    bench.print('|---|---|---|---|---|---|---|')
    for (const question of SERVED) await measureQuestion(bench, question, running)
  } finally {
    for (const { child } of running) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}

async function start(contestant: Contestant, databaseUrl: string): Promise<Running> {
  const child = fork(contestant.file, [databaseUrl, ...contestant.words], {
    execArgv: ['--enable-source-maps'],
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  })
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${contestant.name} did not start`))),
  ])) as [{ readonly url: string }]
  return { ...contestant, child, url: message.url }
}

interface Cost {
  readonly own: number
  readonly database: number
}

async function measureQuestion(
  bench: ServedBench,
  question: ServedQuestion,
  running: readonly Running[],
): Promise<void> {
  const loads = running.map((contestant) => loadOf(contestant, question))
  const answers = []
  for (const load of loads) answers.push(await ask(load, DAYS.length))
  for (const [at, { name }] of running.entries())
    refuseOtherAnswers(question, name, answers[0] ?? [], answers[at] ?? [])
  const costs = running.map((): Cost[] => [])
  for (let round = 0; round < bench.rounds; round++) {
    for (const [at, contestant] of running.entries()) {
      const load = loads[at]
      if (load) costs[at]?.push(await cost(bench, contestant, { ...load, requests: bench.requests * question.share }))
    }
  }
  const totals = costs.map((runs) => median(runs.map(({ own, database }) => own + database)))
  for (const [at, { name }] of running.entries()) {
    const runs = costs[at] ?? []
    const [own, database, total] = [
      median(runs.map((run) => run.own)),
      median(runs.map((run) => run.database)),
      totals[at] ?? 0,
    ]
    const ratios = [total / (totals[0] ?? 0), total / (totals[1] ?? 0)].map((ratio) => ratio.toFixed(2))
    bench.print(tableRow([question.name, name, ...[own, database, total].map((ms) => ms.toFixed(2)), ...ratios]))
  }
}

function loadOf({ url, headers, bodyOf }: Running, question: ServedQuestion): Load {
  return { url, headers, bodies: DAYS.map((day) => JSON.stringify(bodyOf(question, day))) }
}

function refuseOtherAnswers(
  question: ServedQuestion,
  name: string,
  expected: readonly string[],
  found: readonly string[],
): void {
  for (const [at, text] of found.entries()) {
    const [lines, others] = [linesOf(text, question.columns), linesOf(expected[at] ?? '', question.columns)]
    if (lines.length > 1 && isDeepStrictEqual(lines, others)) continue
    const differing = lines.findIndex((line, row) => !isDeepStrictEqual(line, others[row]))
    throw new Error(
      `${question.name} on ${DAYS[at]}: ${name} answers ${JSON.stringify(lines[differing])} (${lines.length} lines), the bare handler ${JSON.stringify(others[differing])} (${others.length})`,
    )
  }
}

/** Milliseconds of CPU a request, after a warm-up of as many: a server is as fast as its compiler has become sure of it. */
async function cost(
  { server }: ServedBench,
  { child }: Running,
  { requests, ...load }: Load & { readonly requests: number },
): Promise<Cost> {
  await ask(load, requests)
  const [own, database] = [processSeconds(child.pid ?? 0), serverSeconds(server.pid)]
  await ask(load, requests)
  const perRequest = (seconds: number) => (seconds * 1000) / requests
  return {
    own: perRequest(processSeconds(child.pid ?? 0) - own),
    database: perRequest(serverSeconds(server.pid) - database),
  }
}
