import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withoutValues } from '../../src/app/http/without-values.ts'
import { traceError } from '../../src/app/log.ts'
import { maskNumbers } from '../../src/app/mask-numbers.ts'
import { execute } from '../../src/kernel/sql.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

/** A citizen's number and name, typed where they do not belong. */
const NUMBER = '099994012345'
const NAME = 'Nguyễn Thị Ánh'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.close())

/** Everything the hub says of a question and writes of it. */
async function told(query: string, variables: object = {}): Promise<{ code: string | undefined; all: string }> {
  const before = hub.log.length
  const { body, headers } = await hub.ask(query, variables)
  const all = JSON.stringify([body, [...headers], hub.log.slice(before)])
  return { code: body.errors?.[0]?.extensions.code, all }
}

const WRONG: Readonly<Record<string, readonly [query: string, variables?: object]>> = {
  'a number as a text': ['query($n: Int) { areas(first: $n) { totalCount } }', { n: NUMBER }],
  'a number too large': ['query($n: Int) { areas(first: $n) { totalCount } }', { n: Number(NUMBER) }],
  'a day': ['query($d: Date) { areas(on: $d) { totalCount } }', { d: NUMBER }],
  'a level': ['query($l: AreaLevel) { areas(level: $l) { totalCount } }', { l: `A${NUMBER}` }],
  'an object for a text': ['query($s: String) { areas(search: $s) { totalCount } }', { s: { [NAME]: NUMBER } }],
  'a field that an input does not have': [
    'query($w: PersonWhere!) { persons(where: $w) { totalCount } }',
    { w: { within: '1', nationalId: NUMBER, fullName: NAME } },
  ],
  'a list for an input': [
    'query($w: PersonWhere!) { persons(where: $w) { totalCount } }',
    { w: [NUMBER, { a: NAME }] },
  ],
  'a number written into the query': [`{ areas(first: "${NUMBER}") { totalCount } }`],
  'a large number written into the query': [`{ areas(first: ${NUMBER}1) { totalCount } }`],
  'a day written into the query': [`{ areas(on: "${NUMBER}") { totalCount } }`],
  'a level written into the query': [`{ areas(level: "${NAME}") { totalCount } }`],
  'a text where a name is expected': [`{ areas("${NAME} ${NUMBER}") { totalCount } }`],
  'a text that does not end': [`{ areas(search: "${NAME} ${NUMBER}) { totalCount } }`],
}

test.each(Object.entries(WRONG))('%s is refused without being repeated', async (_what, [query, variables]) => {
  const { code, all } = await told(query, variables)
  expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']).toContain(code)
  expect(all).not.toContain(NUMBER)
  expect(all).not.toContain(NAME)
})

const CARD = 'GD4759900000001'
/** What a door of files or of GraphQL repeats of a question, in both languages. */
const REPEATED: Readonly<Record<string, (typed: string) => Promise<Response>>> = {
  'an area in a question': (typed) =>
    posted('query($w: String!) { coverage(within: $w) { total { covered } } }', { w: typed }),
  'a segment in a mutation': (typed) => posted('mutation($n: String!) { endSegment(name: $n) { name } }', { n: typed }),
  'a name for a segment': (typed) =>
    posted(
      `mutation($n: String!) { createSegment(name: $n, partner: "P", input: { purpose: "x", agreement: "x", expiresOn: "2099-01-01", areaCodes: ["VN"], fields: [CLASS] }) { name } }`,
      { n: `Tên ${typed}` },
    ),
  'a segment in an address': (typed) => fetched(`/segments/${typed}/households.ndjson`),
  'an area in an address': (typed) => fetched(`/exports/coverage.csv?within=${typed}`),
  'a day in an address': (typed) => fetched(`/exports/coverage.csv?asOf=${typed}`),
  'a parameter in an address': (typed) => fetched(`/exports/coverage.csv?${typed}=1`),
  'a kind in an address': (typed) => fetched(`/templates/${typed}.xlsx`),
  'a kind of a file': (typed) => uploaded({ kind: typed }),
  'a field of a form': (typed) => uploaded({ [typed]: 'x' }),
}
const LANGUAGE = { 'accept-language': 'en' }
const posted = (query: string, variables: object) =>
  fetch(`${hub.url}/graphql`, {
    ...{ method: 'POST', headers: { ...BEARER, ...LANGUAGE, 'content-type': 'application/json' } },
    body: JSON.stringify({ query, variables }),
  })
const fetched = (path: string) => fetch(`${hub.url}${path}`, { headers: { ...BEARER, ...LANGUAGE } })
const uploaded = (fields: Readonly<Record<string, string>>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new File(['a,b'], 'a.csv', { type: 'text/csv' }))
  return fetch(`${hub.url}/imports`, { method: 'POST', headers: BEARER, body: form })
}

