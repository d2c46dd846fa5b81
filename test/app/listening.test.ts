import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen, USUAL_PATIENCE } from '../../src/app/http/listen.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

const IMPATIENT = {
  ...USUAL_PATIENCE,
  headersMs: 200,
  requestMs: 60_000,
  questionMs: 60_000,
  silenceMs: 200,
  drainMs: 60_000,
}

describe('a hub that waits briefly', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub({ patience: IMPATIENT })
  })
  afterAll(() => hub.close())

  test.each([
    ['never finishes its headers', 'GET /healthz HTTP/1.1\r\nHost: hub\r\nX-Slow: '],
    ['says nothing at all', ''],
    [
      'never finishes its body',
      `POST /graphql HTTP/1.1\r\nHost: hub\r\nAuthorization: ${BEARER.authorization}\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"query":`,
    ],
    [
      'never finishes its file',
      `POST /imports HTTP/1.1\r\nHost: hub\r\nAuthorization: ${BEARER.authorization}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b`,
    ],
  ])('hangs up on a client that %s', async (_what, sent) => {
    const { port } = new URL(hub.url)
    const socket = connect(Number(port), '127.0.0.1')
    if (sent !== '') socket.write(sent)
    expect(await ended(socket)).not.toContain('HTTP/1.1 200')
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200)
  })

  test('does not hang up on a client that waits for a long answer', async () => {
    const blocker = hub.database.database.em()
    await blocker.begin()
    await blocker.execute('lock table area in access exclusive mode')
    const asked = hub.ask('{ area(code: "VN") { code } }')
    await new Promise((resolve) => setTimeout(resolve, IMPATIENT.silenceMs * 4))
    await blocker.rollback()
    expect((await asked).body).toEqual({ data: { area: { code: 'VN' } } })
  })
})

test('a client that stops taking a file is hung up on, and the file is let go', async () => {
  const gone = Promise.withResolvers<unknown>()
  const file = new Readable({
    read() {
      this.push(Buffer.alloc(256 * 1024))
    },
  })
  const place = { host: '127.0.0.1', port: 0, connections: 10 }
  const door = await listen((_request, response) => pipeline(file, response).catch(gone.resolve), place, IMPATIENT)
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.pause()
  socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n')
  expect(await gone.promise).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' })
  expect(file.destroyed).toBe(true)
  socket.destroy()
  await door.close()
})

test('a client that never reads its answer is hung up on', async () => {
  const gone = Promise.withResolvers<boolean>()
  const place = { host: '127.0.0.1', port: 0, connections: 10 }
  const door = await listen(
    (_request, response) => {
      response.once('close', () => gone.resolve(response.writableFinished))
      response.end(Buffer.alloc(64 * 1024 * 1024))
    },
    place,
    IMPATIENT,
  )
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.pause()
  socket.write('GET / HTTP/1.1\r\nHost: hub\r\n\r\n')
  expect(await gone.promise).toBe(false)
  socket.destroy()
  await door.close()
})

test('a question that drips in is answered 408 and hung up on', async () => {
  const hub = await startTestHub({ patience: { ...IMPATIENT, questionMs: 200, silenceMs: 60_000 } })
  const socket = connect(Number(new URL(hub.url).port), '127.0.0.1')
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: hub\r\nAuthorization: ${BEARER.authorization}\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{`,
  )
  const drip = setInterval(() => socket.write(' '), 50)
  const heard = await ended(socket)
  clearInterval(drip)
  expect(heard).toMatch(/^HTTP\/1\.1 408 /)
  expect(heard).toContain('"code":"REQUEST_TIMEOUT"')
  await hub.close()
})

test('a hub that stops finishes what it has begun and takes nothing new', async () => {
  const hub = await startTestHub()
  const boundary = 'x'
  const headers = { ...BEARER, 'content-type': `multipart/form-data; boundary=${boundary}` }
  const sending = request(`${hub.url}/imports`, { method: 'POST', headers })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    sending.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sending.on('error', reject)
  })
  await new Promise<void>((resolve) => {
    sending.write(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\r\n`, () =>
      resolve(),
    )
  })
  // The hub has the request once it has answered another one on a later connection.
  await fetch(`${hub.url}/readyz`)
  const closed = hub.hub.close()
  await expect
    .poll(() =>
      fetch(`${hub.url}/healthz`).then(
        () => 'answers',
        () => 'gone',
      ),
    )
    .toBe('gone')
  sending.end(`1,2\r\n--${boundary}--\r\n`)
  expect(await answered).toBe(202)
  await closed
  await hub.close()
})

test('a hub whose port is taken says so and leaves nothing running', async () => {
  const first = await startTestHub()
  const port = Number(new URL(first.url).port)
  await expect(startTestHub({}, { port })).rejects.toThrow(/EADDRINUSE/)
  await first.close()
})

/** What the hub said until it hung up. */
function ended(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
}
