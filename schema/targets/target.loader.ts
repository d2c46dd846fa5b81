import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { cascades, type TargetCascade } from '../../src/targets/cascade.store.ts'
import { targetProgress } from '../../src/targets/progress.store.ts'
import type { TargetProgress } from '../../src/targets/progress.ts'
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
    progress: loaderFamily<PlainDate, number, TargetProgress | null>(
      (ids, on) => targetProgress(actor, em, ids, on),
      null,
    ),
    cascade: mapLoader<number, TargetCascade | null>((ids) => cascades(actor, em, ids), null),
  }
}
