import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { type HubClient, hubClient } from '../../src/app/cli/hub-client.ts'
import { readConfig } from '../../src/app/config.ts'
import { runDemo } from '../../src/app/demo.ts'
import { startHub } from '../../src/app/hub.ts'
import { officialAreas } from '../../src/app/official-areas.ts'
import { TEST_KEY } from '../app/support/test-key.ts'
import { drawMap, featureOf, seeded } from '../support/drawn-map.ts'
import { AUDIENCE, CLIENT, IdentityProvider } from '../support/identity-provider.ts'
import { correctedThisYear, slippedThisYear } from './office.ts'
import { openBrowser, VIETNAMESE_MACHINE } from './open-browser.ts'
import { Visitor } from './visitor.ts'

/**
 * `npm run screenshots`: the pictures of the README's tour, of a hub on a database of its own that has the demonstration's two
 * stories. Everybody in them is made up.
 */
const PICTURES = 'docs/screenshots'

const CAMPAIGN = {
  name: 'Tháng cao điểm vận động',
  areaCode: '26446',
  from: '2017-10-02',
  until: '2017-11-11',
  teams: [
    { name: 'Tổ 1', leader: 'Trưởng Ấp 1', members: 4, weeklyQuotaPerMember: 10, areaCodes: ['26446.01', '26446.02'] },
    { name: 'Tổ 2', leader: 'Trưởng Ấp 3', members: 3, weeklyQuotaPerMember: 10, areaCodes: ['26446.04', '26446.05'] },
    { name: 'Tổ 3', leader: 'Trưởng Ấp 5', members: 3, weeklyQuotaPerMember: 10, areaCodes: ['26446.08'] },
  ],
}

const KEYS = [
  { role: 'ANALYST', areaCodes: ['24'], on: '2017-09-30', purpose: 'Bảng theo dõi của tỉnh' },
  { role: 'DATA_OFFICER', areaCodes: ['26446'], on: '2017-11-10', purpose: 'Cán bộ thống kê xã Xuân Hưng' },
]

const PEOPLE = [
  { subject: 'thongke.yenthe', name: 'Cán bộ thống kê Yên Thế', role: 'DATA_OFFICER', areaCodes: ['215'] },
  { subject: 'kehoach.bacgiang', name: 'Phòng kế hoạch Bắc Giang', role: 'ANALYST', areaCodes: ['24'] },
].map((person) => ({ ...person, on: '2017-09-30' }))

const SEGMENT = {
  purpose: 'Vận động hộ cận nghèo',
  agreement: 'Thỏa thuận 12/2026',
  expiresOn: '2099-01-01',
  areaCodes: ['26446'],
  on: '2017-11-10',
  fields: ['HEAD_NAME', 'CLASS'],
  selection: { householdClasses: ['NEAR_POOR'] },
}

/** Files that were checked and not written: batch ids. */
interface Checked {
  readonly slipped: string
  readonly corrected: string
  readonly doubtful: string
}

const folder = await mkdtemp(join(tmpdir(), 'baophu-screenshots-'))
// PostgreSQL, which never runs as root, must get in.
await chmod(folder, 0o755)
const provider = await IdentityProvider.start()
const hub = await startHub(
  readConfig({
    BAOPHU_DATA: folder,
    BAOPHU_ADMIN_KEY: TEST_KEY,
    PORT: '0',
    BAOPHU_SIGN_IN_ISSUER: provider.issuer,
    BAOPHU_SIGN_IN_AUDIENCE: AUDIENCE,
    BAOPHU_SIGN_IN_CLIENT: CLIENT,
  }),
  { log: () => undefined, announced: false },
)
try {
  await runDemo({ url: hub.url, key: TEST_KEY, log: () => undefined })
  await takePictures(hub.url, await furnishTour(hub.url))
} finally {
  await hub.close()
  await provider.stop()
  await rm(folder, { recursive: true, force: true })
}

