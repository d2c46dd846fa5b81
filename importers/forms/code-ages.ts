import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { type CardDays, writtenPeriod } from './benefit-levels.ts'
import type { RowView } from './row-view.ts'

/** Who a participant code is for, by age, and since when (until when) that is the law. */
interface AgeRule {
  readonly code: string
  /** Full years that somebody has at least on the card's last day, or at most on its first. */
  readonly least?: number
  readonly below?: number
  readonly law: string
  readonly period: CardDays
}

/**
 * Only what a law says of ages. TE: under 72 months, or to 30/9 of the year in which they are full. CT: survivors' pension from
 * 80. LH: social pension from 75, of poor and near-poor households from 70. Who is under six is TE and neither pupil nor
 * student; schools take children of the year in which they become six.
 */
const AGE_RULES: readonly AgeRule[] = [
  { code: 'TE', below: 6, law: 'Luật 46/2014/QH13', period: { from: '2015-01-01', until: null } },
  { code: 'CT', least: 80, law: 'QĐ 1351/QĐ-BHXH', period: { from: '2015-12-01', until: '2025-07-01' } },
  { code: 'LH', least: 70, law: 'Luật 41/2024/QH15', period: { from: '2025-07-01', until: null } },
  { code: 'HS', least: 5, law: 'Luật 46/2014/QH13', period: { from: '2015-01-01', until: null } },
  { code: 'SV', least: 16, law: 'Luật 46/2014/QH13', period: { from: '2015-01-01', until: null } },
]

/** When the bearer was born, as far as the sheet says. */
export interface KnownBirth {
  readonly date: PlainDate | null
  readonly year: number | null
}

/**
 * Reports a card of a code that is for another age. Only whole years of the calendar are compared, with the months that the law
 * leaves open in the bearer's favour, so a birth of which the year alone is known is enough.
 */
export function checkCodeAge(row: RowView, code: string, birth: KnownBirth, days: CardDays): void {
  const year = birth.year
  const day = days.from
  if (year === null || day === null) return
  const rule = AGE_RULES.find((known) => known.code === code && isInForce(known.period, day))
  if (rule === undefined) return
  const tooOld = rule.below !== undefined && day > lastDayBelow(rule.below, birth, year)
  const ages = Number((days.until ?? day).slice(0, 4)) - year
  const tooYoung = rule.least !== undefined && ages < rule.least
  if (!tooOld && !tooYoung) return
  row.report('card-code-contradicts-birth', -1, String(year), {
    code,
    ages: rule.below === undefined ? `≥ ${rule.least}` : `< ${rule.below}`,
    law: rule.law,
    period: writtenPeriod(rule.period),
    day,
  })
}

function isInForce({ from, until }: CardDays, day: PlainDate): boolean {
  return (from === null || from <= day) && (until === null || day < until)
}

/** The birthday, or 30/9 of its year when that is later; for a year alone the end of the year. */
function lastDayBelow(age: number, birth: KnownBirth, year: number): PlainDate {
  if (birth.date === null) return `${year + age}-12-31`
  const birthday: PlainDate = `${year + age}${birth.date.slice(4)}`
  const beforeSchool: PlainDate = `${year + age}-09-30`
  return birthday > beforeSchool ? birthday : beforeSchool
}
