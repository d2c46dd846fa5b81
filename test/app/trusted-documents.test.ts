import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { loadTrustedDocuments } from '../../src/app/documents/trusted-documents.ts'
import { USUAL_QUERY_LIMITS } from '../../src/app/limit-settings.ts'
import { type Bearer, issueKey } from './support/role-keys.ts'
import { runCommand } from './support/run-command.ts'
import { askAt, startTestHub, type TestHub } from './support/test-hub.ts'

const folder = mkdtempSync(join(tmpdir(), 'baophu-documents-'))
const AREAS = '# Tìm địa bàn\nquery Areas($first: Int = 10) { areas(first: $first) { totalCount nodes { code } } }\n'
const idOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
const schema = buildHubSchema()
const load = (path: string) => loadTrustedDocuments(path, schema, USUAL_QUERY_LIMITS)

beforeAll(() => writeFileSync(join(folder, 'areas.graphql'), AREAS))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a hub with registered questions', () => {
  let hub: TestHub
  let partner: Bearer
  let analyst: Bearer
  beforeAll(async () => {
    hub = await startTestHub({}, { trustedDocuments: folder })
    partner = await issueKey(hub, 'PARTNER')
    analyst = await issueKey(hub, 'ANALYST')
  })
  afterAll(() => hub.close())

  test('answers a partner by the id, with variables, and keeps the answer', async () => {
    const body = { documentId: idOf(AREAS), variables: { first: 1 } }
    const [first, again] = [await askAt(hub.url, body, partner), await askAt(hub.url, body, partner)]
    expect([first.status, first.body]).toEqual([200, { data: { areas: { totalCount: 1, nodes: [{ code: 'VN' }] } } }])
    expect([again.headers.get('cache-status'), again.body]).toEqual(['baophu; hit', first.body])
    const asText = await askAt(hub.url, { query: AREAS, variables: { first: 1 } }, analyst)
    const byId = await askAt(hub.url, body, analyst)
    expect([asText.body, byId.headers.get('cache-status')]).toEqual([first.body, 'baophu; hit'])
  })

  const REFUSED: Readonly<Record<string, readonly [body: unknown, issue: string]>> = {
    'a text of their own': [{ query: '{ __typename }' }, 'documents-only'],
    'the very text that is registered': [{ query: AREAS }, 'documents-only'],
    'an unknown id': [{ documentId: idOf('{ __typename }') }, 'document-unknown'],
    'an id without its kind': [{ documentId: idOf(AREAS).replace('sha256:', '') }, 'document-unknown'],
    __proto__: [{ documentId: '__proto__' }, 'document-unknown'],
    'an id in the prototype': ['{"__proto__": {"documentId": "x"}}', 'documents-only'],
    'a number': [{ documentId: 7 }, 'document-unknown'],
    'an id and a text': [{ documentId: idOf(AREAS), query: AREAS }, 'document-and-query'],
    'several at once': [[{ documentId: idOf(AREAS) }], 'query-missing'],
    'a stored query of Apollo’s': [
      { documentId: idOf(AREAS), extensions: { persistedQuery: { version: 1, sha256Hash: idOf(AREAS) } } },
      'query-missing',
    ],
    nothing: [{}, 'documents-only'],
  }
  test.each(Object.entries(REFUSED))('refuses a partner %s', async (_what, [body, issue]) => {
    const answer = await askAt(hub.url, body, partner)
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'BAD_REQUEST', issues: [{ code: issue }] }])
  })

  test('refuses a partner a text on the stream too, and a question in an address', async () => {
    const answer = await fetch(`${hub.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...partner, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'subscription { importProgress(id: "x") { id } }' }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { issues: [{ code: 'documents-only' }] }])
    expect((await fetch(`${hub.url}/graphql?documentId=${idOf(AREAS)}`, { headers: partner })).status).toBe(405)
  })

  test('holds a registered question to the limit with the variables that come', async () => {
    const answer = await askAt(hub.url, { documentId: idOf(AREAS), variables: { first: 20_000 } }, partner)
    expect(answer.body.errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX')
  })

  test('lets everybody else ask in their own words', async () => {
    expect((await askAt(hub.url, { query: '{ __typename }' }, analyst)).status).toBe(200)
  })
})

test('without registered questions a partner asks in their own words, and no id is known', async () => {
  const hub = await startTestHub()
  const partner = await issueKey(hub, 'PARTNER')
  expect((await askAt(hub.url, { query: '{ areas { totalCount } }' }, partner)).body.data).toBeDefined()
  expect((await askAt(hub.url, { documentId: idOf(AREAS) }, partner)).status).toBe(400)
  await hub.close()
})

describe('loading', () => {
  const bad = mkdtempSync(join(tmpdir(), 'baophu-documents-'))
  const write = (name: string, text: string): string => {
    writeFileSync(join(bad, name), text)
    return join(bad, name)
  }
  afterAll(() => rmSync(bad, { recursive: true, force: true }))

  test('takes every query of the examples, by the SHA-256 of its file', () => {
    const documents = load('schema/examples')
    expect(documents.size).toBeGreaterThan(20)
    for (const [id, { text }] of documents) expect(id).toBe(idOf(text))
  })

  test('takes a manifest of texts by id, with or without the word sha256', () => {
    for (const id of [idOf(AREAS), idOf(AREAS).slice('sha256:'.length)]) {
      const file = write('good.json', JSON.stringify({ [id]: AREAS }))
      expect([...load(file).values()]).toEqual([{ id: idOf(AREAS), name: 'Areas', text: AREAS, cost: 11 }])
    }
  })

  const MISTAKES: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
    'what is not GraphQL': ['query {', /Syntax Error/],
    'a field that is not there': ['query Q { nowhere }', /Cannot query field "nowhere"/],
    'two operations': ['query A { __typename } query B { __typename }', /expected one operation, with a name/],
    'an operation without a name': ['{ __typename }', /expected one operation, with a name/],
    'too deep': [`query Q { area(code: "VN") { ${'parent { '.repeat(12)} code ${'}'.repeat(12)} } }`, /deep/],
    'too dear': ['query Q { population(level: HAMLET) { count } }', /costs 90000 objects; 10000 are the most/],
    'too dear with its variable': [
      'query Q($n: Int) { importBatches(first: $n) { nodes { changes(first: $n) { nodes { kind } } } } }',
      /costs 10201 objects/,
    ],
  }
  test.each(Object.entries(MISTAKES))('refuses %s', (_what, [text, message]) => {
    write('wrong.graphql', text)
    expect(() => load(bad)).toThrow(/wrong\.graphql: /)
    expect(() => load(bad)).toThrow(message)
    rmSync(join(bad, 'wrong.graphql'))
  })

  test.each([
    ['an empty folder', () => bad, /there are none/],
    ['a folder that is not there', () => join(bad, 'nowhere'), /ENOENT/],
    [
      'an id that is not its text’s',
      () => write('a.json', JSON.stringify({ [idOf('other')]: AREAS })),
      /has the id sha256:/,
    ],
    ['a manifest that is a list', () => write('b.json', '[]'), /expected an object/],
    ['a text that is none', () => write('c.json', '{"x": 1}'), /x has no text/],
  ])('refuses %s', (_what, path, message) => {
    expect(() => load(path())).toThrow(message)
  })

  test('a hub does not start with documents that cannot be used', async () => {
    await expect(startTestHub({}, { trustedDocuments: join(bad, 'nowhere') })).rejects.toThrow(/cannot be used/)
  })

  test('baophu documents check prints the ids, and says what is wrong', async () => {
    const run = (path: string) => runCommand('documents', 'check', path, '--json')
    expect(JSON.parse((await run(folder)).out)).toEqual([{ id: idOf(AREAS), name: 'Areas', cost: 11 }])
    const both = mkdtempSync(join(bad, 'both-'))
    cpSync(join(folder, 'areas.graphql'), join(both, 'areas.graphql'))
    writeFileSync(join(both, 'broken.graphql'), 'query')
    expect(await run(both)).toMatchObject({ code: 1, out: '', talk: expect.stringContaining('broken.graphql: ') })
  })
})
