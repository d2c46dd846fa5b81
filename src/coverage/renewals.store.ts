import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, livesOn } from '../population/place.ts'
import { areasAsked } from './areas-asked.ts'
import type { Carried } from './carried-counts.ts'
import { demandSmallCounts } from './lattice.ts'
import { type Placed, placeUnits } from './placement.ts'
import { ownUnit } from './question.ts'
import { sharesOf, WHEREABOUTS, whereaboutsValues, wholeSources } from './whereabouts.ts'

export interface RenewalsWanted {
  /** An area's code on the day of the borders; the country when left out. */
  readonly within?: string | null
  readonly level?: AreaLevel | null
  /** Cards whose last day lies in [from, until). */
  readonly from: PlainDate
  readonly until: PlainDate
  /** The day whose residents are counted. */
  readonly asOf: PlainDate
  /** The day whose borders are meant; `asOf` when left out. */
  readonly borders?: PlainDate | null
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
  /** How much of `ending` was allotted by weight because an area was divided, 0–1. */
  readonly estimatedShare: number
}

/** The condition of a join: a card `next` of the same person goes on where a card ends. */
const GOES_ON = `next.person_id = card.person_id and next.valid_from <= card.valid_until and card.valid_until < next.valid_until`
const endsIn = (from: string, until: string) =>
  `card.valid_until > ${from}::date and card.valid_until <= ${until}::date`
const COUNTED = `count(*) filter (where lapses)::int as lapsing, count(*) filter (where not lapses)::int as renewed`

/**
 * Residents of the places that lie in a unit ($1) or are one ($2) with everybody in them. Who lives there is asked of the list of
 * these areas: the planner knows how many places lie in it; of a join with them it takes ten for the whole country, and looks up
 * everybody one by one. The card that goes on is looked for among those of the same home, which no guard holds up.
 */
const OF_WHOLES = `
with ending as (
  select card.person_id, card.area_id, bool_or(next.person_id is null) as lapses
  from resident_card card left join resident_card next on next.lives_from = card.lives_from and ${GOES_ON}
  where ${endsIn('$3', '$4')} and ${livesOn('card', '$5::date')} and card.area_id in (
    select link.area_id from area_ancestor link where link.ancestor_id = any($2::int[]) and ${holdsOn('link', '$5::date')})
  group by card.person_id, card.area_id
)
select source.unit_id as target_id, ${COUNTED}
from unnest($1::int[], $2::int[]) source(unit_id, source_id)
join area_ancestor link on link.ancestor_id = source.source_id and ${holdsOn('link', '$5::date')}
join ending using (area_id)
group by source.unit_id`

/** Residents of the other homes, where it is known of each in which part of a divided area it lies, or that nobody knows. */
const OF_HOMES = `
with ${WHEREABOUTS}
select homed.target_id, ${COUNTED}
from homed join lateral (
  select bool_or(not exists (select from enrolment next where ${GOES_ON})) as lapses
  from enrolment card where card.person_id = homed.person_id and ${endsIn('$17', '$18')}
) card on card.lapses is not null
group by homed.target_id`

interface RenewalRecord {
  readonly target_id: number
  readonly lapsing: number
  readonly renewed: number
}

/**
 * Who must renew, area by area; the persons themselves are those of `listPersons` with the same days. Of a divided area the parts have
 * their shares, who must renew first. A fixed number of statements. Throws `BadRequest`: `withheld-question`, `area-unknown-on-day`.
 */
export async function renewalCounts(actor: Actor, em: SqlSession, wanted: RenewalsWanted): Promise<RenewalCount[]> {
  demandSmallCounts(actor)
  const { within, level, from, until, asOf } = wanted
  const borders = wanted.borders ?? asOf
  const { areas } = await areasAsked(actor, em, { within, level, on: borders })
  const units = areas.map(ownUnit)
  const placement = await placeUnits(em, { units, days: [asOf], borders })
  const countsOf = await countRenewals(em, { units, days: [asOf], placement }, [from, until])
  return areas.map((area) => {
    const { lapsing, renewed } = countsOf(area.areaId)
    const ending = lapsing.count + renewed.count
    const estimatedShare = ratioOf(lapsing.estimated + renewed.estimated, ending) ?? 0
    return { area, ending, renewed: renewed.count, mustRenew: lapsing.count, estimatedShare }
  })
}

interface Renewals {
  readonly lapsing: Carried
  readonly renewed: Carried
}

/** One statement, and two more where an area is divided. */
async function countRenewals(
  em: SqlSession,
  placed: Placed,
  window: readonly [from: PlainDate, until: PlainDate],
): Promise<(unitId: number) => Renewals> {
  const [day = ''] = placed.days
  const wholes = wholeSources(placed)
  const ofWholes = await rows<RenewalRecord>(em, OF_WHOLES, [
    wholes.map(({ unitId }) => unitId),
    wholes.map(({ areaId }) => areaId),
    ...window,
    day,
  ])
  const ofHomes =
    placed.placement.homes.length === 0
      ? []
      : await rows<RenewalRecord>(em, OF_HOMES, [...whereaboutsValues(placed), ...window])
  const shares = await sharesOf(
    em,
    placed,
    ofHomes.flatMap(({ target_id: targetId, lapsing, renewed }) => [
      { targetId, day, order: '1', key: 'lapsing', count: lapsing },
      { targetId, day, order: '2', key: 'renewed', count: renewed },
    ]),
  )
  const certain = grouped([...ofWholes, ...ofHomes], (record) => record.target_id)
  return (unitId) => {
    const parts = shares.of(unitId, day)
    const all = (kind: 'lapsing' | 'renewed') => {
      const { count, estimated } = parts.get(kind) ?? { count: 0, estimated: 0 }
      const known = certain.get(unitId)?.reduce((sum, record) => sum + record[kind], 0) ?? 0
      return { count: count + known, estimated }
    }
    return { lapsing: all('lapsing'), renewed: all('renewed') }
  }
}
