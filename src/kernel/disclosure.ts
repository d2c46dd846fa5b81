/** Counts below this, 0 aside, are told to nobody who may not see the persons. */
const FEWEST_TOLD = 8
/** From here on a count is told as it is. */
const EXACT_FROM = 4_000
const ROUNDED_TO = 5

/**
 * A count as it is told to a reader who may not see the persons behind it (rule 8/5): 0 is told, 1–7 are withheld (null), the
 * rest is rounded to the nearest 5, and from 4,000 on it is exact.
 */
export function toldCount(count: number): number | null {
  if (count > 0 && count < FEWEST_TOLD) return null
  return count < EXACT_FROM ? Math.round(count / ROUNDED_TO) * ROUNDED_TO : count
}
