import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TEST_KEY, type TestHub } from '../app/support/test-hub.ts'
import { everyAddress } from './every-address.ts'
import { correctedThisYear, furnish, lastYear, roll, slippedThisYear, thisYear } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'
import { wordsOnlyIn } from './words-only-in.ts'

/** A day of an officer in a real browser, on a real hub: each test goes on where the one before stopped. */
let hub: TestHub
let browser: Browser
let officer: Visitor
let pages: PagesHub
let slipped = ''

beforeAll(async () => {
  pages = await startPagesHub()
  hub = pages.hub
  browser = pages.browser
  await furnish(hub.url)
  officer = await Visitor.arrive(browser, hub.url, { key: null })
})

afterAll(async () => {
  expect(hub.log.filter((entry) => entry.level === 'error')).toEqual([])
  await pages.close()
})

const page = () => officer.page
const text = (selector: string) => page().locator(selector).first().innerText()

test('a wrong key opens nothing and says so; the right one opens the pages', async () => {
  await page().getByLabel('Khóa truy cập').fill('no-such-key')
  await officer.press('Đăng nhập')
  await page().getByText('Khóa này không mở được').waitFor()
  await officer.signIn(TEST_KEY)
  expect(await text('h1')).toBe('Nhập tệp')
})

test('from the first upload to the new percentage', async () => {
  await officer.upload('nam-2016.xlsx', await lastYear())
  const facts = await page().locator('.facts').first().innerText()
  for (const known of ['biểu số liệu', 'Huyện Yên Thế', '30/09/2016']) expect(facts).toContain(known)
  await officer.press('Ghi nhận')
  await officer.status('đã ghi nhận').waitFor()
  await page().getByText('82.630 / ').waitFor()
  expect(await text('.headline .big')).toMatch(/^8\d,\d%$/)
})

test('a slip is shown with its cell and its remedy, and the marked workbook comes back', async () => {
  await officer.upload('co-loi.xlsx', await slippedThisYear())
  slipped = page().url()
  const cells = page().getByRole('region', { name: 'Từng ô' })
  const row = cells.getByRole('row', { name: /Biểu 01!D13/ }).filter({ hasText: 'lỗi dòng' })
  await row.waitFor()
  expect(await row.innerText()).toMatch(/bốn nghìn mốt[\s\S]*Hãy /)
  const sheet = page().getByRole('region', { name: 'Các dòng của trang “Biểu 01”' })
  const shown = sheet.getByRole('row')
  await shown.nth(1).waitFor()
  const marked = sheet.locator('td.in-question.error')
  expect(await marked.allInnerTexts()).toEqual(['bốn nghìn mốt'])
  expect(await marked.getAttribute('title')).toMatch(/ → Hãy /)
  expect(await sheet.getByRole('rowheader').allInnerTexts()).toEqual(
    expect.arrayContaining(['11', '12', '13', '14', '15']),
  )
  await page().getByLabel('Mức độ').selectOption('ERROR')
  await officer.settle()
  expect(await cells.getByRole('row').count()).toBe(2)
  expect(await officer.take('Tải tệp đã đánh dấu')).toMatch(/co-loi.*\.xlsx$/)
  await officer.press('Ghi nhận')
  await officer.status('đã ghi nhận').waitFor()
})

test('the mended sheet changes one commune, field by field, and the percentage is 94,8', async () => {
  await officer.upload('da-sua.xlsx', await thisYear())
  const changes = page().getByRole('region', { name: 'Thay đổi' })
  await changes.getByRole('row').nth(1).waitFor()
  expect(await changes.innerText()).toContain('4187')
  await officer.press('Ghi nhận')
  await page().getByText('95.026 / 100.249').waitFor()
  expect(await text('.headline .big')).toBe('94,8%')
})

