import { cascades, type TargetCascade } from '../../src/targets/cascade.store.ts'
import { type TargetDays, type TargetRow, targetsByIds, targetsOfAreas } from '../../src/targets/target.store.ts'
import { loaderFamily, mapLoader } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

/** Targets by id, by area, and what was handed down of them; a fixed number of statements each. */
export function targetLoaders({ actor, em }: Reader) {
  return {
    byId: mapLoader<number, TargetRow | null>((ids) => targetsByIds(actor, em, ids), null),
    ofArea: loaderFamily<TargetDays, number, readonly TargetRow[]>(
      (ids, days) => targetsOfAreas(actor, em, ids, days),
      [],
    ),
    cascade: mapLoader<number, TargetCascade | null>((ids) => cascades(actor, em, ids), null),
  }
}
