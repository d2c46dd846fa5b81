import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestHub } from '../app/support/test-hub.ts'
import { AUDIENCE, CLIENT, IdentityProvider } from '../support/identity-provider.ts'
import { furnish } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'
import { wordsOnlyIn } from './words-only-in.ts'

/** An administrator lets people in who sign in with a name: each test goes on where the one before stopped. */
let provider: IdentityProvider
let hub: TestHub
let browser: Browser
let administrator: Visitor
let pages: PagesHub

beforeAll(async () => {
  provider = await IdentityProvider.start()
  pages = await startPagesHub({
    signInIssuer: provider.issuer,
    signInAudience: AUDIENCE,
    signInClient: CLIENT,
    signInName: 'Sở Y tế',
  })
  hub = pages.hub
  browser = pages.browser
  await furnish(hub.url)
  administrator = await Visitor.arrive(browser, hub.url)
})

afterAll(async () => {
  await pages.close()
  await provider.stop()
})

const page = () => administrator.page
const row = (name: string) => page().getByRole('row', { name: new RegExp(name) })

interface AccountTold {
  readonly subject: string
  readonly role: string
  readonly endedAt: string | null
  readonly grants: readonly { readonly area: { readonly code: string }; readonly on: string; readonly until: string }[]
}

async function account(subject: string): Promise<AccountTold | undefined> {
  const { body } = await hub.ask<{ accounts: readonly AccountTold[] }>(
    '{ accounts { subject role endedAt grants { area { code } on until } } }',
  )
  return body.data?.accounts.find((each) => each.subject === subject)
}

async function invite(subject: string, name: string): Promise<void> {
  await page().getByLabel('Mã của người đó ở nơi đăng nhập').fill(subject)
  await page().getByLabel('Họ tên').fill(name)
  await page().getByLabel('Vai trò').selectOption('ANALYST')
  await page().getByLabel('Mã các địa bàn').fill('215')
  await page().getByLabel('Mã của ngày').fill('2017-09-30')
  await administrator.press('Mời')
}

test('somebody is invited by what the provider calls them, for an area and until a day', async () => {
  await page().getByRole('link', { name: 'Quyền truy cập' }).click()
  await page().getByRole('link', { name: 'Người dùng' }).click()
  await page().getByText('Chưa mời ai.').waitFor()
  await page().getByLabel('Hết dùng từ ngày').fill('2999-01-01')
  await invite('can-bo-7', 'Trần Thị Bảy')
  await row('Trần Thị Bảy').waitFor()
  expect(await row('Trần Thị Bảy').innerText()).toMatch(
    /can-bo-7[\s\S]*phân tích viên[\s\S]*Huyện Yên Thế \(215\)[\s\S]*như ngày 30\/09\/2017; từ .*, hết dùng từ 01\/01\/2999/,
  )
  expect(await account('can-bo-7')).toMatchObject({
    role: 'ANALYST',
    grants: [{ area: { code: '215' }, on: '2017-09-30', until: '2999-01-01' }],
  })
})

test('who has an account already is refused in a sentence, and what was written stays there', async () => {
  await invite('can-bo-7', 'Trần Thị Bảy')
  await page().getByText('Người này đã có tài khoản.').waitFor()
  expect(await page().getByLabel('Họ tên').inputValue()).toBe('Trần Thị Bảy')
})

test('an account keeps what it is for while its role stays, and the usual is offered with another', async () => {
  await row('Trần Thị Bảy').getByRole('link', { name: 'Đổi tài khoản' }).click()
  await page().getByRole('heading', { name: 'Đổi tài khoản: Trần Thị Bảy' }).waitFor()
  const purpose = page().getByLabel('Mục đích')
  expect(await purpose.inputValue()).toBe('STATISTICS')
  await purpose.selectOption('INSPECTION')
  await administrator.press('Lưu')
  await row('Trần Thị Bảy').waitFor()
  expect(await row('Trần Thị Bảy').innerText()).toMatch(/phân tích viên\s+thanh tra, kiểm tra/)
  await row('Trần Thị Bảy').getByRole('link', { name: 'Đổi tài khoản' }).click()
  await page().getByRole('heading', { name: 'Đổi tài khoản: Trần Thị Bảy' }).waitFor()
  expect(await purpose.inputValue()).toBe('INSPECTION')
  await page().getByLabel('Vai trò').selectOption('PARTNER')
  expect(await purpose.inputValue()).toBe('')
  await page().getByRole('link', { name: 'Về danh sách người dùng' }).click()
})

