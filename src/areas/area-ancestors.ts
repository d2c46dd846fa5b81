import { execute, rows, type SqlSession } from '../kernel/sql.ts'

/** More steps than any chain of parents and successions can have; a longer one is a circle. */
const LONGEST_CHAIN = 40

/** Rounds for parts of parts; each takes one split more into account. */
const MOST_ROUNDS = 20

/** What went over in parts lies, from that day, in whatever all of its parts lie in. */
interface CommonUpper {
  readonly below: number
  readonly above: number
  readonly days: string
}

/**
 * Derives `area_ancestor` anew from `area_parent` and the successions: on which days each area lies in which other, itself
 * included. A place that went over whole into another (WHOLE, RENAMED) lies, from that day, in the other and in what is
 * above it. One that went over in parts lies in what all the parts have in common (their province, or the country), so that
 * nobody is lost from the totals; in which part each of its residents lives is not known here. A link never reaches beyond
 * the days on which the upper area existed.
 *
 * One statement, about a second for twelve thousand areas, and again for each generation of splits; call it after every
 * change of borders, in the same transaction.
 */
export async function refreshAncestors(session: SqlSession): Promise<void> {
  let known: readonly CommonUpper[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await derive(session, known)
    const found = await rows<CommonUpper>(session, COMMON_UPPERS)
    if (sameUppers(found, known)) break
    known = found
  }
  await execute(session, 'delete from area_map_day')
  await execute(session, `insert into area_map_day ${MAP_DAYS}`)
  await execute(session, 'analyze area, area_parent, area_ancestor, area_map_day')
}

function sameUppers(some: readonly CommonUpper[], others: readonly CommonUpper[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ below, above, days }, at) => {
      const other = others[at]
      return other?.below === below && other.above === above && other.days === days
    })
  )
}

/** The days on which a link begins or ends, or an area goes over into another. */
const MAP_DAYS = `
  select day from (
    select valid_from as day from area_ancestor
    union select valid_until from area_ancestor
    union select on_day from area_succession
  ) change
  where isfinite(day)`

/** The days on which every part of a split area lies in one and the same upper area. */
const COMMON_UPPERS = `
  with part as (
    select from_id, on_day, to_id, count(*) over (partition by from_id, on_day) as parts
    from area_succession where relation = 'PART'
  ), placed as (
    select part.from_id, part.on_day, part.parts, part.to_id, link.ancestor_id,
           range_agg(daterange(link.valid_from, link.valid_until)) as days
    from part join area_ancestor link on link.area_id = part.to_id and link.ancestor_id <> part.to_id
    group by part.from_id, part.on_day, part.parts, part.to_id, link.ancestor_id
  ), common as (
    select from_id, ancestor_id, range_intersect_agg(days) * datemultirange(daterange(on_day, 'infinity')) as days
    from placed group by from_id, on_day, parts, ancestor_id having count(*) = parts
  )
  select from_id as below, ancestor_id as above, stretch.days::text as days
  from common cross join lateral unnest(days) stretch (days)
  order by from_id, ancestor_id, stretch.days`

async function derive(session: SqlSession, commonUppers: readonly CommonUpper[]): Promise<void> {
  await execute(session, 'delete from area_ancestor')
  await execute(
    session,
    `with recursive
       edge (below, above, days) as (
         select area_id, parent_id, daterange(valid_from, valid_until) from area_parent
         union all
         select from_id, to_id, daterange(on_day, 'infinity') from area_succession where relation in ('WHOLE', 'RENAMED')
         union all
         select below, above, days::daterange from unnest($1::int[], $2::int[], $3::text[]) split (below, above, days)
       ),
       walk (area_id, above, days, steps) as (
         select area_id, area_id, daterange('-infinity', 'infinity'), 0 from area
         union all
         select walk.area_id, edge.above, walk.days * edge.days, walk.steps + 1
         from walk join edge on edge.below = walk.above and edge.days && walk.days
         where walk.steps < ${LONGEST_CHAIN}
       ),
       link (area_id, ancestor_id, level, days) as (
         select walk.area_id, upper_area.area_id, upper_area.level,
                unnest(range_agg(walk.days * daterange(upper_area.valid_from, upper_area.valid_until)))
         from walk join area upper_area on upper_area.area_id = walk.above
         group by walk.area_id, upper_area.area_id
       )
     insert into area_ancestor (area_id, ancestor_id, ancestor_level, valid_from, valid_until)
     select area_id, ancestor_id, level, lower(days), upper(days) from link where not isempty(days)`,
    [
      commonUppers.map(({ below }) => below),
      commonUppers.map(({ above }) => above),
      commonUppers.map(({ days }) => days),
    ],
  )
}
