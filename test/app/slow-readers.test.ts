import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { USUAL_PATIENCE } from '../../src/app/http/listen.ts'
import { USUAL_LOAD_LIMITS } from '../../src/app/limit-settings.ts'
import { execute } from '../../src/kernel/sql.ts'
import { seedRegister } from './support/seeded-register.ts'
import { BEARER, startTestHub, TEST_KEY, type TestHub } from './support/test-hub.ts'

/** Far more than a line between two programs holds by itself. */
const ADDRESS_BYTES = 2_000_000
const TAKEN_MS = 5_000

let hub: TestHub

beforeAll(async () => {
  const patience = { ...USUAL_PATIENCE, takenMs: TAKEN_MS }
  hub = await startTestHub({ patience }, { loadLimits: { ...USUAL_LOAD_LIMITS, questions: 1, files: 4 } })
  const { em } = hub.database
  await seedRegister(em, { communes: 1, households: 8 })
  await execute(em, `update household set address = repeat('đ', $1)`, [ADDRESS_BYTES / 2])
  const input = {
    ...{ purpose: 'x', agreement: 'x', expiresOn: '2099-01-01', areaCodes: ['VN'], fields: ['ADDRESS'] },
  }
  const { body } = await hub.ask(
    'mutation($input: SegmentInput!) { createSegment(name: "rong", partner: "P", input: $input) { count } }',
    { input },
  )
  expect(body.errors).toBeUndefined()
})
afterAll(() => hub.close())

/** Takes a segment whole a few kilobytes at a time; tells when the line is gone. */
function trickle(): { readonly gone: Promise<void>; readonly begun: Promise<void>; end(): void } {
  const begun = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  const socket = connect({ port: Number(new URL(hub.url).port), host: '127.0.0.1' })
  socket.write(
    `GET /segments/rong/households.ndjson HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer ${TEST_KEY}\r\n\r\n`,
  )
  socket.on('error', () => {})
  socket.on('close', () => gone.resolve())
  socket.on('data', () => {
    begun.resolve()
    socket.pause()
    setTimeout(() => socket.resume(), 100)
  })
  return { begun: begun.promise, gone: gone.promise, end: () => socket.destroy() }
}

test('whoever takes a segment too slowly is hung up on, though they take something all the time', async () => {
  const slow = trickle()
  await slow.begun
  const begun = performance.now()
  await slow.gone
  // Its silence alone would have been borne for longer.
  expect(performance.now() - begun).toBeLessThan(USUAL_PATIENCE.silenceMs)
  const whole = await (await fetch(`${hub.url}/segments/rong/households.ndjson`, { headers: BEARER })).arrayBuffer()
  expect(whole.byteLength).toBeGreaterThan(8 * ADDRESS_BYTES)
  expect(hub.log).toEqual([])
}, 60_000)

test('it keeps no question waiting meanwhile, and no more of them are open than a key may have', async () => {
  const slow = Array.from({ length: 4 }, trickle)
  await Promise.all(slow.map(({ begun }) => begun))
  expect((await hub.ask('{ area(code: "VN") { code } }')).status).toBe(200)
  for (const { end } of slow) end()
}, 60_000)
