import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { coverageInFull } from '../../src/coverage/coverage.store.ts'
import type { CoverageOrder, CoverageRow } from '../../src/coverage/coverage-row.ts'
import { unitsOfPage } from '../../src/coverage/order.ts'
import { NUMBERS_ALONE } from '../../src/coverage/question.ts'
import { ask, codes, DAY, database, reason } from './small-country.ts'

describe('a report', () => {
  test('has a row for every area of which something is known, and names the others', async () => {
    const { rows, missing, total, version, updatedAt } = await ask()
    expect(codes(rows)).toEqual([
      '00001',
      '00002',
      '00003',
      '00004',
      '00005',
      '00006',
      '00007',
      '00008',
      '00009',
      '00010',
      '00011',
    ])
    expect(missing.map((area) => area.code)).toEqual(['00012'])
    expect(total).toMatchObject({
      area: { code: '215' },
      basis: 'REGISTRY',
      population: 36,
      covered: 18,
      compared: null,
    })
    expect({ version, updatedAt }).toEqual({ version: '0', updatedAt: null })
  })

  test('takes the basis area by area, and each of two figures by itself', async () => {
    const { rows } = await ask()
    const [counted, stated, half] = [rows[0], rows[9], rows[10]]
    expect(counted).toMatchObject({
      basis: 'REGISTRY',
      population: 4,
      covered: 2,
      uncovered: 2,
      coverageRate: 0.5,
      cardsNeeded: 2,
    })
    expect(counted?.populationSource).toEqual({
      asOf: DAY,
      batchId: null,
      sourceName: 'register',
      address: null,
      origin: 'REGISTER',
    })
    expect(stated).toMatchObject({ basis: 'REPORTED', population: 200, covered: 160, target: null, cardsNeeded: null })
    expect(stated?.populationSource).toMatchObject({ asOf: '2020-01-31', address: 'Sheet1!B7' })
    expect(stated?.coveredSource).toMatchObject({ asOf: '2020-05-31', sourceName: 'bang-tong-hop.xlsx' })
    expect(half).toMatchObject({
      basis: 'REPORTED',
      population: 100,
      covered: null,
      coverageRate: null,
      uncovered: null,
    })
  })

  test('answers on the basis that was asked and on no other', async () => {
    const reported = await ask({ basis: 'REPORTED' })
    expect(codes(reported.rows)).toEqual(['00010', '00011'])
    expect(reported.missing).toHaveLength(10)
    const counted = await ask({ basis: 'REGISTRY' })
    expect(codes(counted.rows)).toHaveLength(9)
    expect(counted.missing.map((area) => area.code)).toEqual(['00010', '00011', '00012'])
  })

  test('does not take an area for empty before the register knew it', async () => {
    const { rows, missing } = await ask({ basis: 'REGISTRY', asOf: '2020-02-29' })
    expect(rows).toEqual([])
    expect(missing).toHaveLength(12)
  })

  test('takes the level below when none is asked, and the area itself when its own level is', async () => {
    expect(codes((await ask({ within: undefined })).rows)).toEqual(['24'])
    expect(codes((await ask({ within: '24' })).rows)).toEqual(['215'])
    expect(codes((await ask({ within: '215', level: 'DISTRICT' })).rows)).toEqual(['215'])
    expect((await ask({ within: '00001' })).rows).toEqual([])
  })

  test('measures the pace of the last 28 days and says when the target is met', async () => {
    const [row] = (await ask()).rows
    expect(row).toMatchObject({ weeklyPace: 0.25, cardsNeeded: 2, projectedOn: '2020-08-25' })
    expect(row?.weeklyPaceNeeded).toBeCloseTo((2 * 7) / 184, 4)
    const early = (await ask({ asOf: '2020-03-20' })).rows[0]
    expect(early).toMatchObject({ weeklyPace: null, projectedOn: null, cardsNeeded: 3 })
    expect((await ask({ asOf: '2020-12-31' })).rows[0]).toMatchObject({
      weeklyPace: 0,
      weeklyPaceNeeded: null,
      projectedOn: null,
    })
  })

  test('compares with another day on the same basis', async () => {
    const { rows, total } = await ask({ compareTo: '2020-06-01' })
    expect(rows[0]?.compared).toEqual({
      asOf: '2020-06-01',
      covered: 1,
      coverageRate: 0.25,
      coveredChange: 1,
      pointsChange: 25,
    })
    expect(total?.compared).toMatchObject({ covered: 9, coveredChange: 9 })
    const unknown = (await ask({ compareTo: '2020-01-01' })).rows[0]
    expect(unknown?.compared).toEqual({
      asOf: '2020-01-01',
      covered: null,
      coverageRate: null,
      coveredChange: null,
      pointsChange: null,
    })
  })
})

