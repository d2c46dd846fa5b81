import { oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import type { Actor, AreaScope } from './actor.ts'

/** A scope as the guards of the database read it from a session's settings (`baophu.…`). */
export interface ScopeMap {
  /** The areas of the scope. */
  readonly scope: AreaRanges
  /** The same with what touches the scope, nothing left out: of what figures are made. */
  readonly reach: AreaRanges
  /** Ids of the areas that the scope lies in. */
  readonly above: readonly number[]
}

/** Everything, also what lies nowhere. */
export const EVERYWHERE: AreaRanges = '{(,)}'

/** A set of areas by their ids, as PostgreSQL writes an `int4multirange`: few ranges, for areas of a unit come in one after another. */
export type AreaRanges = string

/** No area at all. */
export const NOWHERE: AreaRanges = '{}'

/** Finds every area of a scope on the map as it is now. One statement; none for the country, whose readers need no map. */
export async function scopeMap(em: SqlSession, scope: AreaScope): Promise<ScopeMap> {
  if (scope.kind === 'COUNTRY') return { scope: NOWHERE, reach: NOWHERE, above: [] }
  return oneRow<ScopeMap>(
    em,
    `select coalesce(range_agg(area_id) filter (where within), '{}')::text as scope,
            coalesce(range_agg(area_id), '{}')::text as reach,
            array(select distinct link.ancestor_id from area_ancestor link where link.area_id = any($1::int[])) as above
     from (
       select int4range(link.area_id, link.area_id, '[]') as area_id,
              bool_or(link.ancestor_id = any($1::int[])) and link.area_id <> all($2::int[]) as within
       from area_ancestor link
       where link.ancestor_id = any($1::int[]) or link.ancestor_id = any($3::int[])
       group by link.area_id
     ) reached`,
    [scope.areaIds, scope.leftOut ?? [], scope.touching ?? []],
  )
}

/** The areas in which all of these actors may write, and those that are not there yet: whoever makes one says where it lies. */
export async function writableAreas(em: SqlSession, actors: readonly Actor[]): Promise<AreaRanges> {
  const limited = actors.filter(({ scope }) => scope.kind !== 'COUNTRY')
  if (limited.length === 0) return EVERYWHERE
  const maps = await Promise.all(limited.map(({ scope }) => scopeMap(em, scope)))
  const { writable } = await oneRow<{ writable: AreaRanges }>(
    em,
    `select (range_intersect_agg(known::int4multirange)
             + int4multirange(int4range((select max(area_id) + 1 from area), null)))::text as writable
     from unnest($1::text[]) known`,
    [maps.map(({ scope }) => scope)],
  )
  return writable
}

/** Holds the rest of the transaction to these areas: the database refuses a statement that puts anything elsewhere. */
export async function holdToAreas(em: SqlSession, areas: AreaRanges): Promise<void> {
  await rows(em, `select set_config('baophu.writes', $1, true)`, [areas])
}
