import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { USUAL_RATE_LIMITS } from '../../src/app/limit-settings.ts'
import { oneRow } from '../../src/kernel/sql.ts'
import { SEEDED_DAY } from './support/seeded-register.ts'
import { type Answer, type GraphqlBody, startTestHub, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

/** What another day of a segment is worked out from; while somebody holds it, such a question lasts. */
const SOURCE = 'household_state'
const LOCK_WAIT_MS = 5_000

interface Asked {
  readonly hub: TestHub
  readonly own: SeededCommune
  readonly partner: Readonly<Record<'authorization', string>>
  readonly analyst: Readonly<Record<'authorization', string>>
  day: string
}

let brief: Asked
let crowded: Asked
let patient: Asked
let held: pg.Client | null = null

beforeAll(async () => {
  brief = await asked({ questionSeconds: 1, databaseConnections: 10 })
  // Shorter than a reader waits for a lock.
  crowded = await asked({ questionSeconds: 4, databaseConnections: 10, rateLimits: USUAL_RATE_LIMITS })
  patient = await asked({ questionSeconds: 60, databaseConnections: 2 })
})
afterEach(letGo)
afterAll(async () => {
  await brief.hub.close()
  await crowded.hub.close()
  await patient.hub.close()
})

async function asked(settings: Parameters<typeof startTestHub>[1]): Promise<Asked> {
  const moved = { day: SEEDED_DAY as string }
  const hub = await startTestHub({ clock: () => new Date(`${moved.day}T05:00:00Z`) }, settings)
  const [own] = await seedTwoCommunes(hub.database.em)
  const issue = async (input: object) => {
    const { body } = await hub.ask<{ issueKey: { key: string } }>(
      'mutation($input: IssueKeyInput!) { issueKey(input: $input) { key } }',
      { input: { purpose: 'thử', ...input } },
    )
    return { authorization: `Bearer ${body.data?.issueKey.key}` }
  }
  return Object.assign(moved, {
    ...{ hub, own, analyst: await issue({ role: 'ANALYST', areaCodes: ['VN'] }) },
    partner: await issue({ role: 'PARTNER', areaCodes: [own.code], on: SEEDED_DAY, segments: [own.segment] }),
  })
}

async function hold({ hub }: Asked, table = SOURCE): Promise<void> {
  held = new pg.Client(hub.database.url)
  await held.connect()
  await held.query(`begin; lock table ${table} in access exclusive mode`)
}

async function letGo(): Promise<void> {
  const client = held
  held = null
  await client?.query('rollback')
  await client?.end()
}

/** Connections of this name that are at something. */
async function busy({ hub }: Asked, name: string): Promise<number> {
  const { rows } = await hub.database.pool().query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = $1 and state <> 'idle'`,
    [name],
  )
  return rows[0]?.n ?? 0
}
const READERS = 'baophu segment reader'

type Told = Answer<GraphqlBody<{ segment: Record<string, unknown> }>>

function countOn({ hub, own, partner }: Asked, asOf: string, fields = `count(asOf: "${asOf}")`): Promise<Told> {
  return hub.ask(`query($n: String!) { segment(name: $n) { ${fields} } }`, { n: own.segment }, partner)
}

function bulk({ hub, own, partner }: Asked, init: RequestInit = {}): Promise<Response> {
  const address = `${hub.url}/segments/${own.segment}/households.ndjson?asOf=2017-05-01`
  return fetch(address, { headers: partner, ...init })
}

const codeOf = ({ body }: Told) => body.errors?.[0]?.extensions.code

describe('a question on a segment that takes too long', () => {
  test.each([
    'count(asOf: "2017-05-01")',
    'countWithheld(asOf: "2017-05-01")',
    'households(asOf: "2017-05-01", first: 2) { nodes { id } }',
  ])('is stopped, on the server too: %s', async (fields) => {
    await hold(brief)
    const begun = performance.now()
    expect(codeOf(await countOn(brief, '', fields))).toBe('TIMEOUT')
    expect(performance.now() - begun).toBeLessThan(LOCK_WAIT_MS - 500)
    await expect.poll(() => busy(brief, READERS)).toBe(0)
  })

  test.each(['households(first: 2) { nodes { id } }', 'changes(first: 2) { nodes { kind } }', 'cursor'])(
    'is stopped where it reads what is kept: %s',
    async (fields) => {
      await hold(brief, 'segment_member, segment_change')
      expect(codeOf(await countOn(brief, '', fields))).toBe('TIMEOUT')
      await expect.poll(() => busy(brief, READERS)).toBe(0)
    },
  )

  test('is told 504 before its first line in bulk', async () => {
    await hold(brief)
    const answer = await bulk(brief)
    expect([answer.status, await answer.json()]).toMatchObject([504, { code: 'TIMEOUT' }])
    await expect.poll(() => busy(brief, READERS)).toBe(0)
  })

  test('leaves with its client, in bulk too', async () => {
    await hold(patient)
    const leaving = new AbortController()
    const question = fetch(`${patient.hub.url}/graphql`, {
      ...{
        method: 'POST',
        headers: { ...patient.partner, 'content-type': 'application/json' },
        signal: leaving.signal,
      },
      body: JSON.stringify({ query: `{ segment(name: "${patient.own.segment}") { count(asOf: "2017-05-01") } }` }),
    }).catch(() => 'left')
    await expect.poll(() => busy(patient, READERS)).toBe(1)
    leaving.abort()
    expect(await question).toBe('left')
    await expect.poll(() => busy(patient, READERS), { timeout: 2_000 }).toBe(0)
    const walking = new AbortController()
    const walk = bulk(patient, { signal: walking.signal }).catch(() => 'left')
    await expect.poll(() => busy(patient, READERS)).toBe(1)
    walking.abort()
    expect(await walk).toBe('left')
    await expect.poll(() => busy(patient, READERS), { timeout: 2_000 }).toBe(0)
    expect(held).not.toBeNull()
  })
})

describe('many slow questions of one partner', () => {
  test('leave the hub ready and other readers answered', async () => {
    await hold(crowded)
    const many = Array.from({ length: 12 }, (_, at) => countOn(crowded, `2017-05-${String(at + 1).padStart(2, '0')}`))
    await expect.poll(() => busy(crowded, READERS)).toBe(5)
    const others = await Promise.all([
      crowded.hub.ask('{ area(code: "07301") { code } }', {}, crowded.analyst),
      fetch(`${crowded.hub.url}/readyz`),
      crowded.hub.ask('{ keys { id } }'),
    ])
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200])
    // They have not been told yet: the others were not kept waiting for their end.
    expect(await busy(crowded, READERS)).toBe(5)
    expect(new Set((await Promise.all(many)).map(codeOf))).toEqual(new Set(['TIMEOUT']))
  })

  test('are told 503 and when to come again once they find no connection', async () => {
    await hold(patient)
    const many = await Promise.all(
      Array.from({ length: 6 }, (_, at) => countOn(patient, `2017-05-${String(at + 1).padStart(2, '0')}`)),
    )
    const refused = many.filter((answer) => codeOf(answer) === 'OVERLOADED')
    expect(refused.length).toBeGreaterThan(0)
    for (const { status, headers } of refused) expect([status, headers.get('retry-after')]).toEqual([503, '5'])
    expect(new Set(many.map(codeOf))).toEqual(new Set(['TIMEOUT', 'OVERLOADED']))
    expect(patient.hub.log).toEqual([])
  }, 30_000)
})

test('a new day is worked out once for all who ask, and to its end when they have left', async () => {
  const dayOf = () =>
    oneRow<{ day: string }>(brief.hub.database.em, 'select evaluated_on::text as day from segment where name = $1', [
      brief.own.segment,
    ])
  brief.day = '2017-10-03'
  await hold(brief)
  const many = Array.from({ length: 8 }, () => countOn(brief, '', 'count'))
  await expect.poll(() => busy(brief, 'baophu question')).toBeGreaterThan(0)
  expect(new Set((await Promise.all(many)).map(codeOf))).toEqual(new Set(['TIMEOUT']))
  // One is at it still, the others hold nothing.
  await expect.poll(() => busy(brief, 'baophu question')).toBe(1)
  expect((await dayOf()).day < brief.day).toBe(true)
  await letGo()
  await expect.poll(async () => (await dayOf()).day, { timeout: 20_000 }).toBe(brief.day)
  expect((await countOn(brief, '', 'count')).body.errors).toBeUndefined()
})
