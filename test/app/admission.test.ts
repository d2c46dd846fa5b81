import { request as send } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerError } from '../../src/app/http/errors.ts'
import { type Listening, listen, USUAL_PATIENCE } from '../../src/app/http/listen.ts'
import { admit, letGo } from '../../src/app/http/places.ts'
import { openRequestScope, requestScope } from '../../src/app/http/request-scope.ts'
import { USUAL_LOAD_LIMITS } from '../../src/app/limit-settings.ts'
import { askAt, BEARER, startTestHub } from './support/test-hub.ts'

/** A door with two places and three chairs to wait on, whose work is finished when the test says so. */
let door: Listening
const under: { name: string; finish: () => void }[] = []
/** Who has come to the door, and who has been seen to leave it, answered or not: in the door's own order. */
const came: string[] = []
const left: string[] = []

beforeAll(async () => {
  const app = express()
  app.use((request, response, next) => {
    const name = request.path.slice(1)
    came.push(name)
    response.once('close', () => left.push(name))
    next()
  })
  app.use(openRequestScope, admit({ atOnce: 2, waiting: 3, waitMs: 1_500 }))
  app.get('/:name', (request, response) => {
    const { language } = requestScope()
    under.push({ name: request.params.name, finish: () => response.end(`${request.params.name} ${language}`) })
    if (request.params.name.startsWith('stream')) letGo(request)
  })
  app.use(answerError(() => {}))
  door = await listen(app, { host: '127.0.0.1', port: 0, connections: 100 }, USUAL_PATIENCE)
})
afterAll(() => door.close())

const ask = async (name: string, language = 'vi') => {
  const answer = await fetch(`${door.url}/${name}`, { headers: { 'accept-language': language } })
  return { status: answer.status, text: await answer.text(), retry: answer.headers.get('retry-after') }
}
const names = () => under.map(({ name }) => name)
const finish = (name: string): void => {
  const [found] = under.splice(names().indexOf(name), 1)
  found?.finish()
}
const begun = (...expected: readonly string[]) => expect.poll(names).toEqual(expected)

test('two are worked on, three wait in their order, the next is sent away at once', async () => {
  const first = [ask('a'), ask('b')]
  await expect.poll(() => names().sort()).toEqual(['a', 'b'])
  const waiting: ReturnType<typeof ask>[] = []
  for (const [name, language] of [
    ['c', 'en'],
    ['d', 'vi'],
    ['e', 'en'],
  ] as const) {
    waiting.push(ask(name, language))
    // On connections of their own, they come in this order only one after the other.
    await expect.poll(() => came).toContain(name)
  }
  const refused = await ask('f')
  expect([refused.status, refused.retry, JSON.parse(refused.text)]).toMatchObject([503, '2', { code: 'OVERLOADED' }])
  finish('a')
  await expect.poll(() => names().sort()).toEqual(['b', 'c'])
  finish('b')
  await expect.poll(() => names().sort()).toEqual(['c', 'd'])
  for (const name of ['c', 'd']) finish(name)
  await begun('e')
  finish('e')
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200])
  // Each was answered in its own language, although another's end let it in.
  expect((await Promise.all(waiting)).map(({ text }) => text)).toEqual(['c en', 'd vi', 'e en'])
})

test('whoever waits too long is sent away, and who leaves the queue gives up the chair', async () => {
  const busy = [ask('a'), ask('b')]
  await expect.poll(() => names().sort()).toEqual(['a', 'b'])
  const late = await ask('late')
  expect([late.status, JSON.parse(late.text)]).toMatchObject([503, { code: 'OVERLOADED' }])
  const gone = send(`${door.url}/gone`).on('error', () => {})
  gone.end()
  await expect.poll(() => came).toContain('gone')
  gone.destroy()
  await expect.poll(() => left).toContain('gone')
  for (const name of ['a', 'b']) finish(name)
  await Promise.all(busy)
  const again = ask('again')
  await begun('again')
  finish('again')
  expect((await again).status).toBe(200)
})

test('a place comes back when the client hangs up, and when an answer only goes on', async () => {
  const streams = [1, 2, 3].map((n) => ask(`stream${n}`))
  await expect.poll(() => names().length).toBe(3)
  const leavers = [1, 2].map((n) => {
    const leaving = send(`${door.url}/left${n}`).on('error', () => {})
    leaving.end()
    return leaving
  })
  await expect.poll(() => names().length).toBe(5)
  for (const leaving of leavers) leaving.destroy()
  const next = ask('next')
  await expect.poll(names).toContain('next')
  for (const name of names()) finish(name)
  expect((await next).status).toBe(200)
  await Promise.all(streams)
})

describe('a hub', () => {
  test('keeps questions going while all places for files are taken', async () => {
    const hub = await startTestHub({}, { loadLimits: { ...USUAL_LOAD_LIMITS, files: 1, waiting: 1, waitSeconds: 1 } })
    const headers = { ...BEARER, 'content-type': 'multipart/form-data; boundary=x' }
    const slow = send(`${hub.url}/imports`, { method: 'POST', headers }).on('error', () => {})
    slow.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n')
    const form = () => {
      const body = new FormData()
      body.set('file', new File(['a,b'], 'a.csv'))
      return fetch(`${hub.url}/imports`, { method: 'POST', headers: BEARER, body })
    }
    await expect.poll(async () => (await form()).status, { timeout: 20_000 }).toBe(503)
    expect((await askAt(hub.url, { query: '{ __typename }' })).status).toBe(200)
    slow.destroy()
    await expect.poll(async () => (await form()).status, { timeout: 20_000 }).toBe(202)
    await hub.close()
  })

  test('sends a question away before it has read any of it', async () => {
    const hub = await startTestHub(
      {},
      { loadLimits: { ...USUAL_LOAD_LIMITS, questions: 1, waiting: 1, waitSeconds: 60 } },
    )
    const { port } = new URL(hub.url)
    const head = `POST /graphql HTTP/1.1\r\nHost: hub\r\nAuthorization: ${BEARER.authorization}\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n`
    const heard = ['', '', '']
    const sockets = heard.map((_nothing, index) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(head))
      socket.on('data', (chunk: Buffer) => {
        heard[index] += chunk.toString()
      })
      return socket.on('error', () => {})
    })
    const answered = () => heard.filter((text) => text !== '')
    await expect.poll(answered, { timeout: 10_000 }).toEqual([expect.stringMatching(/^HTTP\/1\.1 503 .*"OVERLOADED"/s)])
    for (const socket of sockets) socket.destroy()
    await expect.poll(async () => (await askAt(hub.url, { query: '{ __typename }' })).status).toBe(200)
    await hub.close()
  })

  test('hangs up on connections beyond its most, and answers when others have left', async () => {
    const hub = await startTestHub({}, { loadLimits: { ...USUAL_LOAD_LIMITS, connections: 3 } })
    const sockets = Array.from({ length: 3 }, () => connect(Number(new URL(hub.url).port), '127.0.0.1'))
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    const alive = () => fetch(`${hub.url}/healthz`, { headers: { connection: 'close' } }).then(({ status }) => status)
    await expect(alive()).rejects.toThrow('fetch failed')
    for (const socket of sockets) socket.destroy()
    await expect.poll(() => alive().catch(() => 0)).toBe(200)
    await hub.close()
  })
})
