import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { BadRequest } from '../kernel/page.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { namesHouseholds } from './segment-field.ts'
import { segmentById } from './segment-rows.ts'

/** Fewer households of one area, class and size than this may not be told apart in a segment that names nobody. */
export const FEWEST_ALIKE = 8

/**
 * Refuses a definition that was just worked out when it tells more than it may. Throws `BadRequest`: `segment-wider-than-maker`
 * when somebody in it lives outside the maker's scope; and of one that names nobody `segment-cells-too-small` when fewer than
 * eight households are alike in area, class and size, `segment-too-near` when it differs from another of its partner's by fewer
 * than eight: who is in the one and not in the other would be known by it.
 */
export async function refuseDisclosing(actor: Actor, em: SqlSession, segmentId: number): Promise<void> {
  const segment = await segmentById(em, segmentId)
  if (actor.scope.kind !== 'COUNTRY') {
    const outside = await rows(
      em,
      `select from segment_member m where m.segment_id = $1 and not ${inScope('m.area_id', 2)} limit 1`,
      [segmentId, scopeIds(actor)],
    )
    if (outside.length > 0) throw new BadRequest('segment-wider-than-maker', 'it reaches beyond the maker’s areas')
  }
  if (namesHouseholds(segment.fields)) return
  const { smallestCell } = segment
  if (smallestCell !== null && smallestCell < FEWEST_ALIKE)
    throw new BadRequest('segment-cells-too-small', 'too few households are alike', { limit: FEWEST_ALIKE })
  const [near] = await rows<{ name: string }>(em, NEAR, [segmentId, FEWEST_ALIKE])
  if (near)
    throw new BadRequest('segment-too-near', `it is nearly the same as ${near.name}`, {
      found: near.name,
      limit: FEWEST_ALIKE,
    })
}

/** Another segment of the same partner whose members differ by some, and by fewer than $2. */
const NEAR = `
  select other.name
  from segment this join segment other on other.partner_id = this.partner_id and other.segment_id <> this.segment_id
  cross join lateral (
    select count(*) as n
    from (select household_id from segment_member where segment_id = this.segment_id) mine
    full join (select household_id from segment_member where segment_id = other.segment_id) theirs using (household_id)
    where (mine.household_id is null) <> (theirs.household_id is null)
  ) difference
  where this.segment_id = $1 and other.ended_at is null and difference.n between 1 and $2 - 1
  limit 1`
