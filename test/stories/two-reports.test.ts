import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xuanHung } from '../../src/app/demo/xuan-hung.ts'
import { runDemo } from '../../src/app/demo.ts'
import { type StoryHub, startStoryHub } from './story-hub.ts'

/** The two reports of late 2017, loaded as the demonstration loads them: through the door, from workbooks. */
let hub: StoryHub
const talk: string[] = []

beforeAll(async () => {
  hub = await startStoryHub()
  await runDemo({ url: hub.url, key: hub.key, log: (line) => talk.push(line) })
}, 300_000)

afterAll(async () => {
  expect(hub.errors()).toEqual([])
  await hub.close()
})

const ROW = `
  area { code fullName level }
  asOf population covered uncovered coverageRate pointsAboveTarget attainmentRate cardsNeeded weeklyPaceNeeded basis rank suppressed estimatedShare
  populationSource { asOf sourceName address }
  coveredSource { asOf sourceName address batch { kind status } }
  target { value dueOn validFrom document area { code } }
  compared { asOf covered coverageRate coveredChange pointsChange }
`
const COVERAGE = `query Coverage($within: String, $level: AreaLevel, $asOf: Date, $compareTo: Date, $basis: Basis, $orderBy: CoverageOrder) {
  coverage(within: $within, level: $level, asOf: $asOf, compareTo: $compareTo, basis: $basis, orderBy: $orderBy, first: 100) {
    asOf rows { ${ROW} } total { ${ROW} } missing { code } pageInfo { hasNextPage }
  }
}`

interface Row {
  readonly area: { readonly code: string; readonly fullName: string; readonly level: string }
  readonly population: number
  readonly covered: number
  readonly uncovered: number
  readonly coverageRate: number
  readonly pointsAboveTarget: number | null
  readonly cardsNeeded: number | null
  readonly weeklyPaceNeeded: number | null
  readonly basis: string
  readonly rank: number | null
  readonly coveredSource: {
    readonly asOf: string
    readonly sourceName: string
    readonly address: string | null
    readonly batch: { readonly kind: string } | null
  }
  readonly target: { readonly value: number; readonly dueOn: string; readonly document: string | null } | null
  readonly compared: { readonly covered: number; readonly coveredChange: number; readonly pointsChange: number } | null
}

interface Report {
  readonly rows: readonly Row[]
  readonly total: Row | null
  readonly missing: readonly { readonly code: string }[]
}

async function coverage(variables: Readonly<Record<string, unknown>>): Promise<Report> {
  return (await hub.ask<{ coverage: Report }>(COVERAGE, variables)).coverage
}

function sum(rows: readonly Row[], field: 'population' | 'covered' | 'cardsNeeded'): number {
  return rows.reduce((so, row) => so + (row[field] ?? 0), 0)
}

