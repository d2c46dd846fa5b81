import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { ScopeOfAreas } from './actor.ts'
import { inScope } from './area-scope.ts'

/** An area as it existed on a day. */
export interface GrantedArea {
  readonly areaId: number
  readonly on: PlainDate
}

/** Successions of successions; a longer chain is a circle. */
const MOST_ROUNDS = 20

/**
 * What areas that were granted as they existed on a day mean on the borders of now: they follow where they went, and they
 * never widen.
 * - What lay in an area on a day is as the register has it now: a correction of history counts. Only who holds both ends of a
 *   link writes it, so that nobody widens themselves by a list of an earlier day.
 * - An area that begins later, made wholly of what was granted (WHOLE, RENAMED), is granted too. One that also took in
 *   something else is not, and neither is a part: who held a part's people cannot be told from the map.
 * - What joined a granted area later and came from elsewhere is left out; what begins inside it is not.
 * - What had left a granted area before that day is left out.
 */
export async function scopeOfAreas(em: SqlSession, granted: readonly GrantedArea[]): Promise<ScopeOfAreas> {
  const roots = new Map(granted.map(({ areaId, on }) => [areaId, on]))
  for (let round = 0; ; round++) {
    const leftOut = await joinedOrLeft(em, roots)
    const following = round < MOST_ROUNDS ? await continuing(em, [...roots.keys()], leftOut) : []
    for (const { areaId, on } of following) roots.set(areaId, on)
    if (following.length === 0) return withTouching(em, [...roots.keys()], leftOut)
  }
}

/** Everything that is linked to the scope by changes of units, over any number of them, and lies outside. */
async function withTouching(
  em: SqlSession,
  areaIds: readonly number[],
  leftOut: readonly number[],
): Promise<ScopeOfAreas> {
  const found = await rows<{ areaId: number }>(
    em,
    `with recursive linked (area_id) as (
       select link.area_id from area_ancestor link where link.ancestor_id = any($1::int[])
       union
       select either.area_id from linked
       join area_succession change
         on (change.from_id = linked.area_id or change.to_id = linked.area_id) and change.relation <> 'LAND_ONLY'
       cross join lateral (values (change.from_id), (change.to_id)) either(area_id)
     )
     select area_id as "areaId" from linked
     where area_id not in (select link.area_id from area_ancestor link where link.ancestor_id = any($1::int[])) order by 1`,
    [areaIds],
  )
  const touching = found.map(({ areaId }) => areaId)
  return {
    kind: 'AREAS',
    areaIds,
    ...(leftOut.length > 0 && { leftOut }),
    ...(touching.length > 0 && { touching }),
  }
}

/**
 * Areas below the roots that are not theirs. What entered late is taken for foreign until everything that it continues is
 * known to be granted: the answer is the smallest set of areas granted, reached in rounds.
 */
async function joinedOrLeft(em: SqlSession, roots: ReadonlyMap<number, PlainDate>): Promise<readonly number[]> {
  const values = [[...roots.keys()], [...roots.values()]]
  const found = await rows<{ areaId: number; foreign: boolean; from: readonly number[] }>(em, LATE, values)
  const leftOut = new Map(found.map((late) => [late.areaId, late]))
  for (let before = -1; before !== leftOut.size; ) {
    before = leftOut.size
    for (const [areaId, late] of leftOut)
      if (!late.foreign && !late.from.some((from) => from < 0 || leftOut.has(from))) leftOut.delete(areaId)
  }
  return [...leftOut.keys()].sort((one, other) => one - other)
}

/**
 * Every area that lies at some time in a root and did not on its day: `foreign` when it was elsewhere before or went
 * elsewhere, else with what it continues and lies in (`from`), -1 for what it continues from outside.
 */
const LATE = `
  with root (area_id, on_day) as (
    select * from unnest($1::int[], $2::date[])
  ), lying as (
    select link.area_id, root.area_id as root_id, root.on_day, min(link.valid_from) as entered, max(link.valid_until) as gone,
           bool_or(link.valid_from <= root.on_day and root.on_day < link.valid_until) as was_there
    from root join area_ancestor link on link.ancestor_id = root.area_id
    group by link.area_id, root.area_id, root.on_day
  ), judged as (
    select lying.*,
      entered > on_day as late,
      exists (select from area_ancestor other where other.area_id = lying.area_id and other.ancestor_id <> lying.area_id
              and other.valid_from < lying.entered) as was_elsewhere,
      exists (select from area_ancestor other where other.area_id = lying.area_id and other.ancestor_id <> lying.area_id
              and other.valid_until > lying.gone) as went_elsewhere
    from lying
    where area_id <> all($1::int[]) and not exists (
      select from lying held where held.area_id = lying.area_id and held.was_there)
  )
  select area_id as "areaId",
         bool_and(case when late then was_elsewhere else went_elsewhere end) as foreign,
         array(select case when exists (select from lying where lying.area_id = change.from_id) then change.from_id else -1 end
               from area_succession change
               where bool_and(late) and change.to_id = judged.area_id and change.relation <> 'LAND_ONLY'
               union all
               select link.parent_id from area_parent link where bool_and(late) and link.area_id = judged.area_id) as from
  from judged group by area_id`

/**
 * Areas outside the scope that began as nothing but what is in it. A list of units that came without the table of changes
 * takes a code's next unit for the old one renamed: a guess, which opens nothing.
 */
async function continuing(
  em: SqlSession,
  roots: readonly number[],
  leftOut: readonly number[],
): Promise<readonly GrantedArea[]> {
  return rows<GrantedArea>(
    em,
    `select area.area_id as "areaId", area.valid_from as "on"
     from area
     join area_succession change on change.to_id = area.area_id and change.on_day = area.valid_from
       and change.relation <> 'LAND_ONLY'
     where area.area_id in (
         select to_id from area_succession first where first.relation in ('WHOLE', 'RENAMED') and ${inScope('first.from_id', 1)})
       and not ${inScope('area.area_id', 1)} and area.area_id <> all($2::int[])
     group by area.area_id, area.valid_from
     having bool_and(change.relation in ('WHOLE', 'RENAMED') and ${inScope('change.from_id', 1)} and not exists (
       select from import_batch list where list.batch_id = change.batch_id and list.kind = 'AREAS'))`,
    [[...roots, ...leftOut.map((areaId) => -areaId)], leftOut],
  )
}
