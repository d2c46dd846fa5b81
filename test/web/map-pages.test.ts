import type { Browser, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hubClient } from '../../src/app/cli/hub-client.ts'
import { officialAreas } from '../../src/app/official-areas.ts'
import { TEST_KEY, type TestHub } from '../app/support/test-hub.ts'
import { drawMap, featureOf, seeded } from '../support/drawn-map.ts'
import { furnish, lastYear, sendAndCommit, thisYear } from './office.ts'
import { type PagesHub, startPagesHub } from './pages-hub.ts'
import { Visitor } from './visitor.ts'

/** The map of the coverage page, of made-up borders: nowhere looks like that. */
let hub: TestHub
let browser: Browser
let officer: Visitor
let pages: PagesHub

const ROLL = [
  'STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày',
  '1,Nguyễn Văn An,1980,Nam,GD4759900000001,01/01/2017,31/12/2027',
  '2,Lê Thị Bình,03/02/1988,Nữ,GD4759900000002,01/01/2017,31/12/2027',
]
const communesOf = (province: string, district: string) =>
  officialAreas([province]).filter((line) => line.districtCode === district)
/** All communes of huyện Yên Thế but the last, and all of huyện Xuân Lộc. */
const DRAWN = [communesOf('24', '215').slice(0, -1), communesOf('75', '741')]

beforeAll(async () => {
  pages = await startPagesHub()
  hub = pages.hub
  browser = pages.browser
  await furnish(hub.url)
  const client = hubClient({ url: hub.url, key: TEST_KEY, language: 'vi' })
  const sheets = [
    [new File([new Uint8Array(await lastYear())], '2016.xlsx'), {}],
    [new File([new Uint8Array(await thisYear())], '2017.xlsx'), {}],
    [new File([ROLL.join('\r\n')], 'the.csv'), { kind: 'CARD_ROLL', areaCode: '26446', asOf: '2018-01-31' }],
  ] as const
  for (const [file, choices] of sheets) await sendAndCommit(client, file, choices)
  officer = await Visitor.arrive(browser, hub.url)
})

afterAll(async () => {
  await pages.close()
})

const YEN_THE = '#/coverage/215?day=2017-09-30'
const map = (visitor = officer) => visitor.page.getByRole('figure', { name: /^(Bản đồ|Map)/ })
const legend = () => officer.page.locator('.legend').innerText()

async function loadBoundaries(): Promise<void> {
  const features = DRAWN.flatMap((communes, district) => {
    const { places } = drawMap({ columns: 4, rows: 5, west: 106 + district, chance: seeded(district + 1) })
    return communes.map(({ communeCode, communeName }, at) =>
      featureOf(places[at] ?? [], { code: communeCode, name: communeName }),
    )
  })
  const answer = await fetch(`${hub.url}/boundaries?on=2018-01-31`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/geo+json' },
    body: JSON.stringify({ type: 'FeatureCollection', features }),
  })
  expect(await answer.json()).toMatchObject({ loaded: features.length, refused: 0 })
}

test('where no boundary is loaded nothing is shown', async () => {
  await officer.go(YEN_THE)
  await officer.page.getByRole('heading', { name: 'Các địa bàn bên trong', exact: true }).waitFor()
  expect(await officer.page.getByRole('heading', { name: 'Bản đồ' }).count()).toBe(0)
  expect(await officer.page.locator('body').innerText()).not.toContain('ranh giới,')
})

test('where some are, areas are coloured by their rate, and those that cannot be drawn are counted', async () => {
  await loadBoundaries()
  await officer.go('#/imports')
  await officer.go(YEN_THE)
  await map().waitFor()
  const rows = await officer.page.getByRole('region', { name: 'Các địa bàn bên trong' }).locator('tbody tr').count()
  const links = map().getByRole('link')
  const drawn = await links.count()
  expect(drawn).toBeGreaterThan(15)
  expect(await officer.page.getByText(/chưa có ranh giới/).innerText()).toBe(
    `${rows - drawn} địa bàn chưa có ranh giới, không vẽ được trên bản đồ.`,
  )
  const counts = [...(await legend()).matchAll(/\((\d+)\)/g)].map(([, count]) => Number(count))
  expect(counts.reduce((sum, count) => sum + count)).toBe(drawn)
  // Each is named with its value, and has the colour of its class.
  const steps = [80, 85, 90, 95]
  for (const link of await links.all()) {
    const told = /^.+: (\d+,\d)% \(([\d.]+) \/ ([\d.]+) người\)/.exec((await link.getAttribute('aria-label')) ?? '')
    const [covered, population] = [told?.[2], told?.[3]].map((text) => Number(text?.replace('.', '')))
    const rate = (100 * (covered ?? 0)) / (population ?? 1)
    expect(await link.locator('path').getAttribute('class')).toBe(`rate-${steps.filter((step) => rate >= step).length}`)
  }
})

test('neighbours touch: nothing of the ground shows between them', async () => {
  const paths = await map()
    .locator('a path')
    .evaluateAll((found) => found.map((path) => path.getAttribute('d') ?? ''))
  const lines = new Map<string, number>()
  for (const path of paths) {
    const points = path.slice(1, -1).split('L')
    for (const [at, point] of points.entries()) {
      const line = [point, points[(at + 1) % points.length] ?? ''].sort().join(' ')
      lines.set(line, (lines.get(line) ?? 0) + 1)
    }
  }
  expect(Math.max(...lines.values())).toBe(2)
  expect([...lines.values()].filter((times) => times === 2).length).toBeGreaterThan(lines.size / 3)
})

