import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { endsUnread } from '../support/unread-output.ts'
import { builtCheckout, LAUNCHER, ROOT, startBuiltHub } from './support/built-program.ts'
import { askAt, TEST_KEY } from './support/test-hub.ts'

let checkout: string
let remove: () => void
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  const built = builtCheckout()
  checkout = built.folder
  remove = built.remove
})
afterAll(async () => {
  await database.drop()
  remove()
})

const environment = () => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  DATABASE_URL: database.url,
  BAOPHU_DATA: join(checkout, 'data'),
  BAOPHU_ADMIN_KEY: TEST_KEY,
  PORT: '0',
})

function launch(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, LAUNCHER), ...words], {
    cwd: checkout,
    env: environment(),
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('the launcher hands words and exit code through', () => {
  expect(launch('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('baophu') })
  expect(launch('import', 'list', '--no-such-flag')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('--no-such-flag'),
  })
  expect(launch('db', 'status', '--json')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('"pending": []'),
  })
})

test('a command whose reader went away ends quietly, with the exit code of its work', async () => {
  const ends = (unread: 'stdout' | 'stderr', ...words: string[]) =>
    endsUnread(unread, [join(checkout, LAUNCHER), ...words], { cwd: checkout, env: environment() })
  expect(await ends('stdout', '--help')).toEqual([0, ''])
  expect(await ends('stdout', 'db', 'status', '--json')).toEqual([0, ''])
  expect(await ends('stderr', 'import', 'list', '--no-such-flag')).toEqual([2, ''])
})

test('the launcher says what to do when the program is not built, and when no Node is new enough', () => {
  const bare = join(checkout, 'bare')
  const launcher = join(bare, LAUNCHER)
  mkdirSync(dirname(launcher), { recursive: true })
  cpSync(join(ROOT, LAUNCHER), launcher)
  const unbuilt = spawnSync(process.execPath, [launcher, '--help'], { encoding: 'utf8' })
  expect([unbuilt.status, unbuilt.stderr]).toEqual([1, expect.stringContaining('npm run build')])
})

const OLD_NODE = ['/usr/bin/node', '/usr/local/bin/node'].find((node) => existsSync(node) && isOld(node))

function isOld(node: string): boolean {
  return Number(spawnSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).stdout) < 22
}

test.skipIf(OLD_NODE === undefined)('under an older Node the launcher goes on with the one that npm brought', () => {
  const { status, stdout } = spawnSync(OLD_NODE ?? '', [join(checkout, LAUNCHER), 'db', 'status', '--json'], {
    cwd: checkout,
    env: environment(),
    encoding: 'utf8',
  })
  expect([status, JSON.parse(stdout)]).toMatchObject([0, { pending: [] }])
})

describe.each([
  ['baophu serve', () => [join(checkout, LAUNCHER), 'serve']],
  ['npm start', () => [join(checkout, 'dist/src/app/main.js')]],
])('%s', (_name, words) => {
  test.each(['SIGTERM', 'SIGINT'] as const)('answers from the built program, and ends with 0 at %s', async (signal) => {
    const hub = await startBuiltHub(words(), { cwd: checkout, env: environment() })
    const { body } = await askAt(hub.url, { query: '{ areas(level: COUNTRY) { nodes { code } } }' })
    expect(body).toEqual({ data: { areas: { nodes: [{ code: 'VN' }] } } })
    expect(await hub.end(signal)).toBe(0)
    await expect(fetch(`${hub.url}/healthz`)).rejects.toThrow()
  })
})

test('a hub that cannot start says why in a sentence and ends with 1, or 2 when its configuration is wrong', () => {
  const start = (more: NodeJS.ProcessEnv) =>
    spawnSync(process.execPath, [join(checkout, 'dist/src/app/main.js')], {
      cwd: checkout,
      env: { ...environment(), ...more },
      encoding: 'utf8',
    })
  const lost = start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })
  expect([lost.status, lost.stderr]).toEqual([
    1,
    expect.stringMatching(/^No database answers at postgresql:\/\/nobody@127\.0\.0\.1:1\/none/),
  ])
  const wrong = start({ PORT: 'forty' })
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('PORT')])
  expect(wrong.stderr).not.toContain('    at ')
})

test('an .env file in the folder is read', () => {
  writeFileSync(join(checkout, '.env'), 'PORT=fifty\n')
  const { PORT: _port, ...others } = environment()
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, LAUNCHER), 'serve'], {
    cwd: checkout,
    env: others,
    encoding: 'utf8',
  })
  rmSync(join(checkout, '.env'))
  expect([status, stderr]).toEqual([2, expect.stringContaining('fifty')])
})
