import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { refusalSentence } from '../../src/app/http/refusal-texts.ts'
import { listAreas } from '../../src/areas/area.store.ts'
import {
  areaCoverage,
  areaHouseholdCounts,
  areaPopulation,
  householdCounts,
} from '../../src/coverage/coverage.store.ts'
import { type CoverageChange, coverageChanges } from '../../src/coverage/coverage-changes.store.ts'
import type { CoverageRow } from '../../src/coverage/coverage-row.ts'
import { householdBreakdown } from '../../src/coverage/household-breakdown.store.ts'
import { renewalCounts } from '../../src/coverage/renewals.store.ts'
import { areaTrend, coverageTrends } from '../../src/coverage/trends.store.ts'
import type { BadRequest } from '../../src/kernel/page.ts'
import { placeOf } from '../../src/population/place.ts'
import { countStatements } from '../support/count-statements.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { ask, BEFORE, database, id, MONTHS, REFORM } from './merged-provinces.ts'

describe('gains and losses over a reform', () => {
  const changes = (level: 'COMMUNE' | 'PROVINCE', from: string, until: string, borders?: string) =>
    coverageChanges(ADMINISTRATOR, database.em, { level, from, until, borders })
  const told = (found: readonly CoverageChange[]) =>
    found.map((one) => [one.area.code, one.coveredBefore, one.coveredAfter, one.gained, one.lost, one.estimatedShare])

  test('a merger gains and loses nobody, and parts of a split commune have their shares', async () => {
    expect(told(await changes('COMMUNE', BEFORE, '2025-08-31'))).toEqual([
      ['d', 0, 4, 4, 0, 0],
      ['g', 0, 7, 7, 0, 0],
      ['m', 0, 8, 8, 0, 3 / 8],
      ['n', 0, 3, 3, 0, 0],
      ['p', 0, 3, 3, 0, 1],
      ['r', 0, 3, 3, 0, 0],
    ])
    expect(told(await changes('PROVINCE', BEFORE, '2025-08-31'))).toEqual([
      ['10', 0, 10, 10, 0, 0],
      ['20', 0, 11, 11, 0, 0],
      ['30', 0, 7, 7, 0, 0],
    ])
  })

  test('and so they are told of the communes of before', async () => {
    expect(told(await changes('COMMUNE', BEFORE, '2025-08-31', BEFORE))).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((code, index) => [code, 0, index + 1, index + 1, 0, 0]),
    )
  })

  test('before anybody was known nobody was won', async () => {
    expect(await changes('COMMUNE', '1990-01-01', '2025-08-31')).toEqual([])
    expect(await changes('COMMUNE', '1990-01-01', '2025-08-31', BEFORE)).toEqual([])
  })
})

test('who must renew, and who lives together, have their share in the parts of a split commune', async () => {
  const em = database.em
  const on = { within: '20', level: 'COMMUNE', asOf: '2025-08-31' } as const
  for (const code of ['m', 'p'])
    for (const [asOf, borders] of [
      ['2025-08-31', undefined],
      [BEFORE, REFORM],
    ] as const) {
      const asked = { within: code, level: 'COMMUNE', asOf, borders } as const
      const [breakdown] = await householdBreakdown(ADMINISTRATOR, em, asked)
      const counts = await householdCounts(ADMINISTRATOR, em, asked)
      const [poor] = counts.filter(({ householdClass }) => householdClass === 'POOR')
      // Of a part that has nobody neither has a row.
      const none = { households: 0, members: 0, coveredMembers: 0, estimatedShare: 0 }
      const { households, members, coveredMembers, estimatedShare } = poor ?? none
      expect(breakdown ?? none).toMatchObject({ households, members, coveredMembers, estimatedShare })
    }
  const register = new RegisterRows(em)
  await register.batch('the-het-han.xlsx')
  for (const code of ['e', 'f', 'f'])
    await register.card(await resident(register, code), { code: 'GD', until: '2025-10-01' })
  const renewals = await renewalCounts(ADMINISTRATOR, em, { ...on, from: '2025-09-01', until: '2025-11-01' })
  expect(
    renewals.map(({ area, ending, mustRenew, estimatedShare }) => [area.code, ending, mustRenew, estimatedShare]),
  ).toEqual([
    ['m', 2, 2, 1 / 2],
    ['p', 1, 1, 1],
  ])
  const before = await renewalCounts(ADMINISTRATOR, em, {
    ...on,
    borders: BEFORE,
    from: '2025-09-01',
    until: '2025-11-01',
  })
  expect(before.map(({ area, ending, estimatedShare }) => [area.code, ending, estimatedShare])).toEqual([
    ['e', 1, 0],
    ['f', 2, 0],
    ['g', 0, 0],
  ])
})

test('who must renew is asked home by home only where an area is divided', async () => {
  const window = { from: '2025-09-01', until: '2025-11-01', asOf: '2025-08-31' }
  const asked = async (within: string, borders: string) => {
    const { statements } = await countStatements(() =>
      renewalCounts(ADMINISTRATOR, database.em, { ...window, within, borders }),
    )
    return statements.filter((text) => text.includes('as lapses')).map((text) => text.includes('person_home'))
  }
  expect(await asked('20', '2025-08-31')).toEqual([false, true])
  expect(await asked('10', '2025-08-31')).toEqual([false])
})