test('an area is drawn although the rows within it come before the answer about itself', async () => {
  const { page } = officer
  const nameOf = (request: Request) => /query (\w+)/.exec(request.postData() ?? '')?.[1]
  await officer.go('#/coverage/741?day=2018-01-31')
  await map().waitFor()
  const rowsThere = page.waitForEvent('requestfinished', (request) => nameOf(request) === 'SubAreas')
  await page.route('**/graphql', async (route) => {
    if (nameOf(route.request()) === 'Area') await rowsThere.then(() => page.waitForTimeout(200))
    await route.continue()
  })
  await officer.go(YEN_THE)
  await page.unroute('**/graphql')
  await map()
    .getByRole('link', { name: /^Xã Canh Nậu/ })
    .waitFor()
})

test('against the target it is coloured anew, at an address of its own', async () => {
  await officer.page.getByRole('link', { name: 'So với chỉ tiêu', exact: true }).first().click()
  await officer.page.waitForURL(/map=target/)
  await map().locator('a path[class^="target-"]').first().waitFor()
  expect(await map().locator('a path[class^="rate-"]').count()).toBe(0)
  expect(await legend()).toContain('từ 0 điểm % đến dưới +5 điểm %')
})

test('another day of the same areas asks for no boundary again', async () => {
  const asked = officer.questions()
  await officer.go('#/coverage/215?day=2016-09-30')
  await map().waitFor()
  expect(asked).toContain('SubAreas')
  expect(asked).not.toContain('Boundaries')
})

test('the keyboard goes through it in the order of the table, and enters an area', async () => {
  await officer.go(`${YEN_THE}&sort=-rate`)
  await officer.page.mouse.move(0, 0)
  const links = map().getByRole('link')
  await officer.tabTo(links.first())
  const told = officer.page.locator('.map .told')
  const named = async () => officer.page.evaluate('document.activeElement.getAttribute("aria-label")')
  expect(await told.innerText()).toBe(await named())
  await officer.page.keyboard.press('ArrowRight')
  await officer.page.keyboard.press('ArrowDown')
  expect(await named()).toBe(await links.nth(2).getAttribute('aria-label'))
  await officer.page.keyboard.press('End')
  await officer.page.keyboard.press('ArrowRight')
  expect(await named()).toBe(await links.last().getAttribute('aria-label'))
  await officer.page.keyboard.press('Home')
  const name = String(await named()).split(':')[0] ?? ''
  const first = officer.page.getByRole('region', { name: 'Các địa bàn bên trong' }).locator('tbody th').first()
  expect(name).toBe(await first.innerText())
  // One stop: the next press of Tab leaves it.
  await officer.page.keyboard.press('Tab')
  expect(await officer.page.evaluate('document.activeElement.closest(".map")')).toBeNull()
  await links.first().focus()
  await officer.page.keyboard.press('Enter')
  await officer.page.getByRole('heading', { level: 1, name: `Độ bao phủ: ${name}` }).waitFor()
})

test('a pointer is told what it is on', async () => {
  await officer.go(YEN_THE)
  const third = map().getByRole('link').nth(2)
  await third.hover()
  expect(await officer.page.locator('.map .told').innerText()).toBe(await third.getAttribute('aria-label'))
  await officer.page.getByRole('heading', { level: 1 }).hover()
  await officer.page.locator('.map .told').waitFor({ state: 'detached' })
})

test('it keeps nobody out, fits a phone, is complete in English, and is printed', async () => {
  for (const width of [1280, 360]) {
    await officer.page.setViewportSize({ width, height: 740 })
    await officer.go(YEN_THE)
    await map().waitFor()
    expect([await officer.barriers(), await officer.overflow(), officer.complaints]).toEqual([[], 0, []])
  }
  await officer.page.emulateMedia({ media: 'print' })
  expect(await map().isVisible()).toBe(true)
  expect(await officer.page.getByText('Tô màu theo:').isVisible()).toBe(false)
  await officer.page.emulateMedia({ media: 'screen' })
  await officer.page.setViewportSize({ width: 1280, height: 800 })
  await officer.speak('en')
  expect(await legend()).toMatch(/below 80\.0%[\s\S]*80\.0% to below 85\.0%[\s\S]*95\.0% and more/)
  expect(await map().getByRole('link').first().getAttribute('aria-label')).toMatch(
    /^Xã .+: \d+\.\d% \([\d,]+ of [\d,]+ people\), [+-]?\d+\.\d points against target$/,
  )
  expect(await officer.page.getByText(/have no boundary yet/).count()).toBe(1)
  await officer.speak('vi')
})

test('what is withheld is hatched and said to be, not coloured as nothing; what is not known is left open', async () => {
  const { body } = await hub.ask<{ issueKey: { key: string } }>(
    `mutation { issueKey(input: { role: ANALYST, areaCodes: ["741"], on: "2018-01-31", purpose: "BI" }) { key } }`,
  )
  const analyst = await Visitor.arrive(browser, hub.url, { key: body.data?.issueKey.key ?? '' })
  await analyst.go('#/coverage/741?day=2018-01-31&basis=REGISTRY')
  await map(analyst).waitFor()
  const withheld = map(analyst).getByRole('link', { name: 'Xã Xuân Hưng: Số nhỏ, không nêu' })
  expect(await withheld.locator('path').getAttribute('class')).toBe('withheld')
  expect(await analyst.page.evaluate('getComputedStyle(document.querySelector(".map .withheld")).fill')).toContain(
    '#withheld',
  )
  expect(await analyst.page.locator('.legend').innerText()).toMatch(/Số nhỏ, không nêu \(1\)/)
  const unknown = map(analyst).getByRole('link', { name: /: chưa có số liệu$/ })
  expect(await unknown.count()).toBeGreaterThan(5)
  expect(await unknown.first().locator('path').getAttribute('class')).toBe('unknown')
  await analyst.leave()
})
