import { rows, type SqlSession } from '../kernel/sql.ts'
import { SPLIT_COLUMNS, SPLIT_VALUES } from './cube-split.ts'
import { registerLaws } from './verify-laws.ts'

/** A place where the cube, or the register under it, is not what counting from persons gives. */
export interface CubeDifference {
  /** Code of the area; the area's id when it has none; empty for a law of the register. */
  readonly area: string
  /** YEAR, MONTH or DAY for a row of the cube, COUNT for a count on a day, LAW for a rule of the register. */
  readonly span: 'YEAR' | 'MONTH' | 'DAY' | 'COUNT' | 'LAW'
  /** `2017`, `2017-09` or `2017-09-30`; the rule for a law. */
  readonly bucket: string
  readonly expected: string
  readonly found: string
}

/** The most differences that are listed: the first ones say where to look. */
const MOST = 1000
/**
 * On so many days persons are counted one by one, and on fewer where so many homes would be looked at; every row of the cube is
 * compared in any case.
 */
const MOST_DAYS = 60
const MOST_HOMES = 5_000_000

/**
 * Counts everything again from residences, enrolments and household states, by other means than the import: unions and
 * differences of day ranges for every row of the cube, distinct persons one by one for the days on which anything
 * changes, and the laws that the register must keep. Empty when all agree to the last one. Reads only; give it a
 * transaction that sees one state when the register is in use.
 */
export async function verifyCube(session: SqlSession): Promise<readonly CubeDifference[]> {
  const cube = await rows<CubeDifference>(session, cubeRows)
  const splits = await rows<CubeDifference>(session, keptSplits)
  const counts = await rows<CubeDifference>(session, countsOnDays)
  const laws = await rows<CubeDifference>(session, registerLaws)
  return [...cube, ...splits, ...counts, ...laws].slice(0, MOST)
}

/**
 * The days on which a person counts under a code are the union of the days of the cards of that code, less the days of
 * all codes that come before it in the law; uncovered are the days at home less all of them.
 */
const expectedStretches = `
  carded as (
    select enrolment.person_id, code.code_no, code.law_order,
           range_agg(daterange(enrolment.valid_from, enrolment.valid_until)) as days
    from enrolment join participant_code code on code.code = enrolment.participant_code
    group by enrolment.person_id, code.code_no, code.law_order
  ), ranked as (
    select person_id, code_no,
           days - coalesce(range_agg(days) over (partition by person_id order by law_order, code_no
                                                 rows between unbounded preceding and 1 preceding), '{}') as days
    from carded
    union all
    select person_id, 0, datemultirange(daterange('-infinity', 'infinity')) - range_agg(days) from carded
      group by person_id
    union all
    select person_id, 0, datemultirange(daterange('-infinity', 'infinity')) from person
    where not exists (select from enrolment where enrolment.person_id = person.person_id)
  ), birth as (
    select person_id, coalesce(birth_date, make_date(birth_year, 1, 1)) as day from person
  ), entered as (
    select person_id, band, case when band = 1 then '-infinity' else
             (day + make_interval(years => age))::date
               + (extract(day from day) - extract(day from day + make_interval(years => age)))::int end as day
    from birth cross join (values (1, 0), (2, 6), (3, 18), (4, 60), (5, 80)) bound (band, age)
    where day is not null
  ), aged as (
    select person_id, band, day as day_from, lead(day) over (partition by person_id order by band) as day_until
    from entered cross join cube_ages where day < kept_until
    union all
    select person_id, 0, '-infinity', null from birth where day is null
  ), counted as (
    select residence.area_id,
           ((ranked.code_no * 5 + residence.household_class) * 3 + person.sex) * 6 + aged.band as combo,
           ranked.days * datemultirange(daterange(residence.valid_from, residence.valid_until)
             * daterange(aged.day_from, coalesce(aged.day_until, 'infinity'))) as days
    from residence
    join person using (person_id)
    join ranked using (person_id)
    join aged using (person_id)
    union all
    select area_id, -household_class, datemultirange(daterange(valid_from, valid_until)) from household_state
  )`

/** A row of the cube as a difference names it. */
const rowNamed = `
  coalesce(area.code, area_id::text) as area, (array['YEAR', 'MONTH', 'DAY'])[span + 1] as span,
  case span when 0 then bucket::text
            when 1 then bucket / 12 || '-' || lpad((bucket % 12 + 1)::text, 2, '0')
            else (date 'epoch' + bucket)::text end as bucket`

