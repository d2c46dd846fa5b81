import { HOUSEHOLD_CLASSES } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { readKinship } from './families.ts'
import { type TableKind, toldNumbers } from './judged.ts'
import { placeUnits, readMapDays } from './placement.ts'
import type { Counts } from './published.store.ts'
import type { Unit } from './question.ts'
import { readRegisteredHouseholds } from './registered-households.ts'
import { judgeKin } from './told-tables.ts'

/** The day counted, and the day whose borders the units have. */
export interface HouseholdsOn {
  readonly day: PlainDate
  readonly borders: PlainDate
}

/** Households of a unit as readers who may not see persons are told of them: all, and by class. */
export type ToldHouseholds = (
  unit: Unit,
) => { readonly all: number | null; readonly byClass: readonly (number | null)[] } | null

const ALL_HOUSEHOLDS: TableKind = { name: 'households', margins: [] }
const HOUSEHOLDS_BY_CLASS: TableKind = {
  name: 'households by class',
  margins: [{ kind: ALL_HOUSEHOLDS, keyOf: () => '0' }],
}

/** Counts households on the end of a month and tells them by the rule, of all areas between which one could subtract. */
export async function readToldHouseholds(
  session: SqlSession,
  units: readonly Unit[],
  { day, borders }: HouseholdsOn,
): Promise<ToldHouseholds> {
  const em = session.ofCountry?.() ?? session
  const ids = units.map(({ area }) => area.areaId)
  const kinship = await readKinship(em, ids, borders)
  const kin = kinship.areas.map((area) => ({ area }))
  const placed = { units: kin, days: [day], placement: await placeUnits(em, { units: kin, days: [day], borders }) }
  const now = await readRegisteredHouseholds(em, placed, day)
  const byId = new Map(kin.map((unit) => [unit.area.areaId, unit]))
  const countsNow = (kind: TableKind) => (areaId: number) => {
    const unit = byId.get(areaId)
    const counts = (unit && now(unit))?.map(({ households }) => households.count) ?? []
    return householdTable(kind === ALL_HOUSEHOLDS ? [counts.reduce((sum, count) => sum + count, 0)] : counts)
  }
  const kinds = [ALL_HOUSEHOLDS, HOUSEHOLDS_BY_CLASS]
  const maps = await readMapDays(em)
  const judged = await judgeKin(em, { kinship, days: [day], borders, maps, kinds, countsNow })
  return (unit) => {
    const known = byId.get(unit.area.areaId)
    const told = (kind: TableKind, key: string) => {
      const found = judged(kind, unit.area.areaId, day).find(({ cell }) => cell.key === key)
      return found === undefined ? 0 : toldNumbers(found).covered
    }
    if (known === undefined || now(known) === null) return null
    return {
      all: told(ALL_HOUSEHOLDS, '0'),
      byClass: HOUSEHOLD_CLASSES.map((_, at) => told(HOUSEHOLDS_BY_CLASS, String(at))),
    }
  }
}

function householdTable(counts: readonly number[]): Counts {
  return new Map(counts.flatMap((count, at) => (count === 0 ? [] : [[String(at), [count, null]] as const])))
}
