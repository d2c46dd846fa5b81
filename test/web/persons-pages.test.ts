import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubClient } from '../../src/app/cli/hub-client.ts'
import { execute } from '../../src/kernel/sql.ts'
import { TEST_KEY, type TestHub } from '../app/support/test-hub.ts'
import { furnish, roll, sendAndCommit } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'
import { wordsOnlyIn } from './words-only-in.ts'

/** A district's officer in a real browser: figures always, people for a reason and a time. */
let hub: TestHub
let browser: Browser
let officer: Visitor
let pages: PagesHub
let batch = ''

beforeAll(async () => {
  pages = await startPagesHub()
  hub = pages.hub
  browser = pages.browser
  await furnish(hub.url)
  const { body } = await hub.ask<{ issueKey: { key: string } }>(
    'mutation { issueKey(input: { role: DATA_OFFICER, areaCodes: ["741"], on: "2017-11-10", purpose: "Huyện Xuân Lộc" }) { key } }',
  )
  const key = body.data?.issueKey.key ?? ''
  const [administrator, district] = [TEST_KEY, key].map((shown) =>
    hubClient({ url: hub.url, key: shown, language: 'vi' }),
  )
  if (administrator === undefined || district === undefined) throw new Error('no client')
  const file = (...serials: readonly number[]) =>
    new File([new Uint8Array(roll(...serials))], `the-${serials.join('-')}.csv`)
  const choices = { kind: 'CARD_ROLL', areaCode: '26446' }
  await sendAndCommit(administrator, file(1, 2), { ...choices, asOf: '2017-11-10' })
  batch = (await district.send(file(3), { ...choices, asOf: '2017-12-10' })).id
  await district.settled(batch)
  officer = await Visitor.arrive(browser, hub.url, { key })
})

afterAll(async () => {
  expect(hub.log.filter((entry) => entry.level === 'error')).toEqual([])
  await pages.close()
})

const page = () => officer.page
const form = () => page().getByRole('form', { name: 'Mở xem người' })
const people = () =>
  page()
    .getByRole('region', { name: /Nguyễn Văn An/ })
    .getByRole('rowheader')

test('people are shown from the form with a reason until they are closed', async () => {
  await officer.go(`#/imports/${batch}/matches`)
  await form().waitFor()
  expect(await people().count()).toBe(0)
  expect([await officer.barriers(), await officer.overflow()]).toEqual([[], 0])
  await officer.speak('en')
  const shown = await officer.texts()
  expect(wordsOnlyIn('vi').filter((word) => shown.includes(word))).toEqual([])
  await officer.speak('vi')
  await page().setViewportSize({ width: 360, height: 740 })
  expect(await officer.overflow()).toBe(0)
  await page().setViewportSize({ width: 1280, height: 800 })

  await form().getByLabel('Lý do').fill('xem')
  await officer.press('Mở xem người')
  await page().getByText('quá ngắn').waitFor()
  await form().getByLabel('Lý do').fill('đối chiếu danh sách thẻ')
  await form().getByLabel('Trong').selectOption('30')
  await officer.press('Mở xem người')
  await page().getByText('Đang mở xem người đến').waitFor()
  await people().first().waitFor()
  expect(await people().count()).toBe(2)
  expect([await officer.barriers(), await officer.overflow()]).toEqual([[], 0])

  await officer.go(`#/imports/${batch}/changes`)
  await officer.settle()
  expect(await form().count()).toBe(0)
  await officer.go('#/coverage/26446?day=2017-11-10')
  expect(await officer.take('Tải danh sách đến từng nhà')).toMatch(/\.xlsx$/)

  await officer.press('Đóng lại')
  await page().getByText('Đang mở xem người đến').waitFor({ state: 'detached' })
  await officer.press('Tải danh sách đến từng nhà')
  await form().waitFor()
  await officer.go(`#/imports/${batch}/changes`)
  await form().waitFor()
  expect(officer.complaints).toEqual([])
})

test('a campaign is changed with the names of its teams, and people go from the page when their time is over', async () => {
  const { body } = await hub.ask<{ createCampaign: { id: string } }>(
    `mutation { createCampaign(input: { name: "Tháng cao điểm", areaCode: "26446", from: "2017-11-10", until: "2017-12-10",
      teams: [{ name: "Tổ 1", leader: "Trần Thị Tổ Trưởng", areaCodes: ["26446"], members: 2, weeklyQuotaPerMember: 5 }] }) { id } }`,
  )
  expect(body.errors).toBeUndefined()
  await officer.go(`#/campaigns/${body.data?.createCampaign.id}`)
  await form().waitFor()
  expect(await page().getByRole('button', { name: 'Lưu' }).count()).toBe(0)
  await form().getByLabel('Lý do').fill('sửa danh sách tổ vận động')
  await officer.press('Mở xem người')
  await expect.poll(() => page().getByLabel('Tổ trưởng').first().inputValue()).toBe('Trần Thị Tổ Trưởng')
  await execute(
    hub.database.em,
    `update persons_opening set open_until = now() + interval '3 seconds' where open_until > now()`,
  )
  await page().reload()
  await page().getByLabel('Tổ trưởng').first().waitFor()
  await form().waitFor()
  expect(await page().getByLabel('Tổ trưởng').count()).toBe(0)
  expect(officer.complaints).toEqual([])
})
