import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oneRow } from '../../src/kernel/sql.ts'
import { seedRegister } from './support/seeded-register.ts'
import { startTestHub, type TestHub, UNHURRIED } from './support/test-hub.ts'

/** Keys that are bound to addresses, over HTTP behind a proxy that says who is calling. */

const OFFICE = '203.0.113.7'
const ELSEWHERE = '198.51.100.9'
const UNKNOWN = `bpk_${'x'.repeat(12)}_${'A'.repeat(43)}`
let hub: TestHub
const hubs: TestHub[] = []

async function start(settings: Parameters<typeof startTestHub>[1]): Promise<TestHub> {
  const started = await startTestHub({}, settings)
  hubs.push(started)
  await seedRegister(started.database.em, { communes: 1, households: 1 })
  return started
}
beforeAll(async () => {
  hub = await start({ behindProxy: true })
})
afterAll(() => Promise.all(hubs.map((each) => each.close())))

async function tryIssue(fromAddresses: readonly string[], at = hub) {
  return at.ask<{ issueKey: { id: string; key: string } }>(
    'mutation($input: IssueKeyInput!) { issueKey(input: $input) { id key } }',
    { input: { role: 'DATA_OFFICER', areaCodes: ['07300'], purpose: 'thử', fromAddresses } },
  )
}
async function issue(fromAddresses: readonly string[], at = hub) {
  const { body } = await tryIssue(fromAddresses, at)
  if (!body.data) throw new Error(JSON.stringify(body.errors))
  return body.data.issueKey
}

/** All of an answer but the request's own id. */
async function shown(key: string, from: string, at = hub) {
  const answer = await fetch(`${at.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ query: '{ me { role } }' }),
  })
  const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>
  return [answer.status, answer.headers.get('www-authenticate'), answer.headers.get('retry-after') !== null, body]
}
const told = (id: string, at = hub) => at.log.filter(({ fields }) => fields?.key === id)

describe('a key that is bound to addresses', () => {
  test('opens from there, and is like one that nobody has from elsewhere; the log is told', async () => {
    const { id, key } = await issue(['203.0.113.0/24', '2001:db8::/32'])
    for (const from of [OFFICE, '2001:db8::7', `${ELSEWHERE}, ${OFFICE}`]) expect((await shown(key, from))[0]).toBe(200)
    expect(told(id)).toEqual([])
    const unknown = await shown(UNKNOWN, ELSEWHERE)
    expect(unknown[0]).toBe(401)
    // The last is what the proxy has seen; what stands before it is what the caller says of itself.
    for (const from of [ELSEWHERE, '2001:db9::7', `${OFFICE}, ${ELSEWHERE}`])
      expect(await shown(key, from)).toEqual(unknown)
    expect(told(id)).toMatchObject(
      [ELSEWHERE, '2001:db9::7', ELSEWHERE].map((address) => ({
        ...{ event: 'key-from-elsewhere', level: 'error', fields: { key: id, address } },
      })),
    )
    expect(JSON.stringify(hub.log)).not.toContain(key)
  })

  test('is not marked as used from elsewhere', async () => {
    const { id, key } = await issue([OFFICE])
    const used = async () =>
      (
        await oneRow<{ used: boolean }>(
          hub.database.em,
          'select last_used_at is not null as used from api_key where key_id = $1',
          [id],
        )
      ).used
    await shown(key, ELSEWHERE)
    expect(await used()).toBe(false)
    await shown(key, OFFICE)
    expect(await used()).toBe(true)
  })

  test('is listed with its networks', async () => {
    const [bound, free] = [await issue([OFFICE, '10.0.0.0/8']), await issue([])]
    const { body } = await hub.ask<{ keys: { id: string; fromAddresses: string[] }[] }>('{ keys { id fromAddresses } }')
    const of = (id: string) => body.data?.keys.find((key) => key.id === id)?.fromAddresses
    expect([of(bound.id), of(free.id)]).toEqual([['203.0.113.7/32', '10.0.0.0/8'], []])
  })

  test('is asked for once more when an address cannot be read', async () => {
    const [strange, within] = [await tryIssue([OFFICE, '203.0.113.0/40']), await tryIssue(['203.0.113.7/24'])]
    expect([strange, within].map(({ body }) => body.errors?.[0]?.message)).toEqual([
      'Địa chỉ thứ 2 (“203.0.113.0/40”) không phải là địa chỉ hay dải địa chỉ IP. Hãy ghi như 203.0.113.7, 203.0.113.0/24 hoặc 2001:db8::/32.',
      'Địa chỉ thứ 1 nằm bên trong dải của nó. Hãy ghi cả dải là 203.0.113.0/24, hoặc riêng địa chỉ đó không kèm “/”.',
    ])
  })

  test('is told to wait like any wrong key where too many were shown, though it was good elsewhere a moment ago', async () => {
    const narrow = await start({ behindProxy: true, rateLimits: { ...UNHURRIED, wrongKeysPerMinute: 3 } })
    const { key } = await issue([OFFICE], narrow)
    expect((await shown(key, OFFICE, narrow))[0]).toBe(200)
    for (let n = 0; n < 3; n += 1) expect((await shown(UNKNOWN, ELSEWHERE, narrow))[0]).toBe(401)
    const [known, unknown] = [await shown(key, ELSEWHERE, narrow), await shown(UNKNOWN, ELSEWHERE, narrow)]
    expect([known[0], unknown[0]]).toEqual([429, 429])
    expect((await shown(key, OFFICE, narrow))[0]).toBe(200)
  })
})

test('without a proxy a caller is where they call from, whatever they say', async () => {
  const open = await start({})
  const [here, office] = [await issue(['127.0.0.0/8', '::1'], open), await issue([OFFICE], open)]
  expect((await shown(here.key, ELSEWHERE, open))[0]).toBe(200)
  expect((await shown(office.key, OFFICE, open))[0]).toBe(401)
  expect(told(office.id, open)).toHaveLength(1)
})
