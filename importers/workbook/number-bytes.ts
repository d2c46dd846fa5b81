const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
const EXACT_DIGITS = 15
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/

/**
 * The number written in `bytes[start, end)`, NaN when there is none. Up to 15 digits are read without a string: digits
 * and power of ten are then both exact, so one division rounds as the standard asks.
 */
export function parseNumber(bytes: Buffer, start: number, end: number): number {
  let at = start
  const negative = bytes[at] === 0x2d
  if (negative) at++
  let value = 0
  let digits = 0
  let point = -1
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - 0x30
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      digits++
    } else if (digit === -2 && point < 0) point = digits
    else return parseSlowly(bytes, start, end)
  }
  if (digits === 0 || digits > EXACT_DIGITS) return parseSlowly(bytes, start, end)
  if (point >= 0) value /= POWERS[digits - point] as number
  return negative && value !== 0 ? -value : value
}

function parseSlowly(bytes: Buffer, start: number, end: number): number {
  const text = bytes.toString('latin1', start, end).trim()
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : Number.NaN
}
