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
  await execute(session, 'create temp table cube_person (person_id bigint primary key) on commit drop')
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
  await execute(session, `insert into cube_person ${select} on conflict do nothing`, values)
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
 * numbers. Equal stretches are one line with their number as weight, so that everything after is as long as the
 * combinations are many, not the persons.
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
           code.law_order * 1000 + code.code_no as rank
    from home
    join enrolment on enrolment.person_id = home.person_id
      and enrolment.valid_from < home.valid_until and enrolment.valid_until > home.valid_from
    join participant_code code on code.code = enrolment.participant_code
  ), cut as (
    select person_id, valid_from as home_from, valid_from as day from home
    union select person_id, home_from, day_from from cover
    union select person_id, home_from, day_until from cover
    union select home.person_id, home.valid_from, band_day
      from home cross join lateral unnest(home.band_days) band_day join cube_ages on band_day < cube_ages.kept_until
      where home.valid_from < band_day and band_day < home.valid_until
  ), piece as (
    select home.person_id, home.area_id, home.valid_from as home_from, cut.day as day_from,
           home.rest + coalesce(width_bucket(least(cut.day, cube_ages.kept_until - 1), home.band_days) + 1, 0) as rest,
           coalesce(lead(cut.day) over (partition by cut.person_id, cut.home_from order by cut.day), home.valid_until)
             as day_until
    from cut
    join home on home.person_id = cut.person_id and home.valid_from = cut.home_from and cut.day < home.valid_until
    cross join cube_ages
  ), coded as (
    select piece.area_id, piece.rest, piece.day_from, piece.day_until, coalesce(min(cover.rank) % 1000, 0) as code_no
    from piece
    left join cover on cover.person_id = piece.person_id and cover.home_from = piece.home_from
      and cover.day_from <= piece.day_from and cover.day_until > piece.day_from
    group by piece.person_id, piece.area_id, piece.rest, piece.home_from, piece.day_from, piece.day_until
  )
  select area_id, code_no * ${FIRST_COVERED_COMBINATION} + rest, day_from, day_until, $1::int * count(*)
  from coded
  group by area_id, code_no, rest, day_from, day_until`

/** Households count by class under the combinations -1 to -4, which no person has. */
const householdStretches = `
  select area_id, -household_class, valid_from, valid_until, $1::int * count(*)
  from cube_household
  join household_state using (household_id)
  group by area_id, household_class, valid_from, valid_until`
