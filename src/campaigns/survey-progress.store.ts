import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { AreaRow } from '../areas/area.store.ts'
import { type AreaLevel, levelNumber } from '../areas/area-level.ts'
import { areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { demandSmallCounts } from '../coverage/lattice.ts'
import { grouped } from '../kernel/grouped.ts'
import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn, liesIn } from '../population/place.ts'
import { dayWithin } from './planned-days.ts'
import { countsForRound } from './round-batches.ts'
import { roundsByIds } from './survey-round.store.ts'

/** How far a round is in an area on a day. */
export interface SurveyProgress {
  readonly area: AreaRow
  /** The day meant: the one asked, moved into the round's days. */
  readonly asOf: PlainDate
  /** Households that live there, as far as the register knows. */
  readonly households: number
  /** Those of them that a survey of the round has named. */
  readonly reviewed: number
  /** Poor, near-poor and farming households of average living standard on the eve of the round, whom it must reach again. */
  readonly classed: number
  readonly classedReviewed: number
}

export interface ProgressWanted {
  /** Code of the area to stay within, on the day meant; the round's own area when left out. */
  readonly within: string | null
  readonly level: AreaLevel
  /** The day asked, today as a rule. */
  readonly on: PlainDate
}

interface Asked {
  readonly roundId: number
  readonly day: PlainDate
  readonly placeId: number | null
}

/**
 * How far each round is in the areas of a level, by round and in the order of codes; areas outside the actor's scope are left
 * out. Three statements, however many rounds and areas. Throws `BadRequest` `area-unknown-on-day`.
 */
export async function surveyProgress(
  actor: Actor,
  em: SqlSession,
  roundIds: readonly number[],
  wanted: ProgressWanted,
): Promise<Map<number, SurveyProgress[]>> {
  demandSmallCounts(actor)
  const rounds = [...(await roundsByIds(actor, em, roundIds)).values()]
  const asked = await placesAsked(
    em,
    rounds.map((round) => ({ roundId: round.roundId, day: dayWithin(round, wanted.on) })),
    wanted.within,
  )
  const found = await rows<StoredProgress>(em, PROGRESS, [
    asked.map((one) => one.roundId),
    asked.map((one) => one.day),
    asked.map((one) => one.placeId),
    levelNumber(wanted.level),
    scopeIds(actor),
  ])
  const byRound = grouped(found, (row) => row.roundId)
  return new Map([...byRound].map(([roundId, progress]) => [roundId, progress.map(progressRow)]))
}

/** SQL: the day whose borders a round (its area is `own`) is told on: the day asked (`d.day`), or the last of an area that ended. */
const PLACED = 'least(d.day, own.valid_until - 1)'

/** Where each round is looked at: its own area, or the area that has the code on its day. */
async function placesAsked(
  em: SqlSession,
  days: readonly Omit<Asked, 'placeId'>[],
  within: string | null,
): Promise<readonly Asked[]> {
  const asked = await rows<Asked>(
    em,
    `select d.round_id as "roundId", d.day, case when $3::text is null then r.area_id else place.area_id end as "placeId"
    from unnest($1::int[], $2::date[]) d(round_id, day) join survey_round r using (round_id)
    join area own on own.area_id = r.area_id
    left join area place on place.code = $3 and ${holdsOn('place', PLACED)}`,
    [days.map((one) => one.roundId), days.map((one) => one.day), within],
  )
  const lost = asked.find((one) => one.placeId === null)
  if (lost)
    throw new BadRequest('area-unknown-on-day', `no area had the code ${within} on ${lost.day}`, {
      code: String(within),
      day: lost.day,
    })
  return asked
}

interface StoredProgress extends StoredArea, Omit<SurveyProgress, 'area'> {
  readonly roundId: number
}

function progressRow(stored: StoredProgress): SurveyProgress {
  const { asOf, households, reviewed, classed, classedReviewed } = stored
  return { area: areaRow(stored), asOf, households, reviewed, classed, classedReviewed }
}

/**
 * A household is reviewed when its class was written by a batch of the round, or when such a batch has a row of somebody who
 * lives in it: a survey that confirms what was known writes nothing but its rows. Of an area that ended the households are those of
 * its last day, reviewed until the day asked.
 */
const PROGRESS = `
  with asked as materialized (
    select r.round_id, r.kind, r.area_id, r.valid_from, d.day, d.place_id, ${PLACED} as placed_on
    from unnest($1::int[], $2::date[], $3::int[]) d(round_id, day, place_id) join survey_round r using (round_id)
    join area own on own.area_id = r.area_id
  ), round_batch as materialized (
    select asked.round_id, asked.day, b.batch_id from asked
    join batch_source b on ${countsForRound('b', 'asked.kind')} and b.as_of >= asked.valid_from and b.as_of <= asked.day
  ), named as materialized (
    select distinct round_batch.round_id, home.household_id from round_batch
    join batch_row said on said.batch_id = round_batch.batch_id and said.outcome in ('CREATED', 'UPDATED', 'UNCHANGED')
    join residence home on home.person_id = said.subject_id and ${holdsOn('home', 'round_batch.day')}
    where home.household_id is not null
  ), known as (
    select asked.round_id, place.ancestor_id as area_id, before.household_class between 1 and 3 as is_classed,
      named.household_id is not null or exists (
        select from household_state written join round_batch using (batch_id)
        where written.household_id = s.household_id and round_batch.round_id = asked.round_id
          and written.valid_from >= asked.valid_from and written.valid_from <= asked.day) as is_reviewed
    from asked
    join area_ancestor inside on inside.ancestor_id = asked.area_id and ${holdsOn('inside', 'asked.placed_on')}
    join household_state s on s.area_id = inside.area_id and ${holdsOn('s', 'asked.placed_on')}
    join area_ancestor place on place.area_id = s.area_id and ${holdsOn('place', 'asked.placed_on')} and place.ancestor_level = $4
    left join named on named.round_id = asked.round_id and named.household_id = s.household_id
    left join household_state before on before.household_id = s.household_id and ${holdsOn('before', '(asked.valid_from - 1)')}
  ), counted as (
    select round_id, area_id, count(*)::int as households, (count(*) filter (where is_reviewed))::int as reviewed,
      (count(*) filter (where is_classed))::int as classed,
      (count(*) filter (where is_classed and is_reviewed))::int as "classedReviewed"
    from known group by round_id, area_id
  )
  select asked.round_id as "roundId", asked.day as "asOf", ${areaColumns('area')},
    coalesce(households, 0) as households, coalesce(reviewed, 0) as reviewed, coalesce(classed, 0) as classed,
    coalesce("classedReviewed", 0) as "classedReviewed"
  from asked
  join area_ancestor link on link.ancestor_id = asked.place_id and ${holdsOn('link', 'asked.placed_on')}
  join area on area.area_id = link.area_id and area.level = $4 and ${holdsOn('area', 'asked.placed_on')}
  left join counted on counted.round_id = asked.round_id and counted.area_id = area.area_id
  where ${liesIn('area.area_id', 'asked.area_id', 'asked.placed_on')} and ${inScope('area.area_id', 5)}
  order by asked.round_id, area.code collate "C"`
