import { fromDayNumber, type PlainDate } from './plain-date.ts'

/** Tells the moment. Given by whoever composes the hub, so that a test can say what today is. */
export type Clock = () => Date

const DAY_MS = 86_400_000
/** Asia/Ho_Chi_Minh is UTC+7 on every day since 13 June 1975, without summer time. */
const AHEAD_OF_UTC_MS = 7 * 3_600_000

/** The calendar day in Vietnam at a moment, wherever the hub's machine stands. */
export function vietnamDay(moment: Date): PlainDate {
  return fromDayNumber(Math.floor((moment.getTime() + AHEAD_OF_UTC_MS) / DAY_MS))
}
