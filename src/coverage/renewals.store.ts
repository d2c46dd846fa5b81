import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { livesOn } from '../population/place.ts'
import { areasAsked } from './areas-asked.ts'
import { demandSmallCounts } from './lattice.ts'

export interface RenewalsWanted {
  /** An area's code on `asOf`; the country when left out. */
  readonly within?: string | null
  readonly level?: AreaLevel | null
  /** Cards whose last day lies in [from, until). */
  readonly from: PlainDate
  readonly until: PlainDate
  /** The day whose residents are counted. */
  readonly asOf: PlainDate
}

/** Residents of an area with a card that ends in a window of days: each person once. */
export interface RenewalCount {
  readonly area: AreaRow
  /** Persons with a card that ends. */
  readonly ending: number
  /** Those of whom another card goes on where it ends. */
  readonly renewed: number
  /** Those of whom none does: who must renew. `ending` − `renewed`. */
  readonly mustRenew: number
}

const COUNTS = `
with place as (
  select asked.area_id as asked_id, link.area_id
  from unnest($1::int[]) asked(area_id)
  join area_ancestor link on link.ancestor_id = asked.area_id and link.valid_from <= $4::date and $4::date < link.valid_until
), ending as (
  select card.person_id, card.area_id, bool_or(not exists (
      select from enrolment next where next.person_id = card.person_id
        and next.valid_from <= card.valid_until and card.valid_until < next.valid_until)) as lapses
  from (select distinct area_id from place) inhabited
  join resident_card card using (area_id)
  where card.valid_until > $2::date and card.valid_until <= $3::date and ${livesOn('card', '$4::date')}
  group by card.person_id, card.area_id
)
select place.asked_id, count(*)::int as ending, (count(*) filter (where lapses))::int as lapsing
from place join ending using (area_id)
group by place.asked_id`

/**
 * Who must renew, area by area; the persons themselves are those of `listPersons` with the same days. Three statements. Throws
 * `BadRequest`: `withheld-question`, `area-unknown-on-day`.
 */
export async function renewalCounts(actor: Actor, em: SqlSession, wanted: RenewalsWanted): Promise<RenewalCount[]> {
  demandSmallCounts(actor)
  const { within, level, from, until, asOf } = wanted
  const { areas } = await areasAsked(actor, em, { within, level, on: asOf })
  const found = await rows<{ asked_id: number; ending: number; lapsing: number }>(em, COUNTS, [
    areas.map((area) => area.areaId),
    from,
    until,
    asOf,
  ])
  const counts = new Map(found.map((row) => [row.asked_id, row]))
  return areas.map((area) => {
    const { ending, lapsing } = counts.get(area.areaId) ?? { ending: 0, lapsing: 0 }
    return { area, ending, renewed: ending - lapsing, mustRenew: lapsing }
  })
}
