import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { AUDIENCE } from '../../support/identity-provider.ts'
import { runCommand } from '../support/run-command.ts'
import { startTestHub, TEST_KEY, type TestHub } from '../support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub({}, { signInIssuer: 'https://id.example.vn', signInAudience: AUDIENCE })
  vi.stubEnv('BAOPHU_URL', hub.url)
  vi.stubEnv('BAOPHU_KEY', TEST_KEY)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
})

const asCommune = ['--name', 'Trần Thị B', '--role', 'data-officer', '--area', 'VN']

test('an account is invited, listed, changed and ended', async () => {
  const invited = await runCommand('account', 'invite', 'subject-1', ...asCommune, '--until', '2100-01-01', '--json')
  expect([invited.code, invited.talk]).toEqual([0, ''])
  const { id } = JSON.parse(invited.out) as { id: string }
  expect((await runCommand('account', 'change', id, ...asCommune.with(3, 'analyst'))).out).toContain(`Đã đổi: ${id}`)
  const line = (await runCommand('account', 'list')).out
  for (const told of [id, 'Trần Thị B', 'phân tích viên', 'Việt Nam (VN)', 'chưa vào', 'subject-1'])
    expect(line).toContain(told)
  expect((await runCommand('account', 'end', id, '--lang', 'en')).out).toContain(`Ended: ${id}`)
  const [listed] = JSON.parse((await runCommand('account', 'list', '--json')).out) as { endedBy: string | null }[]
  expect(listed?.endedBy).toBe('administrator')
})

test('an account and a key are given for a purpose, a key from addresses too', async () => {
  const forStatistics = [...asCommune, '--for', 'statistics']
  const { id } = JSON.parse((await runCommand('account', 'invite', 'subject-3', ...forStatistics, '--json')).out)
  const lineOf = async (noun: string, known: string) =>
    (await runCommand(noun, 'list')).out.split('\n').find((line) => line.startsWith(known))
  expect(await lineOf('account', id)).toContain('cán bộ dữ liệu  thống kê, phân tích  ')
  await runCommand('account', 'change', id, ...asCommune, '--for', 'register-keeping')
  expect(await lineOf('account', id)).toContain('cán bộ dữ liệu  quản lý dữ liệu người tham gia  ')

  const issue = ['key', 'issue', ...forStatistics.slice(2), '--purpose', 'BI', '--json']
  const bound = ['--from-address', '127.0.0.0/8', '::1', '--from-address', '203.0.113.7']
  const { id: key } = JSON.parse((await runCommand(...issue, ...bound)).out)
  const line = await lineOf('key', key)
  for (const told of ['  127.0.0.0/8  ::1/128  203.0.113.7/32  ', '  thống kê, phân tích  BI'])
    expect(line).toContain(told)
  expect((await runCommand(...issue, '--from-address', 'office')).talk).toContain('Địa chỉ thứ 1 (“office”)')
})

test('what cannot be is said in a sentence, with 1', async () => {
  const { code, talk } = await runCommand('account', 'invite', 'Trần Thị B', ...asCommune)
  expect([code, talk]).toEqual([1, expect.stringContaining('không phải là mã của một người')])
  expect((await runCommand('account', 'end', 'acc_nobody')).talk).toContain('Không có tài khoản này')
})

test('without a role, an area or a name it is wrong usage', async () => {
  expect((await runCommand('account', 'invite', 'subject-2')).code).toBe(2)
})
