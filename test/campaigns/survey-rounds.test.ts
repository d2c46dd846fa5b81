import type { GraphQLClient } from 'graphql-request'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COMMUNES_OF_XUAN_LOC, Officer } from '../app/support/officer.ts'
import { startTestHub, type TestHub } from '../app/support/test-hub.ts'
import { Planner, refusalOf } from './planner.ts'

let hub: TestHub
let officer: Officer
let client: GraphQLClient

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date('2017-11-10T03:00:00Z') })
  officer = new Officer(hub)
  client = new Planner(hub).client
  await officer.commit((await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })).id)
  await survey('2016-10-15', [
    'H1,Ấp 1,Nguyễn Văn An,Chủ hộ,1/1/1970,Nam,Hộ nghèo',
    'H1,Ấp 1,Lê Thị Bình,Vợ,1/1/1972,Nữ,Hộ nghèo',
    'H2,Ấp 1,Trần Văn Cường,Chủ hộ,2/2/1965,Nam,Hộ cận nghèo',
    'H3,Ấp 2,Phạm Thị Dung,Chủ hộ,3/3/1958,Nữ,Hộ nông lâm ngư nghiệp có mức sống trung bình',
    'H4,Ấp 2,Hoàng Văn Em,Chủ hộ,4/4/1980,Nam,Hộ khác',
  ])
})
afterAll(() => hub.close())

/** A survey of xã Xuân Hưng; without a class in its rows it has no column for it. */
async function survey(asOf: string, rows: readonly string[], columns = 'Diện hộ'): Promise<string> {
  const heading = ['STT,Mã hộ,Thôn/Ấp,Họ và tên,Quan hệ với chủ hộ,Ngày sinh,Giới tính', columns]
    .filter(Boolean)
    .join(',')
  const lines = [heading, ...rows.map((row, index) => `${index + 1},${row}`)]
  const batch = await officer.send(lines, {
    areaCode: '26446',
    asOf,
    kind: 'HOUSEHOLD_SURVEY',
    fileName: `${asOf}.csv`,
  })
  expect(batch.issues.nodes.filter((issue) => /ERROR|BLOCKING/.test(issue.severity))).toEqual([])
  await officer.commit(batch.id)
  return batch.id
}

const ROUND = 'id kind year from until dueOn document area { code }'
const CREATE = `mutation($input: SurveyRoundInput!) { createSurveyRound(input: $input) { ${ROUND} } }`
const CHANGE = `mutation($id: ID!, $input: SurveyRoundInput!) { changeSurveyRound(id: $id, input: $input) { ${ROUND} } }`
const DELETE = 'mutation($id: ID!) { deleteSurveyRound(id: $id) }'
const REVIEW_2017 = {
  kind: 'POVERTY_REVIEW',
  year: 2017,
  areaCode: '26446',
  from: '2017-09-01',
  until: '2017-12-01',
  dueOn: '2017-10-31',
  document: 'Kế hoạch rà soát 2017',
}

interface Round {
  readonly id: string
  readonly year: number
  readonly until: string | null
}

interface Progress {
  readonly area: { readonly fullName: string }
  readonly households: number
  readonly reviewed: number
  readonly share: number
  readonly finished: boolean
  readonly overdue: boolean
  readonly classed: number
  readonly classedReviewed: number
}

async function progress(year: number, on: string | null, level = 'HAMLET'): Promise<readonly Progress[]> {
  const { surveyRounds } = await client.request<{ surveyRounds: { progress: Progress[] }[] }>(
    `query($year: Int, $on: Date, $level: AreaLevel!) { surveyRounds(year: $year) {
      progress(level: $level, on: $on) { area { fullName } households reviewed share finished overdue classed classedReviewed } } }`,
    { year, on, level },
  )
  return surveyRounds[0]?.progress ?? []
}
const reviewed = (rows: readonly Progress[]) => rows.map((row) => [row.area.fullName, row.reviewed, row.households])

const refusal = (query: string, variables: object) => refusalOf(client.request(query, { ...variables }))

test('the review of 2017 is set down, and nothing of it is done: 2016’s survey does not count', async () => {
  const { createSurveyRound: made } = await client.request<{ createSurveyRound: Round }>(CREATE, { input: REVIEW_2017 })
  const { areaCode, ...review } = REVIEW_2017
  expect(made).toMatchObject({ ...review, area: { code: areaCode } })
  const rows = await progress(2017, null)
  expect(reviewed(rows)).toEqual([
    ['Ấp 1', 0, 2],
    ['Ấp 2', 0, 2],
  ])
  expect(rows.map((row) => [row.classed, row.classedReviewed, row.finished, row.overdue])).toEqual([
    [2, 0, false, true],
    [1, 0, false, true],
  ])
  expect((await progress(2017, '2017-10-31')).map((row) => row.overdue)).toEqual([false, false])
})

