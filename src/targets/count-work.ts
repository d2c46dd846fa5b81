import { PACE_DAYS } from '../coverage/pace.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { Achieved } from './progress.ts'
import type { TargetRow } from './target.ts'

/** A target that is a count of work done since its first day, and the day up to which it is counted. */
export interface WorkAsked {
  readonly target: TargetRow
  readonly day: PlainDate
}

const HOLDS = (row: string) => `${row}.valid_from <= asked.placed_on and asked.placed_on < ${row}.valid_until`

/** $1 place in the list, $2 area, $3 the first day of the work, $4 its last, $5 the day on which its residents live there. */
const ASKED = `asked as materialized (
  select * from unnest($1::int[], $2::int[], $3::date[], $4::date[], $5::date[]) asked(no, area_id, begins_on, day, placed_on)
)`

/**
 * Residents who got a card in the days and were not insured on the eve of it: newly insured, or again. Who renews a card in time
 * was not won.
 */
const CARDS_ISSUED = `
with ${ASKED}
select asked.no, count(*)::int as count
from asked
join area_ancestor link on link.ancestor_id = asked.area_id and ${HOLDS('link')}
join residence home on home.area_id = link.area_id and ${HOLDS('home')}
where exists (
  select from enrolment card
  where card.person_id = home.person_id and card.valid_from >= asked.begins_on and card.valid_from <= asked.day
    and not exists (
      select from enrolment before where before.person_id = card.person_id
        and before.valid_from < card.valid_from and card.valid_from <= before.valid_until
    )
)
group by asked.no`

/**
 * Households that a committed survey of the days has named: its batch has a row of somebody who lives there, or wrote the
 * household's class. A survey that confirms what was known writes nothing but its rows.
 */
const HOUSEHOLDS_REVIEWED = `
with ${ASKED}, survey as materialized (
  select asked.no, asked.placed_on, batch.batch_id from asked
  join batch_source batch on batch.kind = 'HOUSEHOLD_SURVEY' and batch.status = 'COMMITTED'
    and batch.as_of >= asked.begins_on and batch.as_of <= asked.day
), named as materialized (
  select distinct asked.no, home.household_id from survey asked
  join batch_row said on said.batch_id = asked.batch_id and said.outcome in ('CREATED', 'UPDATED', 'UNCHANGED')
  join residence home on home.person_id = said.subject_id and ${HOLDS('home')}
  where home.household_id is not null
)
select asked.no, count(*)::int as count
from asked
join area_ancestor link on link.ancestor_id = asked.area_id and ${HOLDS('link')}
join household_state house on house.area_id = link.area_id and ${HOLDS('house')}
where exists (select from named where named.no = asked.no and named.household_id = house.household_id)
  or exists (select from survey where survey.no = asked.no and survey.batch_id = house.batch_id)
group by asked.no`

const STATEMENTS = { CARDS_ISSUED, HOUSEHOLDS_REVIEWED } as const

/**
 * What was done of each target by its day, and how much of it in the last 28 days (or since the target's first day, when that is
 * later), in the order asked: among those who live there on the day, so that a unit that is younger than the 28 days has a pace
 * of its people and none of its borders. One statement; none when nothing is asked.
 */
export async function countWork(
  em: SqlSession,
  measure: keyof typeof STATEMENTS,
  asked: readonly WorkAsked[],
): Promise<Achieved[]> {
  if (asked.length === 0) return []
  // Each target twice: up to its day, and up to the day from which the pace is measured.
  const twice = asked.flatMap(({ target, day }) => [
    { target, day, placedOn: day },
    { target, day: addDays(day, -PACE_DAYS), placedOn: day },
  ])
  const found = await rows<{ no: number; count: number }>(em, STATEMENTS[measure], [
    twice.map((_, no) => no),
    twice.map(({ target }) => target.areaId),
    twice.map(({ target }) => target.validFrom),
    twice.map(({ day }) => day),
    twice.map(({ placedOn }) => placedOn),
  ])
  const counts = new Map(found.map(({ no, count }) => [no, count]))
  return asked.map(({ target, day }, index) => {
    const count = counts.get(index * 2) ?? 0
    const before = counts.get(index * 2 + 1) ?? 0
    const days = Math.min(PACE_DAYS, daysBetween(target.validFrom, day) + 1)
    return { count, whole: null, rate: null, change: { persons: count - before, days } }
  })
}
