import type { AreaLevel } from '../../../src/areas/area-level.ts'
import { type AreaName, splitAreaName } from '../../../src/areas/area-name.ts'

/** The kind of unit that the column `Cấp` states, in the usual capitals: `Thị Trấn` is Thị trấn; null when it states none. */
export function unitTypeOf(stated: string | null): string | null {
  return kindOf(stated)?.unitType || null
}

/** The level of that kind; null also for a `Thành phố`, which is a province in one place and a district in another. */
export function unitLevelOf(stated: string | null): AreaLevel | null {
  return kindOf(stated)?.level ?? null
}

function kindOf(stated: string | null): AreaName | null {
  return stated === null ? null : splitAreaName(`${stated} X`, ['PROVINCE', 'DISTRICT', 'COMMUNE'])
}
