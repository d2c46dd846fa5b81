import { describe, expect, test } from 'vitest'
import { BASE_SALARIES, baseSalaryOn } from '../../src/campaigns/base-salary.ts'
import { PAID_MONTHS, type PaidMonths, type Premium, paidMonths, premiumsOf } from '../../src/campaigns/premium.ts'
import { type SupportCase, supportOn } from '../../src/campaigns/state-support.ts'
import { HOUSEHOLD_CLASSES } from '../../src/households/household-class.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import fc from '../support/fast-check.ts'

const ADULT: SupportCase = { householdClass: 'OTHER', age: 40, birthYear: null }
const adults = (count: number) => Array.from({ length: count }, () => ADULT)

/** First, second, third, fourth and every later member for a year, as the insurance fund publishes them. */
const PUBLISHED: readonly (readonly [day: PlainDate, year: readonly number[]])[] = [
  ['2017-11-10', [702_000, 491_400, 421_200, 351_000, 280_800]],
  ['2018-07-01', [750_600, 525_420, 450_360, 375_300, 300_240]],
  ['2023-06-30', [804_600, 563_220, 482_760, 402_300, 321_840]],
  ['2023-07-01', [972_000, 680_400, 583_200, 486_000, 388_800]],
  ['2024-07-01', [1_263_600, 884_520, 758_160, 631_800, 505_440]],
  ['2026-07-01', [1_366_200, 956_340, 819_720, 683_100, 546_480]],
]

test.each(PUBLISHED)('a household of six pays on %s what the fund publishes', (day, year) => {
  const due = premiumsOf({ payingAlready: 0, uncovered: adults(6) }, day, 12).map((premium) => premium?.due)
  expect(due).toEqual([...year, year.at(-1)])
})

test('base salaries follow each other, and each names its decree', () => {
  const days = BASE_SALARIES.map((salary) => salary.from)
  expect(days).toEqual(days.toSorted())
  for (const { dongPerMonth, document } of BASE_SALARIES) {
    expect(dongPerMonth % 10_000).toBe(0)
    expect(document).toMatch(/^Nghị định \d+\/20\d\d\/NĐ-CP$/)
  }
  expect([baseSalaryOn('2013-06-30'), baseSalaryOn('2017-06-30')?.dongPerMonth]).toEqual([null, 1_210_000])
})

test('who has paid as a household holds the first places: a newcomer pays the third share', () => {
  const [newcomer] = premiumsOf({ payingAlready: 2, uncovered: adults(1) }, '2017-11-10', 12)
  expect(newcomer).toMatchObject({ participantCode: 'GD', order: 3, orderPercent: 60, due: 421_200, support: 0 })
  expect(newcomer?.document).toContain('46/2014/QH13')
})

describe('members whose premium the state supports have no place in the order and no reduction', () => {
  const family: readonly SupportCase[] = [
    ADULT,
    { householdClass: 'OTHER', age: 12, birthYear: null },
    { householdClass: 'OTHER', age: 3, birthYear: null },
    ADULT,
  ]
  test('a pupil and a small child between two adults', () => {
    const premiums = premiumsOf({ payingAlready: 0, uncovered: family }, '2017-11-10', 12)
    expect(premiums.map((premium) => [premium?.participantCode, premium?.order, premium?.due])).toEqual([
      ['GD', 1, 702_000],
      ['HS', null, 491_400],
      ['TE', null, 0],
      ['GD', 2, 491_400],
    ])
  })
  test('a near-poor and a farming household', () => {
    for (const [householdClass, code, due] of [
      ['NEAR_POOR', 'CN', 210_600],
      ['MIDDLE_INCOME_FARMING', 'GB', 491_400],
      ['POOR', 'HN', 0],
    ] as const) {
      const members = [
        { householdClass, age: 40, birthYear: null },
        { householdClass, age: 39, birthYear: null },
      ]
      const premiums = premiumsOf({ payingAlready: 1, uncovered: members }, '2017-11-10', 12)
      expect(premiums.map((each) => [each?.participantCode, each?.full, each?.due])).toEqual([
        [code, 702_000, due],
        [code, 702_000, due],
      ])
    }
  })
})

