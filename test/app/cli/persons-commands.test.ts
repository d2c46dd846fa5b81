import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { issueKey } from '../../../src/access/key.store.ts'
import { runCommand } from '../support/run-command.ts'
import { SEEDED_DAY, seedRegister } from '../support/seeded-register.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const NOW = new Date(`${SEEDED_DAY}T02:00:00Z`)
const REASON = 'đối chiếu danh sách hộ nghèo'
let hub: TestHub
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baophu-persons-'))
  hub = await startTestHub({ clock: () => NOW })
  await seedRegister(hub.database.em, { communes: 1, households: 1 })
  const draft = { role: 'DATA_OFFICER', areaCodes: ['215'], purpose: 'thử' } as const
  const { key } = await issueKey(ADMINISTRATOR, hub.database.database.hub(), draft, NOW)
  vi.stubEnv('BAOPHU_URL', hub.url)
  vi.stubEnv('BAOPHU_KEY', key)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
  rmSync(folder, { recursive: true })
})

test('an officer of a district opens persons for a reason, and closes them', async () => {
  const doorList = () => runCommand('export', 'door-list', '07300', '--out', join(folder, 'can-den.xlsx'))
  const refused = await doorList()
  expect([refused.code, refused.talk]).toEqual([1, expect.stringContaining('baophu persons open')])
  expect((await runCommand('persons', 'open', '--reason', REASON)).out).toBe('Đã mở xem người đến 12:00 30/9/2017\n')
  expect((await runCommand('persons', 'open', '--reason', REASON, '--minutes', '30', '--lang', 'en')).out).toBe(
    'Persons are open until 09:30 2017-09-30\n',
  )
  expect((await doorList()).code).toBe(0)
  expect((await runCommand('persons', 'close')).out).toBe('Đã đóng xem người.\n')
  expect((await doorList()).code).toBe(1)
})

test('what cannot be is said in a sentence', async () => {
  const short = await runCommand('persons', 'open', '--reason', 'xem')
  expect([short.code, short.talk]).toEqual([1, expect.stringContaining('ít nhất 10 chữ cái')])
  const long = await runCommand('persons', 'open', '--reason', REASON, '--minutes', '181')
  expect([long.code, long.talk]).toEqual([1, expect.stringContaining('từ 1 đến 180 phút')])
  expect((await runCommand('persons', 'open', '--reason', REASON, '--minutes', 'lâu')).code).toBe(2)
  expect((await runCommand('persons', 'open')).code).toBe(2)
})

test('a file of people is checked and reported without opening, but for what it changes', async () => {
  const file = join(folder, 'danh-sach.csv')
  const head = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Số thẻ,Từ ngày,Đến ngày'
  writeFileSync(file, [head, '1,Lê Văn Bảy,1970,Nam,,,GD4759900000021,01/01/2017,31/12/2026'].join('\r\n'))
  const check = (...more: string[]) =>
    runCommand('import', 'check', file, '--kind', 'CARD_ROLL', '--area', '07300', '--as-of', SEEDED_DAY, ...more)
  const { code, out } = await check()
  expect([code, out]).toEqual([0, expect.stringContaining('Thay đổi: chỉ xem được khi đã mở xem người')])
  expect(JSON.parse((await check('--json')).out)).toMatchObject([{ changes: null }])
  await runCommand('persons', 'open', '--reason', REASON)
  expect((await check()).out).toContain('+ Lê Văn Bảy')
})
