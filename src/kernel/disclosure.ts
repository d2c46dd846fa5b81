import { ratioOf, roundTo } from './ratio.ts'

/**
 * What of a count of persons or households is told to readers who may not see persons: rule “8/5”. 1 to 7 are withheld, and
 * so is a part that leaves 1 to 7 of its whole; the rest is rounded to the nearest 5. Totals from 4,000 on are told exactly.
 * Rounding is what makes withholding hold: with exact numbers around them most withheld cells follow by subtraction.
 */

/** Counts from 1 to this are withheld. */
export const MOST_WITHHELD = 7
/** What other counts are rounded to. */
export const ROUNDED_TO = 5
/** The smallest number that is told, but for 0. */
export const LEAST_TOLD = 10
/** From here on totals are told exactly, and rates to a tenth of a per cent instead of a whole one. */
export const LARGE_TOTAL = 4_000

/** Whether the count is so small that it would point at persons. */
export function isSmall(count: number): boolean {
  return count > 0 && count <= MOST_WITHHELD
}

/** A total as it is told: 0 as 0, 1–7 not at all, then to the nearest 5, from 4,000 on exactly. `count` is a whole number ≥ 0. */
export function toldCount(count: number): number | null {
  return count >= LARGE_TOTAL ? count : toldPart(count)
}

/** A part of something that is told as well (one class, one sex, the covered): as `toldCount`, and never exactly. */
export function toldPart(count: number): number | null {
  return isSmall(count) ? null : ROUNDED_TO * Math.round(count / ROUNDED_TO)
}

/** What a told part leaves of its told whole: 0 only where it leaves nobody; null where one of the two is withheld. */
export function toldRest(whole: number | null, part: number | null): number | null {
  if (whole === null || part === null) return null
  return whole === part ? 0 : Math.max(LEAST_TOLD, whole - part)
}

/** The rate of two told numbers: a whole per cent, of 4,000 and more a tenth of one. Null where it cannot be told. */
export function toldRate(part: number | null, whole: number | null): number | null {
  const rate = ratioOf(part, whole)
  return rate === null || whole === null ? null : roundTo(rate, whole >= LARGE_TOTAL ? 3 : 2)
}
