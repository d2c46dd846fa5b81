import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { TeamRow } from './campaign.ts'

interface Days {
  readonly from: PlainDate
  readonly until: PlainDate
}

/** The day before the first: what a campaign found. */
export function eveOf({ from }: Pick<Days, 'from'>): PlainDate {
  return addDays(from, -1)
}

/** The day up to which gains are counted: the one asked, at the earliest the eve, at the latest the campaign's last. */
export function measuredDay(days: Days, on: PlainDate): PlainDate {
  if (on < days.from) return eveOf(days)
  return on < days.until ? on : addDays(days.until, -1)
}

/** Whole weeks of the campaign that are over by the end of that day. */
export function weeksOver(days: Days, on: PlainDate): number {
  return Math.floor((daysBetween(days.from, measuredDay(days, on)) + 1) / 7)
}

/**
 * Cards that a team owes by the end of that day: weeks that are over × members × the weekly quota of each. A week is owed when
 * it is over; the days of the last one, when it is cut short, ask for nothing.
 */
export function quotaOn(
  team: Pick<TeamRow, 'from' | 'until' | 'members' | 'weeklyQuotaPerMember'>,
  on: PlainDate,
): number {
  return weeksOver(team, on) * team.members * team.weeklyQuotaPerMember
}
