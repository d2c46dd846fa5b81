import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askAt, startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.close())

const codeOf = (answer: { body: { errors?: readonly { extensions: { code: string } }[] } }) =>
  answer.body.errors?.[0]?.extensions.code

test.each([
  ['500 aliases', `{ ${Array.from({ length: 500 }, (_, i) => `a${i}: __typename`).join(' ')} }`],
  ['500 directives', `{ __typename ${'@skip(if: false) '.repeat(500)} }`],
  ['3,000 overlapping fields', `{ ${'__typename '.repeat(3_000)} }`],
])('%s are refused while they are read', async (_what, query) => {
  const answer = await hub.ask(query)
  expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_PARSE_FAILED'])
})

/** A query made of so many of something. */
const MADE_OF: Readonly<Record<string, { readonly most: number; readonly query: (count: number) => string }>> = {
  aliases: { most: 30, query: (count) => `{ area(code: "VN") { ${times(count, (i) => `a${i}: code`)} } }` },
  'root fields': { most: 20, query: (count) => `{ ${times(count, (i) => `a${i}: __typename`)} }` },
  'root fields in fragments': {
    most: 20,
    query: (count) => `{ ...A __typename } fragment A on Query { ${times(count - 1, (i) => `a${i}: __typename`)} }`,
  },
  directives: { most: 20, query: (count) => `{ ${times(count, () => '__typename @skip(if: false)')} }` },
}

test.each(Object.entries(MADE_OF))('%s: the most are answered, one more is refused', async (_what, { most, query }) => {
  const [answered, refused] = [await hub.ask(query(most)), await hub.ask(query(most + 1))]
  expect([answered.status, answered.body.errors]).toEqual([200, undefined])
  expect([refused.status, codeOf(refused)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  expect(refused.body.errors?.[0]?.message).toContain(`${most} are the most`)
})

test('a query of 1,000 tokens is read, one of 1,001 is not', async () => {
  const query = (tokens: number) =>
    `{ coverage(where: { participantCodes: [${'"HS" '.repeat(tokens - 16)}] }) { version } }`
  expect((await hub.ask(query(1_000))).body.errors).toBeUndefined()
  expect(codeOf(await hub.ask(query(1_001)))).toBe('GRAPHQL_PARSE_FAILED')
})

test.each([
  ['10 deep', (depth: number) => Array.from({ length: depth - 1 }).reduce((inner) => ({ a: inner }), { a: 1 }), 10],
  ['of 2,000 values', (count: number) => ({ a: Array.from({ length: count }, () => 1) }), 2_000],
])('variables %s are taken, more are refused', async (_what, variables, most) => {
  const asked = (count: number) => hub.ask('{ __typename }', variables(count) as object)
  expect((await asked(most)).status).toBe(200)
  expect([(await asked(most + 1)).status, (await asked(most + 1)).body]).toMatchObject([
    400,
    { code: 'BAD_USER_INPUT' },
  ])
})

test('a body of exactly 100 kB is read, one of a byte more is not', async () => {
  const empty = JSON.stringify({ query: '{ __typename } #' })
  const body = (bytes: number) => empty.replace('#', `#${'x'.repeat(bytes - empty.length)}`)
  const [answered, refused] = [await askAt(hub.url, body(102_400)), await askAt(hub.url, body(102_401))]
  expect([answered.status, refused.status, refused.body]).toMatchObject([200, 413, { code: 'PAYLOAD_TOO_LARGE' }])
})

function times(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join(' ')
}

describe('depth', () => {
  const nested = (depth: number) =>
    `{ area(code: "VN") ${'{ parent '.repeat(depth - 2)}{ code }${' }'.repeat(depth - 2)} }`

  test('12 fields deep is answered, 13 is refused', async () => {
    expect((await hub.ask(nested(12))).body.errors).toBeUndefined()
    const refused = await hub.ask(nested(13))
    expect([refused.status, codeOf(refused)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  })

  test('fragments hide no depth, and a bomb of them is refused at once', async () => {
    const bomb = Array.from(
      { length: 24 },
      (_, i) => `fragment F${i} on Area { a: parent { ...F${i + 1} } b: parent { ...F${i + 1} } }`,
    )
    const answer = await hub.ask(`{ area(code: "VN") { ...F0 } } ${bomb.join(' ')} fragment F24 on Area { code }`)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED'])
  })

  test('a fragment that spreads itself is refused', async () => {
    const answer = await hub.ask('{ area(code: "VN") { ...F } } fragment F on Area { parent { ...F } }')
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED')
  })
})

test.each([0, -1, 101])('first: %i is refused with the range that is allowed', async (first) => {
  const answer = await hub.ask('query($first: Int) { areas(first: $first) { totalCount } }', { first })
  expect(answer.body.errors?.[0]).toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', issues: [{ code: 'first-out-of-range' }] },
  })
})

test('a cursor of nobody’s is the client’s mistake', async () => {
  const answer = await hub.ask('{ areas(after: "nonsense") { totalCount } }')
  expect(answer.body.errors?.[0]).toMatchObject({
    extensions: { code: 'BAD_USER_INPUT', issues: [{ code: 'cursor-not-readable' }] },
  })
})

test.each(['2017-02-30', '30/9/2017', '2017-9-3', 20170930, '2017-09-30T00:00:00Z'])('%s is no day', async (day) => {
  const answer = await hub.ask('query($on: Date) { areas(on: $on) { totalCount } }', { on: day })
  expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT'])
})

test.each([
  ['several queries at once', [{ query: '{ __typename }' }, { query: '{ __typename }' }]],
  ['a stored query', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }],
  [
    'a stored query with its text',
    { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
  ],
  ['nothing', {}],
])('%s is refused', async (_what, body) => {
  const answer = await askAt(hub.url, body)
  expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'BAD_REQUEST' })])
})

test('a subscription that is posted is refused, not run once as a query', async () => {
  const answer = await hub.ask('subscription { importProgress(id: "x") { id } }')
  expect([answer.status, answer.body.data, codeOf(answer)]).toEqual([400, undefined, 'BAD_REQUEST'])
})

test('a form or plain text is no query, so that another site’s page cannot send one', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await askAt(hub.url, '{"query":"{ __typename }"}', { 'content-type': type })
    expect([type, answer.status]).toEqual([type, 400])
  }
})

test('an unknown field is not answered with the names of others', async () => {
  const answer = await hub.ask('{ area(code: "VN") { fullNam } }')
  expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(JSON.stringify(answer.body)).not.toContain('fullName')
})

test('the edge answers the same whatever NODE_ENV says', async () => {
  const answers: unknown[] = []
  for (const environment of ['development', 'production']) {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = environment
    const probed = await startTestHub()
    const probes = [
      '{ nowhere }',
      '{ __schema { queryType { name } } }',
      '{ areas(first: 0) { totalCount } }',
      '{ __typename ',
    ].map((query) => probed.ask(query))
    answers.push(
      (await Promise.all(probes)).map(({ status, body }) => [
        status,
        JSON.stringify(body).replace(/[0-9a-f-]{36}/g, 'id'),
      ]),
    )
    await probed.close()
    process.env.NODE_ENV = before
  }
  expect(answers[0]).toEqual(answers[1])
})