test('a survey that says no classes is no review; one that confirms a class is, from its day on', async () => {
  await survey('2017-09-20', ['H4,Ấp 2,Hoàng Văn Em,Chủ hộ,4/4/1980,Nam'], '')
  expect(reviewed(await progress(2017, null))).toEqual([
    ['Ấp 1', 0, 2],
    ['Ấp 2', 0, 2],
  ])
  const hamletOne = await survey('2017-10-10', [
    'H1,Ấp 1,Nguyễn Văn An,Chủ hộ,1/1/1970,Nam,Hộ cận nghèo',
    'H1,Ấp 1,Lê Thị Bình,Vợ,1/1/1972,Nữ,Hộ cận nghèo',
    'H2,Ấp 1,Trần Văn Cường,Chủ hộ,2/2/1965,Nam,Hộ cận nghèo',
  ])
  const [one, two] = await progress(2017, null)
  expect(one).toMatchObject({
    reviewed: 2,
    households: 2,
    share: 1,
    finished: true,
    overdue: false,
    classed: 2,
    classedReviewed: 2,
  })
  expect(two).toMatchObject({ reviewed: 0, share: 0, finished: false })
  expect(await progress(2017, null, 'COMMUNE')).toMatchObject([
    { households: 4, reviewed: 2, share: 0.5, classed: 3, classedReviewed: 2 },
  ])
  expect(reviewed(await progress(2017, '2017-10-09'))[0]).toEqual(['Ấp 1', 0, 2])
  await officer.withdraw(hamletOne)
  expect(reviewed(await progress(2017, null))[0]).toEqual(['Ấp 1', 0, 2])
  await survey('2017-10-11', [
    'H1,Ấp 1,Nguyễn Văn An,Chủ hộ,1/1/1970,Nam,Hộ cận nghèo',
    'H1,Ấp 1,Lê Thị Bình,Vợ,1/1/1972,Nữ,Hộ cận nghèo',
  ])
  expect(reviewed(await progress(2017, null))[0]).toEqual(['Ấp 1', 1, 2])
})

test('a classification names the round in which it was decided', async () => {
  const { households } = await client.request<{
    households: {
      nodes: { headName: string; classifications: { householdClass: string; round: { year: number } | null }[] }[]
    }
  }>(
    `{ households(where: { within: "26446" }, first: 100) { nodes { headName classifications { householdClass round { year } } } } }`,
  )
  const [an] = households.nodes.filter((node) => node.headName === 'Nguyễn Văn An')
  expect(an?.classifications).toEqual([
    { householdClass: 'POOR', round: null },
    { householdClass: 'NEAR_POOR', round: { year: 2017 } },
  ])
})

test('a household survey counts for a round of surveys whether it says classes or not', async () => {
  const input = { kind: 'HOUSEHOLD_SURVEY', year: 2017, areaCode: '741', from: '2017-09-01' }
  const { createSurveyRound: made } = await client.request<{ createSurveyRound: Round }>(CREATE, { input })
  expect(made.until).toBeNull()
  const { node } = await client.request<{ node: { progress: Progress[] } }>(
    `query($id: ID!) { node(id: $id) { ... on SurveyRound { progress(within: "26446", level: HAMLET) { area { fullName } households reviewed share } } } }`,
    { id: made.id },
  )
  expect(reviewed(node.progress)).toEqual([
    ['Ấp 1', 1, 2],
    ['Ấp 2', 1, 2],
  ])
  expect((await client.request<{ deleteSurveyRound: string }>(DELETE, { id: made.id })).deleteSurveyRound).toBe(made.id)
  expect(await refusal(DELETE, { id: made.id })).toBe('round-not-found')
})

test('a round is changed as a whole', async () => {
  const { surveyRounds } = await client.request<{ surveyRounds: Round[] }>(
    '{ surveyRounds(year: 2017) { id year until } }',
  )
  const input = { ...REVIEW_2017, until: '2017-12-16' }
  const { changeSurveyRound: changed } = await client.request<{ changeSurveyRound: Round }>(CHANGE, {
    id: surveyRounds[0]?.id,
    input,
  })
  expect(changed.until).toBe('2017-12-16')
  const other = await client.request<{ createSurveyRound: Round }>(CREATE, {
    input: { ...REVIEW_2017, year: 2016, from: '2016-09-01' },
  })
  expect(await refusal(CHANGE, { id: other.createSurveyRound.id, input })).toBe('round-exists')
  const { surveyRounds: all } = await client.request<{ surveyRounds: Round[] }>('{ surveyRounds { year } }')
  expect(all.map((round) => round.year)).toEqual([2017, 2016])
})

test.each([
  ['round-exists', {}],
  ['days-in-wrong-order', { year: 2018, until: '2017-09-01' }],
  ['days-too-many', { year: 2018, until: '2027-09-01' }],
  ['round-due-before-start', { year: 2018, dueOn: '2017-08-31' }],
  ['round-year-out-of-range', { year: 20_170 }],
  ['area-unknown-on-day', { year: 2018, areaCode: '99999' }],
])('%s is refused', async (reason, change) => {
  expect(await refusal(CREATE, { input: { ...REVIEW_2017, ...change } })).toBe(reason)
})
