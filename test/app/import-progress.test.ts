import { afterAll, beforeAll, expect, test } from 'vitest'
import { USUAL_PATIENCE } from '../../src/app/http/listen.ts'
import { MOST_STREAMS, MOST_STREAMS_OF_A_KEY } from '../../src/app/http/stream-route.ts'
import { encodeNodeId } from '../../src/kernel/node-id.ts'
import { execute, oneRow } from '../../src/kernel/sql.ts'
import { COMMUNES_OF_XUAN_LOC } from './support/officer.ts'
import { issueKey } from './support/role-keys.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.close())

const FOLLOW = `subscription($id: ID!) { importProgress(id: $id) {
  id status progress outcomes { rowsRead created } issues(first: 5) { totalCount } } }`

function open(query: string, variables: object = {}, init: RequestInit = {}): Promise<Response> {
  return fetch(`${hub.url}/graphql/stream`, {
    method: 'POST',
    headers: { ...BEARER, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
    ...init,
  })
}

interface Event {
  readonly event: string
  readonly data: string
}

function eventsOf(text: string): readonly Event[] {
  return text.split('\n\n').flatMap((block) => {
    const event = /^event: (.*)$/m.exec(block)?.[1]
    return event === undefined ? [] : [{ event, data: /^data: ?(.*)$/m.exec(block)?.[1] ?? '' }]
  })
}

/** A batch whose file is being read by nobody, so that it stays as it is until the test says otherwise. */
async function stuckBatch(where = hub): Promise<{ id: string; key: number }> {
  const { key } = await oneRow<{ key: number }>(
    where.database.em,
    `insert into import_batch (file_name, sha256, byte_size, created_by) values ('x.csv', 'none', 1, 'test')
     returning batch_id as key`,
  )
  return { id: encodeNodeId('ImportBatch', key), key }
}

test('a file is followed from its reading to its check, and the stream ends by itself', async () => {
  const form = new FormData()
  form.set('file', new File([COMMUNES_OF_XUAN_LOC.join('\r\n')], 'xa.csv'))
  const sent = await fetch(`${hub.url}/imports`, { method: 'POST', headers: BEARER, body: form })
  const { id } = (await sent.json()) as { id: string }
  const answer = await open(FOLLOW, { id })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const events = eventsOf(await answer.text())
  expect(events.at(-1)).toEqual({ event: 'complete', data: '' })
  const last = events.at(-2)
  expect(JSON.parse(last?.data ?? '')).toMatchObject({
    data: { importProgress: { id, status: 'CHECKED', progress: 1, outcomes: { rowsRead: 2, created: 2 } } },
  })
})

test('every change is told once, with what is true then', async () => {
  const { id, key } = await stuckBatch()
  const answer = await open(FOLLOW, { id })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const read = async (count: number): Promise<void> => {
    while (eventsOf(text).length < count) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) return
      text += value ?? ''
    }
  }
  await read(1)
  await execute(hub.database.em, 'update import_batch set progress = 0.5, rows_read = 7 where batch_id = $1', [key])
  await read(2)
  await execute(
    hub.database.em,
    `insert into row_issue (batch_id, sheet, severity, code) values ($1, '', 'BLOCKING', 'import-stopped')`,
    [key],
  )
  await execute(hub.database.em, `update import_batch set status = 'FAILED' where batch_id = $1`, [key])
  await read(4)
  const told = eventsOf(text).map(({ event, data }) =>
    event === 'next' ? JSON.parse(data).data.importProgress : event,
  )
  expect(told).toMatchObject([
    { status: 'READING', progress: 0, issues: { totalCount: 0 } },
    { status: 'READING', progress: 0.5, outcomes: { rowsRead: 7 } },
    { status: 'FAILED', issues: { totalCount: 1 } },
    'complete',
  ])
})

test.each([
  ['a query', '{ __typename }', 400, 'BAD_REQUEST'],
  ['no GraphQL', 'subscription {', 400, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', 'subscription { importProgres(id: "x") { id } }', 400, 'GRAPHQL_VALIDATION_FAILED'],
  ['a batch that is none', 'subscription { importProgress(id: "x") { id } }', 400, 'BAD_USER_INPUT'],
])('%s is refused before anything is streamed', async (_what, query, status, code) => {
  const answer = await open(query)
  const body = (await answer.json()) as { errors: { message: string; extensions: { code: string } }[] }
  expect([answer.status, body.errors.map(({ extensions }) => extensions.code)]).toEqual([status, [code]])
  expect(body.errors[0]?.message).not.toContain('importProgress')
})

test('nobody follows without a key', async () => {
  const answer = await open(FOLLOW, { id: 'x' }, { headers: { 'content-type': 'application/json' } })
  expect(answer.status).toBe(401)
})

test('a quiet stream is not taken for a client that has gone', async () => {
  const silenceMs = 200
  const patience = { ...USUAL_PATIENCE, headersMs: 200, requestMs: 60_000, silenceMs, drainMs: 60_000 }
  const impatient = await startTestHub({ patience })
  const { id, key } = await stuckBatch(impatient)
  const answer = await fetch(`${impatient.url}/graphql/stream`, {
    method: 'POST',
    headers: { ...BEARER, 'content-type': 'application/json' },
    body: JSON.stringify({ query: FOLLOW, variables: { id } }),
  })
  await new Promise((resolve) => setTimeout(resolve, silenceMs * 5))
  await execute(impatient.database.em, `update import_batch set status = 'CHECKED' where batch_id = $1`, [key])
  expect(eventsOf(await answer.text()).at(-1)?.event).toBe('complete')
  await impatient.close()
})

test('one key opens so many streams, and leaves the others theirs', async () => {
  const { id } = await stuckBatch()
  const [greedy, other] = [await issueKey(hub, 'ADMINISTRATOR'), await issueKey(hub, 'ADMINISTRATOR')]
  const leaving = new AbortController()
  const openAs = (key: object) =>
    open(FOLLOW, { id }, { signal: leaving.signal, headers: { ...key, 'content-type': 'application/json' } })
  const streams = await Promise.all(Array.from({ length: MOST_STREAMS_OF_A_KEY + 1 }, () => openAs(greedy)))
  const refused = streams.filter(({ status }) => status !== 200)
  expect(refused.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([[429, '5']])
  expect(await refused[0]?.json()).toMatchObject({ issues: [{ code: 'too-many-of-this' }] })
  expect((await openAs(other)).status).toBe(200)
  leaving.abort()
})

test('there is a limit of streams, and whoever leaves makes room', async () => {
  const { id } = await stuckBatch()
  const leaving = new AbortController()
  const keys = await Promise.all(
    Array.from({ length: Math.ceil(MOST_STREAMS / MOST_STREAMS_OF_A_KEY) + 1 }, () => issueKey(hub, 'ADMINISTRATOR')),
  )
  const openAs = (holder: number) =>
    open(FOLLOW, { id }, { signal: leaving.signal, headers: { ...keys[holder], 'content-type': 'application/json' } })
  // Those of the test before may not have ended yet.
  const opened = (holder: number) =>
    expect.poll(async () => (await openAs(holder)).status, { timeout: 10_000 }).toBe(200)
  await Promise.all(Array.from({ length: MOST_STREAMS }, (_, at) => opened(Math.floor(at / MOST_STREAMS_OF_A_KEY))))
  const refused = await openAs(keys.length - 1)
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'NOT_READY' }])
  leaving.abort()
  const again = new AbortController()
  await expect
    .poll(async () => (await open(FOLLOW, { id }, { signal: again.signal })).status, { timeout: 5_000 })
    .toBe(200)
  again.abort()
})
