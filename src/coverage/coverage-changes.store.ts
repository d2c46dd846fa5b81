import type { Actor } from '../access/actor.ts'
import type { AreaRow } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { grouped } from '../kernel/grouped.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { livesOn } from '../population/place.ts'
import { areasAsked } from './areas-asked.ts'
import { countTotals } from './count-cube.ts'
import { demandSmallCounts } from './lattice.ts'

/**
 * Why a person counts as covered in an area on one of two days only. What happened to the card comes before what happened to
 * the home: who was not covered before has gained a card, wherever from.
 */
export const COVERAGE_CHANGE_REASONS = [
  'NEW',
  'RENEWED',
  'MOVED_IN',
  'LISTED',
  'LAPSED',
  'DECREASED',
  'DIED',
  'GONE',
  'MOVED_OUT',
  'DELISTED',
  'BORDERS',
] as const
export type CoverageChangeReason = (typeof COVERAGE_CHANGE_REASONS)[number]

export interface CoverageChangesWanted {
  /** An area's code on the later day; the country when left out. */
  readonly within?: string | null
  readonly level?: AreaLevel | null
  /** The two days that are compared; who was covered at the end of each. */
  readonly from: PlainDate
  readonly until: PlainDate
}

export interface ChangePart {
  readonly reason: CoverageChangeReason
  /** Persons who count on `until` and did not on `from`. */
  readonly gained: number
  /** Persons who counted on `from` and do not on `until`. */
  readonly lost: number
}

/** What became of the covered of an area between two days: `coveredBefore` + `gained` − `lost` is `coveredAfter`, exactly. */
export interface CoverageChange {
  readonly area: AreaRow
  readonly from: PlainDate
  readonly until: PlainDate
  readonly coveredBefore: number
  readonly coveredAfter: number
  readonly gained: number
  readonly lost: number
  /** Only reasons that somebody has, in the order of `COVERAGE_CHANGE_REASONS`. */
  readonly parts: readonly ChangePart[]
}

const HOLDS = (row: string, day: string) => `${row}.valid_from <= ${day} and ${day} < ${row}.valid_until`
const CARD_ON = (person: string, day: string) =>
  `exists (select from enrolment card where card.person_id = ${person} and ${HOLDS('card', day)})`
const HOME_ON = (day: string) =>
  `(select home.area_id from residence home where home.person_id = changed.person_id and ${HOLDS('home', day)})`

const HAD_CARD =
  'exists (select from enrolment card where card.person_id = changed.person_id and card.valid_from <= $2::date)'
/** What ended the last card that ended between the days. */
const LAST_END = `(select card.ended_by from enrolment card
     where card.person_id = changed.person_id and card.valid_until > $2::date and card.valid_until <= $3::date
     order by card.valid_until desc, card.valid_from desc, card.ended_by limit 1)`

/**
 * Persons who count in an area ($1) on one of the two days ($2, $3) only, each asked for its reason by its own cards and homes.
 * What is known of a person is looked up row by row: the planner cannot tell how few have changed, and a join would be
 * planned for one.
 */
const CHANGES = `
with place as (
  select asked.area_id as asked_id, link.area_id, compared.day
  from unnest($1::int[]) asked(area_id) cross join unnest(array[$2::date, $3::date]) compared(day)
  join area_ancestor link on link.ancestor_id = asked.area_id and ${HOLDS('link', 'compared.day')}
), counted as (
  select place.asked_id, card.person_id, bool_or(place.day = $3::date) as gained
  from place
  join resident_card card on card.area_id = place.area_id and ${livesOn('card', 'place.day')} and ${HOLDS('card', 'place.day')}
  group by place.asked_id, card.person_id
  having bool_or(place.day = $2::date) <> bool_or(place.day = $3::date)
), reasoned as (
  select asked_id, gained, case
    when gained and not ${CARD_ON('changed.person_id', '$2::date')} then case when ${HAD_CARD} then 'RENEWED' else 'NEW' end
    when not gained and not ${CARD_ON('changed.person_id', '$3::date')} then
      case ${LAST_END} when 'GONE' then 'GONE' when 'DECREASE' then 'DECREASED' when 'DIED' then 'DIED' else 'LAPSED' end
    when ${HOME_ON('$2::date')} is null then 'LISTED'
    when ${HOME_ON('$3::date')} is null then 'DELISTED'
    when ${HOME_ON('$2::date')} = ${HOME_ON('$3::date')} then 'BORDERS'
    when gained then 'MOVED_IN' else 'MOVED_OUT' end as reason
  from counted changed
)
select asked_id, reason, (count(*) filter (where gained))::int as gained, (count(*) filter (where not gained))::int as lost
from reasoned group by asked_id, reason`

interface PartRecord extends ChangePart {
  readonly asked_id: number
}

/**
 * Gains and losses of the areas of a level between two days, by reason. Four statements. The counts on the two days come from
 * the cube, the reasons from persons: that they agree is a law (a test holds it over random registers). Throws `BadRequest`:
 * `area-unknown-on-day`, `until-before-from`.
 */
export async function coverageChanges(
  actor: Actor,
  em: SqlSession,
  wanted: CoverageChangesWanted,
): Promise<CoverageChange[]> {
  demandSmallCounts(actor)
  const { within, level, from, until } = wanted
  if (until < from) throw new BadRequest('until-before-from', 'until must not be before from', { from, until })
  const { areas } = await areasAsked(actor, em, { within, level, on: until })
  const ids = areas.map((area) => area.areaId)
  const covered = new Map(
    (await countTotals(em, areas, [...new Set([from, until])])).map((row) => [
      `${row.area_id}|${row.day}`,
      row.covered,
    ]),
  )
  const found = grouped(await prepared<PartRecord>(em, CHANGES, [ids, from, until]), (part) => part.asked_id)
  return areas.map((area) => {
    const parts = (found.get(area.areaId) ?? []).map(({ reason, gained, lost }) => ({ reason, gained, lost }))
    return {
      area,
      from,
      until,
      coveredBefore: covered.get(`${area.areaId}|${from}`) ?? 0,
      coveredAfter: covered.get(`${area.areaId}|${until}`) ?? 0,
      gained: parts.reduce((sum, part) => sum + part.gained, 0),
      lost: parts.reduce((sum, part) => sum + part.lost, 0),
      parts: parts.sort((one, other) => place(one.reason) - place(other.reason)),
    }
  })
}

function place(reason: CoverageChangeReason): number {
  return COVERAGE_CHANGE_REASONS.indexOf(reason)
}
