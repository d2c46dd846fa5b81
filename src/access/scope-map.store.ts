import { rows, type SqlSession } from '../kernel/sql.ts'
import type { AreaScope } from './actor.ts'

/** A scope as the guards of the database read it from a session's settings (`baophu.…`). */
export interface ScopeMap {
  /** The areas of the scope. */
  readonly scope: AreaBits
  /** The same with what touches the scope, nothing left out: of what figures are made. */
  readonly reach: AreaBits
  /** Ids of the areas that the scope lies in. */
  readonly above: readonly number[]
}

/** A set of areas, a bit each by id from the id `from` on, as hexadecimal bytes, the lowest bit first; no bytes for none. */
interface AreaBits {
  readonly from: number
  readonly bits: string
}

const NONE: AreaBits = { from: 0, bits: '' }

/** Finds every area of a scope on the map as it is now. One statement; none for the country, whose readers need no map. */
export async function scopeMap(em: SqlSession, scope: AreaScope): Promise<ScopeMap> {
  if (scope.kind === 'COUNTRY') return { scope: NONE, reach: NONE, above: [] }
  const found = await rows<{ within: number[]; reached: number[]; above: number[] }>(
    em,
    `select array(select distinct link.area_id from area_ancestor link
                  where link.ancestor_id = any($1::int[]) and link.area_id <> all($2::int[])) as within,
            array(select distinct link.area_id from area_ancestor link
                  where link.ancestor_id = any($1::int[]) or link.ancestor_id = any($3::int[])) as reached,
            array(select distinct link.ancestor_id from area_ancestor link where link.area_id = any($1::int[])) as above`,
    [scope.areaIds, scope.leftOut ?? [], scope.touching ?? []],
  )
  const { within = [], reached = [], above = [] } = found[0] ?? {}
  return { scope: bitsOf(within), reach: bitsOf(reached), above }
}

function bitsOf(areaIds: readonly number[]): AreaBits {
  if (areaIds.length === 0) return NONE
  const from = areaIds.reduce((least, id) => Math.min(least, id))
  const last = areaIds.reduce((most, id) => Math.max(most, id))
  const bytes = Buffer.alloc(((last - from) >> 3) + 1)
  for (const id of areaIds) {
    const place = (id - from) >> 3
    bytes[place] = (bytes[place] ?? 0) | (1 << ((id - from) & 7))
  }
  return { from, bits: bytes.toString('hex') }
}
