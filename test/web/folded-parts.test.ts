import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubClient } from '../../src/app/cli/hub-client.ts'
import { TEST_KEY, type TestHub } from '../app/support/test-hub.ts'
import { furnish, sendAndCommit } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'

/** Parts of the coverage page that ask nothing until they are opened: pupils, gains and losses. */
let hub: TestHub
let browser: Browser
let officer: Visitor
let pages: PagesHub

/** A grown-up, and three pupils of whom one has no card on the second day any more. */
const FIRST = [
  'STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày',
  '1,Nguyễn Văn An,1980,Nam,GD4759900000001,01/01/2017,31/12/2027',
  '2,Lê Thị Bình,03/02/2008,Nữ,HS4759900000002,01/01/2017,31/12/2018',
  '3,Trần Văn Cường,04/05/2009,Nam,HS4759900000003,01/01/2017,31/12/2018',
  '4,Phạm Thị Dung,06/07/2010,Nữ,HS4759900000004,01/01/2017,15/02/2018',
]

beforeAll(async () => {
  pages = await startPagesHub()
  hub = pages.hub
  browser = pages.browser
  await furnish(hub.url)
  const client = hubClient({ url: hub.url, key: TEST_KEY, language: 'vi' })
  const roll = new File([FIRST.join('\r\n')], 'the.csv')
  await sendAndCommit(client, roll, { kind: 'CARD_ROLL', areaCode: '26446', asOf: '2018-01-31' })
  officer = await Visitor.arrive(browser, hub.url)
})

afterAll(async () => {
  await pages.close()
})

const UNKNOWN = 'chưa có danh sách nào của địa bàn này'
const ADDRESS = '#/coverage/26446?day=2018-02-28&compare=2018-01-31'

test('nothing of them is asked until they are opened, and then once', async () => {
  const asked = officer.questions()
  await officer.go(ADDRESS)
  expect(asked).toContain('Area')
  expect(asked.filter((name) => name === 'Pupils' || name === 'Changes')).toEqual([])
  const summary = officer.page.locator('summary', { hasText: 'Học sinh, sinh viên' })
  for (let press = 0; press < 3; press += 1) await summary.click()
  await officer.page.locator('.folded .facts').waitFor()
  expect(asked.filter((name) => name === 'Pupils' || name === 'Changes')).toEqual(['Pupils'])
})

test('pupils are told with those who have a card, and gains and losses with their reasons', async () => {
  const pupils = await officer.page.locator('.folded', { hasText: 'Học sinh, sinh viên' }).innerText()
  expect(pupils).toMatch(/66,7%[\s\S]*Có thẻ\s+2[\s\S]*Học sinh, sinh viên\s+3[\s\S]*Chưa có thẻ\s+1/)
  expect(pupils).toContain('đếm từ danh sách từng người')
  await officer.page.locator('summary', { hasText: 'Tăng, giảm người có thẻ từ 31/01/2018 đến 28/02/2018' }).click()
  const changes = officer.page.getByRole('region', { name: 'Tăng, giảm người có thẻ' })
  await changes.waitFor()
  expect(await changes.innerText()).toMatch(/hết hạn chưa gia hạn\s+0\s+1\s+Cộng\s+0\s+1/)
  await officer.page.getByText('4 người có thẻ, sau là 3').waitFor()
})

test('what is open stays open on another day, and the earlier of both days comes first', async () => {
  await officer.go('#/coverage/26446?day=2018-02-10&compare=2018-02-28')
  const changes = officer.page.getByRole('region', { name: 'Tăng, giảm người có thẻ từ 10/02/2018 đến 28/02/2018' })
  await changes.getByText('hết hạn chưa gia hạn').waitFor()
  expect(await changes.innerText()).toMatch(/hết hạn chưa gia hạn\s+0\s+1/)
  // Of the day before the first list nobody knows who had a card: they are not won by being written down.
  await officer.go('#/coverage/26446?day=2018-01-30&compare=2018-01-31')
  await officer.page.getByText(UNKNOWN).waitFor()
})

test('where nothing is known that is said; opened, the page keeps nobody out and fits a phone', async () => {
  await officer.go('#/coverage/07255?day=2018-02-28&compare=2018-01-31')
  for (const name of ['Học sinh, sinh viên', 'Tăng, giảm người có thẻ']) {
    const part = officer.page.locator('.folded', { hasText: name })
    if ((await part.getAttribute('open')) === null) await part.locator('summary').click()
  }
  await officer.page.getByText('Chưa biết số học sinh').waitFor()
  await officer.page.getByText(UNKNOWN).waitFor()
  await officer.go(ADDRESS)
  await officer.page.setViewportSize({ width: 360, height: 740 })
  expect([await officer.barriers(), await officer.overflow(), officer.complaints]).toEqual([[], 0, []])
})

test('whoever may not see persons is offered no gains and losses, and told of pupils what offices state', async () => {
  const { body } = await hub.ask<{ issueKey: { key: string } }>(
    `mutation { issueKey(input: { role: ANALYST, areaCodes: ["26446"], on: "2018-01-31", purpose: "BI" }) { key } }`,
  )
  const analyst = await Visitor.arrive(browser, hub.url, { key: body.data?.issueKey.key ?? '' })
  await analyst.go(ADDRESS)
  expect(await analyst.page.locator('.folded summary').allInnerTexts()).toEqual(['Học sinh, sinh viên'])
  await analyst.page.locator('.folded summary').click()
  await analyst.page.getByText('Chưa biết số học sinh').waitFor()
  await analyst.leave()
})
