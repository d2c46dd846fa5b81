import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HubClient, hubClient } from '../../src/app/cli/hub-client.ts'
import { madeUpSocialInsuranceNumber } from '../../src/app/demo/made-up-numbers.ts'
import { seededRandom } from '../../src/app/demo/seeded-random.ts'
import { type BuiltHub, builtCheckout, LAUNCHER, startBuiltHub } from './support/built-program.ts'
import { TEST_KEY } from './support/test-hub.ts'

/** How many kills find an import at work; a start of a hub takes seconds, so more of them are for who asks for them. */
const KILLS = Number(process.env.BAOPHU_TEST_HUB_KILLS ?? 12)
const SEED = 20_261_122
const PERSONS = 1_500
const AS_OF = '2017-11-10'
const COMMIT = 'mutation($id: ID!) { commitBatch(id: $id) { id } }'

let folder: string
let remove: () => void
let hub: BuiltHub
let client: HubClient
/** Milliseconds that an import takes which nobody kills. */
let duration: number

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  BAOPHU_DATA: join(folder, 'data'),
  BAOPHU_ADMIN_KEY: TEST_KEY,
  PORT: '0',
  BAOPHU_RATE_LIMITS: 'requestsPerMinute=100000 uploadsPerHour=100000',
})

/** A hub with the PostgreSQL that it brings along. */
async function start(): Promise<void> {
  hub = await startBuiltHub([join(folder, LAUNCHER), 'serve'], { cwd: folder, env: environment() })
  client = hubClient({ url: hub.url, key: TEST_KEY, language: 'vi' })
}

/** Every import has a commune of its own, so that what it left can be counted there. */
const communeOf = (round: number) => String(26_000 + round)

function rollOf(round: number): File {
  const lines = Array.from({ length: PERSONS }, (_, index) => {
    const number = madeUpSocialInsuranceNumber(round * 10_000 + index + 1)
    const born = `0${(index % 9) + 1}/0${(index % 7) + 1}/${1940 + (index % 70)}`
    return `${index + 1},Nguyễn Văn A${index},${number},GD400${number},${born},Nam,${communeOf(round)},01/01/2017,31/12/2017`
  })
  const headings = 'STT,Họ và tên,Mã số BHXH,Số thẻ BHYT,Ngày sinh,Giới tính,Mã xã,Từ ngày,Đến ngày'
  return new File([[headings, ...lines].join('\n')], `roll-${round}.csv`)
}

const sendRoll = (round: number) =>
  client.send(rollOf(round), { kind: 'CARD_ROLL', asOf: AS_OF, areaCode: communeOf(round) })

/** What an errand over HTTP had come to when its hub died under it. */
interface Errand {
  id: string | null
  done: boolean
}

async function importOver(round: number, errand: Errand): Promise<void> {
  errand.id = (await sendRoll(round)).id
  await client.settled(errand.id)
  await client.ask(COMMIT, { id: errand.id })
  errand.done = true
}

async function personsIn(round: number): Promise<number> {
  const { persons } = await client.ask<{ persons: { totalCount: number } }>(
    'query($within: String!, $on: Date!) { persons(where: { within: $within }, asOf: $on) { totalCount } }',
    { within: communeOf(round), on: AS_OF },
  )
  return persons.totalCount
}

/** Batches that a start said it had found at work, with what became of them. */
function told(): readonly { readonly leftIn: string; readonly status: string; readonly outcome: string }[] {
  const lines = hub.talk.filter((line) => line.includes('"batch-recovered"'))
  return lines.map((line) => JSON.parse(line).fields)
}

beforeAll(async () => {
  const built = builtCheckout()
  folder = built.folder
  remove = built.remove
  await start()
  const units = Array.from(
    { length: KILLS * 3 + 1 },
    (_, at) => `Tỉnh Đồng Nai,75,Huyện Xuân Lộc,741,Xã Số ${at},${communeOf(at)}`,
  )
  const list = ['Tỉnh Thành Phố,Mã TP,Quận Huyện,Mã QH,Phường Xã,Mã PX', ...units].join('\n')
  const { id } = await client.send(new File([list], 'list.csv'), { kind: 'AREAS', asOf: '2017-01-01', areaCode: 'VN' })
  await client.settled(id)
  await client.ask(COMMIT, { id })
  const began = performance.now()
  await importOver(0, { id: null, done: false })
  duration = performance.now() - began
}, 120_000)
afterAll(async () => {
  await hub.end('SIGTERM')
  remove()
})

test('an import that nobody kills is whole', async () => {
  expect(await personsIn(0)).toBe(PERSONS)
})

/** After a restart: nothing or all, as the status says; going on makes it all. */
async function expectWholeOrNone(round: number, { id, done }: Errand): Promise<string> {
  const before = await personsIn(round)
  const status = id === null ? null : await client.status(id)
  if (done) expect(status).toBe('COMMITTED')
  // Nobody works on what the start did not say that it goes on with.
  if (told().length === 0) expect([null, 'CHECKED', 'COMMITTED']).toContain(status)
  expect(before).toBe(status === 'COMMITTED' ? PERSONS : 0)
  const again = await sendRoll(round)
  if (id !== null) expect(again).toEqual({ id, repeated: true })
  await client.settled(again.id)
  expect(['CHECKED', 'COMMITTED']).toContain(await client.status(again.id))
  if (status !== 'COMMITTED') {
    expect(await personsIn(round)).toBe(0)
    await client.ask(COMMIT, { id: again.id })
  }
  expect([await client.status(again.id), await personsIn(round)]).toEqual(['COMMITTED', PERSONS])
  return told()[0]?.leftIn ?? status ?? 'NOT RECEIVED'
}

test(`killed with -9 at ${KILLS} moments of an import over HTTP the hub leaves all or nothing, says which, and goes on`, async () => {
  const random = seededRandom(SEED)
  const leftIn: Record<string, number> = {}
  let kills = 0
  for (let round = 1; kills < KILLS && round <= 3 * KILLS; round += 1) {
    const errand: Errand = { id: null, done: false }
    const working = importOver(round, errand).catch(() => {})
    await pause(random.next() * 1.2 * duration)
    const atWork = !errand.done
    expect(await hub.end('SIGKILL')).toBeNull()
    await working
    await start()
    for (const { leftIn: left, status } of told()) {
      expect(left === 'READING' ? ['READING'] : ['CHECKED', 'COMMITTED']).toContain(status)
    }
    const found = await expectWholeOrNone(round, errand)
    if (!atWork) continue
    kills += 1
    leftIn[found] = (leftIn[found] ?? 0) + 1
  }
  expect(kills).toBe(KILLS)
  process.stdout.write(`killed over HTTP in: ${JSON.stringify(leftIn)}\n`)
}, 900_000)

test('after all of it every figure is what counting gives', async () => {
  expect(await hub.end('SIGTERM')).toBe(0)
  const words = [join(folder, LAUNCHER), 'db', 'verify', '--json']
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, env: environment(), encoding: 'utf8' })
  expect([status, JSON.parse(stdout)]).toEqual([0, []])
}, 120_000)