test('of several supports the highest counts, of equal ones the first in the law’s order', () => {
  const farmPupil: SupportCase = { householdClass: 'MIDDLE_INCOME_FARMING', age: 10, birthYear: null }
  expect(supportOn('2017-11-10', farmPupil)).toMatchObject({ participantCode: 'HS', percent: 30 })
  expect(supportOn('2025-07-01', farmPupil)).toMatchObject({ participantCode: 'HS', percent: 50 })
  expect(supportOn('2025-07-01', { householdClass: 'NEAR_POOR', age: 10, birthYear: null })).toMatchObject({
    participantCode: 'CN',
  })
  expect(supportOn('2025-06-30', { householdClass: 'OTHER', age: 10, birthYear: null })).toMatchObject({ percent: 30 })
  expect(supportOn('2025-07-01', { householdClass: 'NEAR_POOR', age: 4, birthYear: null })).toMatchObject({
    participantCode: 'TE',
  })
  expect(supportOn('2025-07-01', { householdClass: null, age: null, birthYear: null })).toBeNull()
})

test('a child of six is insured as a small one until school begins, 30/9 of the year', () => {
  const child: SupportCase = { householdClass: 'OTHER', age: 6, birthYear: 2019 }
  expect(supportOn('2025-04-15', child)).toMatchObject({ participantCode: 'TE', percent: 100 })
  expect(supportOn('2025-09-30', child)).toMatchObject({ participantCode: 'TE' })
  expect(supportOn('2025-10-01', child)).toMatchObject({ participantCode: 'HS', percent: 50 })
  expect(supportOn('2026-01-01', child)).toMatchObject({ participantCode: 'HS' })
  expect(supportOn('2025-04-15', { ...child, birthYear: null })).toMatchObject({ participantCode: 'HS' })
})

test('before the scale of 2015 no premium is told', () => {
  expect(premiumsOf({ payingAlready: 0, uncovered: adults(2) }, '2014-12-31', 12)).toEqual([null, null])
})

test('a household pays for 3, 6 or 12 months and for nothing else', () => {
  expect(PAID_MONTHS.map(paidMonths)).toEqual([3, 6, 12])
  expect(() => paidMonths(4)).toThrow(expect.objectContaining({ reason: 'months-not-offered' }))
})

describe('for any household on any day since 2015', () => {
  const day = fc.integer({ min: 0, max: 4_700 }).map((days) => addDays('2015-01-01', days))
  const months = fc.constantFrom<PaidMonths>(...PAID_MONTHS)
  const member = fc.record<SupportCase>({
    householdClass: fc.option(fc.constantFrom(...HOUSEHOLD_CLASSES), { nil: null }),
    age: fc.option(fc.integer({ min: 0, max: 105 }), { nil: null }),
    birthYear: fc.option(fc.integer({ min: 1915, max: 2025 }), { nil: null }),
  })
  const household = fc.record({
    payingAlready: fc.integer({ min: 0, max: 9 }),
    uncovered: fc.array(member, { maxLength: 12 }),
  })
  const told = (premiums: readonly (Premium | null)[]): Premium[] => premiums.filter((premium) => premium !== null)

  test('the state’s part and the person’s make up the whole, in whole đồng, and nobody pays more than the first', () => {
    fc.assert(
      fc.property(household, day, months, (asked, on, term) => {
        const premiums = told(premiumsOf(asked, on, term))
        expect(premiums.length).toBe(asked.uncovered.length)
        for (const { full, support, due, baseSalary } of premiums) {
          expect(support + due).toBe(full)
          for (const amount of [full, support, due]) {
            expect(Number.isSafeInteger(amount)).toBe(true)
            expect(amount).toBeGreaterThanOrEqual(0)
          }
          expect(full * 1_000).toBeLessThanOrEqual(baseSalary.dongPerMonth * 45 * term)
        }
      }),
    )
  })

  test('places of the order follow each other without a gap, and each pays no more than the one before', () => {
    fc.assert(
      fc.property(household, day, months, (asked, on, term) => {
        const paying = told(premiumsOf(asked, on, term)).filter((premium) => premium.order !== null)
        expect(paying.map((premium) => premium.order)).toEqual(
          paying.map((_, index) => asked.payingAlready + index + 1),
        )
        for (const [index, premium] of paying.entries())
          expect(premium.due).toBeLessThanOrEqual(paying[index - 1]?.due ?? Number.POSITIVE_INFINITY)
      }),
    )
  })

  test('a year costs four quarters, and what the household owes does not depend on who comes first among equals', () => {
    fc.assert(
      fc.property(household, day, (asked, on) => {
        const total = (uncovered: readonly SupportCase[], term: PaidMonths) =>
          told(premiumsOf({ ...asked, uncovered }, on, term)).reduce((sum, premium) => sum + premium.due, 0)
        expect(total(asked.uncovered, 12)).toBe(4 * total(asked.uncovered, 3))
        expect(total(asked.uncovered.toReversed(), 12)).toBe(total(asked.uncovered, 12))
      }),
    )
  })
})
