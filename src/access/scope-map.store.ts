import { oneRow, type SqlSession } from '../kernel/sql.ts'
import type { AreaScope } from './actor.ts'

/** A scope as the guards of the database read it from a session's settings (`baophu.…`). */
export interface ScopeMap {
  /** The areas of the scope. */
  readonly scope: AreaRanges
  /** The same with what touches the scope, nothing left out: of what figures are made. */
  readonly reach: AreaRanges
  /** Ids of the areas that the scope lies in. */
  readonly above: readonly number[]
}

/** A set of areas by their ids, as PostgreSQL writes an `int4multirange`: few ranges, for areas of a unit come in one after another. */
type AreaRanges = string

const NONE: AreaRanges = '{}'

/** Finds every area of a scope on the map as it is now. One statement; none for the country, whose readers need no map. */
export async function scopeMap(em: SqlSession, scope: AreaScope): Promise<ScopeMap> {
  if (scope.kind === 'COUNTRY') return { scope: NONE, reach: NONE, above: [] }
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
