import type { HouseholdClass } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'

/** How the state takes part in somebody's premium, and under which code their card is then issued. */
export interface StateSupport {
  /** HN, TE, CN, HS, GB. */
  readonly participantCode: string
  /** The share of 4.5 % of the base salary that the budget pays at least, in per cent: 100, 70, 30. */
  readonly percent: number
  readonly document: string
}

/** What is known of a person that support depends on. */
export interface SupportCase {
  /** Null: nobody has classed the household, or the person belongs to none. */
  readonly householdClass: HouseholdClass | null
  /** Completed years on the day; null when birth is not known. */
  readonly age: number | null
  /** Null when birth is not known. */
  readonly birthYear: number | null
}

interface SupportPeriod {
  readonly code: string
  readonly from: PlainDate
  readonly percent: number
  readonly document: string
  readonly applies: (person: SupportCase, day: PlainDate) => boolean
}

const isPoor = ({ householdClass }: SupportCase) => householdClass === 'POOR'
const isNearPoor = ({ householdClass }: SupportCase) => householdClass === 'NEAR_POOR'
const isFarming = ({ householdClass }: SupportCase) => householdClass === 'MIDDLE_INCOME_FARMING'
/** Under 72 months, and until 30/9 of the year in which they are full: then school begins (Luật BHYT Điều 16 khoản 3). */
const isSmall = ({ age, birthYear }: SupportCase, day: PlainDate) => {
  const year = Number(day.slice(0, 4))
  return age !== null && (age < 6 || (birthYear === year - 6 && day <= `${year}-09-30`))
}
/** The hub knows no schools: who is 6 to 17 is taken for a pupil, and the list says so. */
const isPupil = ({ age }: SupportCase) => age !== null && age >= 6 && age < 18

/**
 * The nation-wide rates in the law's order of groups (Luật BHYT Điều 12, as amended in 2014), each from a day on. They are
 * the least that the budget pays: many provinces add to them, by resolutions of their own that are not in here. Periods
 * begin with the scale of premiums itself, 1/1/2015.
 */
const PERIODS: readonly SupportPeriod[] = [
  { code: 'TE', from: '2015-01-01', percent: 100, document: 'Luật BHYT Điều 12 khoản 3', applies: isSmall },
  { code: 'HN', from: '2015-01-01', percent: 100, document: 'Luật BHYT Điều 12 khoản 3', applies: isPoor },
  { code: 'CN', from: '2015-01-01', percent: 70, document: 'Nghị định 105/2014/NĐ-CP', applies: isNearPoor },
  { code: 'CN', from: '2018-12-01', percent: 70, document: 'Nghị định 146/2018/NĐ-CP', applies: isNearPoor },
  { code: 'CN', from: '2025-07-01', percent: 70, document: 'Nghị định 188/2025/NĐ-CP', applies: isNearPoor },
  { code: 'HS', from: '2015-01-01', percent: 30, document: 'Nghị định 105/2014/NĐ-CP', applies: isPupil },
  { code: 'HS', from: '2018-12-01', percent: 30, document: 'Nghị định 146/2018/NĐ-CP', applies: isPupil },
  { code: 'HS', from: '2025-07-01', percent: 50, document: 'Nghị định 188/2025/NĐ-CP', applies: isPupil },
  { code: 'GB', from: '2015-01-01', percent: 30, document: 'Nghị định 105/2014/NĐ-CP', applies: isFarming },
  { code: 'GB', from: '2018-12-01', percent: 30, document: 'Nghị định 146/2018/NĐ-CP', applies: isFarming },
  { code: 'GB', from: '2025-07-01', percent: 30, document: 'Nghị định 188/2025/NĐ-CP', applies: isFarming },
]

/**
 * The support that somebody has on a day: of several the highest (NĐ 146/2018 Điều 8, and so before and since), of equal ones
 * the first in the law's order. Null for who joins as a household and pays in full.
 */
export function supportOn(day: PlainDate, person: SupportCase): StateSupport | null {
  let best: SupportPeriod | null = null
  for (const code of new Set(PERIODS.map((period) => period.code))) {
    const inForce = PERIODS.findLast((period) => period.code === code && period.from <= day)
    if (inForce?.applies(person, day) && inForce.percent > (best?.percent ?? 0)) best = inForce
  }
  return best && { participantCode: best.code, percent: best.percent, document: best.document }
}
