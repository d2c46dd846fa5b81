import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../src/app/demo/seeded-random.ts'
import { execute } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type BuiltHub, builtCheckout, startBuiltHub } from './support/built-program.ts'
import { HOSTILE_SEGMENT, hostileRequest, sendHostile } from './support/hostile-requests.ts'
import { SEEDED_DAY, seedRegister } from './support/seeded-register.ts'
import { askAt, TEST_KEY } from './support/test-hub.ts'

/** How many requests that mean no good are sent; ten thousand take minutes and are for who asks for them. */
const REQUESTS = Number(process.env.BAOPHU_TEST_HOSTILE ?? 400)
const SOCKETS = 2_200
const SEED = 20_261_122
const AT_A_TIME = 64
/** The most memory that the hub may hold meanwhile, in MB. */
const MOST_MEMORY = 640

let checkout: ReturnType<typeof builtCheckout>
let database: TestDatabase
let hub: BuiltHub

beforeAll(async () => {
  database = await createTestDatabase()
  checkout = builtCheckout()
  hub = await startBuiltHub([join(checkout.folder, 'dist/src/app/main.js')], {
    cwd: checkout.folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATABASE_URL: database.url },
      ...{ BAOPHU_DATA: join(checkout.folder, 'data'), BAOPHU_ADMIN_KEY: TEST_KEY },
      // The rate would turn most of them away before anything else is tried.
      BAOPHU_RATE_LIMITS:
        'requestsPerMinute=999999999 costPerMinute=999999999 uploadsPerHour=999999999 wrongKeysPerMinute=999999999 atOnce=9999',
    },
  })
})
beforeAll(async () => {
  await seedRegister(database.em, { communes: 4, households: 100 })
  // More than a slow reader's end of the line holds by itself.
  await execute(database.em, `update household set address = repeat('x', 1500)`)
  const areas = { areaCodes: ['215'], on: SEEDED_DAY, fields: ['ADDRESS', 'MEMBERS', 'BIRTH'] }
  const input = { purpose: 'x', agreement: 'x', expiresOn: '2099-01-01', ...areas }
  const query = `mutation($input: SegmentInput!) { createSegment(name: "${HOSTILE_SEGMENT}", partner: "P", input: $input) { name } }`
  expect((await askAt(hub.url, { query, variables: { input } })).body.errors).toBeUndefined()
})
afterAll(async () => {
  if (hub.process.exitCode === null) await hub.end('SIGKILL')
  await database.drop()
  checkout.remove()
})

/** Resident memory of the hub in MB. */
function memory(): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${hub.process.pid}/status`, 'utf8'))?.[1]) / 1024
}

/** Watches the hub's memory until it is told to stop; tells the most. */
function watchMemory(): () => number {
  let most = memory()
  const watch = setInterval(() => {
    most = Math.max(most, memory())
  }, 100)
  return () => {
    clearInterval(watch)
    return most
  }
}

/** What was measured, for whoever runs it. */
function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

function counted(outcomes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

const answers = async () =>
  (await askAt<{ area: object }>(hub.url, { query: '{ area(code: "VN") { code } }' })).body.data

test.skipIf(process.platform !== 'linux')(
  `${REQUESTS} requests that mean no good leave the hub answering and its memory bounded`,
  async () => {
    const random = seededRandom(SEED)
    const outcomes: { kind: string; how: string }[] = []
    const stopWatching = watchMemory()
    let sent = 0
    const send = async (): Promise<void> => {
      while (sent < REQUESTS) {
        sent += 1
        const hostile = hostileRequest(random)
        outcomes.push({ kind: hostile.kind, how: await sendHostile(hub.url, hostile) })
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, send))
    const most = stopWatching()
    tell(`hostile: ${JSON.stringify(counted(outcomes.map(({ how }) => how)))}, at most ${Math.round(most)} MB`)
    const unexpected = outcomes.filter(({ how }) => how === 'hung' || /^5(?!03)/.test(how))
    expect(unexpected).toEqual([])
    expect(hub.talk.filter((line) => line.includes('"level":"error"'))).toEqual([])
    expect(await answers()).toEqual({ area: { code: 'VN' } })
    expect(most).toBeLessThan(MOST_MEMORY)
  },
  900_000,
)

test.skipIf(process.platform !== 'linux')(
  `${SOCKETS} connections at once all come to an end, some of them to an answer`,
  async () => {
    const stopWatching = watchMemory()
    const outcomes = await Promise.all(Array.from({ length: SOCKETS }, oneOfMany))
    const counts = counted(outcomes)
    tell(`sockets: ${JSON.stringify(counts)}, at most ${Math.round(stopWatching())} MB`)
    expect(Object.keys(counts).filter((how) => !['200', '503', 'reset', 'closed'].includes(how))).toEqual([])
    expect(counts['200']).toBeGreaterThan(0)
    expect(await answers()).toEqual({ area: { code: 'VN' } })
  },
  120_000,
)

test('a hub that is stopped in the middle of them ends in good order', async () => {
  const under = Array.from({ length: 100 }, oneOfMany)
  await Promise.race(under)
  expect(await hub.end('SIGTERM')).toBe(0)
  const counts = counted(await Promise.all(under))
  expect(Object.keys(counts).filter((how) => !['200', '503', 'reset', 'closed'].includes(how))).toEqual([])
})

/** An honest question on a connection of its own. */
function oneOfMany(): Promise<string> {
  const body = '{"query":"{ area(code: \\"VN\\") { code } }"}'
  const head = `POST /graphql HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer ${TEST_KEY}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(hub.url).port), '127.0.0.1')
    let heard = ''
    const end = (how: string): void => {
      clearTimeout(longest)
      socket.destroy()
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? how)
    }
    const longest = setTimeout(() => end('hung'), 30_000)
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString()
    })
    socket.on('error', () => end('reset'))
    socket.on('close', () => end('closed'))
    socket.write(head + body)
  })
}
