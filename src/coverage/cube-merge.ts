import { execute, type SqlSession } from '../kernel/sql.ts'
import { FIRST_COVERED_COMBINATION } from './cube-stretches.ts'

/** The key of the advisory lock that lets one transaction at a time write the cube. */
const CUBE_LOCK = 'select pg_advisory_xact_lock(2, 0)'

/**
 * Adds what `takeBefore` and `takeAfter` counted to the cube: net stretches → signed changes at every area that holds
 * the place on those days → year, month and day. Waits for any other transaction that writes the cube. Rows of which
 * nothing is left are deleted, so that a change and its withdrawal leave no trace.
 */
export async function mergeCubeChange(session: SqlSession): Promise<void> {
  await execute(session, CUBE_LOCK)
  await execute(session, 'analyze cube_stretch')
  await execute(session, `create temp table cube_delta on commit drop as ${deltas}`)
  await execute(session, 'analyze cube_delta')
  await execute(session, addDeltas)
  await execute(session, dropVanished)
}

/** Empties the cube inside the caller's transaction, under the same lock. */
export async function emptyCube(session: SqlSession): Promise<void> {
  await execute(session, CUBE_LOCK)
  await execute(session, 'delete from coverage_cube')
}

/**
 * A stretch is +weight on the later of its own first day and the link's, and -weight on the earlier of the two ends; an
 * open end is no change. Hamlets and residents' groups (level 4 and 5) keep totals only: covered or not.
 */
const deltas = `
  with net as (
    select area_id, combo, day_from, day_until, sum(weight)::int as weight
    from cube_stretch
    group by area_id, combo, day_from, day_until
    having sum(weight) <> 0
  ), placed as (
    select link.ancestor_id as area_id, link.ancestor_level >= 4 as totals_only,
           case when net.combo < 0 or link.ancestor_level < 4 then net.combo
                when net.combo >= ${FIRST_COVERED_COMBINATION} then ${FIRST_COVERED_COMBINATION} else 0 end as combo,
           greatest(net.day_from, link.valid_from) as day_from, least(net.day_until, link.valid_until) as day_until,
           net.weight
    from net
    join area_ancestor link on link.area_id = net.area_id
      and link.valid_from < net.day_until and link.valid_until > net.day_from
  ), daily as (
    select area_id, totals_only, combo, day, sum(weight) as weight
    from (
      select area_id, totals_only, combo, day_from as day, weight from placed
      union all
      select area_id, totals_only, combo, day_until, -weight from placed where day_until < 'infinity'
    ) change
    group by area_id, totals_only, combo, day
    having sum(weight) <> 0
  )
  select daily.area_id, place.span, place.bucket, daily.totals_only, daily.combo::smallint as combo,
         sum(daily.weight)::int as weight
  from daily
  cross join lateral (values
    (0::smallint, extract(year from daily.day)::int),
    (1::smallint, extract(year from daily.day)::int * 12 + extract(month from daily.day)::int - 1),
    (2::smallint, daily.day - date '1970-01-01')
  ) place (span, bucket)
  group by daily.area_id, place.span, place.bucket, daily.totals_only, daily.combo
  having sum(daily.weight) <> 0`

const addDeltas = `
  with total as (
    select area_id, span, bucket,
           coalesce(sum(weight) filter (where combo >= 0), 0)::int as n_all,
           coalesce(sum(weight) filter (where combo >= ${FIRST_COVERED_COMBINATION}), 0)::int as n_cov,
           array[coalesce(sum(weight) filter (where combo = -1), 0), coalesce(sum(weight) filter (where combo = -2), 0),
                 coalesce(sum(weight) filter (where combo = -3), 0), coalesce(sum(weight) filter (where combo = -4), 0)
                ]::int[] as households
    from cube_delta
    group by area_id, span, bucket
  ), part as (
    select area_id, span, bucket, combo, sum(weight)::int as weight
    from (
      select area_id, span, bucket, combo, weight from cube_delta where combo >= 0 and not totals_only
      union all
      select cube.area_id, cube.span, cube.bucket, old.combo, old.delta
      from total
      join coverage_cube cube using (area_id, span, bucket)
      cross join lateral unnest(cube.combos, cube.deltas) old (combo, delta)
    ) both_images
    group by area_id, span, bucket, combo
    having sum(weight) <> 0
  ), packed as (
    select area_id, span, bucket, array_agg(combo order by combo) as combos, array_agg(weight order by combo) as deltas
    from part
    group by area_id, span, bucket
  )
  insert into coverage_cube as cube (area_id, span, bucket, n_all, n_cov, households, combos, deltas)
  select total.area_id, total.span, total.bucket, total.n_all, total.n_cov, total.households,
         coalesce(packed.combos, '{}'), coalesce(packed.deltas, '{}')
  from total
  left join packed using (area_id, span, bucket)
  on conflict (area_id, span, bucket) do update set
    n_all = cube.n_all + excluded.n_all,
    n_cov = cube.n_cov + excluded.n_cov,
    households = array[cube.households[1] + excluded.households[1], cube.households[2] + excluded.households[2],
                       cube.households[3] + excluded.households[3], cube.households[4] + excluded.households[4]],
    combos = excluded.combos,
    deltas = excluded.deltas`

const dropVanished = `
  delete from coverage_cube cube
  using (select distinct area_id, span, bucket from cube_delta) touched
  where cube.area_id = touched.area_id and cube.span = touched.span and cube.bucket = touched.bucket
    and cube.n_all = 0 and cube.n_cov = 0 and cube.households = '{0,0,0,0}' and cube.combos = '{}'`
