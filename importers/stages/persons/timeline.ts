/**
 * What happens to a timeline of intervals on a day, in SQL: NONE when what holds already says the same; EDIT when it
 * began on that very day (the file corrects itself); CUT when it began before: it ends and a new interval begins;
 * INSERT when nothing holds on that day. Expects the columns `current_from` (null when nothing holds).
 */
export function timelineAction(same: string, day: string): string {
  return `case when current_from is null then 'INSERT' when ${same} then 'NONE' when current_from = ${day} then 'EDIT'
    else 'CUT' end`
}

/** SQL: the day until which the new interval runs: as long as what it replaces, else until what follows. */
export const newUntil = `coalesce(current_until, next_from, 'infinity')`
