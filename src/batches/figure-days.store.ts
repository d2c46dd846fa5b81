import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { SourceKind } from './source-kind.ts'

/** So many days at once. */
const MOST_DAYS = 100

/** Files of these kinds bring people or figures of a day. */
const WITH_NUMBERS: readonly SourceKind[] = ['FIGURES', 'CARD_ROLL', 'CARD_CHANGES', 'HOUSEHOLD_SURVEY']

/**
 * The newest days of which a committed file speaks, for an area that had this code at any time, for one around it or for one
 * within it; the newest first. Empty for an area that the actor may not see. Throws `BadRequest` `last-out-of-range` unless
 * `last` is 1 to 100.
 */
export async function figureDays(actor: Actor, em: SqlSession, code: string, last: number): Promise<PlainDate[]> {
  if (!Number.isInteger(last) || last < 1 || last > MOST_DAYS)
    throw new BadRequest('last-out-of-range', `last must be 1 to ${MOST_DAYS}, found ${last}`)
  const found = await rows<{ day: PlainDate }>(
    em,
    `with asked as (select area_id from area where code = $1 and ${inScope('area.area_id', 2)}),
     near as (
       select ancestor_id as area_id from area_ancestor where area_id in (select area_id from asked)
       union select area_id from area_ancestor where ancestor_id in (select area_id from asked)
     )
     select distinct as_of as day from import_batch
     where status = 'COMMITTED' and kind = any($3) and as_of is not null and area_id in (select area_id from near)
     order by as_of desc limit $4`,
    [code, scopeIds(actor), WITH_NUMBERS, last],
  )
  return found.map(({ day }) => day)
}