const cubeRows = `
  with ${expectedStretches}, placed as (
    select link.ancestor_id as area_id, link.ancestor_level, counted.combo,
           unnest(counted.days * datemultirange(daterange(link.valid_from, link.valid_until))) as days
    from counted join area_ancestor link using (area_id)
    where not isempty(counted.days)
  ), change as (
    select area_id, ancestor_level, combo, lower(days) as day, 1 as weight from placed
    union all
    select area_id, ancestor_level, combo, upper(days), -1 from placed where upper(days) < 'infinity'
  ), bucketed as (
    select area_id, ancestor_level, combo, 0 as span, date_part('year', day)::int as bucket, weight from change
    union all
    select area_id, ancestor_level, combo, 1, date_part('year', day)::int * 12 + date_part('month', day)::int - 1,
      weight from change
    union all
    select area_id, ancestor_level, combo, 2, day - date 'epoch', weight from change
  ), net as (
    select area_id, ancestor_level, span, bucket, combo, sum(weight)::int as weight
    from bucketed group by area_id, ancestor_level, span, bucket, combo having sum(weight) <> 0
  ), total as (
    select area_id, span, bucket, coalesce(sum(weight) filter (where combo >= 0), 0) as n_all,
           coalesce(sum(weight) filter (where combo >= 90), 0) as n_cov,
           coalesce(jsonb_object_agg(combo, weight) filter (where combo < 0), '{}') as households,
           case when ancestor_level < 4 then
             coalesce(jsonb_object_agg(combo, weight) filter (where combo >= 0), '{}') end as combos
    from net group by area_id, ancestor_level, span, bucket
  ), expected as (
    select area_id, span, bucket, jsonb_build_object('all', n_all, 'covered', n_cov, 'households', households,
      'combinations', combos) as cells
    from total
    where n_all <> 0 or n_cov <> 0 or households <> '{}' or coalesce(combos, '{}') <> '{}'
  ), kept as (
    select area_id, span, bucket,
           jsonb_build_object(
             'all', n_all, 'covered', n_cov,
             'households', (select coalesce(jsonb_object_agg(-class, n) filter (where n <> 0), '{}')
                            from unnest(households) with ordinality household (n, class)),
             'combinations', case when combos is not null then (select coalesce(jsonb_object_agg(combo, delta), '{}')
               from unnest(combos, deltas) part (combo, delta)) end
           ) as cells
    from coverage_cube
  )
  select ${rowNamed},
         coalesce(expected.cells::text, 'no row') as expected, coalesce(kept.cells::text, 'no row') as found
  from expected
  full join kept using (area_id, span, bucket)
  left join area using (area_id)
  where expected.cells is distinct from kept.cells
  order by area, span, bucket
  limit ${MOST}`

/** The sums by one dimension that a row keeps are those of its own combinations, which the rows above have told. */
const keptSplits = `
  select ${rowNamed}, jsonb_strip_nulls(to_jsonb(counted))::text as expected, jsonb_strip_nulls(to_jsonb(kept))::text as found
  from coverage_cube cube
  cross join lateral (
    select ${SPLIT_COLUMNS.map(
      ({ column, source, value }) =>
        `nullif(sum(delta) filter (where (${SPLIT_VALUES[source]}) = ${value}), 0)::int as ${column}`,
    ).join(', ')}
    from unnest(combos, deltas) part (combo, delta)
    left join participant_code on code_no = combo / 90
  ) counted
  cross join lateral (select ${SPLIT_COLUMNS.map(({ column }) => `cube.${column}`).join(', ')}) kept
  left join area using (area_id)
  where counted is distinct from kept
  order by area, span, bucket
  limit ${MOST}`

/** The cube's answer on a day: years before, months of the year before, days of the month up to the day. */
const cubeOn = `
  left join lateral (
    select sum(n_all) as n_all, sum(n_cov) as n_cov,
           sum(households[1] + households[2] + households[3] + households[4]) as households
    from coverage_cube cube
    where cube.area_id = asked.area_id and (
      (span = 0 and bucket < date_part('year', asked.day))
      or (span = 1 and bucket between date_part('year', asked.day) * 12
                              and date_part('year', asked.day) * 12 + date_part('month', asked.day) - 2)
      or (span = 2 and bucket between date_trunc('month', asked.day)::date - date 'epoch' and asked.day - date 'epoch'))
  ) answer on true`

const countsOnDays = `
  with changing as (
    select valid_from as day from residence union select valid_until from residence
    union select valid_from from enrolment union select valid_until from enrolment
    union select valid_from from household_state union select valid_until from household_state
    union select valid_from from area_ancestor union select valid_until from area_ancestor
  ), numbered as (
    select day, row_number() over (order by day) as place, count(*) over () as days from changing where isfinite(day)
  ), chosen as (
    select day from numbered
    where place % greatest(1, days / least(${MOST_DAYS}, greatest(1, ${MOST_HOMES} / (select count(*) + 1 from residence)))) = 0
  ), asked as (
    select day, area_id from chosen cross join (select distinct ancestor_id as area_id from area_ancestor
      where area_id in (select area_id from residence union select area_id from household_state)) reached
  ), people as (
    select link.ancestor_id as area_id, chosen.day, count(distinct residence.person_id) as n_all,
           count(distinct residence.person_id) filter (where exists (
             select from enrolment where enrolment.person_id = residence.person_id
               and enrolment.valid_from <= chosen.day and chosen.day < enrolment.valid_until)) as n_cov
    from chosen
    join residence on residence.valid_from <= chosen.day and chosen.day < residence.valid_until
    join area_ancestor link on link.area_id = residence.area_id
      and link.valid_from <= chosen.day and chosen.day < link.valid_until
    group by link.ancestor_id, chosen.day
  ), houses as (
    select link.ancestor_id as area_id, chosen.day, count(distinct state.household_id) as households
    from chosen
    join household_state state on state.valid_from <= chosen.day and chosen.day < state.valid_until
    join area_ancestor link on link.area_id = state.area_id and link.valid_from <= chosen.day
      and chosen.day < link.valid_until
    group by link.ancestor_id, chosen.day
  )
  select coalesce(area.code, asked.area_id::text) as area, 'COUNT' as span, asked.day::text as bucket,
         concat_ws(' / ', coalesce(people.n_all, 0), coalesce(people.n_cov, 0), coalesce(houses.households,
           0)) as expected,
         concat_ws(' / ', coalesce(answer.n_all, 0), coalesce(answer.n_cov, 0), coalesce(answer.households, 0)) as found
  from asked
  left join people using (area_id, day)
  left join houses using (area_id, day)
  left join area using (area_id)
  ${cubeOn}
  where (coalesce(people.n_all, 0), coalesce(people.n_cov, 0), coalesce(houses.households, 0))
    is distinct from (coalesce(answer.n_all, 0), coalesce(answer.n_cov, 0), coalesce(answer.households, 0))
  order by area, bucket
  limit ${MOST}`