describe('huyện Yên Thế on 30/9/2017', () => {
  const question = { within: '215', level: 'COMMUNE', asOf: '2017-09-30', compareTo: '2016-09-30' }

  test('its 19 communes add up to 95,026 of 100,249, which is 94.8 %', async () => {
    const { rows, total, missing } = await coverage(question)
    expect(rows.length).toBe(19)
    expect(missing).toEqual([])
    expect([sum(rows, 'covered'), sum(rows, 'population')]).toEqual([95_026, 100_249])
    expect([total?.covered, total?.population]).toEqual([95_026, 100_249])
    expect(total?.coverageRate).toBeCloseTo(95_026 / 100_249, 10)
    expect(((total?.coverageRate ?? 0) * 100).toFixed(1)).toBe('94.8')
  })

  test('that is 12,396 more than a year before, when 82,630 were covered', async () => {
    const { rows, total } = await coverage(question)
    expect([total?.compared?.covered, total?.compared?.coveredChange]).toEqual([82_630, 12_396])
    expect(rows.reduce((so, row) => so + (row.compared?.coveredChange ?? 0), 0)).toBe(12_396)
    expect(rows.every((row) => (row.compared?.pointsChange ?? 0) > 0)).toBe(true)
  })

  test('the district is 0.8 points above its 94 %', async () => {
    const { rows } = await coverage({ ...question, level: 'DISTRICT' })
    const [district] = rows
    expect(rows.length).toBe(1)
    expect(district?.target).toMatchObject({ value: 0.94, dueOn: '2017-12-31' })
    expect(district?.target?.document).toContain('18/KH-UBND')
    expect(district?.pointsAboveTarget).toBeCloseTo(0.79, 2)
    expect(district?.pointsAboveTarget?.toFixed(1)).toBe('0.8')
    expect(district?.cardsNeeded).toBe(0)
  })

  test('98 % in 2018 needs 3,219 more cards', async () => {
    const { rows } = await coverage({ within: '215', level: 'DISTRICT', asOf: '2018-01-01' })
    expect(rows[0]?.target).toMatchObject({ value: 0.98, dueOn: '2018-12-31' })
    expect(rows[0]?.cardsNeeded).toBe(3_219)
  })

  test('every commune names the file and the cell that its number comes from', async () => {
    const { rows } = await coverage(question)
    expect(new Set(rows.map((row) => row.coveredSource.sourceName))).toEqual(
      new Set(['03-yen-the-bao-phu-30-9-2017.xlsx']),
    )
    const addresses = rows.map((row) => row.coveredSource.address ?? '')
    for (const address of addresses) expect(address).toMatch(/^'?Biểu 01'?!D\d+$/)
    expect(new Set(addresses).size).toBe(19)
    for (const row of rows) expect(row.coveredSource).toMatchObject({ asOf: '2017-09-30', batch: { kind: 'FIGURES' } })
  })

  test('the best come first when asked, and rank 1 has the highest rate', async () => {
    const { rows } = await coverage({ ...question, orderBy: 'COVERAGE_RATE_DESC' })
    const rates = rows.map((row) => row.coverageRate)
    expect(rates).toEqual([...rates].sort((a, b) => b - a))
    expect(rows.find((row) => row.rank === 1)?.area.fullName).toBe(rows[0]?.area.fullName)
  })

  test('nobody can be counted there: the register has no persons of Yên Thế', async () => {
    const { total } = await coverage({ ...question, compareTo: null, basis: 'REGISTRY' })
    expect(total?.covered ?? 0).toBe(0)
  })
})

