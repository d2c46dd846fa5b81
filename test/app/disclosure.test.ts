import { type GraphQLNamedType, getNamedType, graphql, isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { createContext } from '../../schema/context.ts'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { issueKey } from '../../src/access/key.store.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { execute } from '../../src/kernel/sql.ts'
import { attack, pinned } from '../coverage/attack.ts'
import { NOBODY_ERASED } from '../support/nobody-erased.ts'
import { everythingBelow } from './support/everything-below.ts'
import { type SmallRegister, seedSmallRegister } from './support/small-register.ts'
import { askAt, startTestHub, type TestHub } from './support/test-hub.ts'
import { everythingTold, nameOf, type Row, sumsOf, toldRow } from './support/told-over-http.ts'

/** What an analyst gets over HTTP of a register of small communes, and what can be worked out of it. */

const NOW = new Date('2017-12-05T05:00:00Z')
let hub: TestHub
let register: SmallRegister
let analyst = ''
let partner = ''

beforeAll(async () => {
  hub = await startTestHub({ clock: () => NOW })
  register = await seedSmallRegister(hub.database.em)
  const plans = await hub.ask(`mutation {
    createSurveyRound(input: { kind: POVERTY_REVIEW, year: 2017, areaCode: "24", from: "2017-11-01" }) { id }
    createCampaign(input: { name: "x", areaCode: "24", from: "2017-10-01", until: "2017-12-31", teams: [
      { name: "1", areaCodes: ["00001"], members: 2, weeklyQuotaPerMember: 1 }] }) { id } }`)
  expect(plans.body.errors).toBeUndefined()
  const draft = { areaCodes: ['VN'], purpose: 'BI' }
  analyst = (await issueKey(ADMINISTRATOR, hub.database.em, { ...draft, role: 'ANALYST' }, NOW)).key
  partner = (await issueKey(ADMINISTRATOR, hub.database.em, { ...draft, role: 'PARTNER', readsFigures: true }, NOW)).key
})
afterAll(() => hub.close())

interface Report {
  readonly rows: readonly Row[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

async function asked<Data>(query: string, key = analyst): Promise<Data> {
  const { body } = await askAt<Data>(hub.url, { query }, { authorization: `Bearer ${key}`, 'accept-language': 'en' })
  expect(body.errors).toBeUndefined()
  return body.data as Data
}

async function reasonOf(query: string): Promise<string | undefined> {
  const { body } = await askAt(hub.url, { query }, { authorization: `Bearer ${analyst}`, 'accept-language': 'en' })
  return body.errors?.[0]?.message
}

/** Every row of a question, page by page. */
async function coverage(args: string, key = analyst): Promise<Row[]> {
  const rows: Row[] = []
  for (let after = ''; ; ) {
    const { coverage: report } = await asked<{ coverage: Report }>(
      `{ coverage(${args} first: 100 ${after}) { rows { area { code } asOf participantGroup householdClass sex ageBand
        population covered uncovered coverageRate rank suppressed compared { asOf covered } }
        pageInfo { hasNextPage endCursor } } }`,
      key,
    )
    rows.push(...report.rows)
    if (!report.pageInfo.hasNextPage) return rows
    after = `after: "${report.pageInfo.endCursor}"`
  }
}

const everything = (day: string, key = analyst) => everythingTold(register, day, (args) => coverage(args, key))

describe('the attack on everything that an analyst can ask', () => {
  test('pins nothing down', async () => {
    const rows = await everything('2017-09-30')
    const found = attack(rows.map(toldRow), sumsOf(register, rows))
    expect(rows.length).toBeGreaterThan(500)
    expect(found.length).toBeGreaterThan(100)
    expect(pinned(found)).toEqual([])
  })

  test('is told of the truth within 2, and of nothing small', async () => {
    const truth = new Map(
      (await everything('2017-09-30', hub.config.adminKey ?? '')).map((row) => [
        nameOf(row.area.code, row.by, row),
        row,
      ]),
    )
    for (const row of await everything('2017-09-30')) {
      const name = nameOf(row.area.code, row.by, row)
      for (const field of ['population', 'covered'] as const) {
        const [told, count] = [row[field], truth.get(name)?.[field] ?? 0]
        const isFine =
          told === null || (Math.abs(told - count) <= 2 && (told === 0 || told >= 10) && !(count > 0 && count < 8))
        expect([name, field, told, count, isFine]).toEqual([name, field, told, count, true])
      }
      expect(row.suppressed).toBe(row.covered === null)
    }
  })
})

describe('days', () => {
  test('are the ends of months, and the answer says which', async () => {
    const [row] = await coverage('within: "215" level: DISTRICT asOf: "2017-10-17"')
    expect(row).toMatchObject({ asOf: '2017-09-30', population: 200, covered: 100, coverageRate: 0.5 })
    const [officer] = await coverage('within: "215" level: DISTRICT asOf: "2017-10-17"', hub.config.adminKey ?? '')
    expect(officer).toMatchObject({ asOf: '2017-10-17', population: 200, covered: 100 })
  })

  test('of a comparison are told as they are told by themselves', async () => {
    const then = await coverage('level: COMMUNE asOf: "2017-08-31" basis: REGISTRY')
    const now = await coverage('level: COMMUNE asOf: "2017-11-02" compareTo: "2017-09-12" basis: REGISTRY')
    expect(now.map((row) => [row.area.code, row.compared?.asOf, row.compared?.covered])).toEqual(
      then.map((row) => [row.area.code, '2017-08-31', row.covered]),
    )
  })

  test('of a series are told once an end of a month', async () => {
    const { trends } = await asked<{ trends: { rows: { asOf: string }[] }[] }>(
      '{ trends(within: "24", level: PROVINCE, from: "2017-09-01", until: "2017-11-15", every: DAY) { rows { asOf } } }',
    )
    expect(trends.map(({ rows }) => rows.map(({ asOf }) => asOf))).toEqual([['2017-08-31', '2017-09-30', '2017-10-31']])
  })
})

test('rates, ranks and orders follow from the told numbers alone', async () => {
  const args = 'within: "215" level: COMMUNE asOf: "2017-09-30" orderBy: COVERAGE_RATE_DESC'
  const told = await coverage(args)
  expect(told.map((row) => [row.area.code, row.coverageRate, row.rank, row.uncovered])).toEqual([
    ['00001', 0.5, 1, 50],
    ['00002', 0.5, 1, 50],
  ])
  const exact = await coverage(args, hub.config.adminKey ?? '')
  expect(exact.map((row) => [row.area.code, row.coverageRate, row.rank])).toEqual([
    ['00002', 0.51, 1],
    ['00001', 0.49, 2],
  ])
})

test('whoever has the same right is told the same', async () => {
  const args = 'level: COMMUNE asOf: "2017-09-30" by: [SEX, AGE_BAND]'
  expect(await coverage(args, partner)).toEqual(await coverage(args))
})

test.each([
  ['coverage(by: [PARTICIPANT_CODE]) { version }', 'by participant code'],
  ['coverage(by: [SEX, AGE_BAND, HOUSEHOLD_CLASS]) { version }', 'at most'],
  ['coverage(by: [SEX, AGE_BAND], where: { householdClasses: [POOR] }) { version }', 'at most'],
  ['coverage(where: { sexes: [MALE, FEMALE] }) { version }', 'one value'],
  ['coverage(within: "00001", level: HAMLET, asOf: "2017-09-30", by: [SEX]) { version }', 'Below the commune'],
  ['coverageChanges(from: "2017-09-01", until: "2017-10-01") { gained }', 'Compare the ends of two months'],
  ['renewals(from: "2017-09-01", until: "2017-10-01") { mustRenew }', 'Compare the ends of two months'],
  ['householdBreakdown { households }', 'Compare the ends of two months'],
  ['studentCoverage(basis: REGISTRY) { students }', 'Compare the ends of two months'],
  ['campaigns { standings(level: COMMUNE) { gained } }', 'Compare the ends of two months'],
  ['campaigns { commendations { gained } }', 'Compare the ends of two months'],
  ['campaigns { teams { gained } }', 'Compare the ends of two months'],
  ['surveyRounds { progress(level: COMMUNE) { households } }', 'Compare the ends of two months'],
])('%s is refused with its remedy', async (question, remedy) => {
  expect(await reasonOf(`{ ${question} }`)).toContain(remedy)
})

describe('every count of the schema', () => {
  const schema = buildHubSchema()
  const day = '2017-09-30'
  const QUESTIONS = {
    area: `(code: "24", on: "${day}")`,
    areas: `(on: "${day}", first: 40)`,
    coverage: `(level: COMMUNE, asOf: "${day}", compareTo: "2017-08-31")`,
    population: `(level: COMMUNE, asOf: "${day}", by: [SEX])`,
    householdCounts: `(level: COMMUNE, asOf: "${day}")`,
    trends: '(level: COMMUNE, from: "2017-08-01", until: "2017-12-01")',
    coverageTrends: '(level: COMMUNE, from: "2017-08-01", until: "2017-12-01", borders: "2017-09-30")',
    disagreements: `(level: COMMUNE, asOf: "${day}", all: true)`,
    competingFigures: `(level: COMMUNE, asOf: "${day}")`,
    studentCoverage: `(level: COMMUNE, asOf: "${day}")`,
  }
  /** Whole numbers that are no counts of anybody. */
  const OTHERS = ['PageInfo_totalCount', 'CoverageTrendConnection_totalCount', 'CoverageRow_rank']
  const NEEDED = {
    'ImportBatch.rows': null,
    'Area.trend': '(from: "2017-08-01", until: "2017-12-01")',
    'Area.targets': '(from: "2017-01-01", until: "2018-01-01")',
    ...{ 'Campaign.standings': null, 'Campaign.commendations': null, 'OutreachTeam.gained': null },
    'SurveyRound.progress': null,
  }
  /** Questions that an analyst is refused, and those that lead to no count of the register but by the fields above. */
  const REFUSED = ['coverageChanges', 'renewals', 'householdBreakdown']
  const PERSONS_AND_FILES = [
    'households',
    'persons',
    'doorList',
    'importBatch',
    'importBatches',
    'keys',
    'accounts',
    'auditEntries',
    'segments',
    'segment',
    'personRequests',
    'personRequest',
  ]
  const WITHOUT_COUNTS = ['campaigns', 'surveyRounds', 'targets', 'figurePrecedences', 'figureDays', 'me', 'node']

  test('is asked here', () => {
    const known = [...Object.keys(QUESTIONS), ...REFUSED, ...PERSONS_AND_FILES, ...WITHOUT_COUNTS]
    expect(known.sort()).toEqual(Object.keys(schema.getQueryType()?.getFields() ?? {}).sort())
  })

  test.each(Object.entries(QUESTIONS))('below %s tells an analyst nothing small', async (field, args) => {
    const found = schema.getQueryType()?.getFields()[field]
    const type = getNamedType(found?.type) as GraphQLNamedType & Parameters<typeof everythingBelow>[1]
    const { database } = hub.database
    const actor = { id: 'an', role: 'ANALYST', scope: { kind: 'COUNTRY' } } as const
    const contextValue = createContext({
      ...{ actor, ...readerSessions(database, actor), hub: database.em(), language: 'vi', now: NOW },
      ...{ today: '2017-12-05', requestId: 'test', imports: hub.hub.imports, issuer: null, ...NOBODY_ERASED },
    })
    const source = `{ ${field}${args} ${everythingBelow(schema, type, NEEDED)} }`
    const { data, errors } = await graphql({ schema, source, contextValue })
    expect(errors).toBeUndefined()
    const counts = countsIn(data).filter(([name]) => !OTHERS.includes(name))
    expect(isObjectType(type) && counts.length > 0).toBe(field !== 'studentCoverage')
    expect(counts.filter(([, count]) => count > 0 && count < 8)).toEqual([])
  })
})

/** Every whole number of an answer, with the name of its field. */
function countsIn(value: unknown, name = ''): (readonly [string, number])[] {
  if (typeof value === 'number') return Number.isInteger(value) && !/rate|share/i.test(name) ? [[name, value]] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => countsIn(part, Array.isArray(value) ? name : key))
}

describe('what was told once', () => {
  const seen = () => everything('2017-10-31')

  test('stays when a few come, go or are written down later, and follows when more do', async () => {
    const before = await seen()
    for (let person = 0; person < 6; person += 1) await register.add('00003', '2017-08-20')
    await commit()
    expect(await seen()).toEqual(before)
    const [later] = await coverage('within: "216" level: DISTRICT asOf: "2017-11-30" basis: REGISTRY')
    expect(later?.population).toBe(before.find(({ area }) => area.code === '216')?.population)
    for (let person = 0; person < 14; person += 1) await register.add('00003', '2017-08-20')
    await commit()
    const [now] = await coverage('within: "216" level: DISTRICT asOf: "2017-10-31" basis: REGISTRY')
    expect(now?.population).toBe(70)
  })

  async function commit(): Promise<void> {
    await register.settle()
    await execute(hub.database.em, 'update hub_version set version = version + 1')
  }
})
