import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runCommand } from '../app/support/run-command.ts'
import { startTestHub, TEST_KEY, type TestHub } from '../app/support/test-hub.ts'
import { seedDoors } from './door-register.ts'

let hub: TestHub
const folder = mkdtempSync(join(tmpdir(), 'baophu-plans-'))

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2017-11-30T03:00:00Z') })
  await seedDoors(hub.database.em)
  vi.stubEnv('BAOPHU_URL', hub.url)
  vi.stubEnv('BAOPHU_ADMIN_KEY', TEST_KEY)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
  await hub.close()
})

test('a campaign is set down from a file and its standings are told in both languages', async () => {
  expect((await runCommand('campaign', 'standings', '26446')).code).toBe(1)
  const file = join(folder, 'thang-cao-diem.json')
  writeFileSync(
    file,
    JSON.stringify({
      name: 'Tháng cao điểm',
      areaCode: '26446',
      from: '2017-11-10',
      until: '2018-01-01',
      teams: [{ name: 'Tổ A', leader: 'Lê Văn Trưởng', members: 2, weeklyQuotaPerMember: 5, areaCodes: ['26446.01'] }],
    }),
  )
  const made = await runCommand('campaign', 'create', file)
  expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^Tháng cao điểm {2}\S+\n$/)])
  const told = await runCommand('campaign', 'standings', '26446')
  expect(told.out).toMatch(/^Tháng cao điểm {2}\[10\/11\/2017 – 1\/1\/2018\)/)
  expect(told.out).toMatch(/Tổ A +Lê Văn Trưởng +2 +0 +30\n/)
  expect(told.out).toMatch(/ 1 {2}Ấp 1 \(26446\.01\) +0 +/)
  const english = await runCommand(
    'campaign',
    'standings',
    '26446',
    '--level',
    'COMMUNE',
    '--on',
    '2017-11-16',
    '--lang',
    'en',
  )
  expect(english.out).toMatch(/Team +Leader +Members +Gained +Quota\n/)
  expect(english.out).toMatch(/Tổ A +Lê Văn Trưởng +2 +0 +10\n/)
  expect(english.out).toMatch(/Xã Xuân Hưng \(26446\)/)
  const json = await runCommand('campaign', 'standings', '26446', '--json')
  expect(JSON.parse(json.out)).toMatchObject([{ name: 'Tháng cao điểm', teams: [{ gained: 0, quota: 30 }] }])
})

test('a file that is no JSON or no campaign is 1, with the reason', async () => {
  const file = join(folder, 'khong-ro.json')
  writeFileSync(file, '{')
  expect(await runCommand('campaign', 'create', file)).toMatchObject({
    code: 1,
    out: '',
    talk: expect.stringContaining(file),
  })
  writeFileSync(file, JSON.stringify({ name: 'x', areaCode: '26446', from: '2018-01-01', until: '2017-01-01' }))
  expect(await runCommand('campaign', 'create', file)).toMatchObject({
    code: 1,
    talk: expect.stringContaining('1/1/2017'),
  })
})

test('a round is set down and its progress told', async () => {
  expect((await runCommand('round', 'progress', '2017')).code).toBe(1)
  const made = await runCommand(
    'round',
    'create',
    'poverty_review',
    '2017-09-01',
    '--until',
    '2017-12-01',
    '--due-on',
    '2017-10-31',
    '--area',
    '741',
  )
  expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^rà soát hộ nghèo 2017 {2}\S+\n$/)])
  const told = await runCommand('round', 'progress', '2017')
  expect(told.out).toMatch(
    /^rà soát hộ nghèo 2017 {2}Huyện Xuân Lộc {2}\[1\/9\/2017 – 1\/12\/2017\) {2}hạn 31\/10\/2017/,
  )
  expect(told.out).toMatch(/Xã Xuân Hưng \(26446\) +5 +0 +0,0% +0\/3 {2}quá hạn\n/)
  const one = await runCommand('round', 'progress', '2017', '--within', '26443', '--on', '2017-10-01', '--lang', 'en')
  expect(one.out).toMatch(/Xã Xuân Hòa \(26443\) +1 +0 +0,0% +0\/0\n/)
})

test('the door list is fetched to be printed', async () => {
  const path = join(folder, 'danh-sach.xlsx')
  expect(
    await runCommand('export', 'door-list', '26446', '--as-of', '2017-11-10', '--months', '6', '--out', path),
  ).toMatchObject({ code: 0, out: `${path}\n` })
  expect(await runCommand('export', 'door-list', '99999', '--out', path)).toMatchObject({
    code: 1,
    talk: expect.stringContaining('99999'),
  })
})
