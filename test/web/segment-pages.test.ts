import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SEEDED_DAY, seedRegister } from '../app/support/seeded-register.ts'
import type { TestHub } from '../app/support/test-hub.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'

/** An administrator looks at what partners may fetch, gives a key for it and ends it: each test goes on where the one before stopped. */
let hub: TestHub
let browser: Browser
let administrator: Visitor
let pages: PagesHub

beforeAll(async () => {
  pages = await startPagesHub()
  hub = pages.hub
  browser = pages.browser
  await seedRegister(hub.database.em, { communes: 2, households: 3 })
  administrator = await Visitor.arrive(browser, hub.url)
})

afterAll(async () => {
  await pages.close()
})

const page = () => administrator.page
const row = (name: string) => page().getByRole('row', { name })

async function make(name: string, partner: string, areaCode: string): Promise<void> {
  const made = await hub.ask(
    `mutation($name: String!, $partner: String!, $areaCode: String!) { createSegment(name: $name, partner: $partner, input: {
      purpose: "Vận động", agreement: "Thỏa thuận 12", expiresOn: "2999-01-01", areaCodes: [$areaCode], on: "${SEEDED_DAY}",
      fields: [HEAD_NAME, CLASS], selection: {} }) { name } }`,
    { name, partner, areaCode },
  )
  expect(made.body.errors).toBeUndefined()
}

test('where there is none that is said, where segments are listed and where they are chosen', async () => {
  await administrator.go('#/access/segments')
  await page().getByText('Không có nhóm hộ mục tiêu nào dùng được.').waitFor()
  await administrator.go('#/access')
  await page().getByLabel('Vai trò').selectOption('PARTNER')
  await page().getByText('Không có nhóm hộ mục tiêu nào dùng được.').waitFor()
})

test('each is listed with its partner, version, households and last day', async () => {
  await make('ho-xa-mot', 'Đại lý Một', '07300')
  await make('ho-huyen', 'Đại lý Hai', '215')
  await administrator.go('#/access/segments')
  await row('ho-huyen').getByText('6', { exact: true }).waitFor()
  const cells = async (name: string) => (await row(name).locator('th, td').allInnerTexts()).slice(0, 6)
  expect(await cells('ho-huyen')).toEqual([
    'ho-huyen',
    'Đại lý Hai',
    'Vận động\ncung cấp dữ liệu cho đối tác\nThỏa thuận 12',
    '1',
    '6',
    '01/01/2999',
  ])
  expect((await cells('ho-xa-mot'))[4]).toBe('3')
})

test('a partner’s key is given those that are ticked', async () => {
  await administrator.go('#/access')
  await page().getByLabel('Vai trò').selectOption('PARTNER')
  const choice = page().getByRole('group', { name: 'Nhóm hộ mục tiêu' })
  await choice.getByRole('checkbox', { name: 'ho-huyen · Đại lý Hai đến trước ngày 01/01/2999' }).check()
  expect(await choice.getByRole('checkbox').count()).toBe(2)
  await page().getByLabel('Dùng để làm gì').fill('Ứng dụng của đại lý')
  expect([await administrator.barriers(), await administrator.overflow()]).toEqual([[], 0])
  await administrator.press('Cấp khóa')
  await row('Ứng dụng của đại lý').getByText('Nhóm hộ mục tiêu: ho-huyen').waitFor()
})

test('one is ended after being asked, and is not offered again', async () => {
  await administrator.go('#/access/segments')
  await row('ho-xa-mot').getByRole('button', { name: 'Chấm dứt nhóm hộ mục tiêu' }).click()
  await administrator.press('Thôi')
  await row('ho-xa-mot').getByRole('button', { name: 'Chấm dứt nhóm hộ mục tiêu' }).click()
  await administrator.press('Đúng, làm đi')
  await row('ho-xa-mot')
    .getByText(/đã chấm dứt \d/)
    .waitFor()
  expect(await row('ho-huyen').getByRole('button', { name: 'Chấm dứt nhóm hộ mục tiêu' }).count()).toBe(1)
  await administrator.go('#/access')
  await page().getByLabel('Vai trò').selectOption('PARTNER')
  await page()
    .getByRole('checkbox', { name: /^ho-huyen/ })
    .waitFor()
  expect(
    await page()
      .getByRole('checkbox', { name: /^ho-xa-mot/ })
      .count(),
  ).toBe(0)
})

test('with segments in it the page keeps nobody out, fits a phone and is whole in English', async () => {
  await page().setViewportSize({ width: 360, height: 740 })
  for (const address of ['#/access/segments', '#/access']) {
    await administrator.go(address)
    expect([await administrator.barriers(), await administrator.overflow()]).toEqual([[], 0])
  }
  await page().getByLabel('Vai trò').selectOption('PARTNER')
  await page()
    .getByRole('checkbox', { name: /^ho-huyen/ })
    .waitFor()
  expect([await administrator.barriers(), await administrator.overflow()]).toEqual([[], 0])
  await administrator.go('#/access/segments')
  await administrator.speak('en')
  await row('ho-huyen').getByRole('button', { name: 'End the segment' }).waitFor()
  expect(administrator.complaints).toEqual([])
})
