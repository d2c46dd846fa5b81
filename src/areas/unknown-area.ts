import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'

/** A code on a day. */
export interface CodeOnDay {
  readonly code: string
  readonly on: PlainDate
}

interface CodeUse {
  /** The last day of the version that ended last before the day asked; null when there was none. */
  readonly lastDay: string | null
  /** The first day of the one that begins next after it. */
  readonly firstDay: string | null
}

/**
 * Why no area answers to a code on a day, to be thrown: it ended, it begins later, or nobody knows it. One statement. Whoever sees
 * nothing of an area that stands on the day is told that nobody knows it.
 */
export async function unknownArea(em: SqlSession, { code, on }: CodeOnDay): Promise<BadRequest> {
  const [use] = await rows<CodeUse>(
    em,
    `select (max(valid_until) filter (where valid_until <= $2::date) - 1)::text as "lastDay",
      (min(valid_from) filter (where valid_from > $2::date))::text as "firstDay"
    from area where code = $1 having not bool_or(valid_from <= $2::date and $2::date < valid_until)`,
    [code, on],
  )
  if (use?.lastDay) {
    const { lastDay } = use
    return new BadRequest('area-ended-before-day', `the code ${code} was in use until ${lastDay}, not on ${on}`, {
      ...{ code, lastDay, day: on },
    })
  }
  if (use?.firstDay) {
    const { firstDay } = use
    return new BadRequest('area-begins-after-day', `the code ${code} is in use from ${firstDay} on, not on ${on}`, {
      ...{ code, firstDay, day: on },
    })
  }
  return new BadRequest('area-unknown-on-day', `no area has the code ${code} on ${on}`, { code, day: on })
}
