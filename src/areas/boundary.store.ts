import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { execute, type HubSession, rows, type SqlSession } from '../kernel/sql.ts'
import { type AreaRow, areaColumns, areaRow, type StoredArea } from './area-row.ts'
import type { MapScale, Polygons } from './boundary.ts'

/** The column of each scale. */
const COLUMNS: Readonly<Record<MapScale, string>> = { COUNTRY: 'country', PROVINCE: 'province', DISTRICT: 'district' }

/** What each of these areas covers, drawn for the scale; those without a boundary, or outside the scope, are not in the map. */
export async function boundariesOf(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
  scale: MapScale,
): Promise<Map<number, Polygons>> {
  const found = await rows<{ areaId: number; drawn: Polygons }>(
    em,
    `select area_id as "areaId", ${COLUMNS[scale]} as drawn from area_boundary
     where area_id = any($1::int[]) and ${inScope('area_boundary.area_id', 2)}`,
    [ids, scopeIds(actor)],
  )
  return new Map(found.map(({ areaId, drawn }) => [areaId, drawn]))
}

/** An area that has one of the codes asked for, with the key of its bare name. */
export interface CodedArea extends AreaRow {
  readonly namePlain: string
}

/** The areas that have these codes on that day, of those in the actor's scope. */
export async function areasByCodes(
  actor: Actor,
  em: SqlSession,
  codes: readonly string[],
  on: PlainDate,
): Promise<CodedArea[]> {
  const found = await rows<StoredArea & { namePlain: string }>(
    em,
    `select ${areaColumns('area')}, area.name_plain as "namePlain" from area
     where code = any($1::text[]) and valid_from <= $2 and $2 < valid_until and ${inScope('area.area_id', 3)}
     order by code`,
    [codes, on, scopeIds(actor)],
  )
  return found.map((area) => ({ ...areaRow(area), namePlain: area.namePlain }))
}

/** The boundary of an area as it shall stand: each scale's `Polygons` as JSON. */
export type BoundaryDraft = Readonly<Record<MapScale, string>> & { readonly areaId: number }

/** What became of a boundary: there was none, there was another, there was the same. */
export type BoundaryOutcome = 'LOADED' | 'REPLACED' | 'UNCHANGED'

/** Boundaries that go to the database in one statement. */
const AT_ONCE = 500

/** Writes boundaries, each of another area, and gives the outcome of each area. Runs in the session's transaction. */
export async function keepBoundaries(
  actor: Actor,
  em: HubSession,
  drafts: readonly BoundaryDraft[],
): Promise<Map<number, BoundaryOutcome>> {
  // Two loads at a time would both say that they were the first.
  await execute(em, 'lock table area_boundary in share row exclusive mode')
  const outcomes = new Map<number, BoundaryOutcome>()
  for (let at = 0; at < drafts.length; at += AT_ONCE) {
    const some = drafts.slice(at, at + AT_ONCE)
    const kept = await rows<{ areaId: number; outcome: BoundaryOutcome }>(em, KEEP, [
      some.map(({ areaId }) => areaId),
      ...(['COUNTRY', 'PROVINCE', 'DISTRICT'] as const).map((scale) => some.map((draft) => draft[scale])),
      actor.id,
    ])
    for (const { areaId, outcome } of kept) outcomes.set(areaId, outcome)
  }
  return outcomes
}

const KEEP = `
with given as (
  select * from unnest($1::int[], $2::text[], $3::text[], $4::text[]) given (area_id, country, province, district)
), known as (
  select area_id, (boundary.country::text, boundary.province::text, boundary.district::text)
                  = (given.country, given.province, given.district) as same
  from given join area_boundary boundary using (area_id)
), written as (
  insert into area_boundary (area_id, country, province, district, loaded_by)
  select area_id, country::json, province::json, district::json, $5 from given
  where area_id not in (select area_id from known where same)
  on conflict (area_id) do update set country = excluded.country, province = excluded.province,
    district = excluded.district, loaded_by = excluded.loaded_by, loaded_at = now()
)
select area_id as "areaId",
       case when known.area_id is null then 'LOADED' when known.same then 'UNCHANGED' else 'REPLACED' end as outcome
from given left join known using (area_id)`
