import { bandDaysSql, plainBandSql } from '../population/age-band.ts'

/**
 * How many persons one combination of dimensions counts, as the tables say it: combination =
 * ((code_no * 5 + household_class) * 3 + sex) * 6 + age_band. The age band is 0 when the birth is not known.
 */
export const FIRST_COVERED_COMBINATION = 90

/**
 * SQL: what the touched persons count for, as changes: `weight` more in `combo` at `area_id` from `day` on, times $1. Without a
 * card a person counts under code 0; of several cards on a day the one whose code comes first in the law gives the code, and
 * its `rank` carries both numbers.
 *
 * Most residences have one card or none, and whole communes of them are alike: equal ones are one `life` of that many persons
 * before anything is cut. A residence with several cards is a life `apart`, with a line for every card; its days are
 * cut where any of them begins or ends. What follows is adding up: whoever is at home counts under code 0, whoever is covered under
 * the code and one less under code 0; and on a birthday that the cube follows (`cube-ages.ts`) each such stretch of days gives its
 * persons on to the next age band.
 */
export const personChanges = `
  with home as (
    select residence.person_id, residence.area_id, residence.valid_from, residence.valid_until,
           residence.household_class * 18 + person.sex * 6 as rest, person.birth_date, person.birth_year,
           least(residence.valid_from, kept_until - 1) as aged_from, least(residence.valid_until, kept_until) - 1 as aged_to,
           greatest(enrolment.valid_from, residence.valid_from) as card_from,
           least(enrolment.valid_until, residence.valid_until) as card_until,
           code.law_order * 1000 + code.code_no as rank,
           row_number() over card as card_at, count(*) over card > 1 as several
    from cube_person
    cross join (select max(kept_until) as kept_until from cube_ages) ages
    join residence using (person_id)
    join person using (person_id)
    left join (enrolment join participant_code code on code.code = enrolment.participant_code)
      on enrolment.person_id = residence.person_id
      and enrolment.valid_from < residence.valid_until and enrolment.valid_until > residence.valid_from
    window card as (partition by residence.person_id, residence.valid_from)
  ), plain as (
    select home.*, ${plainBandSql('home', 'aged_from', 'aged_to')} as only_band from home
  ), dated as (
    -- OFFSET 0: the days of the few who need them are worked out once
    select plain.*, case when only_band is null then ${bandDaysSql('plain')} end as band_days from plain offset 0
  ), aged as (
    select dated.*, coalesce(only_band, width_bucket(aged_from, band_days) + 1, 0) as first_band,
           case when only_band is null
             then band_days[width_bucket(aged_from, band_days) + 1 : width_bucket(aged_to, band_days)] end as coming_bands
    from dated
  ), life as (
    select area_id, valid_from, valid_until, rest + first_band as rest, coming_bands, card_from, card_until, rank,
           case when several then person_id end as apart, count(*) as persons, count(*) filter (where card_at = 1) as homes
    from aged
    group by area_id, valid_from, valid_until, rest + first_band, coming_bands, card_from, card_until, rank,
             case when several then person_id end
  ), edge as (
    select apart, valid_from, card_from as day from life where apart is not null
    union select apart, valid_from, card_until from life where apart is not null
  ), piece as (
    select apart, valid_from, day as day_from, lead(day) over (partition by apart, valid_from order by day) as day_until
    from edge
  ), cover as (
    select area_id, rest, coming_bands, card_from as day_from, card_until as day_until, rank % 1000 as code_no, persons
    from life where apart is null and rank is not null
    union all
    select area_id, rest, coming_bands, day_from, day_until, min(rank) % 1000, 1
    from life
    join piece using (apart, valid_from)
    where card_from <= day_from and card_until >= day_until
    group by apart, valid_from, area_id, rest, coming_bands, day_from, day_until
  ), stretch as (
    select rest as combo, area_id, coming_bands, valid_from as day_from, valid_until as day_until, homes as persons from life
    union all
    select rest, area_id, coming_bands, day_from, day_until, -persons from cover
    union all
    select code_no * ${FIRST_COVERED_COMBINATION} + rest, area_id, coming_bands, day_from, day_until, persons from cover
  )
  select area_id, combo, day, $1::int * sum(persons)::int
  from (
    select area_id, combo + coalesce(width_bucket(day_from, coming_bands), 0) as combo, day_from as day, persons
    from stretch
    union all
    select area_id, combo + coalesce(width_bucket(day_until - 1, coming_bands), 0), day_until, -persons
    from stretch where day_until < 'infinity'
    union all
    select area_id, combo + band - earlier, day, persons * (1 - 2 * earlier)
    from stretch
    cross join unnest(coming_bands) with ordinality coming (day, band)
    cross join generate_series(0, 1) earlier
    where day > day_from and day < day_until
  ) change
  group by area_id, combo, day
  having sum(persons) <> 0`

/** SQL: the same of the touched households, by class under the combinations -1 to -4, which no person has. */
export const householdChanges = `
  with state as (
    select area_id, -household_class as combo, valid_from, valid_until
    from cube_household
    join household_state using (household_id)
  )
  select area_id, combo, valid_from, $1::int * count(*) from state group by area_id, combo, valid_from
  union all
  select area_id, combo, valid_until, -$1::int * count(*) from state where valid_until < 'infinity'
  group by area_id, combo, valid_until`