test('coverage shows the number with its proof, target and communes, and sorts them', async () => {
  await page().getByRole('link', { name: 'Xem độ bao phủ' }).click()
  await officer.settle()
  expect(await text('h1')).toBe('Độ bao phủ: Huyện Yên Thế')
  const headline = await text('.headline')
  for (const known of [
    '94,8%',
    '95.026',
    '100.249',
    '94,0%, hạn 31/12/2017',
    '+0,8 điểm %',
    'cộng từ các địa bàn bên trong',
  ])
    expect(headline).toContain(known)
  await officer.go('#/coverage/07255?day=2017-09-30')
  expect(await text('.proof')).toMatch(/Số có thẻ: da-sua\.xlsx, Biểu 01!D13, số liệu ngày 30\/09\/2017/)
  await page().goBack()
  await officer.settle()
  const table = page().getByRole('region', { name: 'Các địa bàn bên trong' })
  expect(await table.getByRole('row').count()).toBeGreaterThan(19)
  await table.getByRole('link', { name: 'Tỷ lệ bao phủ' }).click()
  await page().waitForURL(/sort=-rate/)
  await officer.settle()
  const rates = await table.locator('tbody td:nth-child(5)').allInnerTexts()
  const numbers = rates.map((rate) => Number(rate.replace(',', '.').replace('%', '')))
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  for (const [format, name] of [
    ['CSV', 'csv'],
    ['Excel', 'xlsx'],
  ] as const) {
    expect(await officer.take(`Tải bảng này (${format})`)).toBe(`bao-phu-215-2017-09-30.${name}`)
  }
})

test('a day, a comparison and a search stand in the address, which opens the same view again', async () => {
  await page().getByLabel('So với ngày').fill('2016-09-30')
  await page().waitForURL(/compare=2016-09-30/)
  await page().getByText('+12.396').first().waitFor()
  const address = page().url()
  await page().getByLabel('Tìm địa bàn').fill('xuan hung')
  await page().getByRole('link', { name: 'Xã Xuân Hưng' }).click()
  await page().getByRole('heading', { name: 'Độ bao phủ: Xã Xuân Hưng' }).waitFor()
  await page().goto(address)
  await page().getByText('+12.396').first().waitFor()
  await page().getByText('Câu hỏi GraphQL của trang này').click()
  expect(await text('pre')).toContain('"compareTo": "2016-09-30"')
})

test('undo asks once, and the figures before return', async () => {
  await officer.go('#/imports')
  await page().getByRole('link', { name: 'da-sua.xlsx' }).click()
  await officer.press('Thu hồi')
  await officer.press('Đúng, làm đi')
  await officer.status('đã thu hồi').waitFor()
  expect(await text('.headline')).toMatch(/^Đã trả lại như trước: [1-9]\d*; giữ vì lần sau đã sửa: 0;/)
  await officer.go('#/coverage/215?day=2017-09-30')
  expect(await text('.headline')).not.toContain('da-sua.xlsx')
  await officer.go('#/imports?status=WITHDRAWN')
  expect(await page().getByRole('region', { name: 'Lịch sử nhập' }).innerText()).toContain('da-sua.xlsx')
})

const birthColumn = () => page().getByRole('combobox', { name: 'Hiểu là Ngày sinh' })

test('a sheet that says neither area nor day is corrected and checked again', async () => {
  await officer.upload('the-thang-1.csv', roll(1, 2))
  expect(await page().getByRole('button', { name: 'Ghi nhận' }).isDisabled()).toBe(true)
  await page()
    .getByRole('link', { name: /^Nhận dạng/ })
    .click()
  await page().getByLabel('Mã địa bàn').fill('26446')
  await page().getByLabel('Tính đến ngày').fill('2018-01-31')
  await officer.press('Kiểm tra lại')
  await page().locator('.facts', { hasText: 'Xã Xuân Hưng' }).waitFor()
  await officer.status('đã kiểm tra').waitFor()
  await birthColumn().selectOption('')
  await officer.press('Kiểm tra lại')
  await page()
    .getByRole('link', { name: /^Nhận dạng/ })
    .click()
  await expect.poll(() => birthColumn().inputValue(), { timeout: 30_000 }).toBe('')
  await birthColumn().selectOption('birth_date')
  await officer.press('Kiểm tra lại')
  await page().getByRole('button', { name: 'Ghi nhận', disabled: false }).click()
  await officer.status('đã ghi nhận').waitFor()
})

