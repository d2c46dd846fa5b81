import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { livesOn } from '../population/place.ts'
import { areasAsked } from './areas-asked.ts'
import type { Carried } from './carried-counts.ts'
import { demandSmallCounts } from './lattice.ts'
import { type Placed, placeUnits } from './placement.ts'
import { ownUnit } from './question.ts'
import { sharesOf, WHEREABOUTS, whereaboutsValues } from './whereabouts.ts'

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

const GOES_ON = `exists (select from enrolment next where next.person_id = card.person_id
        and next.valid_from <= card.valid_until and card.valid_until < next.valid_until)`
const ENDS = 'card.valid_until > $17::date and card.valid_until <= $18::date'

const COUNTS = `
with ${WHEREABOUTS}, ending as (
  select card.person_id, card.area_id, bool_or(not ${GOES_ON}) as lapses
  from (select distinct area_id from whole) inhabited
  join resident_card card using (area_id)
  where ${ENDS} and ${livesOn('card', '$19::date')}
  group by card.person_id, card.area_id
), found as (
  select whole.target_id, ending.lapses from whole join ending using (area_id)
  union all
  select homed.target_id, card.lapses from homed join lateral (
    select bool_or(not ${GOES_ON}) as lapses from enrolment card where card.person_id = homed.person_id and ${ENDS}
  ) card on card.lapses is not null
)
select target_id, (count(*) filter (where lapses))::int as lapsing, (count(*) filter (where not lapses))::int as renewed
from found group by target_id`

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

/** Two statements. */
async function countRenewals(
  em: SqlSession,
  placed: Placed,
  window: readonly [from: PlainDate, until: PlainDate],
): Promise<(unitId: number) => Renewals> {
  const [day = ''] = placed.days
  const found = await rows<RenewalRecord>(em, COUNTS, [...whereaboutsValues(placed), ...window, day])
  const shares = await sharesOf(
    em,
    placed,
    found.flatMap(({ target_id: targetId, lapsing, renewed }) => [
      { targetId, day, order: '1', key: 'lapsing', count: lapsing },
      { targetId, day, order: '2', key: 'renewed', count: renewed },
    ]),
  )
  const certain = new Map(found.map((record) => [record.target_id, record]))
  return (unitId) => {
    const parts = shares.of(unitId, day)
    const all = (kind: 'lapsing' | 'renewed') => {
      const { count, estimated } = parts.get(kind) ?? { count: 0, estimated: 0 }
      return { count: count + (certain.get(unitId)?.[kind] ?? 0), estimated }
    }
    return { lapsing: all('lapsing'), renewed: all('renewed') }
  }
}
