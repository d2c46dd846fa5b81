import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runCommandLine } from '../../../src/app/cli/main.ts'
import { encodeNodeId } from '../../../src/kernel/node-id.ts'
import { rows } from '../../../src/kernel/sql.ts'
import { RegisterRows } from '../../support/register-rows.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** Beside a hub that runs on the same database. */
let hub: TestHub
let personId: number

beforeAll(async () => {
  hub = await startTestHub()
  const register = new RegisterRows(hub.database.em)
  await register.batch('danh-sach.xlsx')
  personId = await register.person({ name: 'Vũ Thị Én', birthDate: '1980-01-02', nationalId: '075180000123' })
  await register.residence(personId, { areaId: await register.country() })
  await register.settle()
  vi.stubEnv('DATABASE_URL', hub.database.url)
  vi.stubEnv('BAOPHU_DATA', hub.config.dataDirectory)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await hub.close()
})

async function run(...words: string[]) {
  const [out, talk]: [string[], string[]] = [[], []]
  const code = await runCommandLine(words, { out: (text) => out.push(text), talk: (line) => talk.push(line) })
  return { code, out: out.join(''), talk: talk.join('\n') }
}

test('what is kept of a person is given as JSON, by number or id', async () => {
  const byNumber = await run('person', 'export', '075180000123')
  expect([byNumber.code, JSON.parse(byNumber.out)]).toMatchObject([0, { personId, person: { fullName: 'Vũ Thị Én' } }])
  const byId = JSON.parse((await run('person', 'export', encodeNodeId('Person', personId))).out)
  // The first export is one of those that read her now.
  expect(byId.readers).toMatchObject([{ account: 'administrator', how: 'PERSON' }])
  expect(await run('person', 'export', '000000000000')).toMatchObject({ code: 1, out: '' })
})

test('a person is erased with a reason, and found no more by name', async () => {
  expect((await run('person', 'erase', '075180000123')).code).toBe(2)
  expect((await run('person', 'erase', '075180000123', '--reason', ' ')).code).toBe(2)
  const erased = await run('person', 'erase', '075180000123', '--reason', 'Đơn số 12 ngày 1/11/2026', '--json')
  expect([erased.code, JSON.parse(erased.out)]).toMatchObject([0, { personId, persons: 1, birthDaysKept: 0, files: 0 }])
  const record = await run('person', 'export', '075180000123')
  expect(JSON.parse(record.out).person).toMatchObject({ fullName: '(đã xóa)', birthDate: null, birthYear: 1980 })
  expect(record.out).not.toContain('Én')
  expect((await run('person', 'erase', String(personId), '--reason', 'x')).out).toContain('đã được xóa từ trước')
  const entries = await rows<{ action: string }>(
    hub.database.em,
    `select action from audit_entry where action like 'PERSON_E%' order by entry_no`,
  )
  expect(entries.filter(({ action }) => action === 'PERSON_ERASED')).toHaveLength(2)
})

test('a purge tells what it takes, and before it does when asked', async () => {
  const dry = await run('privacy', 'purge', '--dry-run', '--json')
  expect([dry.code, JSON.parse(dry.out)]).toMatchObject([0, { dryRun: true, files: 0, persons: 0, auditEntries: 0 }])
  expect((await run('privacy', 'purge', '--on', '2026-01-31')).out).toContain('Tệp gốc: 0')
  for (const wrong of ['tomorrow', '2999-01-01']) expect((await run('privacy', 'purge', '--on', wrong)).code).toBe(2)
})