describe('a series on the borders of one day', () => {
  const days = { from: '2025-01-31', until: '2025-09-01', every: 'MONTH', basis: 'REGISTRY' } as const
  const told = (rows: readonly CoverageRow[] | undefined) =>
    rows?.map((row) => [row.asOf, row.population, row.covered, row.estimatedShare])

  test('goes back through the merger, day by day as a report tells it', async () => {
    const em = database.em
    const trends = await coverageTrends(ADMINISTRATOR, em, { ...days, within: '10', borders: REFORM })
    const own = await areaTrend(ADMINISTRATOR, em, [id('n'), id('a')], { ...days, borders: REFORM })
    expect(own.get(id('a'))).toBeUndefined()
    const n = trends.find(({ area }) => area.code === 'n')
    expect(n?.rows.map(({ asOf }) => asOf)).toEqual(MONTHS)
    expect(told(own.get(id('n')))).toEqual(told(n?.rows))
    for (const day of MONTHS)
      for (const row of (await ask('10', day, REFORM)).rows) {
        const trend = trends.find(({ area }) => area.code === row.area.code)
        expect(trend?.rows.find(({ asOf }) => asOf === day)).toMatchObject({
          population: row.population,
          covered: row.covered,
        })
      }
  })

  test('goes on in an area that has ended, when its borders are asked for', async () => {
    const [district] = await coverageTrends(ADMINISTRATOR, database.em, {
      ...{ ...days, within: '101', level: 'DISTRICT', borders: BEFORE },
    })
    expect(told(district?.rows)?.slice(-2)).toEqual([
      ['2025-07-31', 10, 0, 0],
      ['2025-08-31', 10, 10, 0],
    ])
  })

  test('and one area by itself tells its coverage, population and households on them', async () => {
    const em = database.em
    const [n] = (await ask('10', BEFORE, REFORM)).rows.filter(({ area }) => area.code === 'n')
    const wanted = { asOf: BEFORE, borders: REFORM, basis: 'REGISTRY' } as const
    const both = [id('n'), id('a')]
    const coverage = await areaCoverage(ADMINISTRATOR, em, both, wanted)
    expect([...coverage.keys()]).toEqual([id('n')])
    expect(coverage.get(id('n'))).toMatchObject({ population: n?.population, covered: n?.covered })
    expect((await areaPopulation(ADMINISTRATOR, em, both, wanted)).get(id('n'))).toMatchObject({ count: 3 })
    const households = await areaHouseholdCounts(ADMINISTRATOR, em, both, wanted)
    expect(households.get(id('n'))?.[0]).toMatchObject({ householdClass: 'POOR', households: 2, members: 3 })
  })
})

describe('what is no more, or not yet, is told with its days', () => {
  test('an area that ended or begins later is refused with the day and the ways on', async () => {
    const refused = (work: Promise<unknown>) => work.then(() => null).catch((error: BadRequest) => error)
    const ended = { reason: 'area-ended-before-day', args: { code: '101', lastDay: BEFORE, day: REFORM } }
    expect(await refused(ask('101', REFORM, REFORM))).toMatchObject(ended)
    const months = { from: '2025-01-31', until: '2025-07-02', every: 'DAY', within: '101' } as const
    expect(await refused(coverageTrends(ADMINISTRATOR, database.em, months))).toMatchObject(ended)
    expect(await refused(listAreas(ADMINISTRATOR, database.em, { within: '101', on: REFORM }, {}))).toMatchObject(ended)
    expect(await refused(placeOf(database.em, '101', REFORM))).toMatchObject(ended)
    expect(await refused(ask('n', BEFORE, BEFORE))).toMatchObject({
      reason: 'area-begins-after-day',
      args: { code: 'n', firstDay: REFORM, day: BEFORE },
    })
    expect(await refused(ask('zz', BEFORE, BEFORE))).toMatchObject({ reason: 'area-unknown-on-day' })
    for (const language of ['vi', 'en'] as const) {
      const sentence = refusalSentence(ended.reason, language, ended.args)
      expect(sentence).toContain('borders')
      expect(sentence).toContain(language === 'vi' ? '30/6/2025' : BEFORE)
    }
  })

  test('one that stands and is not the reader’s is as unknown as ever', async () => {
    const actor = { id: 'o', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [id('20')] } } as const
    const asked = listAreas(actor, database.em, { within: '101', on: BEFORE }, {})
    await expect(asked).rejects.toMatchObject({ reason: 'area-unknown-on-day' })
  })

  test('a level of which nothing stands any more says since when', async () => {
    const districts = { level: 'DISTRICT' } as const
    expect(await ask('10', REFORM, REFORM, districts)).toMatchObject({ rows: [], missing: [], levelEndedOn: BEFORE })
    expect(await ask('VN', REFORM, REFORM, districts)).toMatchObject({ rows: [], levelEndedOn: BEFORE })
    expect((await ask('10', REFORM, BEFORE, districts)).levelEndedOn).toBeNull()
    expect((await ask('30', REFORM, REFORM, districts)).levelEndedOn).toBeNull()
  })
})

async function resident(register: RegisterRows, code: string): Promise<number> {
  const person = await register.person()
  await register.residence(person, { areaId: id(code), from: '2025-01-01' })
  return person
}
