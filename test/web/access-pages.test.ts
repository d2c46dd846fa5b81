import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '../../src/access/actor.ts'
import { PURPOSES } from '../../src/access/purpose.ts'
import { GLOSSARY } from '../../src/kernel/glossary.ts'
import { askAt, type TestHub } from '../app/support/test-hub.ts'
import { furnish } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'

/** An administrator gives a key away in a real browser, and takes it back: each test goes on where the one before stopped. */
let hub: TestHub
let browser: Browser
let administrator: Visitor
let pages: PagesHub
let given = ''

beforeAll(async () => {
  pages = await startPagesHub()
  hub = pages.hub
  browser = pages.browser
  await furnish(hub.url)
  administrator = await Visitor.arrive(browser, hub.url)
})

afterAll(async () => {
  await pages.close()
})

const page = () => administrator.page
const ways = (visitor: Visitor) =>
  visitor.page.getByRole('navigation', { name: 'Các mục' }).getByRole('link').allInnerTexts()

test('a key is issued for an area and shown this once', async () => {
  await page().getByRole('link', { name: 'Quyền truy cập' }).click()
  await administrator.settle()
  await page().getByLabel('Vai trò').selectOption('ANALYST')
  await page().getByLabel('Mã các địa bàn').fill('215')
  await page().getByLabel('Mã của ngày').fill('2017-09-30')
  await page().getByLabel('Dùng để làm gì').fill('Bảng điều khiển của huyện')
  await administrator.press('Cấp khóa')
  given = await page().locator('output').innerText()
  expect(given).toMatch(/^bpk_/)
  const row = page().getByRole('row', { name: /Bảng điều khiển của huyện/ })
  await row.waitFor()
  expect(await row.innerText()).toMatch(/phân tích viên[\s\S]*Huyện Yên Thế \(215\)/)
  await page().reload()
  await administrator.settle()
  expect(await page().locator('body').innerText()).not.toContain(given)
})

test('an area that is not there is refused in a sentence', async () => {
  await page().getByLabel('Mã các địa bàn').fill('99999')
  await page().getByLabel('Dùng để làm gì').fill('x')
  await administrator.press('Cấp khóa')
  await page().getByRole('alert').waitFor()
  expect(await page().getByRole('alert').innerText()).toContain('99999')
})

test('its holder begins with coverage and is shown no way that is closed to them', async () => {
  const analyst = await Visitor.arrive(browser, hub.url, { key: given })
  await analyst.settle()
  expect(await analyst.page.locator('h1').innerText()).toMatch(/Độ bao phủ/)
  expect(await ways(analyst)).toEqual(['Độ bao phủ', 'Đợt vận động'])
  await analyst.leave()
  expect(await ways(administrator)).toEqual(['Nhập tệp', 'Độ bao phủ', 'Đợt vận động', 'Quyền truy cập'])
})

test('a revoked key ends what its holder is doing', async () => {
  const analyst = await Visitor.arrive(browser, hub.url, { key: given })
  await page()
    .getByRole('row', { name: /Bảng điều khiển/ })
    .getByRole('button', { name: 'Thu hồi khóa' })
    .click()
  await administrator.press('Đúng, làm đi')
  await page()
    .getByText(/đã thu hồi \d/)
    .waitFor()
  await analyst.page.goto(`${hub.url}/#/coverage/215?day=2017-09-30`)
  await analyst.page.getByText('Khóa này không mở được').waitFor()
  await analyst.leave()
})

test('a hub without a place to sign in says so where people would be invited', async () => {
  await administrator.go('#/access/people')
  await page().getByText('Hệ thống này chưa nối với nơi đăng nhập bằng tên').waitFor()
  expect(await page().getByRole('button', { name: 'Mời' }).count()).toBe(0)
})

test('the log tells who did what, and a key leads to what was done with it', async () => {
  await administrator.go('#/access')
  await page().getByRole('link', { name: /^bpk_/ }).click()
  await page().waitForURL(/audit\?account=bpk_/)
  await administrator.go('#/access/audit')
  const table = page().getByRole('region', { name: 'Nhật ký' })
  await table.getByRole('row').nth(1).waitFor()
  const done = await table.locator('tbody td:nth-child(5)').allInnerTexts()
  expect(done.slice(0, 2)).toEqual(['thu hồi khóa', 'cấp khóa'])
  await page().getByLabel('Việc đã làm').selectOption('FILE_SENT')
  await page().waitForURL(/action=FILE_SENT/)
  await administrator.settle()
  expect(new Set(await table.locator('tbody td:nth-child(5)').allInnerTexts())).toEqual(new Set(['gửi tệp']))
  expect(administrator.complaints).toEqual([])
})

test('every role and every purpose of the hub is offered, by its name', async () => {
  await administrator.go('#/access')
  const offered = (label: string) => page().getByLabel(label).locator('option').allInnerTexts()
  expect(await offered('Vai trò')).toEqual(ROLES.map((role) => GLOSSARY[`Role.${role}`]?.vi))
  expect(await offered('Mục đích')).toEqual(['như thường lệ', ...Object.values(PURPOSES).map(({ name }) => name.vi)])
})

test('a key is issued for a purpose that narrows its role, and the table says so', async () => {
  await administrator.go('#/access')
  await page().getByLabel('Vai trò').selectOption('DATA_OFFICER')
  await page().getByLabel('Mục đích').selectOption('CAMPAIGNS')
  await page().getByLabel('Mã các địa bàn').fill('215')
  await page().getByLabel('Mã của ngày').fill('2017-09-30')
  await page().getByLabel('Dùng để làm gì').fill('Tháng cao điểm')
  await page().getByLabel('Chỉ dùng từ địa chỉ IP').fill('127.0.0.0/8, ::1')
  await administrator.press('Cấp khóa')
  const row = page().getByRole('row', { name: /Tháng cao điểm/ })
  await row.waitFor()
  expect(await row.innerText()).toMatch(/cán bộ dữ liệu\s+tổ chức đợt vận động[\s\S]*chỉ từ 127\.0\.0\.0\/8, ::1\/128/)
  const shown = await page().locator('output').innerText()
  const { body } = await askAt<{ me: object }>(
    hub.url,
    { query: '{ me { role purposeCode } }' },
    { authorization: `Bearer ${shown}` },
  )
  expect(body.data?.me).toEqual({ role: 'DATA_OFFICER', purposeCode: 'CAMPAIGNS' })
  expect(await page().getByLabel('Mục đích').inputValue()).toBe('')
})
