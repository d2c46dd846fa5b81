import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { execute, rows } from '../../src/kernel/sql.ts'
import { drawMap, featureOf, seeded } from '../support/drawn-map.ts'
import { runCommand } from './support/run-command.ts'
import { SEEDED_DAY, seedRegister } from './support/seeded-register.ts'
import { startTestHub, TEST_KEY, type TestHub } from './support/test-hub.ts'

let hub: TestHub
const folder = mkdtempSync(join(tmpdir(), 'baophu-boundaries-'))
const { places } = drawMap({ columns: 3, rows: 1, chance: seeded(3) })
const FEATURES = ['07300', '07301', '99999'].map((code, at) => featureOf(places[at] ?? [], { ma_xa: code }))
/** The day as Vietnamese officers write it. */
const DAY = SEEDED_DAY.split('-').map(Number).reverse().join('/')
const FILE = JSON.stringify({ type: 'FeatureCollection', features: FEATURES })

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${SEEDED_DAY}T05:00:00Z`) })
  await seedRegister(hub.database.em, { communes: 2, households: 1 })
  vi.stubEnv('BAOPHU_URL', hub.url)
  vi.stubEnv('BAOPHU_ADMIN_KEY', TEST_KEY)
})
beforeEach(() => execute(hub.database.em, 'delete from area_boundary'))
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
  await hub.close()
})

interface Told {
  readonly on: string
  readonly loaded: number
  readonly refused: number
  readonly features: readonly {
    readonly outcome: string
    readonly reason?: string
    readonly message?: string
    readonly remedy?: string
  }[]
  readonly code?: string
  readonly message?: string
  readonly issues?: readonly { readonly code: string }[]
}

async function post(body: RequestInit['body'], { path = '', ...headers }: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${hub.url}/boundaries${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/geo+json', ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit)
  return { status: answer.status, told: (await answer.json()) as Told }
}

test('every feature is told its outcome, in the reader’s language, with the remedy', async () => {
  const { status, told } = await post(FILE)
  expect([status, told.on, told.loaded, told.refused]).toEqual([200, SEEDED_DAY, 2, 1])
  expect(told.features.map(({ outcome }) => outcome)).toEqual(['LOADED', 'LOADED', 'REFUSED'])
  expect(told.features[2]).toEqual({
    place: 3,
    code: '99999',
    name: null,
    outcome: 'REFUSED',
    reason: 'boundary-area-unknown',
    message: `Không có địa bàn mang mã 99999 vào ngày ${DAY} trong phạm vi của tài khoản.`,
    remedy: expect.stringContaining('--on'),
  })
  const english = await post(FILE, { path: '?on=2017-01-01&codeProperty=ma_xa', 'accept-language': 'en' })
  expect(english.told.features[2]?.message).toBe('No area of this account has the code 99999 on 2017-01-01.')
})

test('it is written down in the audit log, with counts and areas', async () => {
  await post(FILE)
  const [entry] = await rows<{ action: string; detail: object }>(
    hub.database.em,
    'select action, detail from audit_entry order by entry_no desc limit 1',
  )
  const areaIds = (await rows<{ id: number }>(hub.database.em, 'select area_id as id from area_boundary')).map(
    ({ id }) => id,
  )
  expect(entry).toEqual({
    action: 'BOUNDARIES_LOADED',
    detail: { on: SEEDED_DAY, loaded: 2, replaced: 0, unchanged: 0, refused: 1, areaIds },
  })
})

test.each([
  ['no GeoJSON', { body: '{"type":"Topology"}' }, 400, 'geojson-other-type'],
  ['half a file', { body: FILE.slice(0, -9) }, 400, 'geojson-not-readable'],
  ['nothing', { body: '' }, 400, 'file-empty'],
  [
    'a file beyond the limit',
    { body: `${FILE.slice(0, -1)},"x":"${'x'.repeat(1024 * 1024)}"}` },
    413,
    'file-too-large',
  ],
  ['another type', { 'content-type': 'text/plain' }, 415, 'geojson-expected'],
  ['a packed file', { 'content-encoding': 'gzip' }, 415, 'geojson-expected'],
  ['a day that is none', { path: '?on=1/7/2025' }, 400, 'day-not-readable'],
  ['a parameter nobody knows', { path: '?area=1' }, 400, 'parameter-unknown'],
])('%s is refused and writes nothing', async (_what, { body = FILE, ...sent }: Record<string, string>, ...expected) => {
  const answer = await post(body, sent)
  expect([answer.status, answer.told.issues?.[0]?.code]).toEqual(expected)
  expect(await rows(hub.database.em, 'select from area_boundary')).toEqual([])
})

test('an endless file is answered and hung up on', async () => {
  const piece = new Uint8Array(65_536).fill(32)
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(piece) })
  const answer = await post(endless).then(
    ({ status }) => status,
    // The connection may be closed before the answer is read.
    () => 413,
  )
  expect(answer).toBe(413)
})

test('whoever leaves halfway leaves nothing behind, and no error in the log', async () => {
  const leaving = new AbortController()
  const half = new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from(FILE.slice(0, 200))),
    pull: () => leaving.abort(),
  })
  const sent = fetch(`${hub.url}/boundaries`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/geo+json' },
    body: half,
    signal: leaving.signal,
    duplex: 'half',
  } as RequestInit)
  await expect(sent).rejects.toThrow()
  expect((await post(FILE)).told.loaded).toBe(2)
  expect(hub.log.filter(({ event }) => event === 'request-failed')).toEqual([])
})

test('the command loads files, tells what became of them, and leaves with 3 when something was refused', async () => {
  const [all, one] = [join(folder, 'all.geojson'), join(folder, 'one.geojson')]
  writeFileSync(all, FILE)
  writeFileSync(one, JSON.stringify(FEATURES[0]))
  const loaded = await runCommand('area', 'load', '--boundaries', all, one)
  expect([loaded.code, loaded.out.split('\n')[0]]).toEqual([
    3,
    `${all} (${DAY}): nạp mới 2, thay 0, không đổi 0, từ chối 1`,
  ])
  expect(loaded.out).toContain(`${one} (${DAY}): nạp mới 0, thay 0, không đổi 1, từ chối 0`)
  expect(loaded.out).toMatch(/đối tượng 3 {2}99999 {2}Không có địa bàn mang mã 99999/)
  const english = await runCommand(
    'area',
    'load',
    '--boundaries',
    one,
    '--on',
    '2017-01-01',
    '--code-property',
    'ma_xa',
    '--lang',
    'en',
  )
  expect([english.code, english.out]).toEqual([
    0,
    `${one} (2017-01-01): 0 loaded, 0 replaced, 1 unchanged, 0 refused\n`,
  ])
  const json = await runCommand('area', 'load', '--json', '--boundaries', one)
  expect(JSON.parse(json.out)).toMatchObject([{ file: one, unchanged: 1, features: [{ outcome: 'UNCHANGED' }] }])
})

test('the command says what it cannot read, and what does not go together', async () => {
  expect((await runCommand('area', 'load', '--boundaries', join(folder, 'gone.geojson'))).code).toBe(1)
  expect((await runCommand('area', 'load', '--boundaries', 'x.geojson', '--province', '24')).code).toBe(2)
  const file = join(folder, 'bad.geojson')
  writeFileSync(file, '{"type":"Topology"}')
  const refused = await runCommand('area', 'load', '--boundaries', file, '--lang', 'en')
  expect([refused.code, refused.talk]).toEqual([1, expect.stringContaining('FeatureCollection')])
})
