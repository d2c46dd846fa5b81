import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, livesOn } from '../population/place.ts'
import type { Carried } from './carried-counts.ts'
import type { Placed } from './placement.ts'
import { sharesOf, WHEREABOUTS, whereaboutsValues } from './whereabouts.ts'

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

/** Persons who changed for a reason. */
export interface ReasonCounted {
  readonly reason: CoverageChangeReason
  /** Persons who count on the second day and did not on the first. */
  readonly gained: Carried
  /** Persons who counted on the first day and do not on the second. */
  readonly lost: Carried
}

const CARD_ON = (person: string, day: string) =>
  `exists (select from enrolment card where card.person_id = ${person} and ${holdsOn('card', day)})`
const HOME_ON = (day: string) =>
  `(select home.area_id from residence home where home.person_id = changed.person_id and ${holdsOn('home', day)})`

const HAD_CARD =
  'exists (select from enrolment card where card.person_id = changed.person_id and card.valid_from <= $17::date)'
/** What ended the last card that ended between the days. */
const LAST_END = `(select card.ended_by from enrolment card
     where card.person_id = changed.person_id and card.valid_until > $17::date and card.valid_until <= $18::date
     order by card.valid_until desc, card.valid_from desc, card.ended_by limit 1)`

/**
 * Persons who count in a unit, or in a divided area, on one of the two days ($17, $18) only, each asked for its reason by its own cards
 * and homes; and how many count in a divided area on both, without a reason. What is known of a person is looked up row by row: the
 * planner cannot tell how few have changed, and a join would be planned for one.
 */
const CHANGES = `
with ${WHEREABOUTS}, insured as (
  select whole.target_id, card.person_id, whole.day
  from whole join resident_card card
    on card.area_id = whole.area_id and ${livesOn('card', 'whole.day')} and ${holdsOn('card', 'whole.day')}
  union all
  select homed.target_id, homed.person_id, homed.day from homed where ${CARD_ON('homed.person_id', 'homed.day')}
), counted as (
  select target_id, person_id, bool_or(day = $17::date) as before, bool_or(day = $18::date) as after
  from insured group by target_id, person_id
  having target_id < 0 or bool_or(day = $17::date) <> bool_or(day = $18::date)
), reasoned as (
  select target_id, after as gained, case
    when before and after then null
    when after and not ${CARD_ON('changed.person_id', '$17::date')} then case when ${HAD_CARD} then 'RENEWED' else 'NEW' end
    when not after and not ${CARD_ON('changed.person_id', '$18::date')} then
      case ${LAST_END} when 'GONE' then 'GONE' when 'DECREASE' then 'DECREASED' when 'DIED' then 'DIED' else 'LAPSED' end
    when ${HOME_ON('$17::date')} is null then 'LISTED'
    when ${HOME_ON('$18::date')} is null then 'DELISTED'
    when ${HOME_ON('$17::date')} = ${HOME_ON('$18::date')} then 'BORDERS'
    when after then 'MOVED_IN' else 'MOVED_OUT' end as reason
  from counted changed
)
select target_id, reason, (count(*) filter (where gained))::int as gained, (count(*) filter (where not gained))::int as lost
from reasoned group by target_id, reason`

interface ChangeRecord {
  readonly target_id: number
  /** Null: they count on both days. */
  readonly reason: CoverageChangeReason | null
  readonly gained: number
  readonly lost: number
}

/** By the unit's id. */
export type ChangesOf = (unitId: number) => readonly ReasonCounted[]

/**
 * Who counts in the units on one of two different days only, by reason. Of a divided area those who count on both days are shared out
 * first, as the covered of each day are: so that its parts gain and lose what their counts change by. Two statements.
 */
export async function countChanges(
  em: SqlSession,
  placed: Placed,
  { from, until }: { readonly from: PlainDate; readonly until: PlainDate },
): Promise<ChangesOf> {
  const found = await prepared<ChangeRecord>(em, CHANGES, [...whereaboutsValues(placed), from, until])
  const shares = await sharesOf(
    em,
    placed,
    found.flatMap(({ target_id: targetId, reason, gained, lost }) => {
      const heap = { targetId, order: reason === null ? '' : place(reason), key: reason }
      const before = reason === null ? gained : lost
      return [
        { ...heap, day: from, count: before },
        { ...heap, day: until, count: gained },
      ]
    }),
  )
  const certain = grouped(found, (record) => record.target_id)
  return (unitId) => {
    const whole = certain.get(unitId) ?? []
    const [lost, gained] = [shares.of(unitId, from), shares.of(unitId, until)]
    return COVERAGE_CHANGE_REASONS.flatMap((reason) => {
      const own = whole.find((record) => record.reason === reason)
      const part = {
        reason,
        gained: sumOf(own?.gained ?? 0, gained.get(reason)),
        lost: sumOf(own?.lost ?? 0, lost.get(reason)),
      }
      return part.gained.count + part.lost.count === 0 ? [] : [part]
    })
  }
}

function sumOf(certain: number, share: Carried = { count: 0, estimated: 0 }): Carried {
  return { count: certain + share.count, estimated: share.estimated }
}

function place(reason: CoverageChangeReason): string {
  return String(COVERAGE_CHANGE_REASONS.indexOf(reason)).padStart(2, '0')
}