test.each(Object.entries(REPEATED))('a number in place of %s is not told again', async (_what, ask) => {
  for (const typed of [NUMBER, CARD, '994012345', '0023456789']) {
    const answer = await ask(typed)
    const text = await answer.text()
    expect(text).toMatch(/"code":"(?!INTERNAL)/)
    expect(text).not.toContain(typed.slice(-9))
  }
  expect(JSON.stringify(hub.log)).not.toMatch(/994012345|4759900000001|0023456789/)
})

test.each([
  ['099994012345', '…'],
  ['Thẻ GD4759900000001 đó', 'Thẻ … đó'],
  ['số 994012345, 0023456789', 'số …, …'],
  ['099 994 012 345 và 099.994.012.345', '… và …'],
  ['từ 2017-09-30 đến 2018-09-30', 'từ 2017-09-30 đến 2018-09-30'],
  ['xã 26446, ấp 26446.01.12', 'xã 26446, ấp 26446.01.12'],
  ['12345678 người, 1.000.000', '12345678 người, 1.000.000'],
  [994_012_345, '…'],
  [25_000, '25000'],
])('%s is shown as %s', (text, shown) => {
  expect(maskNumbers(text)).toBe(shown)
})

test('what is written of an error has no number of a person', () => {
  expect(traceError(new Error(`no card ${CARD} of ${NUMBER}`)).message).toBe('no card … of …')
})

test('a refusal still says which variable and where in it', async () => {
  const { all } = await told('query($w: PersonWhere!) { persons(where: $w) { totalCount } }', {
    w: { within: '24', sexes: [NAME] },
  })
  expect(all).toContain('Variable \\"$w\\" got a value at \\"w.sexes[0]\\" that does not fit.')
})

describe('a value that is no day', () => {
  const ON = '{ areas(on: "30/9/2017") { totalCount } }'
  const IN = 'query($d: Date) { areas(on: $d) { totalCount } }'
  test.each([
    ['written into the question', 'vi', ON, {}, 'Giá trị ở dòng 1, cột 13 của câu hỏi không phải là một ngày'],
    ['written into the question', 'en', ON, {}, 'The value at line 1, column 13 of the question is no real day'],
    ['in a variable', 'vi', IN, { d: '2017-02-30' }, 'Giá trị ở $d không phải là một ngày có thật'],
    ['in a variable', 'en', IN, { d: 20170930 }, 'The value at $d is no real day'],
  ])('%s is told in the language of the reader (%s), with its place and how to write it', async (...asked) => {
    const [, language, query, variables, sentence] = asked
    const { body, status } = await hub.ask(query, variables, { 'accept-language': language })
    expect(status).toBe(400)
    const [error] = body.errors ?? []
    expect(error?.message).toContain(sentence)
    expect(error?.message).toContain('2017-09-30.')
    expect(error?.extensions).toMatchObject({ issues: [{ code: 'day-not-real' }], requestId: expect.any(String) })
  })
})

describe('what nobody expected', () => {
  const BREAKS: Readonly<Record<string, string>> = {
    'a table that is away': 'alter table target rename to target_away',
    'a text that is no number': `alter table target rename to target_away; create view target as select '${NUMBER}'::text::int as target_id`,
  }
  test.each(Object.entries(BREAKS))('%s is masked: an id, and nothing of the database', async (_what, sql) => {
    for (const statement of sql.split('; ')) await execute(hub.database.em, statement)
    const { body } = await hub.ask('{ targets(within: "VN") { value } }')
    expect(body.errors).toEqual([
      {
        message: expect.stringContaining('mã yêu cầu'),
        locations: expect.any(Array),
        path: ['targets'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
      },
    ])
    const logged = hub.log.at(-1)
    expect(logged).toMatchObject({ event: 'query-failed', requestId: body.errors?.[0]?.extensions.requestId })
    expect(JSON.stringify([body, logged])).not.toMatch(new RegExp(`${NUMBER}|select |constraint`, 'i'))
    expect(JSON.stringify(body)).not.toMatch(/target_away|relation|\.ts|\bat /)
    await execute(hub.database.em, 'drop view if exists target')
    await execute(hub.database.em, 'alter table target_away rename to target')
  })
})

test.each([
  ['Cannot query field "fullNam" on type "Area".', 'Cannot query field "fullNam" on type "Area".'],
  ['Unknown argument "x" on field "Query.areas".', 'Unknown argument "x" on field "Query.areas".'],
  ['Expected value of type "[Sex!]", found "Ánh".', 'Expected value of type "[Sex!]".'],
  ['Int cannot represent non-integer value: "12a"', 'Int cannot represent non-integer value.'],
  ['Syntax Error: Expected Name, found String "Ánh".', 'Syntax Error: Expected Name, found String.'],
  ['Enum "Sex" cannot represent non-enum value: "x".', 'Enum "Sex" cannot represent non-enum value.'],
  ['Value "NAM" does not exist in "Sex" enum.', 'The value does not exist in "Sex" enum.'],
  ['Something said "tên của ai" and 12345678.', 'Something said "…" and ….'],
])('%s → %s', (message, told) => {
  expect(withoutValues(message)).toBe(told)
})