/** What the stories lack: a campaign, keys, people, a segment, a map, and files that wait for an officer. */
async function furnishTour(url: string): Promise<Checked> {
  const asked = hubClient({ url, key: TEST_KEY, language: 'vi' })
  await asked.ask('mutation($input: CampaignInput!) { createCampaign(input: $input) { id } }', { input: CAMPAIGN })
  for (const input of KEYS)
    await asked.ask('mutation($input: IssueKeyInput!) { issueKey(input: $input) { id } }', { input })
  for (const input of PEOPLE)
    await asked.ask('mutation($input: InviteAccountInput!) { inviteAccount(input: $input) }', { input })
  await asked.ask(
    'mutation($input: SegmentInput!) { createSegment(name: "ho-can-ngheo", partner: "Đại lý thu Xuân Hưng", input: $input) { name } }',
    { input: SEGMENT },
  )
  await loadMadeUpMap(asked)
  const check = async (name: string, bytes: Uint8Array, choices = {}): Promise<string> => {
    const { id } = await asked.send(new File([new Uint8Array(bytes)], name), choices)
    await asked.settled(id)
    return id
  }
  return {
    slipped: await check('yen-the-co-loi.xlsx', await slippedThisYear()),
    corrected: await check('yen-the-da-sua.xlsx', await correctedThisYear()),
    doubtful: await check('the-moi.csv', await rollOfNamesake(asked), { areaCode: '26446', asOf: '2017-11-11' }),
  }
}

/** A card of somebody of whose name, birth and sex there are several in the commune. */
async function rollOfNamesake(asked: HubClient): Promise<Uint8Array> {
  const { persons } = await asked.ask<{ persons: { nodes: { fullName: string; birthYear: number; sex: string }[] } }>(
    `{ persons(where: { within: "26446", search: "Nguyễn Văn An" }, asOf: "2017-11-10", first: 100) {
      nodes { fullName birthYear sex } } }`,
  )
  const seen = new Set<string>()
  const namesake = persons.nodes.map(({ fullName, birthYear, sex }) => `${fullName},${birthYear},${sex}`)
  const twice = namesake.find((who) => seen.size === seen.add(who).size)
  if (twice === undefined) throw new Error('the made-up commune has no two people of one name, birth and sex')
  const [name, year, sex] = twice.split(',')
  const lines = ['STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày']
  lines.push(`1,${name},${year},${sex === 'MALE' ? 'Nam' : 'Nữ'},GD4759900000009,01/01/2017,31/12/2027`)
  return Buffer.from(lines.join('\r\n'))
}

/** Borders for the communes of huyện Yên Thế that are made up like its people: it looks otherwise. */
async function loadMadeUpMap(asked: HubClient): Promise<void> {
  const { places } = drawMap({ columns: 5, rows: 4, winding: 4, chance: seeded(2017) })
  const communes = officialAreas(['24']).filter(({ districtCode }) => districtCode === '215')
  const features = communes.map(({ communeCode: code }, at) => featureOf(places[at] ?? [], { code }))
  const file = new Blob([JSON.stringify({ type: 'FeatureCollection', features })])
  await asked.post('/boundaries?on=2017-09-30', 'application/geo+json', file)
}

/** Each page from its top, or with a part of it at the top. */
async function takePictures(url: string, batches: Checked): Promise<void> {
  await mkdir(PICTURES, { recursive: true })
  const browser = await openBrowser(VIETNAMESE_MACHINE)
  try {
    const stranger = await Visitor.arrive(browser, url, { key: null })
    const visitor = await Visitor.arrive(browser, url, { key: TEST_KEY })
    const take = async (name: string, address: string, part?: (page: Page) => Locator, by = visitor): Promise<void> => {
      await by.go(address)
      await part?.(by.page).evaluate((element) => element.scrollIntoView())
      await by.page.screenshot({ path: join(PICTURES, `${name}.png`) })
    }
    const heading = (name: string) => (page: Page) => page.getByRole('heading', { name })
    await take('sign-in', '#/imports', undefined, stranger)
    await take('imports', '#/imports')
    await take('recognised', `#/imports/${batches.slipped}/recognised`)
    await take('issues', `#/imports/${batches.slipped}/issues`)
    await take('changes', `#/imports/${batches.corrected}/changes`)
    await take('matches', `#/imports/${batches.doubtful}/matches`)
    await take('coverage-yen-the', '#/coverage/215?day=2017-09-30&compare=2016-09-30')
    await take(
      'coverage-xuan-hung',
      '#/coverage/26446?day=2017-11-10&by=HOUSEHOLD_CLASS&every=WEEK',
      heading('Xu hướng'),
    )
    await take('map', '#/coverage/215?day=2017-09-30&map=target', heading('Bản đồ các địa bàn bên trong'))
    await take('campaigns', '#/campaigns')
    await take('campaign-new', '#/campaigns/new')
    await take('keys', '#/access')
    await take('segments', '#/access/segments')
    await take('people', '#/access/people')
    await take('audit', '#/access/audit')
    if (visitor.complaints.length > 0) throw new Error(visitor.complaints.join('\n'))
  } finally {
    await browser.close()
  }
}
