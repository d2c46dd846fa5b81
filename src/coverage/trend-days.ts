import { BadRequest } from '../kernel/page.ts'
import { addDays, dayNumber, daysBetween, lastOfMonth, type PlainDate, plainDate } from '../kernel/plain-date.ts'

export const INTERVALS = ['DAY', 'WEEK', 'MONTH', 'YEAR'] as const
export type Interval = (typeof INTERVALS)[number]

/** The most days that one series answers for. */
export const LONGEST_SERIES = 400

/**
 * The last days of the days, weeks (Monday to Sunday), months or years that end in [from, until): the days on which
 * officers report. Throws `BadRequest` when there would be more than 400.
 */
export function periodEnds(from: PlainDate, until: PlainDate, every: Interval): PlainDate[] {
  const tooMany = () =>
    new BadRequest('too-many-days', `a series may have at most ${LONGEST_SERIES} days: ask for a longer step`)
  if (daysBetween(from, until) > LONGEST_SERIES * 366) throw tooMany()
  const days: PlainDate[] = []
  for (let day = endOfPeriod(from, every); day < until; day = endOfPeriod(addDays(day, 1), every)) {
    if (days.length === LONGEST_SERIES) throw tooMany()
    days.push(day)
  }
  return days
}

function endOfPeriod(day: PlainDate, every: Interval): PlainDate {
  switch (every) {
    case 'DAY':
      return day
    case 'WEEK':
      // 1970-01-01 was a Thursday: day number 3 the first Sunday.
      return addDays(day, 6 - ((dayNumber(day) + 3) % 7))
    case 'MONTH':
      return lastOfMonth(day)
    case 'YEAR':
      return plainDate(Number(day.slice(0, 4)), 12, 31)
  }
}
