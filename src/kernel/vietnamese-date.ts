import { fromDayNumber, isRealDay, type PlainDate, plainDate } from './plain-date.ts'

/**
 * Days as Vietnamese sheets write them: day first, any separator, month only, year only, `0/0/1950` (the card's way to say
 * that only the year is known), real date cells and serial numbers. A day that is not in the calendar is not readable;
 * it is never moved to the next one.
 */
export type DayReading =
  | { readonly kind: 'day'; readonly date: PlainDate; readonly shortYear: boolean }
  | { readonly kind: 'month'; readonly year: number; readonly month: number; readonly shortYear: boolean }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable' }

const EMPTY: DayReading = { kind: 'empty' }
const UNREADABLE: DayReading = { kind: 'unreadable' }

const DAY_MONTH_YEAR = /^(\d{1,2})\s?[/.\-\s]\s?(\d{1,2})\s?[/.\-\s]\s?(\d{4}|\d{2})$/
const YEAR_MONTH_DAY = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/
const MONTH_YEAR = /^(?:tháng\s+)?(\d{1,2})(?:\s?[/.-]\s?|\s+năm\s+)(\d{4})$/iu
const WORDS = /^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/iu
const YEAR = /^(?:năm\s+)?(\d{4})$/iu
const TIME_OF_DAY = /[T\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AP]M)?Z?$/i
const EIGHT_DIGITS = /^\d{8}$/
const NOTHING = /^(?:[-–—_.…]+|0|00?\/00?\/0{1,4})$/

/** Serial numbers of 1 January 1910 and 31 December 2199: outside of these a plain number is not a day. */
const FIRST_SERIAL = 3654
const LAST_SERIAL = 109_574
const UNIX_EPOCH_SERIAL = 25_569
const FIRST_YEAR = 1850

/**
 * Reads one cell. `latestYear` settles two-digit years: `5-3-25` is 2025 when that is not after it, else 1925; such a
 * reading is marked `shortYear`.
 */
export function readDay(cell: string | number, latestYear: number): DayReading {
  return typeof cell === 'number' ? fromNumber(cell) : fromText(cell.trim(), latestYear)
}

function fromNumber(value: number): DayReading {
  if (value === 0) return EMPTY
  const whole = Math.floor(value)
  if (Number.isInteger(value) && value >= FIRST_YEAR && value <= 2199) return { kind: 'year', year: value }
  if (whole >= FIRST_SERIAL && whole <= LAST_SERIAL)
    return { kind: 'day', date: fromDayNumber(whole - UNIX_EPOCH_SERIAL), shortYear: false }
  // 1021980 and 20170930: days typed as one number, the first having lost its leading zero.
  if (Number.isInteger(value) && value >= 1_011_850 && value <= 99_999_999)
    return fromEightDigits(String(value).padStart(8, '0'))
  return UNREADABLE
}

function fromText(text: string, latestYear: number): DayReading {
  const usual = slashed(text)
  if (usual) return parts(usual.year, usual.month, usual.day, false)
  const bare = text.replace(/^'/, '').replace(TIME_OF_DAY, '')
  if (bare === '' || NOTHING.test(bare)) return EMPTY
  const dayFirst = DAY_MONTH_YEAR.exec(bare) ?? WORDS.exec(bare)
  if (dayFirst) return withYear(dayFirst[3] ?? '', Number(dayFirst[2]), Number(dayFirst[1]), latestYear)
  const yearFirst = YEAR_MONTH_DAY.exec(bare)
  if (yearFirst) return parts(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]), false)
  const month = MONTH_YEAR.exec(bare)
  if (month) return parts(Number(month[2]), Number(month[1]), 0, false)
  const year = YEAR.exec(bare)
  if (year) return parts(Number(year[1]), 0, 0, false)
  if (EIGHT_DIGITS.test(bare)) return fromEightDigits(bare)
  return /^\d{5}(?:\.\d+)?$/.test(bare) ? fromNumber(Number(bare)) : UNREADABLE
}

interface WrittenDay {
  readonly day: number
  readonly month: number
  readonly year: number
}

/** `05/03/1970`, as most cells of most sheets have it, without a pattern; null for whatever the patterns must look at. */
function slashed(text: string): WrittenDay | null {
  if (text.length !== 10 || text[2] !== '/' || text[5] !== '/') return null
  const written = {
    day: twoDigits(text, 0),
    month: twoDigits(text, 3),
    year: twoDigits(text, 6) * 100 + twoDigits(text, 8),
  }
  const { day, month, year } = written
  return day >= 0 && month >= 0 && year > 0 ? written : null
}

/** NaN when one of the two is no digit. */
function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** Where the month stands in `12/31/1970` (FIRST) and `31/12/1970` (SECOND); null when both places may hold it or neither. */
export function monthPlace(text: string): 'FIRST' | 'SECOND' | null {
  const usual = slashed(text)
  const found = usual ? null : DAY_MONTH_YEAR.exec(text.replace(/^'/, '').replace(TIME_OF_DAY, ''))
  const [first, second] = usual ? [usual.day, usual.month] : [Number(found?.[1]), Number(found?.[2])]
  if (!(first >= 1 && second >= 1)) return null
  if (first > 12 && first <= 31 && second <= 12) return 'SECOND'
  return second > 12 && second <= 31 && first <= 12 ? 'FIRST' : null
}

function withYear(digits: string, month: number, day: number, latestYear: number): DayReading {
  if (digits.length === 4) return parts(Number(digits), month, day, false)
  const recent = 2000 + Number(digits)
  return parts(recent <= latestYear ? recent : recent - 100, month, day, true)
}

/** No text is a day both ways: the one reading needs a month of 19, 20 or 21. */
function fromEightDigits(digits: string): DayReading {
  const yearFirst = parts(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)), false)
  if (yearFirst.kind === 'day') return yearFirst
  const dayFirst = parts(Number(digits.slice(4)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)), false)
  return dayFirst.kind === 'day' ? dayFirst : UNREADABLE
}

/** Day 0 or month 0 mean “not known”: `0/0/1950`. */
function parts(year: number, month: number, day: number, shortYear: boolean): DayReading {
  if (year < FIRST_YEAR) return UNREADABLE
  if (month === 0) return day === 0 ? { kind: 'year', year } : UNREADABLE
  if (day === 0) return month <= 12 ? { kind: 'month', year, month, shortYear } : UNREADABLE
  return isRealDay(year, month, day) ? { kind: 'day', date: plainDate(year, month, day), shortYear } : UNREADABLE
}

/** The last day of a month. */
export function lastDayOf(year: number, month: number): PlainDate {
  const day = [31, 30, 29, 28].find((candidate) => isRealDay(year, month, candidate)) ?? 28
  return plainDate(year, month, day)
}
