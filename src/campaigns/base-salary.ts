import type { PlainDate } from '../kernel/plain-date.ts'

/** Lương cơ sở, since 1/7/2025 mức tham chiếu (which equals it so far), from a day on. */
export interface BaseSalary {
  readonly from: PlainDate
  /** Đồng a month. */
  readonly dongPerMonth: number
  /** The decree that sets it. */
  readonly document: string
}

/**
 * Every base salary that premiums of the law's present scale were reckoned by, oldest first. Decree numbers are those of the
 * official gazette; the amount of 1/7/2026 is the published one, not yet met in a file of the insurance fund.
 */
export const BASE_SALARIES: readonly BaseSalary[] = [
  { from: '2013-07-01', dongPerMonth: 1_150_000, document: 'Nghị định 66/2013/NĐ-CP' },
  { from: '2016-05-01', dongPerMonth: 1_210_000, document: 'Nghị định 47/2016/NĐ-CP' },
  { from: '2017-07-01', dongPerMonth: 1_300_000, document: 'Nghị định 47/2017/NĐ-CP' },
  { from: '2018-07-01', dongPerMonth: 1_390_000, document: 'Nghị định 72/2018/NĐ-CP' },
  { from: '2019-07-01', dongPerMonth: 1_490_000, document: 'Nghị định 38/2019/NĐ-CP' },
  { from: '2023-07-01', dongPerMonth: 1_800_000, document: 'Nghị định 24/2023/NĐ-CP' },
  { from: '2024-07-01', dongPerMonth: 2_340_000, document: 'Nghị định 73/2024/NĐ-CP' },
  { from: '2026-07-01', dongPerMonth: 2_530_000, document: 'Nghị định 161/2026/NĐ-CP' },
]

/** The base salary of a day; null before the first that is known here. */
export function baseSalaryOn(day: PlainDate): BaseSalary | null {
  return BASE_SALARIES.findLast((salary) => salary.from <= day) ?? null
}
