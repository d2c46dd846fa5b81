import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../src/access/actor.ts'
import { doorList, doorPlaces } from '../../src/campaigns/door-list.store.ts'
import { oneRow } from '../../src/kernel/sql.ts'
import { BEARER, startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { countStatements, forgetWhatIsRemembered } from '../support/count-statements.ts'
import { DOOR_DAY, seedDoors } from './door-register.ts'
import { Planner, refusalOf } from './planner.ts'

let hub: TestHub
let planner: Planner

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2017-11-10T03:00:00Z') })
  planner = new Planner(hub)
  await seedDoors(hub.database.em)
  await planner.create({
    name: 'Tháng cao điểm',
    areaCode: '26446',
    from: '2017-11-10',
    until: '2018-01-01',
    teams: [
      {
        name: 'Tổ A',
        leader: 'Lê Văn Trưởng',
        members: 2,
        memberNames: ['Võ Thị Phó'],
        weeklyQuotaPerMember: 5,
        areaCodes: ['26446.01'],
      },
      { name: 'Tổ B', members: 1, weeklyQuotaPerMember: 5, areaCodes: ['26446.02'] },
    ],
  })
})
afterAll(() => hub.close())

const DOORS = `query($within: String!, $first: Int, $after: String, $months: Int! = 12) {
  doorList(within: $within, asOf: "${DOOR_DAY}", first: $first, after: $after, months: $months) {
    totalCount uncovered pageInfo { hasNextPage endCursor }
    nodes { area { code } household { headName } headName householdClass size covered due teams { name }
      members { person { fullName covered } relationToHead age declaresCard premium { participantCode order orderShare supportShare full support due baseSalary months document } } } } }`

interface Doors {
  readonly totalCount: number
  readonly uncovered: number
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly {
    readonly area: { readonly code: string }
    readonly household: { readonly headName: string } | null
    readonly headName: string | null
    readonly householdClass: string | null
    readonly size: number
    readonly covered: number
    readonly due: number | null
    readonly teams: readonly { readonly name: string }[]
    readonly members: readonly {
      readonly person: { readonly fullName: string; readonly covered: boolean }
      readonly age: number
      readonly declaresCard: boolean | null
      readonly premium: {
        readonly participantCode: string
        readonly order: number | null
        readonly due: number
        readonly full: number
        readonly support: number
      }
    }[]
  }[]
}

async function doors(within: string, variables: object = {}): Promise<Doors> {
  return (await planner.client.request<{ doorList: Doors }>(DOORS, { within, ...variables })).doorList
}

test('the doors of a commune come by hamlet, group and household; who has a card is not among them', async () => {
  const found = await doors('26446')
  expect([found.totalCount, found.uncovered]).toEqual([5, 10])
  expect(
    found.nodes.map((door) => [
      door.area.code,
      door.household?.headName ?? null,
      door.members.map(({ person }) => person.fullName),
    ]),
  ).toEqual([
    ['26446', null, ['Phương']],
    ['26446.01.001', 'An', ['An', 'Cúc', 'Dũng', 'Em', 'Giang']],
    ['26446.01.001', 'Hải', ['Hải']],
    ['26446.01.002', 'Khánh', ['Khánh']],
    ['26446.02', 'Minh', ['Minh', 'Nga']],
  ])
  expect(found.nodes.flatMap((door) => door.members).every(({ person }) => !person.covered)).toBe(true)
  expect(found.nodes.map((door) => door.teams.map((team) => team.name))).toEqual([
    ['Tổ A', 'Tổ B'],
    ['Tổ A'],
    ['Tổ A'],
    ['Tổ A'],
    ['Tổ B'],
  ])
})

test('premiums go by class, age and the place among those who pay as a household', async () => {
  const [, an, hai, khanh, minh] = (await doors('26446')).nodes
  const told = (door: Doors['nodes'][number] | undefined) =>
    door?.members.map(({ person, age, premium }) => [
      person.fullName,
      age,
      premium.participantCode,
      premium.order,
      premium.due,
    ])
  // Bình pays already; Phúc is insured as a worker and has no place; Dũng is a pupil, Em a small child.
  expect(told(an)).toEqual([
    ['An', 47, 'GD', 2, 491_400],
    ['Cúc', 18, 'GD', 3, 421_200],
    ['Dũng', 10, 'HS', null, 491_400],
    ['Em', 3, 'TE', null, 0],
    ['Giang', 27, 'GD', 4, 351_000],
  ])
  expect(an).toMatchObject({ size: 7, covered: 2, due: 491_400 + 421_200 + 491_400 + 351_000, householdClass: 'OTHER' })
  expect(told(hai)).toEqual([['Hải', 57, 'CN', null, 210_600]])
  expect(told(khanh)).toEqual([['Khánh', 67, 'HN', null, 0]])
  expect(told(minh)).toEqual([
    ['Minh', 42, 'GB', null, 491_400],
    ['Nga', 12, 'HS', null, 491_400],
  ])
  expect(an?.members.map((member) => member.declaresCard)).toEqual([null, false, null, null, true])
  const [quarter] = (await doors('26446.01', { months: 3 })).nodes
  expect(quarter?.due).toBe((an?.due ?? 0) / 4)
})

