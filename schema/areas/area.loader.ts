import {
  type AreaRow,
  ancestorsOf,
  areasByIds,
  childrenOf,
  parentsOf,
  predecessorsOf,
  type Succession,
  successorsOf,
} from '../../src/areas/area.store.ts'
import { boundariesOf } from '../../src/areas/boundary.store.ts'
import type { MapScale, Polygons } from '../../src/areas/boundary.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { loaderFamily, mapLoader } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

/** Areas by id and what hangs on them; one statement each, however many areas ask. */
export function areaLoaders({ actor, em }: Reader) {
  return {
    byId: mapLoader<number, AreaRow | null>(async (ids) => {
      const found = await areasByIds(actor, em, ids)
      return new Map(found.map((row) => [row.areaId, row]))
    }, null),
    parent: loaderFamily<PlainDate, number, AreaRow | null>((ids, on) => parentsOf(actor, em, ids, on), null),
    ancestors: loaderFamily<PlainDate, number, readonly AreaRow[]>((ids, on) => ancestorsOf(actor, em, ids, on), []),
    children: loaderFamily<PlainDate, number, readonly AreaRow[]>((ids, on) => childrenOf(actor, em, ids, on), []),
    predecessors: mapLoader<number, readonly Succession[]>((ids) => predecessorsOf(actor, em, ids), []),
    boundary: loaderFamily<MapScale, number, Polygons | null>(
      (ids, scale) => boundariesOf(actor, em, ids, scale),
      null,
    ),
    successors: mapLoader<number, readonly Succession[]>((ids) => successorsOf(actor, em, ids), []),
  }
}
