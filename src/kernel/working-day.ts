import { addDays, dayNumber, type PlainDate } from './plain-date.ts'

/** What the state declares for a year besides what the law fixes: days of rest, and days off that are worked instead. */
export interface DeclaredDays {
  readonly rested: ReadonlySet<PlainDate>
  readonly worked: ReadonlySet<PlainDate>
}

export const NONE_DECLARED: DeclaredDays = { rested: new Set(), worked: new Set() }

/**
 * Public holidays on a fixed day of the year: Labour Code 45/2019/QH14, Article 112(1)(a, c, d, đ). Tết, the day beside 2
 * September, the Hùng Kings' day and days in lieu (Article 111(3)) are on other days each year, and are declared.
 */
const FIXED_HOLIDAYS: readonly string[] = ['01-01', '04-30', '05-01', '09-02']

/** Longest stretch without a working day that is looked through; a year that was declared off as a whole is a mistake. */
const LONGEST_REST = 60

/** Whether offices work on the day: Monday to Friday, but for public holidays and as declared. */
export function isWorkingDay(day: PlainDate, declared: DeclaredDays): boolean {
  if (declared.worked.has(day)) return true
  if (declared.rested.has(day) || FIXED_HOLIDAYS.includes(day.slice(5))) return false
  // 1 January 1970 was a Thursday.
  const weekday = (((dayNumber(day) + 4) % 7) + 7) % 7
  return weekday >= 1 && weekday <= 5
}

/** The day itself where offices work on it, else the next on which they do. */
export function workingDayFrom(day: PlainDate, declared: DeclaredDays): PlainDate {
  for (let rest = 0; rest < LONGEST_REST; rest += 1) {
    const candidate = addDays(day, rest)
    if (isWorkingDay(candidate, declared)) return candidate
  }
  throw new Error(`no working day within ${LONGEST_REST} days of ${day}`)
}

/** The working day that is so many after `day`, which does not count itself. */
export function addWorkingDays(day: PlainDate, count: number, declared: DeclaredDays): PlainDate {
  let reached = day
  for (let left = count; left > 0; left -= 1) reached = workingDayFrom(addDays(reached, 1), declared)
  return reached
}
