import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, remembered, rows, type SqlSession } from '../kernel/sql.ts'
import { type Crossing, type Follower, type Sizes, type Step, sizeKey } from './crossing.ts'

/** SQL: the link or area under that name holds on the day. */
export function holdsOn(table: string, day: string): string {
  return `${table}.valid_from <= ${day} and ${day} < ${table}.valid_until`
}

/** Which steps are wanted. */
export interface StepsWanted {
  readonly borders: PlainDate
  /** How often the map had changed by then: on all days of one map the steps are the same. */
  readonly map: number
  readonly unitIds: readonly number[]
  /** The levels of the units, as numbers. */
  readonly levels: readonly number[]
  /** Whether days of later maps are counted: then areas that are younger than the borders must find their way back. */
  readonly back: boolean
}

interface StepRecord {
  readonly area_id: number
  readonly next_id: number
  readonly on_day: string
  readonly weight: number
  readonly is_back: boolean
  readonly leaf_id: number | null
  readonly unit_ids: readonly number[]
  readonly linked_ids: readonly number[]
  readonly is_stated: boolean
  readonly valid_from: string | null
  readonly valid_until: string | null
}

/**
 * `lost` are the areas that do not stand on the borders and have not gone over whole into one that does: split ones, those
 * that went over into them, and, on the way back, all that are younger than the borders. Nothing is looked for when each of
 * them lies in one unit of every level asked.
 */
const STEPS = `
with recursive lost (area_id) as (
  (select s.from_id from area_succession s join area a on a.area_id = s.from_id
   where s.relation = 'PART' and s.on_day <= $1::date and a.valid_until <= $1::date and not exists (
     select from area_ancestor link
     where link.area_id = s.from_id and link.ancestor_level = 3 and ${holdsOn('link', '$1::date')})
   union
   select s.to_id from area_succession s join area a on a.area_id = s.to_id
   where $3 and s.relation <> 'LAND_ONLY' and s.on_day > $1::date and a.valid_from > $1::date)
  union
  select s.from_id from lost join area_succession s on s.to_id = lost.area_id join area a on a.area_id = s.from_id
  where s.relation in ('WHOLE', 'RENAMED') and s.on_day <= $1::date and a.valid_until <= $1::date
), step as (
  select s.from_id as area_id, s.to_id as next_id, s.on_day, s.weight, false as is_back
  from lost join area_succession s on s.from_id = lost.area_id
  where s.relation <> 'LAND_ONLY' and s.on_day <= $1::date
  union all
  select s.to_id, s.from_id, s.on_day, s.weight, true
  from lost join area_succession s on s.to_id = lost.area_id
  where $3 and s.relation <> 'LAND_ONLY' and s.on_day > $1::date
), led as materialized (
  select step.*, next.code, leaf.area_id as leaf_id, coalesce(leaf.area_id, step.next_id) as there_id
  from step join area next on next.area_id = step.next_id
  left join lateral (
    select link.ancestor_id as area_id from area_ancestor link
    where link.area_id = step.next_id and ${holdsOn('link', '$1::date')}
      and (link.ancestor_level = 3 or (link.ancestor_id = link.area_id and next.level < 3))
    order by link.ancestor_level desc limit 1
  ) leaf on true
  where $3 or exists (
    select from lost cross join unnest($2::int[]) wanted(level) where not exists (
      select from area_ancestor link
      where link.area_id = lost.area_id and link.ancestor_level = wanted.level and ${holdsOn('link', '$1::date')}))
), lying as materialized (
  select link.area_id, array_agg(link.ancestor_id) as unit_ids
  from (select area_id from led union select there_id from led) either
  join area_ancestor link on link.area_id = either.area_id and ${holdsOn('link', '$1::date')}
  where link.ancestor_level = any($2::int[])
  group by link.area_id
)
select led.area_id, led.next_id, led.on_day::text, led.weight, led.is_back, led.leaf_id,
  coalesce(there.unit_ids, '{}') as unit_ids, coalesce(here.unit_ids, '{}') as linked_ids,
  a.level = 3 or (a.level = 2 and not exists (select from area_parent part where part.parent_id = a.area_id)) as is_stated,
  nullif(a.valid_from, '-infinity')::text as valid_from, nullif(a.valid_until, 'infinity')::text as valid_until
from led
join area a on a.area_id = led.area_id
left join lying there on there.area_id = led.there_id
left join lying here on here.area_id = led.area_id
order by led.area_id, led.code collate "C", led.next_id`

/**
 * The steps of areas that do not stand on the borders, by number and code: of those that may lie in the units asked, and of all that go
 * over into the same areas as they. At most one statement, none where the session remembers it.
 */
export async function readSteps(em: SqlSession, { borders, map, unitIds, levels, back }: StepsWanted): Promise<Step[]> {
  const found = await remembered(em, `steps to map ${map} at levels ${levels}${back ? ' and back' : ''}`, () =>
    prepared<StepRecord>(em, STEPS, [borders, levels, back]),
  )
  const asked = new Set(unitIds)
  const among = (ids: readonly number[]) => ids.filter((id) => asked.has(id))
  return stepsOfUnits(found, unitIds).map((record) => ({
    areaId: record.area_id,
    nextId: record.next_id,
    onDay: record.on_day,
    weight: record.weight,
    isBack: record.is_back,
    leafId: record.leaf_id,
    unitIds: among(record.unit_ids),
    linkedIds: among(record.linked_ids),
    isStated: record.is_stated,
    validFrom: record.valid_from,
    validUntil: record.valid_until,
  }))
}

/** Steps that hang together, by their place in a list of all. */
type Cluster = readonly number[]

