import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { encodeNodeId } from '../../../src/kernel/node-id.ts'
import { rows } from '../../../src/kernel/sql.ts'
import { RegisterRows } from '../../support/register-rows.ts'
import { runCommand } from '../support/run-command.ts'
import { startTestHub, TEST_KEY, type TestHub } from '../support/test-hub.ts'

/** Beside a hub that runs on the same database. */
let hub: TestHub
let personId: number

beforeAll(async () => {
  hub = await startTestHub()
  const register = new RegisterRows(hub.database.em)
  await register.batch('danh-sach.xlsx')
  personId = await register.person({ name: 'Vũ Thị Én', birthDate: '1980-01-02', nationalId: '099180000123' })
  await register.residence(personId, { areaId: await register.country() })
  await register.settle()
  vi.stubEnv('DATABASE_URL', hub.database.url)
  vi.stubEnv('BAOPHU_DATA', hub.config.dataDirectory)
  vi.stubEnv('BAOPHU_URL', hub.url)
  vi.stubEnv('BAOPHU_KEY', TEST_KEY)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
})

test('what is kept of a person is given as JSON, by number or id', async () => {
  const byNumber = await runCommand('person', 'export', '099180000123')
  expect([byNumber.code, JSON.parse(byNumber.out)]).toMatchObject([0, { personId, person: { fullName: 'Vũ Thị Én' } }])
  const byId = JSON.parse((await runCommand('person', 'export', encodeNodeId('Person', personId))).out)
  // The first export is one of those that read her now.
  expect(byId.readers).toMatchObject([{ account: 'administrator', how: 'PERSON' }])
  expect(await runCommand('person', 'export', '000000000000')).toMatchObject({ code: 1, out: '' })
})

test('that there are no requests is said', async () => {
  expect(await runCommand('person', 'request', 'list')).toEqual({
    ...{ code: 0, out: '', talk: 'Danh sách trống.\nXem cả yêu cầu đã kết thúc bằng --all.' },
  })
  expect((await runCommand('person', 'request', 'list', '--all', '--lang', 'en')).talk).toBe('The list is empty.')
  expect(await runCommand('person', 'request', 'list', '--json')).toEqual({ code: 0, out: '[]\n', talk: '' })
})

test('a request goes from the letter to the answer, in the officers’ words', async () => {
  const recorded = await runCommand(
    ...['person', 'request', 'record', 'view', '099180000123', '--reference', 'Đơn số 7', '--contact', 'qua bưu điện'],
    ...['--received-on', '2026-01-05'],
  )
  expect(recorded).toMatchObject({ code: 0, talk: '' })
  for (const told of [
    '1  xem  mới nhận  hạn 7/1/2026  quá hạn',
    'Ngày nhận: 5/1/2026',
    'Hạn trả lời: 15/1/2026',
    'qua bưu điện',
  ])
    expect(recorded.out).toContain(told)
  expect((await runCommand('person', 'request', 'acknowledge', '1')).out).toContain('đã báo nhận')
  expect(await runCommand('person', 'request', 'extend', '1', '--reason', 'x')).toMatchObject({
    ...{ code: 1, talk: expect.stringContaining('Đã quá hạn 15/1/2026') },
  })
  expect(await runCommand('person', 'erase', '--request', '1')).toMatchObject({
    ...{ code: 1, talk: 'Yêu cầu này thuộc loại khác: xem' },
  })
  // Twice: it is carried out once, and can be fetched until it is closed.
  for (const _time of [1, 2]) {
    const { code, out } = await runCommand('person', 'export', '--request', '1')
    expect([code, JSON.parse(out)]).toMatchObject([0, { personId, person: { fullName: 'Vũ Thị Én' } }])
  }
  expect((await runCommand('person', 'request', 'show', '1', '--lang', 'en')).out).toMatch(
    /carried out[\s\S]*Later than: 2026-01-15[\s\S]*tell whoever asked, then close it/,
  )
  expect((await runCommand('person', 'request', 'close', '1')).out).not.toContain('bưu điện')
  expect(await runCommand('person', 'export', '--request', '1')).toMatchObject({ code: 1, out: '' })
})

