import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { hubClient } from '../../../src/app/cli/hub-client.ts'

/** A hub that says a few times that it is busy, asked through the client of the command line. */
async function askedAtBusyHub(busy: number, retryAfter: string) {
  let requests = 0
  const answer: RequestListener = (request, response) => {
    request.resume()
    requests += 1
    response.setHeader('content-type', 'application/json')
    response.statusCode = requests <= busy ? 429 : 200
    if (requests <= busy) response.setHeader('retry-after', retryAfter)
    response.end(requests <= busy ? '{"code":"TOO_MANY_REQUESTS","message":"Hãy chờ."}' : '{"data":{"n":1}}')
  }
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const client = hubClient({ url: `http://127.0.0.1:${port}`, key: 'k', language: 'vi' })
  const told = await client.ask('{ n }').catch((error: Error) => error.message)
  server.close()
  return { told, requests }
}

test('a command waits as long as a busy hub asks it to', async () => {
  expect(await askedAtBusyHub(1, '1')).toEqual({ told: { n: 1 }, requests: 2 })
})

test('a command does not wait an hour, but says what the hub said', async () => {
  expect(await askedAtBusyHub(9, '3600')).toEqual({ told: 'Hãy chờ.', requests: 1 })
})
