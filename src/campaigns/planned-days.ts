import { BadRequest } from '../kernel/page.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'

/** The days of a campaign or a round: [from, until); null while no end is set. */
export interface PlannedDays {
  readonly from: PlainDate
  readonly until: PlainDate | null
}

/** The longest campaign or round, in days: five years. What is longer is a slip of the pen. */
const LONGEST = 5 * 366

/** Throws `BadRequest` `days-in-wrong-order`, `days-too-many`. */
export function checkDays({ from, until }: PlannedDays): void {
  if (until === null) return
  if (until <= from) throw new BadRequest('days-in-wrong-order', `${until} is not after ${from}`, { from, until })
  if (daysBetween(from, until) > LONGEST)
    throw new BadRequest('days-too-many', `from ${from} until ${until} is longer than five years`, { from, until })
}

/** The day moved into the days: before them the first, after them the last. */
export function dayWithin({ from, until }: PlannedDays, day: PlainDate): PlainDate {
  if (day < from) return from
  return until !== null && day >= until ? addDays(until, -1) : day
}
