import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { networkOf, Rates } from '../../src/app/http/rates.ts'
import type { USUAL_RATE_LIMITS } from '../../src/app/limit-settings.ts'
import { rows } from '../../src/kernel/sql.ts'
import { openPersonsFor } from './support/open-persons.ts'
import { type Bearer, issueKey } from './support/role-keys.ts'
import { askAt, BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

const many = {
  requestsPerMinute: 1_000,
  costPerMinute: 100_000,
  uploadsPerHour: 100,
  wrongKeysPerMinute: 100,
  atOnce: 100,
  heldPerDay: 100,
}
const open: TestHub[] = []

/** A hub of narrow limits, and the keys of two analysts. */
async function hubWith(narrow: Partial<typeof USUAL_RATE_LIMITS>) {
  const hub = await startTestHub({}, { rateLimits: { ...many, ...narrow } })
  open.push(hub)
  return { hub, one: await issueKey(hub, 'DATA_OFFICER'), other: await issueKey(hub, 'DATA_OFFICER') }
}
afterAll(() => Promise.all(open.map((hub) => hub.close())))

const ask = (hub: TestHub, key: Bearer, query = '{ __typename }') => askAt(hub.url, { query }, key)
const isSoon = (header: string | null, most: number) => Number(header) >= 1 && Number(header) <= most

test('a key that asks too often is told to wait, in the one shape, and no other key is', async () => {
  const { hub, one, other } = await hubWith({ requestsPerMinute: 3 })
  for (let n = 0; n < 3; n += 1) expect((await ask(hub, one)).status).toBe(200)
  const refused = await ask(hub, one)
  expect([refused.status, refused.body]).toEqual([
    429,
    {
      code: 'TOO_MANY_REQUESTS',
      message: expect.stringMatching(/^Khóa này gửi quá nhiều yêu cầu.*\d+ giây/),
      issues: [{ code: 'too-many-requests', message: expect.any(String) }],
      requestId: expect.any(String),
    },
  ])
  expect(isSoon(refused.headers.get('retry-after'), 60)).toBe(true)
  expect((await ask(hub, other)).status).toBe(200)
  expect((await fetch(`${hub.url}/templates/FIGURES.xlsx`, { headers: one })).status).toBe(429)
})

test('a key that asks for too much is told to wait, and a kept answer costs it nothing', async () => {
  const { hub, one, other } = await hubWith({ costPerMinute: 100 })
  const areas = '{ areas(first: 49) { nodes { code } } }'
  const [first, kept, second, refused] = [
    await ask(hub, one, areas),
    await ask(hub, one, areas),
    await ask(hub, one, areas.replace('49', '48')),
    await ask(hub, one, areas.replace('49', '47')),
  ]
  expect([first.status, kept.headers.get('cache-status'), second.status]).toEqual([200, 'baophu; hit', 200])
  expect([refused.status, refused.body.errors?.[0]?.extensions]).toMatchObject([
    429,
    { code: 'TOO_MANY_REQUESTS', issues: [{ code: 'too-much-asked' }] },
  ])
  expect(isSoon(refused.headers.get('retry-after'), 60)).toBe(true)
  expect((await ask(hub, other, areas.replace('49', '46'))).status).toBe(200)
})

test.each([
  'coverage.csv?level=DISTRICT&within=VN',
  'coverage.xlsx?level=DISTRICT&within=VN',
  'door-list.xlsx?within=VN',
])('a file that goes out counts as what it asks for: %s', async (address) => {
  const { hub, one } = await hubWith({ costPerMinute: 1_000 })
  await openPersonsFor(hub, one)
  const fetched = async () => {
    const answer = await fetch(`${hub.url}/exports/${address}`, { headers: one })
    await answer.arrayBuffer()
    return answer
  }
  await fetched()
  await fetched()
  const refused = await fetched()
  expect([refused.status, isSoon(refused.headers.get('retry-after'), 60)]).toEqual([429, true])
})

test('a key that sends too many files is told to wait, and may ask meanwhile', async () => {
  const { hub, one, other } = await hubWith({ uploadsPerHour: 2 })
  const send = (key: Bearer) => {
    const form = new FormData()
    form.set('file', new File(['Mã xã,Tên xã,Dân số\r\n07288,Xã,10'], 'dan-so.csv'))
    return fetch(`${hub.url}/imports`, { method: 'POST', headers: key, body: form })
  }
  expect([(await send(one)).status, (await send(one)).status]).toEqual([202, 202])
  const refused = await send(one)
  expect([refused.status, await refused.json()]).toMatchObject([429, { issues: [{ code: 'too-many-uploads' }] }])
  expect(isSoon(refused.headers.get('retry-after'), 3_600)).toBe(true)
  expect([(await ask(hub, one)).status, (await send(other)).status]).toEqual([200, 202])
})

/** How many statements wait for a lock. */
async function held(hub: TestHub): Promise<number> {
  const [counted] = await rows<{ n: number }>(
    hub.database.em,
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return counted?.n ?? 0
}

test('a key does not take every place: what it asks beyond its own is refused while it waits', async () => {
  const { hub, one, other } = await hubWith({ atOnce: 2 })
  const batches = '{ importBatches { totalCount } }'
  for (const key of [one, other]) expect((await ask(hub, key, batches)).status).toBe(200)
  const blocker = hub.database.database.em()
  await blocker.begin()
  await blocker.execute('lock table import_batch in access exclusive mode')
  const waiting = Promise.all([1, 2].map(() => ask(hub, one, batches)))
  try {
    await expect.poll(() => held(hub), { timeout: 10_000 }).toBe(2)
    const refused = await ask(hub, one)
    expect([refused.headers.get('retry-after'), refused.body]).toMatchObject([
      '1',
      { issues: [{ code: 'too-many-at-once' }] },
    ])
    expect((await ask(hub, other)).status).toBe(200)
  } finally {
    await blocker.rollback()
  }
  expect((await waiting).map(({ status }) => status)).toEqual([200, 200])
  expect((await ask(hub, one)).status).toBe(200)
})

describe('wrong keys from one address', () => {
  let hub: TestHub
  let good: Bearer
  const wrong = { authorization: 'Bearer wrong-key-wrong-key-wrong-key' }
  beforeAll(async () => {
    const made = await hubWith({ wrongKeysPerMinute: 3 })
    ;[hub, good] = [made.hub, made.one]
    expect((await ask(hub, good)).status).toBe(200)
    for (let n = 0; n < 3; n += 1) expect((await ask(hub, wrong)).status).toBe(401)
  })

  test('are not looked up any more', async () => {
    const refused = await ask(hub, wrong)
    expect([refused.status, refused.body]).toMatchObject([429, { issues: [{ code: 'too-many-wrong-keys' }] }])
    expect(isSoon(refused.headers.get('retry-after'), 60)).toBe(true)
  })

  test('shut nobody out whose key was good, and no question without a key', async () => {
    expect((await ask(hub, good)).status).toBe(200)
    expect((await askAt(hub.url, {}, BEARER)).status).toBe(400)
    expect((await fetch(`${hub.url}/graphql`, { method: 'POST' })).status).toBe(401)
  })
})

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '::ffff:10.0.0.7'],
  ['2001:ee0:4f01:2ec0:1:2:3:4', '2001:ee0:4f01:2ec0'],
  ['2001:ee0:4f01:2ec0::9', '2001:ee0:4f01:2ec0'],
  ['2001:ee0::9', '2001:ee0:0:0'],
  ['::1', '0:0:0:0'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('what was spent is known for a minute, and to its own key alone', async () => {
  const rates = new Rates({ ...many, costPerMinute: 10 })
  await rates.spend('one', 10)
  await expect(rates.spend('one', 1)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfter: 60 })
  await expect(rates.spend('other', 10)).resolves.toBeUndefined()
})
