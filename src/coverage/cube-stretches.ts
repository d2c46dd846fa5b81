import { execute, type SqlSession } from '../kernel/sql.ts'
import { bandDaysSql } from '../population/age-band.ts'

/**
 * How many persons one combination of dimensions counts, as the tables say it: combination =
 * ((code_no * 5 + household_class) * 3 + sex) * 6 + age_band. The age band is 0 when the birth is not known.
 */
export const FIRST_COVERED_COMBINATION = 90

/**
 * Opens a change of the cube inside the caller's transaction: temporary tables for the persons and households whose
 * intervals will differ, and for the stretches of days that they counted before and count after. The caller names them
 * with `touchPersons` and `touchHouseholds`, calls `takeBefore` before it writes, `takeAfter` when it has written, and
 * then `mergeCubeChange`.
 */
export async function openCubeChange(session: SqlSession): Promise<void> {
  for (const table of ['cube_person', 'cube_household', 'cube_stretch']) {
    await execute(session, `drop table if exists pg_temp.${table}`)
  }
  await execute(session, 'create temp table cube_person (person_id bigint not null) on commit drop')
  await execute(session, 'create temp table cube_household (household_id bigint primary key) on commit drop')
  await execute(
    session,
    `create temp table cube_stretch
       (area_id int not null, combo smallint not null, day_from date not null, day_until date not null,
         weight int not null)
     on commit drop`,
  )
}

/** Names persons whose residences, enrolments, sex or birth will differ: a SELECT of one bigint column. */
export async function touchPersons(
  session: SqlSession,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await execute(
    session,
    `insert into cube_person
     select distinct person_id from (${select}) touched (person_id)
     where not exists (select from cube_person known where known.person_id = touched.person_id)`,
    values,
  )
}

/** Names households whose states will differ: a SELECT of one bigint column. */
export async function touchHouseholds(
  session: SqlSession,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await execute(session, `insert into cube_household ${select} on conflict do nothing`, values)
}

/** Counts the touched persons and households as the register has them before the caller writes. */
export async function takeBefore(session: SqlSession): Promise<void> {
  await takeImage(session, -1)
}

/** Counts the touched persons and households as the register has them after the caller has written. */
export async function takeAfter(session: SqlSession): Promise<void> {
  await takeImage(session, 1)
}

async function takeImage(session: SqlSession, weight: 1 | -1): Promise<void> {
  await execute(session, 'analyze cube_person')
  await execute(session, `insert into cube_stretch ${personStretches}`, [weight])
  await execute(session, `insert into cube_stretch ${householdStretches}`, [weight])
}

/**
 * Stretches of days on which a person counts in one combination at one place: every residence, cut where a card begins
 * or ends and where the person comes into the next age band before the days that ages are kept for are over
 * (`cube-ages.ts`). Of several cards on a day the one whose code comes first in the law gives the code; its `rank` carries both
 * numbers.
 *
 * Most residences have one card or none, and whole communes of them are alike: equal ones are one `life` of that many persons
 * before anything is cut, so that the cutting is as long as the lives are many. A residence with several cards is a life of
 * its own, with a line for every card.
 */
const personStretches = `
  with home as (
    select residence.person_id, residence.area_id, residence.valid_from, residence.valid_until,
           residence.household_class * 18 + person.sex * 6 as rest, ${bandDaysSql('person')} as band_days
    from cube_person
    join residence using (person_id)
    join person using (person_id)
  ), cover as (
    select home.person_id, home.valid_from as home_from,
           greatest(enrolment.valid_from, home.valid_from) as day_from,
           least(enrolment.valid_until, home.valid_until) as day_until,
           code.law_order * 1000 + code.code_no as rank,
           count(*) over (partition by home.person_id, home.valid_from) > 1 as several
    from home
    join enrolment on enrolment.person_id = home.person_id
      and enrolment.valid_from < home.valid_until and enrolment.valid_until > home.valid_from
    join participant_code code on code.code = enrolment.participant_code
  ), aged as (
    select home.*, coalesce(entered + 1, 0) as first_band,
           band_days[entered + 1 : width_bucket(least(home.valid_until, kept_until) - 1, band_days)] as coming_bands
    from home
    cross join (select max(kept_until) as kept_until from cube_ages) ages
    cross join lateral (select width_bucket(least(home.valid_from, kept_until - 1), home.band_days) as entered) bands
  ), life as (
    select min(aged.person_id) as life, aged.area_id, aged.valid_from, aged.valid_until, aged.rest + aged.first_band as rest,
           aged.coming_bands, cover.day_from, cover.day_until, cover.rank, case when cover.several then 1 else count(*) end as persons
    from aged
    left join cover on cover.person_id = aged.person_id and cover.home_from = aged.valid_from
    group by aged.area_id, aged.valid_from, aged.valid_until, aged.rest + aged.first_band, aged.coming_bands,
             cover.day_from, cover.day_until, cover.rank, cover.several, case when cover.several then aged.person_id end
  ), cut as (
    select life, valid_from as home_from, valid_from as day from life
    union select life, valid_from, day_from from life where rank is not null
    union select life, valid_from, day_until from life where rank is not null and day_until < valid_until
    union select life, valid_from, unnest(coming_bands) from life
  ), piece as (
    select life, home_from, day as day_from, lead(day) over (partition by life, home_from order by day) as day_until from cut
  ), coded as (
    select life.area_id, life.rest + coalesce(width_bucket(piece.day_from, life.coming_bands), 0) as rest,
           piece.day_from, coalesce(piece.day_until, life.valid_until) as day_until, life.persons,
           coalesce(min(life.rank) filter (where life.day_from <= piece.day_from and life.day_until > piece.day_from) % 1000, 0)
             as code_no
    from piece
    join life on life.life = piece.life and life.valid_from = piece.home_from
    group by life.life, life.area_id, life.rest, life.coming_bands, life.valid_from, life.valid_until, life.persons,
             piece.day_from, piece.day_until
  )
  select area_id, code_no * ${FIRST_COVERED_COMBINATION} + rest, day_from, day_until, $1::int * sum(persons)::int
  from coded
  group by area_id, code_no, rest, day_from, day_until`

/** Households count by class under the combinations -1 to -4, which no person has. */
const householdStretches = `
  select area_id, -household_class, valid_from, valid_until, $1::int * count(*)
  from cube_household
  join household_state using (household_id)
  group by area_id, household_class, valid_from, valid_until`