describe('splits and choices', () => {
  test('a split by group has no population, its total has', async () => {
    const { rows, total } = await ask({ by: ['PARTICIPANT_GROUP'], level: 'DISTRICT', compareTo: '2020-06-01' })
    expect(rows.map((row) => [row.participantGroup, row.population, row.covered, row.compared?.coveredChange])).toEqual(
      [
        ['STATE_BUDGET', null, 9, 0],
        ['HOUSEHOLD', null, 9, 9],
      ],
    )
    expect(total).toMatchObject({ participantGroup: null, population: 36, covered: 18, basis: 'REGISTRY' })
  })

  test('a choice narrows the total too and leaves the target of everybody aside', async () => {
    const { rows, total } = await ask({ where: { householdClasses: ['POOR'] } })
    expect(total).toMatchObject({ population: 18, covered: 9 })
    expect(rows[0]).toMatchObject({ population: 2, covered: 1, target: null, cardsNeeded: null, weeklyPace: 0 })
  })

  test('an empty list lets everybody through', async () => {
    expect(await ask({ where: { sexes: [], ageBands: [] } })).toEqual(await ask())
  })

  test('office figures are never split', async () => {
    expect(await reason(ask({ basis: 'REPORTED', by: ['SEX'] }))).toBe('reported-has-no-dimensions')
  })
})

describe('order, rank and pages', () => {
  test('rank counts over the whole report, equal rates share one, no rate has none', async () => {
    const { rows } = await ask({ first: 2, orderBy: 'COVERAGE_RATE_ASC' })
    expect(rows.map((row) => [row.area.code, row.coverageRate, row.rank])).toEqual([
      ['00003', 0.25, 8],
      ['00006', 0.25, 8],
    ])
    const { rows: all } = await ask({ orderBy: 'COVERAGE_RATE_DESC' })
    expect(all.map((row) => row.rank)).toEqual([1, 2, 2, 2, 5, 5, 5, 8, 8, 8, null])
    expect(codes(all).at(-1)).toBe('00011')
  })

  const orders: readonly CoverageOrder[] = [
    'AREA',
    'COVERAGE_RATE_DESC',
    'COVERAGE_RATE_ASC',
    'CARDS_NEEDED_DESC',
    'COVERED_CHANGE_DESC',
  ]

  test.each(orders)('walking %s page by page gives every row once, in order', async (orderBy) => {
    const wanted = { orderBy, compareTo: '2020-06-01', by: ['HOUSEHOLD_CLASS'] as const }
    const whole = await coverageInFull(ADMINISTRATOR, database.em, { within: '215', asOf: DAY, ...wanted })
    const walked: CoverageRow[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = await ask({ ...wanted, first: 4, after })
      expect(page.totalCount).toBe(18)
      walked.push(...page.rows)
      more = page.hasNextPage
      after = page.endCursor ?? undefined
    }
    expect(walked).toEqual(whole.rows)
    expect(new Set(walked.map((row) => `${row.area.code} ${row.householdClass}`)).size).toBe(18)
  })

  test.each([1, 2, 3, 7])('counted for its own areas alone, pages of %i rows are the same', async (first) => {
    const wanted = { by: ['HOUSEHOLD_CLASS'] as const, parts: NUMBERS_ALONE }
    const whole = await coverageInFull(ADMINISTRATOR, database.em, { within: '215', asOf: DAY, ...wanted })
    const walked: CoverageRow[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = await ask({ ...wanted, first, after })
      walked.push(...page.rows)
      more = page.hasNextPage
      after = page.endCursor ?? undefined
    }
    expect(walked).toEqual(whole.rows)
  })

  test('of a hundred rows a quarter of the areas is counted where each has four', async () => {
    expect(unitsOfPage({ first: 100 })).toEqual([101])
    expect(unitsOfPage({ first: 100, by: ['HOUSEHOLD_CLASS', 'SEX'] })).toEqual([26, 101])
  })

  test('a cursor of another order or of nothing is refused', async () => {
    const { endCursor } = await ask({ first: 1 })
    expect(await reason(ask({ orderBy: 'COVERAGE_RATE_ASC', after: endCursor ?? '' }))).toBe('cursor-not-readable')
    expect(await reason(ask({ after: 'AAAA' }))).toBe('cursor-not-readable')
    expect(await reason(ask({ first: 101 }))).toBe('first-out-of-range')
  })

  test('the order by change needs a day to compare with', async () => {
    expect(await reason(ask({ orderBy: 'COVERED_CHANGE_DESC' }))).toBe('order-needs-compare-to')
  })

  test('an area that was not there is refused', async () => {
    expect(await reason(ask({ within: '99' }))).toBe('area-unknown-on-day')
  })
})