test('pages follow each other without a gap, and cost the same statements', async () => {
  const whole = await doors('26446')
  const seen: unknown[] = []
  let after: string | null = null
  do {
    const page: Doors = await doors('26446', { first: 2, after })
    seen.push(...page.nodes)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  expect(seen).toEqual(whole.nodes)
  const costOf = async (within: string) => {
    await forgetWhatIsRemembered(hub.database.em)
    return countStatements(() => doors(within))
  }
  const [small, large] = [await costOf('26446.02'), await costOf('741')]
  expect([large.answer.totalCount, large.cost]).toEqual([6, small.cost])
})

test('what cannot be listed is refused', async () => {
  expect(await refusalOf(doors('26446', { months: 4 }))).toBe('months-not-offered')
  expect(await refusalOf(doors('99999'))).toBe('area-unknown-on-day')
})

test('an officer of one hamlet sees the doors of that hamlet only', async () => {
  const { em } = hub.database
  const { id } = await oneRow<{ id: number }>(em, `select area_id as id from area where code = '26446.02'`)
  const officer: Actor = { id: 'can-bo-ap-2', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [id] } }
  const page = await doorList(officer, em, { within: '26446', asOf: DOOR_DAY, months: 12 }, {})
  expect([page.totalCount, page.uncovered, page.rows.map((row) => row.headName)]).toEqual([1, 2, ['Minh']])
  expect((await doorPlaces(officer, em, '741', DOOR_DAY)).map((place) => place.areaId)).toEqual([id])
})

describe('the workbook', () => {
  const fetched = (parameters: string, headers: Record<string, string> = BEARER) =>
    fetch(`${hub.url}/exports/door-list.xlsx?${parameters}`, { headers })
  const opened = async (bytes: ArrayBuffer | Buffer) => {
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(bytes as exceljs.Buffer)
    return workbook
  }
  const textsOf = (sheet: exceljs.Worksheet | undefined) => {
    const lines: string[] = []
    sheet?.eachRow((row) =>
      lines.push(
        (row.values as unknown[])
          .slice(1)
          .map((value) => String(value ?? ''))
          .join('|'),
      ),
    )
    return lines
  }

  test('has a sheet for each hamlet, to be printed on A4 landscape with its headings on every page', async () => {
    const answer = await fetched(`within=26446&asOf=${DOOR_DAY}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain(
      encodeURIComponent('Danh sách vận động 26446 2017-11-10.xlsx'),
    )
    const workbook = await opened(await answer.arrayBuffer())
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['Xã Xuân Hưng', 'Ấp 1', 'Ấp 2'])
    for (const sheet of workbook.worksheets) {
      expect(sheet.pageSetup).toMatchObject({
        orientation: 'landscape',
        paperSize: 9,
        fitToWidth: 1,
        fitToHeight: 0,
        printTitlesRow: '5:5',
      })
      expect(sheet.headerFooter.oddFooter).toContain('&P/&N')
    }
    const lines = textsOf(workbook.getWorksheet('Ấp 1'))
    expect(lines[1]).toBe('Ấp 1, Xã Xuân Hưng, Huyện Xuân Lộc')
    expect(lines[2]).toBe(
      'Tính đến ngày 10/11/2017; mức đóng 12 tháng theo lương cơ sở 1.300.000 đ/tháng (Nghị định 47/2017/NĐ-CP).',
    )
    expect(lines[3]).toBe('Tổ vận động: Tổ A (tổ trưởng Lê Văn Trưởng, Võ Thị Phó).')
    expect(lines[4]).toContain('Số TT hộ|Chủ hộ')
    const rows = lines.slice(5)
    expect(rows[0]).toContain('Tổ 1 – Tổ A|')
    expect(rows[1]).toBe('1|An||Hộ khác|7 (2)|An|1970|Nam|Chủ hộ||GD|2|491400|0|491400||')
    expect(rows[2]).toBe('|||||Cúc|1999|Nữ|Con||GD|3|421200|0|421200||')
    expect(rows[4]).toBe('|||||Em|2014|Nữ|Con||TE||702000|702000|0||')
    expect(rows[5]).toBe('|||||Giang|1990|Nữ|Con|x|GD|4|351000|0|351000||')
    expect(rows[6]).toBe('2|Hải||Hộ cận nghèo|2 (1)|Hải|1960|Nam|Chủ hộ||CN||702000|491400|210600||')
    expect(rows[7]).toContain('Tổ 2 – Tổ A|')
    expect(rows[9]).toBe(`|Cộng: 3 hộ||||7 người|||||||||${1_755_000 + 210_600}||`)
    expect(rows.join('\n')).toMatch(/Trưởng ấp.*Tổ trưởng tổ vận động.*Người lập danh sách/)
  })

  test('of an area without anybody to visit says so', async () => {
    const workbook = await opened(await (await fetched(`within=26446.01&asOf=2010-01-01`)).arrayBuffer())
    expect(textsOf(workbook.worksheets[0]).length).toBeGreaterThan(3)
    const none = await opened(await (await fetched('within=26446.01&asOf=1999-01-01')).arrayBuffer())
    expect(textsOf(none.worksheets[0])).toEqual([
      'Địa bàn 26446.01: không còn ai chưa có thẻ BHYT tính đến ngày 1/1/1999.',
    ])
  })

  test.each([
    ['', 'parameter-missing'],
    ['within=26446&asOf=10/11/2017', 'day-not-readable'],
    ['within=26446&months=5', 'months-not-offered'],
    ['within=26446&within=26443', 'parameter-repeated'],
    ['within=26446&area=1', 'parameter-unknown'],
    ['within=99999', 'area-unknown-on-day'],
  ])('?%s is refused: %s', async (parameters, reason) => {
    const answer = await fetched(parameters)
    const body = (await answer.json()) as { issues: { code: string }[] }
    expect([answer.status, body.issues[0]?.code]).toEqual([400, reason])
  })

  test('is for nobody without a key, and fetched with GET', async () => {
    expect((await fetched('within=26446', {})).status).toBe(401)
    const posted = await fetch(`${hub.url}/exports/door-list.xlsx?within=26446`, { method: 'POST', headers: BEARER })
    expect(posted.status).toBe(405)
  })
})
