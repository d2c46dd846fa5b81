import { execute, rows, type SqlSession } from '../kernel/sql.ts'
import { FIRST_COVERED_COMBINATION } from './cube-image.ts'
import { SPLIT_COLUMNS, SPLIT_VALUES } from './cube-split.ts'

/** The key of the advisory lock that lets one transaction at a time write the cube. */
const CUBE_LOCK = 'select pg_advisory_xact_lock(2, 0)'

interface CubeKey {
  readonly area_id: number
  readonly span: number
  readonly bucket: number
}

/**
 * Adds what `takeBefore` and `takeAfter` counted to the cube: net changes → at every area that holds the
 * place on those days → by day, month and year. Waits for any other transaction that writes the cube. Rows of which
 * nothing is left are deleted, so that a change and its withdrawal leave no trace.
 */
export async function mergeCubeChange(session: SqlSession): Promise<void> {
  await execute(session, CUBE_LOCK)
  await execute(session, 'analyze cube_change')
  const vanished = await rows<CubeKey>(session, MERGE)
  if (vanished.length === 0) return
  await execute(
    session,
    `delete from coverage_cube cube using unnest($1::int[], $2::smallint[], $3::int[]) gone (area_id, span, bucket)
     where cube.area_id = gone.area_id and cube.span = gone.span and cube.bucket = gone.bucket`,
    [vanished.map((key) => key.area_id), vanished.map((key) => key.span), vanished.map((key) => key.bucket)],
  )
}

/** Empties the cube inside the caller's transaction, under the same lock. */
export async function emptyCube(session: SqlSession): Promise<void> {
  await execute(session, CUBE_LOCK)
  await execute(session, 'delete from coverage_cube')
}

/**
 * A change counts at an area above from its own day or the link's first, whichever is later, and no longer when the link ends.
 * Hamlets and residents' groups (level 4 and 5) keep totals only: covered or not. Months are made of days and years of
 * months. Sums are made whole numbers again at every step: sums of sums would be of a slower kind.
 */
const CHANGES = `
  net as (
    select area_id, combo, day, sum(weight)::int as weight
    from cube_change
    group by area_id, combo, day
    having sum(weight) <> 0
  ), placed as (
    select link.ancestor_id as area_id, link.ancestor_level >= 4 as totals_only,
           case when net.combo < 0 or link.ancestor_level < 4 then net.combo
                when net.combo >= ${FIRST_COVERED_COMBINATION} then ${FIRST_COVERED_COMBINATION} else 0 end as combo,
           greatest(net.day, link.valid_from) as day, link.valid_until, net.weight
    from net
    join area_ancestor link on link.area_id = net.area_id and link.valid_until > net.day
  ), daily as (
    select area_id, totals_only, combo, day, sum(weight)::int as weight
    from (
      select area_id, totals_only, combo, day, weight from placed
      union all
      select area_id, totals_only, combo, valid_until, -weight from placed where valid_until < 'infinity'
    ) change
    group by area_id, totals_only, combo, day
    having sum(weight) <> 0
  ), monthly as (
    select area_id, totals_only, combo, extract(year from day)::int * 12 + extract(month from day)::int - 1 as month,
           sum(weight)::int as weight
    from daily
    group by 1, 2, 3, 4
    having sum(weight) <> 0
  ), yearly as (
    select area_id, totals_only, combo, month / 12 as year, sum(weight)::int as weight
    from monthly
    group by 1, 2, 3, 4
    having sum(weight) <> 0
  ), change as (
    select area_id, 2::smallint as span, day - date '1970-01-01' as bucket, totals_only, combo::smallint, weight from daily
    union all
    select area_id, 1::smallint, month, totals_only, combo::smallint, weight from monthly
    union all
    select area_id, 0::smallint, year, totals_only, combo::smallint, weight from yearly
  )`

/** The values of the kept dimensions beside each change that has them; held, so that every column's sum only compares. */
const VALUED = `
  valued as materialized (
    select change.*, ${Object.entries(SPLIT_VALUES)
      .map(([source, value]) => `case when combo >= 0 and not totals_only then ${value} end as ${source}`)
      .join(', ')}
    from change
    left join participant_code code on code.code_no = change.combo / ${FIRST_COVERED_COMBINATION}
  )`

const COLUMNS = SPLIT_COLUMNS.map(({ column }) => column)
const SPLIT_SUMS = SPLIT_COLUMNS.map(
  ({ source, value }) => `nullif(sum(weight) filter (where ${source} = ${value}), 0)::int`,
)
const SUMMED = COLUMNS.map(
  (column) => `${column} = nullif(coalesce(cube.${column}, 0) + coalesce(excluded.${column}, 0), 0)`,
)

/** Adds the changes to the table, and gives the keys of rows that count nothing any more. */
const MERGE = `
  with ${CHANGES}, ${VALUED}, merged as (
    insert into coverage_cube as cube (area_id, span, bucket, n_all, n_cov, households, combos, deltas, ${COLUMNS.join(', ')})
    select area_id, span, bucket,
           coalesce(sum(weight) filter (where combo >= 0), 0),
           coalesce(sum(weight) filter (where combo >= ${FIRST_COVERED_COMBINATION}), 0),
           array[${[1, 2, 3, 4].map((kind) => `coalesce(sum(weight) filter (where combo = -${kind}), 0)`).join(', ')}],
           case when not totals_only then
             coalesce(array_agg(combo order by combo) filter (where combo >= 0), '{}') end,
           case when not totals_only then
             coalesce(array_agg(weight order by combo) filter (where combo >= 0), '{}') end,
           ${SPLIT_SUMS.join(', ')}
    from valued
    group by area_id, span, bucket, totals_only
    on conflict (area_id, span, bucket) do update set
      n_all = cube.n_all + excluded.n_all,
      n_cov = cube.n_cov + excluded.n_cov,
      households = array[${[1, 2, 3, 4].map((at) => `cube.households[${at}] + excluded.households[${at}]`).join(', ')}],
      (combos, deltas) = (
        select coalesce(array_agg(combo order by combo), excluded.combos[1:0]),
               coalesce(array_agg(delta order by combo), excluded.deltas[1:0])
        from (
          select combo, sum(delta)::int as delta
          from (select unnest(cube.combos) as combo, unnest(cube.deltas) as delta
                union all select unnest(excluded.combos), unnest(excluded.deltas)) both_images
          group by combo having sum(delta) <> 0
        ) part),
      ${SUMMED.join(', ')}
    returning area_id, span, bucket,
      n_all = 0 and n_cov = 0 and households = '{0,0,0,0}' and coalesce(combos, '{}') = '{}' as is_nothing
  )
  select area_id, span, bucket from merged where is_nothing`
