import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eveOf, measuredDay, quotaOn } from '../../src/campaigns/campaign-days.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { countStatements, forgetWhatIsRemembered } from '../support/count-statements.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { CAMPAIGN, Planner, refusalOf, type SeenCampaign } from './planner.ts'

const FROM = '2017-11-10'
const UNTIL = '2018-01-01'

let hub: TestHub
let planner: Planner

/**
 * Xã Xuân Hưng with three hamlets. Ấp 1: four residents, nobody covered on the eve. Ấp 2: four, two covered. Ấp 3: known to
 * the register only since 20/11, when three of its four residents had a card.
 */
beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2017-12-01T03:00:00Z') })
  planner = new Planner(hub)
  const register = new RegisterRows(hub.database.em)
  await register.batch('danh-sach.xlsx')
  const parentId = await register.country()
  const commune = await register.area({ code: '26446', level: 'COMMUNE', unitType: 'Xã', name: 'Xuân Hưng', parentId })
  const hamlets = []
  for (const number of [1, 2, 3])
    hamlets.push(
      await register.area({
        code: `26446.0${number}`,
        level: 'HAMLET',
        unitType: 'Ấp',
        name: `${number}`,
        parentId: commune,
      }),
    )
  await register.area({
    code: '26446.01.001',
    level: 'RESIDENT_GROUP',
    unitType: 'Tổ',
    name: '1',
    parentId: hamlets[0],
  })
  await register.area({ code: '26443', level: 'COMMUNE', unitType: 'Xã', name: 'Xuân Hòa', parentId })
  await register.target(hamlets[0] ?? 0, { value: 0.85, from: '2017-01-01', dueOn: '2017-12-31' })
  await people(register, hamlets[0], '2016-01-01', ['2017-11-12..', '2017-11-20..', '2017-11-15..2017-11-30', ''])
  await people(register, hamlets[1], '2016-01-01', [
    '2017-01-01..',
    '2017-01-01..2017-11-20',
    '2017-11-20..',
    '2017-11-21..',
  ])
  await people(register, hamlets[2], '2017-11-20', ['2017-01-01..', '2017-01-01..', '2017-01-01..', '2017-11-25..'])
  await register.settle()
})
afterAll(() => hub.close())

/** A resident each, with the days of a card: `from..until`. */
async function people(register: RegisterRows, areaId: number | undefined, since: PlainDate, cards: readonly string[]) {
  for (const card of cards) {
    const person = await register.person({ birthYear: 1980 })
    await register.residence(person, { areaId: areaId ?? 0, from: since })
    const [from, until] = card.split('..')
    if (from) await register.card(person, { code: 'GD', from, ...(until ? { until } : {}) })
  }
}

const team = (name: string, areaCodes: readonly string[], more: object = {}) => ({
  name,
  members: 1,
  weeklyQuotaPerMember: 1,
  areaCodes,
  ...more,
})
const PEAK_MONTH = {
  name: 'Tháng cao điểm',
  areaCode: '26446',
  from: FROM,
  until: UNTIL,
  teams: [
    team('Tổ 1', ['26446.01'], { leader: ' Nguyễn Văn An ', members: 2, memberNames: ['Lê Thị Bình', ' '] }),
    team('Tổ 2', ['26446.02', '26446.03']),
  ],
}

test('a campaign is set down with its teams, changed as a whole and taken away', async () => {
  const made = await planner.create(PEAK_MONTH)
  expect(made).toMatchObject({
    name: 'Tháng cao điểm',
    from: FROM,
    until: UNTIL,
    changedBy: 'administrator',
    area: { code: '26446' },
  })
  const [one, two] = made.teams
  expect(one).toMatchObject({
    name: 'Tổ 1',
    leader: 'Nguyễn Văn An',
    members: 2,
    memberNames: ['Lê Thị Bình'],
    areas: [{ code: '26446.01' }],
  })
  expect(two?.areas.map((area) => area.code)).toEqual(['26446.02', '26446.03'])

  const teams = [
    team('Tổ Hai', ['26446.03'], { id: two?.id, weeklyQuotaPerMember: 5 }),
    team('Tổ 1', ['26446.01', '26446.02']),
  ]
  const changed = await planner.change(made.id, { ...PEAK_MONTH, name: ' Đợt 2 ', until: '2018-02-01', teams })
  expect(changed).toMatchObject({ id: made.id, name: 'Đợt 2', until: '2018-02-01' })
  expect(changed.teams.map(({ name, areas }) => [name, areas.map((area) => area.code)])).toEqual([
    ['Tổ 1', ['26446.01', '26446.02']],
    ['Tổ Hai', ['26446.03']],
  ])
  expect(changed.teams[1]).toMatchObject({ id: two?.id, weeklyQuotaPerMember: 5 })
  expect(changed.teams[0]?.id).not.toBe(one?.id)

  const { node } = await planner.client.request<{ node: SeenCampaign }>(
    `query($id: ID!) { node(id: $id) { ... on Campaign { ${CAMPAIGN} } } }`,
    { id: made.id },
  )
  expect(node).toEqual(changed)
  expect(await planner.remove(made.id)).toBe(made.id)
  expect(await refusalOf(planner.remove(made.id))).toBe('campaign-not-found')
  expect(await refusalOf(planner.change(made.id, PEAK_MONTH))).toBe('campaign-not-found')
})

