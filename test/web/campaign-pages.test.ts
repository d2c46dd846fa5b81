import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestHub } from '../app/support/test-hub.ts'
import { furnish } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'

/** A campaign from its plan to its end in a real browser: each test goes on where the one before stopped. */
let hub: TestHub
let browser: Browser
let leader: Visitor
let pages: PagesHub

beforeAll(async () => {
  pages = await startPagesHub()
  hub = pages.hub
  browser = pages.browser
  await furnish(hub.url)
  leader = await Visitor.arrive(browser, hub.url)
})

afterAll(async () => {
  await pages.close()
})

const page = () => leader.page
/** The inputs of a column of the teams, from top to bottom. */
const column = (name: string) => page().getByLabel(name, { exact: true })

test('a campaign is set down with its teams', async () => {
  await leader.go('#/campaigns')
  await page().getByRole('link', { name: 'Lập đợt vận động mới' }).click()
  await leader.settle()
  await page().getByLabel('Tên đợt').fill('Tháng cao điểm 11/2017')
  await page().getByLabel('Mã địa bàn', { exact: true }).fill('215')
  await page().getByLabel('Từ ngày').fill('2017-11-01')
  await page().getByLabel('Trước ngày').fill('2017-12-01')
  for (const [at, code] of ['07255', '07264'].entries()) {
    await leader.press('Thêm tổ')
    await column('Tổ trưởng')
      .nth(at)
      .fill(`Tổ trưởng ${at + 1}`)
    await column('Mã địa bàn của tổ').nth(at).fill(code)
  }
  await column('Thẻ mỗi người mỗi tuần').nth(1).fill('7')
  await leader.press('Lưu')
  await page().getByRole('heading', { name: 'Tháng cao điểm 11/2017, Huyện Yên Thế' }).waitFor()
  const teams = await page().getByRole('region', { name: 'Các tổ vận động' }).innerText()
  expect(teams).toMatch(/Tổ 1\s+Tổ trưởng 1[\s\S]*Tổ 2\s+Tổ trưởng 2/)
})

test('a plan that cannot be is refused in a sentence, and what was typed stays', async () => {
  await page().getByRole('link', { name: 'Sửa đợt này' }).click()
  await leader.settle()
  await column('Mã địa bàn của tổ').nth(1).fill('07255')
  await leader.press('Lưu')
  await page().getByRole('alert').waitFor()
  expect((await page().getByRole('alert').innerText()).length).toBeGreaterThan(20)
  expect(await page().getByLabel('Tên đợt').inputValue()).toBe('Tháng cao điểm 11/2017')
})

test('a team is changed and another taken out; what is kept keeps its quota', async () => {
  await column('Mã địa bàn của tổ').nth(1).fill('07264')
  expect(await column('Thẻ mỗi người mỗi tuần').nth(1).inputValue()).toBe('7')
  await page().getByRole('row').nth(1).getByRole('button', { name: 'Bớt tổ này' }).click()
  await leader.press('Lưu')
  await page().getByRole('heading', { name: 'Tháng cao điểm 11/2017, Huyện Yên Thế' }).waitFor()
  const teams = await page().getByRole('region', { name: 'Các tổ vận động' }).innerText()
  expect(teams).toContain('Tổ trưởng 2')
  expect(teams).not.toContain('Tổ trưởng 1')
})

test('a campaign is taken away after it was asked once', async () => {
  await leader.press('Bỏ đợt này')
  await leader.press('Đúng, làm đi')
  await page().getByText('Chưa có đợt vận động nào.').waitFor()
  expect(leader.complaints).toEqual([])
})
