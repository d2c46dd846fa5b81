/**
 * Numbers as Vietnamese offices write them: `.` between thousands and `,` before decimals (95.026; 94,8%), and English
 * style where the form of the text shows it (15,100,020). A reading says how sure it is; it never guesses in silence.
 */

/** What a cell said. `problem` and `doubt` are codes of the issue catalogue. */
export type NumberReading =
  | { readonly kind: 'number'; readonly value: number; readonly doubt?: 'number-ambiguous' | 'rate-ambiguous' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem'; readonly problem: NumberProblem; readonly suggestion?: number }

export type NumberProblem =
  | 'count-not-readable'
  | 'count-not-whole'
  | 'count-negative'
  | 'rate-not-readable'
  | 'rate-out-of-range'

const EMPTY: NumberReading = { kind: 'empty' }
const DASHES = /^(?:[-–—_.…]+|x)$/i
const TRAILING_UNIT = /\s*(?:người|hộ|thẻ|nhân khẩu|khẩu|em|học sinh|đồng)\.?$/iu
const DIGITS = /^\d+$/
const VIETNAMESE = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/
const ENGLISH = /^[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)$/
const ENGLISH_OR_DECIMAL = /^[1-9]\d{0,2},\d{3}$/
const COMMA_DECIMAL = /^\d+,\d+$/
const POINT_DECIMAL = /^\d+\.\d+$/
/** How far from a whole number a stored binary fraction may be and still be that number. */
const ROUNDING = 1e-7

/** A number of people, households or cards: whole and not negative. */
export function readCount(cell: string | number): NumberReading {
  if (typeof cell === 'number') return wholeCount(cell)
  const text = withoutUnit(cell)
  if (text === '' || DASHES.test(text)) return EMPTY
  if (DIGITS.test(text)) return wholeCount(Number(text))
  if (text.startsWith('-'))
    return { kind: 'problem', problem: readable(text.slice(1)) ? 'count-negative' : 'count-not-readable' }
  if (VIETNAMESE.test(text)) return wholeCount(fromVietnamese(text))
  if (ENGLISH.test(text)) return wholeCount(fromEnglish(text))
  // Only thousands give a whole number here, but a Vietnamese reader would say “one comma two three four”.
  if (ENGLISH_OR_DECIMAL.test(text)) return { kind: 'number', value: fromEnglish(text), doubt: 'number-ambiguous' }
  if (COMMA_DECIMAL.test(text)) return wholeCount(fromVietnamese(text))
  if (POINT_DECIMAL.test(text)) return wholeCount(Number(text))
  return { kind: 'problem', problem: 'count-not-readable' }
}

/** A share of people or households as a ratio, 0–1: `94,8%`, `94,8` and `0,948` are 0.948. */
export function readRate(cell: string | number): NumberReading {
  if (typeof cell === 'number') return rateOf(cell, false)
  const text = withoutUnit(cell)
  const bare = text.endsWith('%') ? text.slice(0, -1) : text
  if (bare === '' || DASHES.test(bare)) return EMPTY
  const value = decimal(bare)
  return value === null ? { kind: 'problem', problem: 'rate-not-readable' } : rateOf(value, bare !== text)
}

function withoutUnit(cell: string): string {
  return cell.replace(TRAILING_UNIT, '').replace(/\s+/g, '')
}

function readable(text: string): boolean {
  return (
    DIGITS.test(text) ||
    VIETNAMESE.test(text) ||
    ENGLISH.test(text) ||
    COMMA_DECIMAL.test(text) ||
    POINT_DECIMAL.test(text)
  )
}

function fromVietnamese(text: string): number {
  return Number(text.replaceAll('.', '').replace(',', '.'))
}

function fromEnglish(text: string): number {
  return Number(text.replaceAll(',', ''))
}

/** A number that may have decimals, either mark; thousands are not expected in a rate (94.800 is 94.8). */
function decimal(text: string): number | null {
  if (DIGITS.test(text) || POINT_DECIMAL.test(text)) return Number(text)
  return COMMA_DECIMAL.test(text) ? fromVietnamese(text) : null
}

function wholeCount(value: number): NumberReading {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    return { kind: 'problem', problem: 'count-not-readable' }
  if (value < 0) return { kind: 'problem', problem: 'count-negative' }
  const rounded = Math.round(value)
  if (Math.abs(value - rounded) <= ROUNDING) return { kind: 'number', value: rounded }
  // 95.026 typed as thousands and stored as a decimal: one population list lost 230 communes this way.
  const thousands = Math.round(value * 1000)
  const likely = Math.abs(value * 1000 - thousands) <= ROUNDING * 1000
  return { kind: 'problem', problem: 'count-not-whole', ...(likely ? { suggestion: thousands } : {}) }
}

function rateOf(value: number, percent: boolean): NumberReading {
  if (!Number.isFinite(value)) return { kind: 'problem', problem: 'rate-not-readable' }
  if (value < 0 || value > 200 || (percent && value > 150)) return { kind: 'problem', problem: 'rate-out-of-range' }
  if (percent || value > 1.5) return { kind: 'number', value: ratio(value / 100) }
  // 1,02 in a column of rates is 102 % more likely than 1,02 %.
  return value > 1 ? { kind: 'number', value, doubt: 'rate-ambiguous' } : { kind: 'number', value }
}

/** 94.8 / 100 is 0.948, not 0.9480000000000001. */
function ratio(value: number): number {
  return Number(value.toPrecision(12))
}