test('requests are listed, the overdue first, and told in sentences when they cannot be', async () => {
  const record = (...words: string[]) => runCommand('person', 'request', 'record', ...words, '--reference', 'Đơn số 8')
  await record('restrict')
  await record('ERASE', '--received-on', '2026-01-05', '--representative', '--through-processor')
  const { out } = await runCommand('person', 'request', 'list')
  expect(out.split('\n').map((line) => line.split('  ')[0])).toEqual(['3', '2', ''])
  expect(JSON.parse((await runCommand('person', 'request', 'list', '--all', '--json')).out)).toHaveLength(3)
  expect((await runCommand('person', 'request', 'carry-out', '2')).talk).toContain('Hãy ghi cơ quan đã làm gì')
  expect((await runCommand('person', 'request', 'carry-out', '2', '--done', 'Bỏ khỏi nhóm')).out).toContain(
    'Đã làm: Bỏ khỏi nhóm',
  )
  expect((await runCommand('person', 'request', 'refuse', '3', '--ground', 'Điều 14 khoản 2, Điều 19')).out).toContain(
    'Căn cứ từ chối: Điều 14 khoản 2, Điều 19',
  )
  expect((await runCommand('person', 'request', 'show', '99')).talk).toBe('Không có yêu cầu mang số này.')
  expect((await record('forget')).code).toBe(2)
  for (const words of [['export'], ['export', 'x', '--request', '1'], ['erase', '--reason', 'x']])
    expect((await runCommand('person', ...words)).code).toBe(2)
})

test('a person is erased by their request', async () => {
  const register = new RegisterRows(hub.database.em)
  await register.batch('danh-sach-2.xlsx')
  const other = await register.person({ name: 'Đỗ Văn Sáo', nationalId: '099180000124' })
  await register.residence(other, { areaId: await register.country() })
  await register.settle()
  const { out } = await runCommand(
    'person',
    'request',
    'record',
    'erase',
    '099180000124',
    '--reference',
    'Đơn số 9',
    '--json',
  )
  const { id } = JSON.parse(out) as { id: string }
  expect((await runCommand('person', 'erase', '--request', id)).out).toContain('Đã xóa dữ liệu của')
  expect((await runCommand('person', 'export', '099180000124')).out).toContain('(đã xóa)')
})

test('a person is erased with a reason, and found no more by name', async () => {
  expect((await runCommand('person', 'erase', '099180000123')).code).toBe(2)
  expect((await runCommand('person', 'erase', '099180000123', '--reason', ' ')).code).toBe(2)
  const erased = await runCommand('person', 'erase', '099180000123', '--reason', 'Đơn số 12 ngày 1/11/2026', '--json')
  expect([erased.code, JSON.parse(erased.out)]).toMatchObject([0, { personId, persons: 1, birthDaysKept: 0, files: 0 }])
  const record = await runCommand('person', 'export', '099180000123')
  expect(JSON.parse(record.out).person).toMatchObject({ fullName: '(đã xóa)', birthDate: null, birthYear: 1980 })
  expect(record.out).not.toContain('Én')
  expect((await runCommand('person', 'erase', String(personId), '--reason', 'x')).out).toContain('đã được xóa từ trước')
  const entries = await rows<{ action: string }>(
    hub.database.em,
    `select action from audit_entry where action like 'PERSON_E%' order by entry_no`,
  )
  expect(entries.filter(({ action }) => action === 'PERSON_ERASED')).toHaveLength(3)
})

test('a purge tells what it takes, and before it does when asked', async () => {
  const dry = await runCommand('privacy', 'purge', '--dry-run', '--json')
  expect([dry.code, JSON.parse(dry.out)]).toMatchObject([0, { dryRun: true, files: 0, persons: 0, auditEntries: 0 }])
  expect((await runCommand('privacy', 'purge', '--on', '2026-01-31')).out).toContain('Tệp gốc: 0')
  for (const wrong of ['tomorrow', '2999-01-01'])
    expect((await runCommand('privacy', 'purge', '--on', wrong)).code).toBe(2)
})
