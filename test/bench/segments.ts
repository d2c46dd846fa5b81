import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { PartnerClient } from '../../src/client/partner-client.ts'
import { execute } from '../../src/kernel/sql.ts'
import { issueKeyWithSegments } from '../../src/segments/segment-key.store.ts'
import { createSegment } from '../../src/segments/write-segment.store.ts'
import type { EmbeddedServer } from '../../src/storage/embedded.ts'
import type { Database } from '../../src/storage/orm.ts'
import { withBenchDatabase } from './bench-database.ts'
import { endContestants, HUB_CHILD, startContestant } from './contestants.ts'
import { makeCountry } from './country.ts'
import { median, tableRow } from './print-table.ts'
import { processSeconds, serverSeconds } from './process-cost.ts'
import { HOUSEHOLD } from './query-nested-questions.ts'
import { printKeeping } from './segments-kept.ts'
import { type Contestant, type Page, type Running, walk } from './segments-served.ts'

const USAGE = `npm run bench -- segments [--persons 80000] [--rounds 3]

Makes a part of the country with so many persons, four to a household, and walks through the segment of all its households with
members and cards in pages of 100, one after the other: the hub, a bare pg handler, Yoga with DataLoader and PostGraphile 5
(once: npm ci --prefix test/bench/peers). Prints what keeping the documents costs, and CPU of server and database a page; their
answers are compared first.`

const PEERS = 'test/bench/peers'
const FIELDS = [
  ...(['CLASS', 'HEAD_NAME', 'MEMBERS', 'MEMBER_NAMES', 'BIRTH', 'SEX', 'RELATION'] as const),
  ...(['CARD_VALIDITY', 'PARTICIPANT_CODE', 'CARD_NUMBER'] as const),
]

export async function run(args: string[]): Promise<void> {
  const options = {
    persons: { type: 'string', default: '80000' },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args, options })
  if (values.help) return print(USAGE)
  await withBenchDatabase('segments', async ({ database, server }) => {
    await makeCountry(database, { persons: Number(values.persons), provinces: 2, communes: 60, hamlets: 500 })
    // The made-up cards end in the middle of 2026 at the latest.
    await execute(
      database.em(),
      `update enrolment set valid_until = valid_until + 900 where valid_until > '2025-07-01'`,
    )
    const key = await makeSegment(database, server)
    await measure(server, contestants(await peersInstalled(database), key), { key, rounds: Number(values.rounds) })
    await printKeeping(database, server)
  })
}

async function makeSegment(database: Database, server: EmbeddedServer): Promise<string> {
  const [em, now] = [database.em(), new Date()]
  const definition = { purpose: 'đo', agreement: 'TT 1', expiresOn: '9999-01-01', areaCodes: ['VN'], fields: FIELDS }
  const before = serverSeconds(server.pid)
  await createSegment(ADMINISTRATOR, em, { ...definition, name: 'do', partner: 'A' }, now)
  print(`the segment was worked out in ${(serverSeconds(server.pid) - before).toFixed(1)} s of the database's CPU`)
  await execute(em, 'vacuum analyze segment_member, segment_document')
  const draft = { role: 'PARTNER', areaCodes: [], purpose: 'đo', segments: ['do'] } as const
  return (await issueKeyWithSegments(ADMINISTRATOR, em, draft, now)).key
}

async function peersInstalled(database: Database): Promise<boolean> {
  await database.pool().query(readFileSync(`${PEERS}/segment-functions.sql`, 'utf8'))
  if (existsSync(`${PEERS}/node_modules`)) return true
  print(`\nThe peers are not installed: npm ci --prefix ${PEERS}`)
  return false
}

function contestants(withPeers: boolean, key: string): readonly Contestant[] {
  const households = (answer: unknown): Page =>
    (answer as { data: { segment: { households: Page } } }).data.segment.households
  const hub: Contestant = {
    name: 'hub',
    file: HUB_CHILD,
    words: ['0', randomBytes(24).toString('hex')],
    headers: { authorization: `Bearer ${key}` },
    bodyOf: (after) => ({ query: HUB_QUERY, variables: { after } }),
    pageOf: households,
  }
  const peer = (name: string, file: string, bodyOf: Contestant['bodyOf'], pageOf = households): Contestant => ({
    ...{ name, file: `${PEERS}/${file}`, words: [], headers: {} },
    ...{ bodyOf, pageOf },
  })
  if (!withPeers) return [hub]
  return [
    peer('bare pg', 'bare-segments.mjs', (after) => ({ after: after ?? '0' })),
    hub,
    peer('Yoga, DataLoader', 'yoga-segments.mjs', (after) => ({
      query: YOGA_QUERY,
      variables: { after: after ?? '0' },
    })),
    peer(
      'PostGraphile 5',
      'postgraphile.mjs',
      (after) => ({ query: GRAPHILE_QUERY, variables: { after } }),
      graphilePage,
    ),
  ]
}

