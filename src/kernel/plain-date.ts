/**
 * A calendar day without a clock or a time zone, written `YYYY-MM-DD`. Days compare as strings. An interval of days is
 * half-open: `[from, until)`; an open end is `null` at the doors and `infinity` in the database.
 */
export type PlainDate = string & { readonly __brand?: 'PlainDate' }

const DAY_MS = 86_400_000

/** Whether year, month (1–12) and day name a real day of the Gregorian calendar. */
export function isRealDay(year: number, month: number, day: number): boolean {
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return false
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false
  return day <= daysInMonth(year, month)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day of the given year, month (1–12) and day of month; the caller has checked `isRealDay`. */
export function plainDate(year: number, month: number, day: number): PlainDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The last day of the day's month. */
export function lastOfMonth(date: PlainDate): PlainDate {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
  return plainDate(year, month, daysInMonth(year, month))
}

/** Reads `YYYY-MM-DD`; null when the text is not a real day in that form. */
export function parsePlainDate(text: string): PlainDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  return isRealDay(Number(match[1]), Number(match[2]), Number(match[3])) ? text : null
}

/** Days since 1970-01-01. */
export function dayNumber(date: PlainDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}

/** The day that lies `dayNumber` days after 1970-01-01. */
export function fromDayNumber(days: number): PlainDate {
  return new Date(days * DAY_MS).toISOString().slice(0, 10)
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** Whole days from `from` to `until`; negative when `until` comes first. */
export function daysBetween(from: PlainDate, until: PlainDate): number {
  return dayNumber(until) - dayNumber(from)
}

/** The same day a year earlier; 29 February becomes 28 February. */
export function yearBefore(date: PlainDate): PlainDate {
  const year = Number(date.slice(0, 4)) - 1
  const month = Number(date.slice(5, 7))
  const day = Number(date.slice(8, 10))
  return plainDate(year, month, isRealDay(year, month, day) ? day : 28)
}

/** The day as Vietnamese officers write it: 30/9/2017. */
export function formatVietnamese(date: PlainDate): string {
  return `${Number(date.slice(8, 10))}/${Number(date.slice(5, 7))}/${date.slice(0, 4)}`
}
