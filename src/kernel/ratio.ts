/**
 * Ratios are numbers 0–1. What people are counted by (how many cards are still needed) is computed in whole numbers: the
 * product of a ratio and a count as binary fractions would ask for one card too many (0.85 × 26,100 is exactly 22,185).
 */

/** `part ÷ whole`; null when either is not known or there is nobody to divide by. */
export function ratioOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

/** `to − from` in percentage points (điểm phần trăm), to four decimals: 0.9479 against 0.94 is 0.79. */
export function percentagePoints(from: number, to: number): number {
  return roundTo((to - from) * 100, 4)
}

/** The number with so many decimals, halves away from zero; never `-0`. */
export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals
  return (Math.sign(value) * Math.round(Math.abs(value) * factor)) / factor + 0
}

/**
 * `ceil(share × count)`, exact: the share is taken as the decimal number that it is written as, not as the binary
 * fraction beside it. Both are 0 or more; `count` is a whole number.
 */
export function ceilOfShare(share: number, count: number): number {
  const { digits, scale } = decimalOf(share)
  const product = digits * BigInt(count)
  const divisor = 10n ** BigInt(scale)
  return Number((product + divisor - 1n) / divisor)
}

interface Decimal {
  readonly digits: bigint
  /** Decimals behind the point. */
  readonly scale: number
}

function decimalOf(value: number): Decimal {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (!match) throw new RangeError(`not a finite number of 0 or more: ${value}`)
  const [, whole = '0', fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(whole + fraction)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}
