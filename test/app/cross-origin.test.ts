import { afterAll, beforeAll, expect, test } from 'vitest'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({}, { corsOrigins: ['https://bi.example.vn'] })
})
afterAll(() => hub.close())

const preflight = (origin: string) =>
  fetch(`${hub.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  })
const question = (origin: string) =>
  fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { ...BEARER, origin, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  })

test('a page of a named site may ask with a key, and read what a client needs', async () => {
  const [asked, answered] = [await preflight('https://bi.example.vn'), await question('https://bi.example.vn')]
  expect([asked.status, answered.status]).toEqual([204, 200])
  expect(asked.headers.get('access-control-allow-headers')).toContain('Authorization')
  expect(answered.headers.get('access-control-expose-headers')).toContain('Retry-After')
  for (const { headers } of [asked, answered]) {
    expect(headers.get('access-control-allow-origin')).toBe('https://bi.example.vn')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    expect(headers.get('vary')).toContain('Origin')
  }
})

test.each(['https://elsewhere.example', 'https://bi.example.vn.evil.example', 'http://bi.example.vn', 'null'])(
  'a page of %s is told nothing',
  async (origin) => {
    for (const answer of [await preflight(origin), await question(origin)]) {
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(answer.headers.get('vary')).toContain('Origin')
    }
    expect((await preflight(origin)).status).toBe(401)
  },
)
