import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runCommandLine } from '../../src/app/cli/main.ts'
import { runCommand } from '../app/support/run-command.ts'
import { TEST_KEY } from '../app/support/test-hub.ts'
import { POOR_OF_215, type SegmentHub, startSegmentHub } from './segment-hub.ts'

let a: SegmentHub
const folder = mkdtempSync(join(tmpdir(), 'baophu-segments-'))
const file = join(folder, 'ho-ngheo.json')

beforeAll(async () => {
  a = await startSegmentHub()
  vi.stubEnv('BAOPHU_URL', a.hub.url)
  vi.stubEnv('BAOPHU_ADMIN_KEY', TEST_KEY)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
  await a.hub.close()
})

test('a segment is made from a file, given to a partner, taken out, changed and ended', async () => {
  writeFileSync(file, JSON.stringify({ name: 'ho-ngheo', partner: 'Đại lý thu A', ...POOR_OF_215 }))
  expect(await runCommand('segment', 'create', file)).toMatchObject({
    code: 0,
    out: 'ho-ngheo  Đại lý thu A  v1  21 hộ  → 1/6/2021  cung cấp dữ liệu cho đối tác  Vận động hộ nghèo\n',
  })
  const issued = await runCommand(
    'key',
    'issue',
    '--role',
    'partner',
    '--segment',
    'ho-ngheo',
    '--purpose',
    'app',
    '--json',
  )
  const { id, key } = JSON.parse(issued.out) as { id: string; key: string }
  expect(key).toMatch(/^bpk_/)
  expect((await runCommand('key', 'list')).out).toContain(`${id}  đối tác  Yên Thế (215)  ho-ngheo`)

  const printed = await runCommand('export', 'segment', 'ho-ngheo')
  const taken = join(folder, 'ho.ndjson')
  expect((await runCommand('export', 'segment', 'ho-ngheo', '--as-of', '2020-06-15', '--out', taken)).code).toBe(0)
  expect(readFileSync(taken, 'utf8').trim().split('\n')).toHaveLength(21)
  const nobody = { out: () => expect.unreachable(), talk: () => {}, unread: AbortSignal.abort() }
  expect(await runCommandLine(['export', 'segment', 'ho-ngheo'], nobody)).toBe(0)
  expect(JSON.parse(printed.out.split('\n')[0] ?? '')).toMatchObject({ household: { headName: 'Nguyễn ***', size: 2 } })

  writeFileSync(file, JSON.stringify({ name: 'ho-ngheo', ...POOR_OF_215, areaCodes: ['07302'] }))
  expect((await runCommand('segment', 'change', file)).out).toMatch(/v2 {2}9 hộ/)
  expect((await runCommand('segment', 'end', 'ho-ngheo')).code).toBe(0)
  expect((await runCommand('segment', 'list', '--lang', 'en')).out).toMatch(
    /^ho-ngheo {2}Đại lý thu A {2}v2 {2}Ended 20/,
  )
  expect(await runCommand('export', 'segment', 'ho-ngheo')).toMatchObject({
    code: 1,
    out: '',
    talk: expect.stringContaining('ho-ngheo'),
  })
})

test('what cannot be made or given is 1, with the reason', async () => {
  writeFileSync(file, '[')
  expect(await runCommand('segment', 'create', file)).toMatchObject({ code: 1, talk: expect.stringContaining(file) })
  writeFileSync(file, JSON.stringify({ name: 'x', partner: 'A', ...POOR_OF_215, agreement: '' }))
  expect(await runCommand('segment', 'create', file)).toMatchObject({
    code: 1,
    talk: expect.stringContaining('thỏa thuận'),
  })
  const key = ['key', 'issue', '--purpose', 'x']
  expect((await runCommand(...key, '--role', 'partner', '--segment', 'khong-co')).code).toBe(1)
  expect((await runCommand(...key, '--role', 'analyst')).code).toBe(1)
})