const HUB_QUERY = `query($after: String) { segment(name: "do") { households(first: 100, after: $after) {
  nodes { ${HOUSEHOLD} } pageInfo { hasNextPage endCursor } } } }`
const YOGA_QUERY = `query($after: ID!) { segment { households(after: $after) {
  nodes { ${HOUSEHOLD} } pageInfo { hasNextPage endCursor } } } }`
const GRAPHILE_QUERY = `query($after: Cursor) { householdNows: allHouseholdNows(first: 100, after: $after, orderBy: PRIMARY_KEY_ASC) {
  nodes { householdId headName householdClass areaCode areaName members(orderBy: PRIMARY_KEY_ASC) { nodes {
    personId fullName birthDate sex relationToHead enrolment { cardNumber participantCode validFrom validUntil } } } }
  pageInfo { hasNextPage endCursor } } }`

/** PostGraphile's page in the form of the others. */
function graphilePage(answer: unknown): Page {
  const { householdNows } = (answer as { data: { householdNows: Page } }).data
  const nodes = householdNows.nodes.map(({ areaCode, areaName, members, ...household }) => ({
    ...household,
    area: { code: areaCode, fullName: areaName },
    members: (members as { readonly nodes: readonly object[] }).nodes,
  }))
  return { nodes, pageInfo: householdNows.pageInfo }
}

interface Measured {
  readonly key: string
  readonly rounds: number
}

async function measure(server: EmbeddedServer, all: readonly Contestant[], { key, rounds }: Measured): Promise<void> {
  const running: Running[] = []
  try {
    for (const contestant of all) running.push(await startContestant(contestant, server.url))
    const households = await compared(running)
    print(
      `\n${households} households, ${Math.ceil(households / 100)} pages; CPU of a page in ms, medians of ${rounds} walks\n`,
    )
    print(tableRow(['server', 'server', 'database', 'together', '÷ first']))
    print('|---|---|---|---|---|')
    const costs = running.map((): number[][] => [])
    for (let round = 0; round < rounds; round++)
      for (const [at, each] of running.entries())
        costs[at]?.push(await costOf(server, each, () => walk(each, () => {})))
    const bulk: number[][] = []
    const hub = running.find(({ name }) => name === 'hub')
    for (let round = 0; hub && round < rounds; round++)
      bulk.push(await costOf(server, hub, () => takeBulk(hub.url, key)))
    const first = sumOf(costs[0] ?? [])
    for (const [at, { name }] of running.entries()) printCost(name, costs[at] ?? [], first)
    printCost('hub, NDJSON', bulk, first)
  } finally {
    await endContestants()
  }
}

/** How many households there are. Throws when two servers do not answer the same. Warms all of them up as well. */
async function compared(running: readonly Running[]): Promise<number> {
  let expected: readonly unknown[] | null = null
  for (const each of running) {
    const found: unknown[] = []
    await walk(each, (page) => found.push(...page.nodes.map(withoutIds)))
    expected ??= found
    const differing = found.findIndex((household, at) => !isDeepStrictEqual(household, expected?.[at]))
    if (differing >= 0 || found.length !== expected.length)
      throw new Error(`${each.name}: ${JSON.stringify(found[differing])}, not ${JSON.stringify(expected[differing])}`)
  }
  return expected?.length ?? 0
}

function withoutIds({ headName, householdClass, area, members }: Page['nodes'][number]): unknown {
  const told = (members as readonly Readonly<Record<string, unknown>>[]).map((member) => {
    const { fullName, birthDate, sex, relationToHead, enrolment } = member
    return { fullName, birthDate, sex, relationToHead, enrolment }
  })
  return JSON.parse(JSON.stringify({ headName, householdClass, area, members: told }))
}

/** Milliseconds of CPU a page: of the server, of the database. */
async function costOf(server: EmbeddedServer, { child }: Running, work: () => Promise<number>): Promise<number[]> {
  const [own, database] = [processSeconds(child.pid ?? 0), serverSeconds(server.pid)]
  const pages = await work()
  const perPage = (seconds: number): number => (seconds * 1000) / pages
  return [perPage(processSeconds(child.pid ?? 0) - own), perPage(serverSeconds(server.pid) - database)]
}

async function takeBulk(graphqlUrl: string, key: string): Promise<number> {
  const client = new PartnerClient({ url: new URL(graphqlUrl).origin, key })
  let lines = 0
  for await (const { household } of client.bulk('do')) lines += household.id === '' ? 0 : 1
  return lines / 100
}

function sumOf(runs: readonly (readonly number[])[]): number {
  return median(runs.map(([own = 0, database = 0]) => own + database))
}

function printCost(name: string, runs: readonly (readonly number[])[], first: number): void {
  const [own, database] = [0, 1].map((part) => median(runs.map((each) => each[part] ?? 0)).toFixed(2))
  const total = sumOf(runs)
  print(tableRow([name, own ?? '', database ?? '', total.toFixed(2), (total / first).toFixed(2)]))
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
