import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../src/access/actor.ts'
import { USUAL_QUERY_LIMITS } from '../../src/app/limit-settings.ts'
import { type Bearer, issueKey, issueKeys } from './support/role-keys.ts'
import { askAt, startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
let keys: Readonly<Record<Role, Bearer>>

beforeAll(async () => {
  hub = await startTestHub({}, { queryLimits: { ...USUAL_QUERY_LIMITS, officerCost: 61, readerCost: 31 } })
  keys = await issueKeys(hub)
})
afterAll(() => hub.close())

const AREAS = 'query($first: Int) { areas(first: $first) { nodes { code } } }'
const refusal = (answer: Awaited<ReturnType<TestHub['ask']>>) => [
  answer.status,
  answer.body.errors?.[0]?.extensions.code,
]

describe.each([
  ['ADMINISTRATOR', 61],
  ['DATA_OFFICER', 61],
  ['ANALYST', 31],
  ['PARTNER', 31],
] as const)('%s', (role, limit) => {
  test(`may ask for ${limit} objects and not for one more`, async () => {
    // Twice: what a document costs with its variables is remembered.
    for (const _time of ['weighed', 'remembered']) {
      const most = await hub.ask(AREAS, { first: limit - 1 }, keys[role])
      expect([most.status, most.body.errors]).toEqual([200, undefined])
      expect(refusal(await hub.ask(AREAS, { first: limit }, keys[role]))).toEqual([400, 'QUERY_TOO_COMPLEX'])
    }
  })

  test('is held to it on a stream as well', async () => {
    const query = `subscription { importProgress(id: "x") { matches(first: ${limit}) { row } } }`
    const answer = await fetch(`${hub.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...keys[role], 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'QUERY_TOO_COMPLEX' }])
  })
})

test('whoever asks too much is told how much, what is allowed and what to do, in both languages', async () => {
  const [vietnamese, english] = await Promise.all(
    ['vi', 'en'].map((language) => hub.ask(AREAS, { first: 80 }, { 'accept-language': language })),
  )
  expect(vietnamese?.body.errors?.[0]?.message).toMatch(/^Câu hỏi cần ít nhất 81 đối tượng, quá mức 61 .*giảm first/)
  expect(english?.body.errors?.[0]).toMatchObject({
    message: expect.stringMatching(/^The question asks for at least 81 objects; 61 are the most .*Lower first/),
    extensions: {
      code: 'QUERY_TOO_COMPLEX',
      issues: [{ code: 'query-too-complex' }],
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  })
})

test('a kept answer is given to who may ask for it, and to nobody else', async () => {
  await hub.ask(AREAS, { first: 60 }, keys.DATA_OFFICER)
  expect((await hub.ask(AREAS, { first: 60 }, keys.DATA_OFFICER)).headers.get('cache-status')).toBe('baophu; hit')
  expect(refusal(await hub.ask(AREAS, { first: 60 }, keys.ANALYST))).toEqual([400, 'QUERY_TOO_COMPLEX'])
})

describe('with the usual limits', () => {
  let usual: TestHub
  let analyst: Bearer
  beforeAll(async () => {
    // So deep and so many aliases that the cost alone stands between a bomb and the database.
    const queryLimits = { ...USUAL_QUERY_LIMITS, depth: 1_000, aliases: 1_000 }
    usual = await startTestHub({}, { queryLimits })
    analyst = await issueKey(usual, 'ANALYST')
  })
  afterAll(() => usual.close())

  const WIDE: Readonly<Record<string, string>> = {
    'a hundred times a hundred': '{ areas(first: 100) { nodes { children { children { code } } } } }',
    'a hundred aliases of a hundred rows': `{ area(code: "VN") { ${Array.from({ length: 100 }, (_, i) => `a${i}: children { predecessors { on } }`).join(' ')} } }`,
    'every hamlet of the country': '{ householdCounts(level: HAMLET) { households } }',
    'lists below each other, 26 deep': `{ area(code: "VN") { ${'children { '.repeat(26)} code ${'} '.repeat(26)} } }`,
  }
  test.each(Object.entries(WIDE))('%s are refused', async (_what, query) => {
    expect(refusal(await usual.ask(query, {}, analyst))).toEqual([400, 'QUERY_TOO_COMPLEX'])
  })

  test.each([14, 16, 20, 24])('a bomb of 2^%i fields in fragments is refused in bounded time', async (levels) => {
    const fragments = Array.from(
      { length: levels },
      (_, i) => `fragment F${i} on Area { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
    )
    const query = `{ area(code: "VN") { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Area { code }`
    const before = process.cpuUsage()
    const answer = await usual.ask(query, {}, analyst)
    const { user, system } = process.cpuUsage(before)
    expect(refusal(answer)).toEqual([400, 'QUERY_TOO_COMPLEX'])
    expect((user + system) / 1_000).toBeLessThan(1_000)
  })
})

describe('the schema itself', () => {
  const ask = (role: Role, query = '{ __schema { queryType { name } } }') => usual.ask(query, {}, keysThere[role])
  let usual: TestHub
  let keysThere: Readonly<Record<Role, Bearer>>
  beforeAll(async () => {
    usual = await startTestHub()
    keysThere = await issueKeys(usual)
  })
  afterAll(() => usual.close())

  test.each(['ADMINISTRATOR', 'DATA_OFFICER', 'ANALYST'] as const)('is told to %s', async (role) => {
    expect((await ask(role)).body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } })
  })

  test.each([
    '{ __schema { queryType { name } } }',
    '{ t: __typename ...F } fragment F on Query { __type(name: "Area") { name } }',
  ])('is not told to a partner: %s', async (query) => {
    const answer = await ask('PARTNER', query.replace('t: ', ''))
    expect([refusal(answer), answer.body.data]).toEqual([[403, 'FORBIDDEN'], undefined])
    expect((await ask('PARTNER', '{ __typename }')).status).toBe(200)
  })

  test('is told to nobody when the setting says so', async () => {
    const closed = await startTestHub({}, { introspection: [] })
    expect(refusal(await closed.ask('{ __schema { queryType { name } } }'))).toEqual([403, 'FORBIDDEN'])
    await closed.close()
  })

  test('is not told many times over by aliases', async () => {
    const query = '{ __schema { types { a: fields { name } b: fields { name } } } }'
    expect(refusal(await ask('ADMINISTRATOR', query))).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  })

  test('is told whole to the tools that ask for it', async () => {
    const { getIntrospectionQuery, buildClientSchema } = await import('graphql')
    const { body } = await askAt<Parameters<typeof buildClientSchema>[0]>(
      usual.url,
      { query: getIntrospectionQuery() },
      keysThere.ANALYST,
    )
    expect(body.data && buildClientSchema(body.data).getType('CoverageRow')?.name).toBe('CoverageRow')
  })
})
