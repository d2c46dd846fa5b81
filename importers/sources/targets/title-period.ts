import { isRealDay, type PlainDate, plainDate } from '../../../src/kernel/plain-date.ts'
import { lastDayOf } from '../../../src/kernel/vietnamese-date.ts'

/** When the assigned targets hold, as the title says it. */
export interface TargetPeriod {
  readonly validFrom: PlainDate | null
  readonly dueOn: PlainDate | null
}

const DUE_DAY = /(?:đến (?:hết )?(?:ngày\s*)?|trước (?:ngày\s*)?):?\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/iu
const DUE_MONTH = /(?:đến (?:hết |cuối )?|trước )tháng (\d{1,2})(?:[/.-]| năm )(\d{4})/iu
const YEAR = /năm\s+(20\d{2})/iu
/** The line of place and date says when the paper was signed, not for when it speaks. */
const SIGNED = /ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm/iu

/** “Giao chỉ tiêu năm 2018”: from 1 January to 31 December; “đến hết tháng 12/2017”: due on its last day; else from asOf. */
export function titlePeriod(titles: readonly string[], asOf: PlainDate | null): TargetPeriod {
  const speaking = titles.filter((title) => !SIGNED.test(title))
  const dueOn = firstOf(speaking, dueIn)
  const year = firstOf(speaking, (title) => YEAR.exec(title)?.[1] ?? null)
  if (year !== null) return { validFrom: `${year}-01-01`, dueOn: dueOn ?? `${year}-12-31` }
  return { validFrom: dueOn === null ? asOf : null, dueOn }
}

function firstOf<Found>(titles: readonly string[], find: (title: string) => Found | null): Found | null {
  for (const title of titles) {
    const found = find(title)
    if (found !== null) return found
  }
  return null
}

function dueIn(title: string): PlainDate | null {
  const day = DUE_DAY.exec(title)
  if (day) {
    const [date, month, year] = [Number(day[1]), Number(day[2]), Number(day[3])]
    return isRealDay(year, month, date) ? plainDate(year, month, date) : null
  }
  const month = DUE_MONTH.exec(title)
  const number = Number(month?.[1])
  return month && number >= 1 && number <= 12 ? lastDayOf(Number(month[2]), number) : null
}