test('an account is changed from what it is: another role, another area, until further notice', async () => {
  await row('Trần Thị Bảy').getByRole('link', { name: 'Đổi tài khoản' }).click()
  await page().getByRole('heading', { name: 'Đổi tài khoản: Trần Thị Bảy' }).waitFor()
  const held = ['Họ tên', 'Vai trò', 'Mã các địa bàn', 'Mã của ngày', 'Hết dùng từ ngày']
  expect(await Promise.all(held.map((label) => page().getByLabel(label).inputValue()))).toEqual([
    'Trần Thị Bảy',
    'ANALYST',
    '215',
    '2017-09-30',
    '2999-01-01',
  ])
  await page().getByLabel('Vai trò').selectOption('DATA_OFFICER')
  await page().getByLabel('Mã các địa bàn').fill('07255, 26446')
  await page().getByLabel('Hết dùng từ ngày').fill('')
  await administrator.press('Lưu')
  await row('Trần Thị Bảy').waitFor()
  const changed = await account('can-bo-7')
  expect(changed?.role).toBe('DATA_OFFICER')
  expect(changed?.grants.map(({ area, until }) => [area.code, until]).sort()).toEqual([
    ['07255', null],
    ['26446', null],
  ])
})

test('an account is ended once it was asked for twice; it stays in the list and can be changed no more', async () => {
  await row('Trần Thị Bảy').getByRole('button', { name: 'Kết thúc tài khoản' }).click()
  await administrator.press('Thôi')
  expect((await account('can-bo-7'))?.endedAt).toBeNull()
  await row('Trần Thị Bảy').getByRole('button', { name: 'Kết thúc tài khoản' }).click()
  await administrator.press('Đúng, làm đi')
  await page()
    .getByText(/đã kết thúc \d/)
    .waitFor()
  expect(await row('Trần Thị Bảy').getByRole('link', { name: 'Đổi tài khoản' }).count()).toBe(0)
  expect((await account('can-bo-7'))?.endedAt).not.toBeNull()
})

test('a partner’s key is issued for segments alone, and the list of keys tells which', async () => {
  const made = await hub.ask(`mutation { createSegment(name: "ho-xuan-hung", partner: "Đại lý Xuân Hưng", input: {
    purpose: "Vận động", agreement: "Thỏa thuận 12", expiresOn: "2999-01-01", areaCodes: ["26446"], on: "2017-11-10",
    fields: [HAMLET], selection: {} }) { name } }`)
  expect(made.body.errors).toBeUndefined()
  await administrator.go('#/access')
  await page().getByLabel('Vai trò').selectOption('PARTNER')
  await page()
    .getByRole('checkbox', { name: /^ho-xuan-hung/ })
    .check()
  await page().getByLabel('Dùng để làm gì').fill('Ứng dụng của đại lý')
  await administrator.press('Cấp khóa')
  await row('Ứng dụng của đại lý').waitFor()
  expect(await row('Ứng dụng của đại lý').innerText()).toMatch(
    /đối tác[\s\S]*Xã Xuân Hưng \(26446\)[\s\S]*Nhóm hộ mục tiêu: ho-xuan-hung/,
  )
})

test('the log tells of accounts and segments in words, and can be asked for one kind', async () => {
  await administrator.go('#/access/audit')
  const done = page().getByRole('region', { name: 'Nhật ký' }).locator('tbody td:nth-child(5)')
  await done.nth(5).waitFor()
  expect((await done.allInnerTexts()).slice(0, 6)).toEqual([
    'cấp khóa',
    'lập nhóm hộ mục tiêu',
    'kết thúc tài khoản',
    'đổi tài khoản',
    'đổi tài khoản',
    'mời người dùng',
  ])
  await page().getByLabel('Việc đã làm').selectOption('ACCOUNT_CHANGED')
  await page().waitForURL(/action=ACCOUNT_CHANGED/)
  await administrator.settle()
  expect(new Set(await done.allInnerTexts())).toEqual(new Set(['đổi tài khoản']))
})

test('with people in it the page keeps nobody out, fits a phone and is whole in English', async () => {
  await administrator.go('#/access/people')
  await invite('can-bo-8', 'Lê Văn Tám')
  await row('Lê Văn Tám').waitFor()
  await page().setViewportSize({ width: 360, height: 740 })
  expect([await administrator.barriers(), await administrator.overflow()]).toEqual([[], 0])
  await administrator.speak('en')
  const vietnamese = wordsOnlyIn('vi')
  const told = await administrator.texts()
  expect(told).toContain('People invited')
  expect(told.filter((text) => vietnamese.some((word) => text === word))).toEqual([])
  await page().getByRole('link', { name: 'Change the account' }).click()
  await page().getByRole('heading', { name: 'Change the account: Lê Văn Tám' }).waitFor()
  expect([await administrator.barriers(), await administrator.overflow()]).toEqual([[], 0])
  expect(administrator.complaints).toEqual([])
})