test('a doubtful row stands beside those it may be, and is decided once', async () => {
  await officer.upload('the-thang-2.csv', roll(3))
  await page()
    .getByRole('link', { name: /^Nhận dạng/ })
    .click()
  await page().getByLabel('Mã địa bàn').fill('26446')
  await page().getByLabel('Tính đến ngày').fill('2018-02-28')
  await officer.press('Kiểm tra lại')
  await page().getByRole('link', { name: 'Chưa rõ là ai (1)' }).click()
  const candidates = page().getByRole('region', { name: /Nguyễn Văn An/ })
  await candidates.getByRole('button', { name: 'Là người này' }).nth(1).waitFor()
  await candidates.getByRole('button', { name: 'Là người này' }).first().click()
  await page().getByRole('link', { name: 'Chưa rõ là ai (0)' }).waitFor()
  await officer.go('#/coverage/26446?day=2018-01-31&by=SEX')
  expect(await page().getByRole('region', { name: 'theo giới tính' }).innerText()).toMatch(/nam\s+2\s+2\s+100,0%/)
})

test('several files at once are each listed; one that was sent before leads to its old import', async () => {
  await officer.go('#/imports')
  const mimeType = 'application/octet-stream'
  await page()
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'lai-nam-2016.xlsx', mimeType, buffer: await lastYear() },
      { name: 'the-thang-3.csv', mimeType, buffer: roll(4) },
    ])
  await page().getByText('Tệp này đã gửi trước đây').waitFor()
  await page().locator('.sent').getByRole('link', { name: 'the-thang-3.csv' }).waitFor()
  await page().getByRole('region', { name: 'Lịch sử nhập' }).getByRole('link', { name: 'the-thang-3.csv' }).waitFor()
  await page().getByRole('link', { name: 'lai-nam-2016.xlsx' }).click()
  await officer.status('đã ghi nhận').waitFor()
  expect(await text('h1')).toBe('nam-2016.xlsx')
})

test('an empty sheet of a kind can be taken away', async () => {
  await officer.go('#/imports')
  expect(await officer.take('danh sách thẻ')).toMatch(/\.xlsx$/)
})

/** Every kind of view, after a day's work. */
async function everyPage(visit: (address: string) => Promise<void>): Promise<void> {
  const batch = /#\/imports\/[^/?]+/.exec(slipped)?.[0] ?? ''
  for (const address of everyAddress(batch)) {
    await officer.go(address)
    await visit(address)
  }
}

test('nothing serious keeps anybody out of any page', async () => {
  const found: object[] = []
  await everyPage(async (address) => {
    found.push(...(await officer.barriers()).map((barrier) => ({ address, ...barrier })))
  })
  expect(found).toEqual([])
})

test('every page is whole in both languages', async () => {
  const strays: string[] = []
  for (const language of ['en', 'vi'] as const) {
    await officer.speak(language)
    await everyPage(async (address) => {
      const foreign = wordsOnlyIn(language === 'en' ? 'vi' : 'en')
      for (const told of await officer.texts())
        if (foreign.some((word) => told === word || (word.length > 8 && told.includes(word))))
          strays.push(`${language} ${address}: ${told}`)
    })
  }
  expect(strays).toEqual([])
})

test('every page fits a phone of 360 pixels', async () => {
  await page().setViewportSize({ width: 360, height: 740 })
  const wide: string[] = []
  await everyPage(async (address) => {
    const beyond = await officer.overflow()
    if (beyond > 0) wide.push(`${address}: ${beyond} px`)
  })
  expect(wide).toEqual([])
})

test('with the keyboard alone a file is sent, checked and committed', async () => {
  const typist = await Visitor.arrive(browser, hub.url, { key: null })
  const { keyboard } = typist.page
  const opened = typist.page.waitForEvent('filechooser')
  await typist.tabTo(typist.page.getByLabel('Khóa truy cập'))
  await keyboard.type(TEST_KEY)
  await keyboard.press('Enter')
  await typist.tabTo(typist.page.locator('input[type=file]'))
  await keyboard.press('Enter')
  const chooser = await opened
  await chooser.setFiles({
    name: 'dinh-chinh.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await correctedThisYear(),
  })
  await typist.status('đã kiểm tra').waitFor()
  await typist.tabTo(typist.page.getByRole('button', { name: 'Ghi nhận' }))
  await keyboard.press('Enter')
  await typist.status('đã ghi nhận').waitFor()
  expect(typist.complaints).toEqual([])
  await typist.leave()
})

test('whoever signs out is out, and the browser complained of nothing all day', async () => {
  await officer.press('Đăng xuất')
  await page().getByLabel('Khóa truy cập').waitFor()
  expect(await page().evaluate('sessionStorage.length')).toBe(0)
  expect(officer.complaints).toEqual([])
  await officer.leave()
})
