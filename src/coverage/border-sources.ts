import { type AreaLevel, levelOf } from '../areas/area-level.ts'
import { digest } from '../kernel/digest.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, remembered, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from './crossing-steps.ts'

/** An area of the day that is counted, all of which lies in a unit of the borders; or a single place of which only that is known. */
export interface Source {
  readonly day: PlainDate
  readonly unitId: number
  readonly areaId: number
  /** Null for a single place, of which only the people registered right there are meant. */
  readonly level: AreaLevel | null
}

export interface SourcesWanted {
  readonly unitIds: readonly number[]
  /** The first day of the map of the borders, and of those of the days: all days of a map have the same sources. */
  readonly borders: PlainDate
  readonly days: readonly PlainDate[]
  /** Areas that lie in a unit although no link says so. */
  readonly located: readonly { readonly areaId: number; readonly unitId: number }[]
}

/**
 * Which areas of each day together make up the units of the borders, the largest that lie in a unit with everything in them.
 * For each place that is the highest area above it which is itself known to lie there: a province whose only people happen
 * to live in a part of it is not, and whoever reads the unit does not see the province. Places without such an area, in one
 * that was divided, come one by one. `counted` says which areas of a day have numbers of their own; the others are not
 * looked at.
 */
const sources = (counted: string) => `
with counted (day, area_id) as not materialized (
  select d.day, area.area_id from unnest($3::date[]) d(day) cross join area where ${counted}
), place as materialized (
  select link.area_id, link.ancestor_id as unit_id from area_ancestor link
  where link.ancestor_id = any($1::int[]) and ${holdsOn('link', '$2::date')}
  union
  select * from unnest($4::int[], $5::int[]) located(area_id, unit_id)
), lying as materialized (
  select counted.day, counted.area_id, place.unit_id, link.ancestor_id as upper_id, link.ancestor_level as level,
    upper.area_id is not null as is_known,
    count(*) over (partition by counted.day, link.ancestor_id, place.unit_id) as places
  from counted join place using (area_id)
  join area_ancestor link on link.area_id = counted.area_id and ${holdsOn('link', 'counted.day')}
  left join place upper on upper.area_id = link.ancestor_id and upper.unit_id = place.unit_id
), total as materialized (
  select counted.day, link.ancestor_id as upper_id, count(*) as places
  from counted join area_ancestor link on link.area_id = counted.area_id and ${holdsOn('link', 'counted.day')}
  where link.ancestor_id in (select upper_id from lying where is_known)
  group by counted.day, link.ancestor_id
), highest as (
  select distinct on (day, area_id, unit_id) day, area_id, unit_id, upper_id, level,
    is_known and lying.places = total.places as is_whole
  from lying left join total using (day, upper_id)
  order by day, area_id, unit_id, is_whole desc, level
)
select distinct day::text, unit_id, case when is_whole then upper_id else area_id end as area_id,
  case when is_whole then level end as level
from highest`

/** Where persons and households are registered; above the commune only where anybody is. */
const PEOPLED = `(area.level > 2 or (select true from residence where residence.area_id = area.area_id limit 1)
  or (select true from household_state where household_state.area_id = area.area_id limit 1))`

/** What offices state figures for: the communes of the day, and districts that never had any. */
const STATED = `${holdsOn('area', 'd.day')} and (area.level = 3 or (area.level = 2 and not exists (
    select from area_parent part where part.parent_id = area.area_id)))`

/**
 * The areas and places in which the register counts the units. One statement, none where the session remembers it; the two questions
 * differ in what counts.
 */
export async function registeredSources(em: SqlSession, wanted: SourcesWanted): Promise<readonly Source[]> {
  if (wanted.days.length === 0) return []
  return remembered(em, `sources ${digest(wanted)}`, () => readSources(em, sources(PEOPLED), wanted))
}

/** The areas whose stated figures make up the units. One statement. */
export function statedSources(em: SqlSession, wanted: SourcesWanted): Promise<Source[]> {
  return readSources(em, sources(STATED), wanted)
}

async function readSources(em: SqlSession, sql: string, wanted: SourcesWanted): Promise<Source[]> {
  if (wanted.days.length === 0) return []
  const found = await prepared<{ day: string; unit_id: number; area_id: number; level: number | null }>(em, sql, [
    wanted.unitIds,
    wanted.borders,
    wanted.days,
    wanted.located.map((pair) => pair.areaId),
    wanted.located.map((pair) => pair.unitId),
  ])
  return found.map((record) => ({
    day: record.day,
    unitId: record.unit_id,
    areaId: record.area_id,
    level: record.level === null ? null : levelOf(record.level),
  }))
}
