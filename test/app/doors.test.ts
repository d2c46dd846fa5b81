import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAt, BEARER, startTestHub, TEST_KEY, type TestHub } from './support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.close())

const DOORS: readonly (readonly [string, string])[] = [
  ['POST', '/graphql'],
  ['POST', '/graphql/stream'],
  ['POST', '/imports'],
  ['GET', '/imports'],
  ['GET', '/no-such-place'],
]

test.each(DOORS)('%s %s asks for a key before anything else', async (method, path) => {
  for (const authorization of [
    undefined,
    'Bearer wrong-key-wrong-key-wrong-key',
    `Basic ${TEST_KEY}`,
    `Bearer ${TEST_KEY}x`,
  ]) {
    const answer = await fetch(`${hub.url}${path}`, { method, headers: authorization ? { authorization } : {} })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="baophu"/)
    expect(await answer.json()).toMatchObject({
      code: 'UNAUTHENTICATED',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  }
})

test('health says alive and ready without a key, and nothing of versions or addresses', async () => {
  const alive = await fetch(`${hub.url}/healthz`)
  const ready = await fetch(`${hub.url}/readyz`)
  expect([alive.status, await alive.json()]).toEqual([200, { status: 'alive' }])
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
})

test('the landing page names the doors, as a page for a browser and as data for a program', async () => {
  const page = await fetch(`${hub.url}/doors`, { headers: { accept: 'text/html' } })
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  expect(await page.text()).toContain('POST /graphql')
  const data = await fetch(hub.url, { headers: { accept: 'application/json' } })
  expect(await data.json()).toMatchObject({
    name: 'baophu',
    doors: expect.arrayContaining([expect.objectContaining({ door: 'POST /imports' })]),
  })
})

test.each(['/', '/healthz', '/readyz', '/graphql', '/graphql/stream', '/no-such-place'])(
  '%s is kept by no cache and sniffed by no browser',
  async (path) => {
    const answer = await fetch(`${hub.url}${path}`, { headers: BEARER })
    await answer.arrayBuffer()
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('x-powered-by')).toBeNull()
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  },
)

test('another origin is let in by nothing', async () => {
  const answer = await fetch(`${hub.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
  })
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

test('only POST asks: no question and no name ends up in an address', async () => {
  for (const path of ['/graphql?query={__typename}', '/graphql/stream?query={__typename}', '/imports']) {
    const answer = await fetch(`${hub.url}${path}`, { headers: BEARER })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
    expect(await answer.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' })
  }
})

test('what is not there is told in JSON, in the language of the reader', async () => {
  const vietnamese = await fetch(`${hub.url}/nowhere`, { headers: BEARER })
  expect(await vietnamese.json()).toMatchObject({ code: 'NOT_FOUND', message: 'Không có địa chỉ này.' })
  const english = await fetch(`${hub.url}/nowhere`, { headers: { ...BEARER, 'accept-language': 'en-GB,en;q=0.9' } })
  expect(await english.json()).toMatchObject({ code: 'NOT_FOUND', message: 'There is nothing at this address.' })
})

interface BadBody {
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
  readonly status: number
  readonly code: string
}

const BAD_BODIES: Readonly<Record<string, BadBody>> = {
  'broken JSON': { body: '{"query": ', status: 400, code: 'BAD_REQUEST' },
  'a body of 200 kB': {
    body: JSON.stringify({ query: `{ __typename } # ${'x'.repeat(200_000)}` }),
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
  },
  'an unknown compression': {
    body: '{}',
    headers: { 'content-encoding': 'snappy' },
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  'bad gzip': { body: 'not gzip', headers: { 'content-encoding': 'gzip' }, status: 400, code: 'BAD_REQUEST' },
  'variables nested 15,000 deep': {
    body: `{"query":"{ __typename }","variables":${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}}`,
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  '3,000 variables': {
    body: JSON.stringify({ query: '{ __typename }', variables: { a: Array.from({ length: 3_000 }, () => 1) } }),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
}

test.each(Object.entries(BAD_BODIES))('%s is answered as JSON without a trace of the inside', async (_what, bad) => {
  const headers = { ...BEARER, 'content-type': 'application/json', ...bad.headers }
  const answer = await fetch(`${hub.url}/graphql`, { method: 'POST', headers, body: bad.body })
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect([answer.status, JSON.parse(text)]).toEqual([
    bad.status,
    { code: bad.code, message: expect.any(String), issues: expect.any(Array), requestId: expect.any(String) },
  ])
  expect(text).not.toMatch(/\bat |node_modules|\.ts|\.js/)
})

test('a body just under the limit is read', async () => {
  const answer = await askAt(hub.url, { query: `{ __typename } # ${'x'.repeat(99_000)}` })
  expect(answer.body).toEqual({ data: { __typename: 'Query' } })
})

test('a hub whose database is gone says that it is alive and not ready', async () => {
  const lost = await startTestHub()
  await lost.database.drop()
  const alive = await fetch(`${lost.url}/healthz`)
  const ready = await fetch(`${lost.url}/readyz`)
  expect([alive.status, ready.status]).toEqual([200, 503])
  expect(await ready.json()).toMatchObject({ code: 'NOT_READY', requestId: expect.any(String) })
  await lost.close()
})