/** The clusters that lead into each unit: worked out once a list, of which a session remembers one. */
const clusters = new WeakMap<readonly StepRecord[], ReadonlyMap<number, ReadonlySet<Cluster>>>()

/** A reform of the whole country has ten thousand steps, and a question is about a few of them. */
function stepsOfUnits(all: readonly StepRecord[], unitIds: readonly number[]): StepRecord[] {
  const known = clusters.get(all)
  const ofUnits = known ?? clustersOf(all)
  if (known === undefined) clusters.set(all, ofUnits)
  const chosen = new Set(unitIds.flatMap((unitId) => [...(ofUnits.get(unitId) ?? [])]))
  const places = [...chosen].flat().toSorted((one, other) => one - other)
  return places.flatMap((place) => all[place] ?? [])
}

/** Steps hang together when they share an area: they leave it, lead to it, or end in it. */
function clustersOf(all: readonly StepRecord[]): ReadonlyMap<number, ReadonlySet<Cluster>> {
  const joined = new Map<number, number>()
  const rootOf = (areaId: number): number => {
    let root = areaId
    for (let next = joined.get(root); next !== undefined && next !== root; next = joined.get(root)) {
      joined.set(areaId, next)
      root = next
    }
    return root
  }
  for (const { area_id, next_id, leaf_id } of all) {
    joined.set(rootOf(next_id), rootOf(area_id))
    if (leaf_id !== null) joined.set(rootOf(leaf_id), rootOf(area_id))
  }
  const ofCluster = new Map<number, number[]>()
  const ofUnits = new Map<number, Set<number[]>>()
  for (const [place, { area_id, unit_ids }] of all.entries()) {
    const root = rootOf(area_id)
    const steps = ofCluster.get(root) ?? []
    ofCluster.set(root, steps)
    steps.push(place)
    for (const unitId of unit_ids) ofUnits.set(unitId, (ofUnits.get(unitId) ?? new Set()).add(steps))
  }
  return ofUnits
}

/** SQL: the parent of a place on the borders ($2), else the one nearest in time. */
const NEAREST_PARENT = (place: string) =>
  `(select near.parent_id from area_parent near where near.area_id = ${place}
    order by case when ${holdsOn('near', '$2::date')} then 0 when near.valid_from > $2::date then near.valid_from - $2::date
                  else $2::date - near.valid_until + 1 end limit 1)`

const FOLLOWERS = `
with recursive follower (place_id, area_id) as (
  select link.area_id, link.parent_id from area_parent link
  where link.parent_id = any($1::int[]) and ${NEAREST_PARENT('link.area_id')} = link.parent_id
  union
  select link.area_id, follower.area_id from follower join area_parent link on link.parent_id = follower.place_id
  where ${NEAREST_PARENT('link.area_id')} = link.parent_id
)
select place_id, follower.area_id from follower join area place on place.area_id = follower.place_id and place.level > 3
where not exists (select from area_ancestor link
  where link.area_id = place_id and link.ancestor_level = 3 and ${holdsOn('link', '$2::date')})`

/**
 * Hamlets and residents' groups that lie in these areas and in no commune that stands on the borders. One statement, none where the
 * session remembers it.
 */
export async function readFollowers(
  em: SqlSession,
  areaIds: readonly number[],
  borders: PlainDate,
): Promise<Follower[]> {
  const found = await remembered(em, `followers of ${areaIds} on ${borders}`, () =>
    prepared<{ place_id: number; area_id: number }>(em, FOLLOWERS, [areaIds, borders]),
  )
  return found.map((record) => ({ placeId: record.place_id, areaId: record.area_id }))
}

interface SizeRecord {
  readonly area_id: number
  readonly on_day: string
  readonly stated: number | null
  readonly registered: number | null
}

const BASES = ['stated', 'registered'] as const

const SIZES = `
select asked.area_id, asked.on_day::text, stated.value::float8 as stated, registered.value::float8 as registered
from (select distinct * from unnest($1::int[], $2::date[]) asked(area_id, on_day)) asked
left join lateral (
  select f.value from reported_figure f
  where f.area_id = asked.area_id and f.measure = 'POPULATION' and f.as_of < asked.on_day order by f.as_of desc limit 1
) stated on true
left join lateral (
  select sum(n_all) as value from coverage_cube
  where area_id = asked.area_id and span = 2 and bucket < asked.on_day - date '1970-01-01'
) registered on true`

/**
 * The people of the predecessors of areas on the day before: as stated, if offices stated it of all that an area came from;
 * else as registered, if anybody was registered in each; else they count the same. One statement; none when no way back parts.
 */
export async function readSizes(em: SqlSession, crossing: Crossing, areaIds: readonly number[]): Promise<Sizes> {
  const parting = [...grouped(crossing.stepsBehind(areaIds), (step) => step.areaId).values()].filter(
    (steps) => steps.length > 1 && steps.every((step) => step.isBack),
  )
  const asked = parting.flat()
  if (asked.length === 0) return new Map()
  const found = await rows<SizeRecord>(em, SIZES, [asked.map((step) => step.nextId), asked.map((step) => step.onDay)])
  const recordOf = new Map(found.map((record) => [`${record.area_id}|${record.on_day}`, record]))
  const sizes = new Map<string, number>()
  for (const steps of parting) {
    const records = steps.map((step) => recordOf.get(`${step.nextId}|${step.onDay}`))
    const basis = BASES.find((name) => records.every((record) => (record?.[name] ?? 0) > 0))
    steps.forEach((step, index) => {
      sizes.set(sizeKey(step), basis ? (records[index]?.[basis] ?? 1) : 1)
    })
  }
  return sizes
}