describe('xã Xuân Hưng on 10/11/2017', () => {
  const { households, cards } = xuanHung()
  const question = { within: '26446', level: 'HAMLET', asOf: '2017-11-10' }

  test('18,077 of 26,100 residents are covered, which is 69.26 %', async () => {
    const { rows } = await coverage({ ...question, level: 'COMMUNE' })
    expect(rows[0]).toMatchObject({ covered: 18_077, population: 26_100, uncovered: 8_023, basis: 'REGISTRY' })
    expect(((rows[0]?.coverageRate ?? 0) * 100).toFixed(2)).toBe('69.26')
  })

  test('85 % needs exactly 4,108 cards, 564 a week until the end of the year', async () => {
    const { rows } = await coverage({ ...question, level: 'COMMUNE' })
    expect(rows[0]?.target).toMatchObject({ value: 0.85, dueOn: '2017-12-31' })
    expect(rows[0]?.cardsNeeded).toBe(4_108)
    // 51 days from 10/11 to 31/12.
    expect(rows[0]?.weeklyPaceNeeded).toBeCloseTo(4_108 / (51 / 7), 1)
  })

  test('its 8 hamlets add up to the commune, and so do the cards they need', async () => {
    const { rows, total } = await coverage(question)
    expect(rows.length).toBe(8)
    expect([sum(rows, 'covered'), sum(rows, 'population'), sum(rows, 'cardsNeeded')]).toEqual([18_077, 26_100, 4_108])
    expect([total?.covered, total?.population]).toEqual([18_077, 26_100])
    for (const row of rows) expect(row.area.code).toMatch(/^26446\.\d\d$/)
  })

  test('its 159 residents’ groups are there, and add up too', async () => {
    const { areas } = await hub.ask<{ areas: { totalCount: number } }>(GROUPS)
    expect(areas.totalCount).toBe(159)
    const { rows, total } = await coverage({ ...question, level: 'RESIDENT_GROUP' })
    expect(rows.length).toBe(100)
    expect([total?.covered, total?.population]).toEqual([18_077, 26_100])
  })

  test('on any other day exactly those count whose card is valid on that day', async () => {
    for (const asOf of [
      '2017-10-01',
      '2017-10-20',
      '2017-11-09',
      '2017-11-25',
      '2017-12-31',
      '2018-01-01',
      '2018-06-30',
    ]) {
      const holders = cards.flatMap((card) =>
        card.validFrom <= asOf && asOf <= card.lastDay ? [card.holder.number] : [],
      )
      const { rows } = await coverage({ ...question, asOf, level: 'COMMUNE' })
      expect([asOf, rows[0]?.covered, rows[0]?.population]).toEqual([asOf, new Set(holders).size, 26_100])
    }
  })

  test('households are counted by class, and every resident is in one', async () => {
    const { householdCounts } = await hub.ask<{ householdCounts: readonly HouseholdCount[] }>(HOUSEHOLDS_BY_CLASS)
    const sent = Object.entries(Object.groupBy(households, (household) => household.householdClass))
    const expected = sent.map(([householdClass, each]) => ({
      householdClass,
      households: each.length,
      members: each.reduce((so, household) => so + household.members.length, 0),
    }))
    const found = householdCounts.map(({ coveredMembers, ...count }) => count)
    expect(found).toEqual(expect.arrayContaining(expected))
    expect(found.length).toBe(4)
    expect(found.reduce((so, each) => so + each.members, 0)).toBe(26_100)
    expect(householdCounts.reduce((so, each) => so + each.coveredMembers, 0)).toBe(18_077)
  })

  test('the 8,023 people without a card can be turned over page by page', async () => {
    const seen = new Set<string>()
    let after: string | null = null
    for (let page = 0; page < 3; page += 1) {
      const { persons }: { persons: Persons } = await hub.ask(UNCOVERED, { after })
      expect(persons.totalCount).toBe(8_023)
      expect(persons.nodes.every((person) => !person.covered)).toBe(true)
      for (const { id } of persons.nodes) seen.add(id)
      after = persons.pageInfo.endCursor
    }
    expect(seen.size).toBe(300)
  })
})

test('the demonstration tells both stories in Vietnamese', () => {
  const told = talk.join('\n')
  for (const number of [
    '95.026 / 100.249',
    '94,8%',
    '+12.396',
    '+0,8',
    '3.219',
    '18.077 / 26.100',
    '69,26%',
    '4.108',
  ]) {
    expect(told).toContain(number)
  }
  expect(told).toContain(`${hub.url}/graphql`)
})

test('run again, the demonstration changes nothing and says so', async () => {
  const version = async (): Promise<string> =>
    (await hub.ask<{ coverage: { version: string } }>('query { coverage(within: "24") { version } }')).coverage.version
  const before = await version()
  const again: string[] = []
  await runDemo({ url: hub.url, key: hub.key, log: (line) => again.push(line) })
  expect(again.join('\n')).toContain('không có gì thay đổi')
  expect(again.filter((line) => line.startsWith('  + '))).toEqual([])
  expect(await version()).toBe(before)
  expect((await coverage({ within: '26446', level: 'COMMUNE', asOf: '2017-11-10' })).rows[0]?.covered).toBe(18_077)
})

interface HouseholdCount {
  readonly householdClass: string
  readonly households: number
  readonly members: number
  readonly coveredMembers: number
}

interface Persons {
  readonly totalCount: number
  readonly nodes: readonly { readonly id: string; readonly covered: boolean }[]
  readonly pageInfo: { readonly endCursor: string | null }
}

const HOUSEHOLDS_BY_CLASS = `{
  householdCounts(within: "26446", level: COMMUNE, asOf: "2017-11-10") { householdClass households members coveredMembers }
}`
const GROUPS = '{ areas(within: "26446", level: RESIDENT_GROUP, on: "2017-11-10", first: 1) { totalCount } }'
const UNCOVERED = `query Uncovered($after: String) {
  persons(where: { within: "26446", covered: false }, asOf: "2017-11-10", first: 100, after: $after) {
    totalCount
    nodes { id covered(asOf: "2017-11-10") }
    pageInfo { endCursor hasNextPage }
  }
}`