describe('gains', () => {
  let campaign: SeenCampaign
  beforeAll(async () => {
    campaign = await planner.create(PEAK_MONTH)
  })
  afterAll(() => planner.remove(campaign.id))

  const QUESTION = `query($on: Date) { campaigns(within: "26446") {
    teams { name gained(on: $on) quota(on: $on) }
    standings(level: HAMLET, on: $on) { area { fullName } asOf rank gained cardsNeeded coverageRate pointsGained }
    commendations(on: $on) { rank gained quota share reason sentence team { name } } } }`
  interface Answer {
    readonly teams: readonly { name: string; gained: number; quota: number }[]
    readonly standings: readonly {
      area: { fullName: string }
      asOf: string
      rank: number
      gained: number
      cardsNeeded: number | null
      coverageRate: number | null
      pointsGained: number | null
    }[]
    readonly commendations: readonly {
      rank: number
      share: number
      reason: string
      sentence: string
      team: { name: string }
    }[]
  }
  const ask = async (on: PlainDate | null, language = 'en'): Promise<Answer> => {
    const { campaigns } = await planner.client.request<{ campaigns: Answer[] }>(
      QUESTION,
      { on },
      { 'accept-language': language },
    )
    const [first, ...others] = campaigns
    expect(others).toEqual([])
    if (!first) throw new Error('no campaign')
    return first
  }
  const gained = async (on: PlainDate | null) =>
    (await ask(on)).standings.map((row) => [row.area.fullName, row.rank, row.gained])

  test.each([
    ['before it begins', '2017-10-01', [0, 0, 0]],
    ['on its first day', '2017-11-10', [0, 0, 0]],
    ['a card counts from its first day', '2017-11-12', [1, 0, 0]],
    ['one card lapses on the day that another begins', '2017-11-20', [3, 0, 0]],
    ['who was covered when the register first knew the hamlet was not won', '2017-11-25', [3, 1, 1]],
    ['a card that ended is no gain', '2017-11-30', [2, 1, 1]],
    ['after the end, what there was on the last day', '2018-06-01', [2, 1, 1]],
  ] as const)('%s', async (_what, on, expected) => {
    const { standings, teams } = await ask(on)
    const of = (name: string) => standings.find((row) => row.area.fullName === name)?.gained ?? 0
    expect(['Ấp 1', 'Ấp 2', 'Ấp 3'].map(of)).toEqual(expected)
    expect(teams.map((each) => each.gained)).toEqual([expected[0], expected[1] + expected[2]])
  })

  test('the best come first, and equal gains share a rank', async () => {
    expect(await gained(null)).toEqual([
      ['Ấp 1', 1, 2],
      ['Ấp 2', 2, 1],
      ['Ấp 3', 2, 1],
    ])
  })

  test('a standing has coverage, points and the cards to go as a coverage row has them', async () => {
    const { standings } = await ask('2017-11-25')
    // 85 % of 4 is 3.4, hence 4 people.
    expect(standings[0]).toMatchObject({ asOf: '2017-11-25', coverageRate: 0.75, pointsGained: 75, cardsNeeded: 1 })
    expect(standings.slice(1).map((row) => row.cardsNeeded)).toEqual([null, null])
    const { coverage } = await planner.client.request<{ coverage: { rows: { cardsNeeded: number | null }[] } }>(
      '{ coverage(within: "26446", level: HAMLET, asOf: "2017-11-25") { rows { cardsNeeded } } }',
    )
    expect(coverage.rows.map((row) => row.cardsNeeded)).toEqual([1, null, null])
  })

  test('quota is owed week by week, and who meets it is commended with the reason', async () => {
    expect((await ask('2017-11-15')).commendations).toEqual([])
    const early = await ask('2017-11-17')
    expect(early.teams.map((each) => each.quota)).toEqual([2, 1])
    expect(early.commendations).toEqual([
      expect.objectContaining({ rank: 1, share: 1, reason: 'QUOTA_MET', team: { name: 'Tổ 1' } }),
    ])
    const late = await ask('2017-12-01')
    expect(late.teams.map((each) => [each.gained, each.quota])).toEqual([
      [2, 6],
      [2, 3],
    ])
    expect(late.commendations).toMatchObject([{ rank: 1, reason: 'BEST_SHARE', team: { name: 'Tổ 2' } }])
    expect(late.commendations[0]?.sentence).toBe(
      'Came nearest to the quota: 2 more people covered, 66.7 % of 3 (1 member × 1 card a week × 3 weeks).',
    )
    expect((await ask('2017-12-01', 'vi')).commendations[0]?.sentence).toBe(
      'Đạt tỷ lệ cao nhất trong các tổ: tăng 2 người có thẻ, bằng 66,7% của 3 (1 thành viên × 1 thẻ mỗi tuần × 3 tuần).',
    )
  })

  test('more teams and areas cost no more statements', async () => {
    const texts = async () => {
      await forgetWhatIsRemembered(hub.database.em)
      return (await countStatements(() => ask('2017-12-01'))).cost
    }
    const one = await texts()
    const teams = ['26446.01.001', '26446.02', '26446.03'].map((code) => team(`Tổ ${code}`, [code]))
    await planner.change(campaign.id, { ...PEAK_MONTH, teams })
    expect(await texts()).toBe(one)
    const more = await planner.create({ ...PEAK_MONTH, from: '2017-11-20' })
    await forgetWhatIsRemembered(hub.database.em)
    const { cost, answer } = await countStatements(() =>
      planner.client.request<{ campaigns: unknown[] }>(QUESTION, { on: '2017-12-01' }),
    )
    expect([answer.campaigns.length, cost]).toEqual([2, one])
    await planner.remove(more.id)
  })
})

