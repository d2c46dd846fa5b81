import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type BaseSalary, baseSalaryOn } from './base-salary.ts'
import { type StateSupport, type SupportCase, supportOn } from './state-support.ts'

/** The premium is 4.5 % of the base salary (Luật BHYT Điều 13; NĐ 146/2018 Điều 7; NĐ 188/2025): in thousandths. */
const PREMIUM_THOUSANDTHS = 45

/** What the 1st, 2nd … member pays of the first member's premium, in per cent; the last for everybody after. */
const HOUSEHOLD_PERCENTS = [100, 70, 60, 50, 40] as const

/** For how many months a household may pay at a time (Luật BHYT Điều 15: every 3, 6 or 12 months). */
export const PAID_MONTHS = [3, 6, 12] as const
export type PaidMonths = (typeof PAID_MONTHS)[number]

/** The rule that members of a household pay less one after the other, in force from a day on. */
interface ReductionRule {
  readonly from: PlainDate
  readonly document: string
}

/**
 * The scale 100/70/60/50/40 by period. It holds for members who join as a household within one financial year; who has a
 * card of another group (worker, pensioner, poor, pupil …) pays there and has no place in the order. It is given to nobody
 * whose premium the state supports.
 */
const REDUCTION_RULES: readonly ReductionRule[] = [
  { from: '2015-01-01', document: 'Luật BHYT (46/2014/QH13) Điều 13; Thông tư liên tịch 41/2014/TTLT-BYT-BTC' },
  { from: '2018-12-01', document: 'Nghị định 146/2018/NĐ-CP Điều 7' },
  { from: '2025-07-01', document: 'Nghị định 188/2025/NĐ-CP' },
]

/** What one person has to pay for a card of so many months, in whole đồng: `full` is `support` and `due` together. */
export interface Premium {
  readonly months: PaidMonths
  readonly baseSalary: BaseSalary
  /** HN, TE, CN, HS, GB, or GD for who joins as a household. */
  readonly participantCode: string
  /** The place among the household's paying members, from 1; null where the state supports the premium. */
  readonly order: number | null
  /** Per cent of 4.5 % of the base salary that are owed by order: 100, 70, 60, 50, 40. */
  readonly orderPercent: number
  /** Per cent of it that the budget pays: 0, 30, 50, 70, 100. */
  readonly supportPercent: number
  readonly full: number
  readonly support: number
  readonly due: number
  /** The law or decree by which it is reckoned. */
  readonly document: string
}

/** A member without a card, as far as the premium depends on it. */
export type PremiumCase = SupportCase

/** What a household's members without a card owe, and who among the insured has a place in the order before them. */
export interface HouseholdCase {
  /** Members insured on the day as a household (GD): they have paid, and hold the first places of the order. */
  readonly payingAlready: number
  /** Members without a card, in the order in which they shall pay: the head first. */
  readonly uncovered: readonly PremiumCase[]
}

/** Throws `BadRequest` `months-not-offered` for a term that nobody may pay for. */
export function paidMonths(months: number): PaidMonths {
  const found = PAID_MONTHS.find((offered) => offered === months)
  if (found === undefined)
    throw new BadRequest(
      'months-not-offered',
      `a premium is paid for ${PAID_MONTHS.join(', ')} months, not ${months}`,
      {
        found: String(months),
      },
    )
  return found
}

/**
 * The premium of each member without a card who joins on that day, in the order given. Null for each before 2015, when
 * another scale held. The base salary of the day counts for all months: who has paid owes nothing more when it rises.
 */
export function premiumsOf(household: HouseholdCase, day: PlainDate, months: PaidMonths): readonly (Premium | null)[] {
  const baseSalary = baseSalaryOn(day)
  const rule = REDUCTION_RULES.findLast((each) => each.from <= day)
  if (baseSalary === null || rule === undefined) return household.uncovered.map(() => null)
  const terms: Terms = { baseSalary, months }
  let order = household.payingAlready
  return household.uncovered.map((person) => {
    const support = supportOn(day, person)
    if (support !== null) return supported(terms, support)
    order += 1
    return paidByHousehold(terms, order, rule.document)
  })
}

interface Terms {
  readonly baseSalary: BaseSalary
  readonly months: PaidMonths
}

function supported(terms: Terms, { participantCode, percent, document }: StateSupport): Premium {
  const full = premiumOf(terms, 100)
  const due = premiumOf(terms, 100 - percent)
  return {
    ...terms,
    participantCode,
    order: null,
    orderPercent: 100,
    supportPercent: percent,
    full,
    support: full - due,
    due,
    document,
  }
}

function paidByHousehold(terms: Terms, order: number, document: string): Premium {
  const orderPercent = HOUSEHOLD_PERCENTS[order - 1] ?? 40
  const full = premiumOf(terms, orderPercent)
  return {
    ...terms,
    participantCode: 'GD',
    order,
    orderPercent,
    supportPercent: 0,
    full,
    support: 0,
    due: full,
    document,
  }
}

/** So many per cent of the premium of all months, in whole đồng, a half rounded up: one product, so that nothing is lost on the way. */
function premiumOf({ baseSalary, months }: Terms, percent: number): number {
  return Math.round((baseSalary.dongPerMonth * PREMIUM_THOUSANDTHS * months * percent) / 100_000)
}
