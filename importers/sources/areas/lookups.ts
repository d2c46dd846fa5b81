import { splitAreaName } from '../../../src/areas/area-name.ts'

/** The kind of unit that the column `Cấp` states, in the usual capitals: `Thị Trấn` is Thị trấn; null when it states none. */
export function unitTypeOf(stated: string | null): string | null {
  if (stated === null) return null
  const { unitType } = splitAreaName(`${stated} X`, ['PROVINCE', 'DISTRICT', 'COMMUNE'])
  return unitType === '' ? null : unitType
}