test.each([
  ['campaign-name-missing', { name: '  ' }],
  ['days-in-wrong-order', { until: FROM }],
  ['area-unknown-on-day', { areaCode: '1' }],
  ['team-name-missing', { teams: [team('', ['26446.01'])] }],
  ['team-name-repeated', { teams: [team('Tổ', []), team(' Tổ ', [])] }],
  ['team-number-out-of-range', { teams: [team('Tổ', [], { members: 0 })] }],
  ['team-number-out-of-range', { teams: [team('Tổ', [], { weeklyQuotaPerMember: -1 })] }],
  ['team-names-too-many', { teams: [team('Tổ', [], { memberNames: ['An', 'Bình'] })] }],
  ['team-area-outside-campaign', { teams: [team('Tổ', ['26443'])] }],
  ['team-areas-overlap', { teams: [team('Tổ', ['26446.01', '26446.01'])] }],
  ['team-areas-overlap', { teams: [team('Tổ', ['26446.01.001']), team('Tổ khác', ['26446.01'])] }],
  ['team-unknown', { teams: [team('Tổ', [], { id: '999' })] }],
  ['team-unknown', { teams: [team('Tổ', [], { id: 'x' })] }],
])('%s is refused and nothing is written', async (reason, change) => {
  expect(await refusalOf(planner.create({ ...PEAK_MONTH, ...change }))).toBe(reason)
  const { campaigns } = await planner.client.request<{ campaigns: unknown[] }>('{ campaigns { id } }')
  expect(campaigns).toEqual([])
})

test('a code that was no area’s on the day asked is the client’s mistake', async () => {
  const ask = (on: PlainDate) =>
    planner.client.request<{ campaigns: unknown[] }>(
      'query($on: Date) { campaigns(within: "26446.99", on: $on) { id } }',
      { on },
    )
  expect(await refusalOf(ask('2017-11-10'))).toBe('area-unknown-on-day')
})

describe('days of a campaign', () => {
  const days = { from: FROM, until: UNTIL, members: 8, weeklyQuotaPerMember: 5 }
  test.each([
    ['2017-11-09', 0],
    ['2017-11-15', 0],
    ['2017-11-16', 40],
    ['2017-11-23', 80],
    ['2017-12-31', 280],
    ['2019-01-01', 280],
  ])('by the end of %s eight members who owe five a week owe %i', (on, quota) => {
    expect(quotaOn(days, on)).toBe(quota)
  })
  test('the day counted up to lies between the eve and the last day', () => {
    expect([eveOf(days), measuredDay(days, '2000-01-01'), measuredDay(days, '2030-01-01')]).toEqual([
      '2017-11-09',
      '2017-11-09',
      '2017-12-31',
    ])
  })
})
