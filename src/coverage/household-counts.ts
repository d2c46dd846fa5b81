import { HOUSEHOLD_CLASSES, householdClassNumber } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { type Carried, CarriedCounts } from './carried-counts.ts'
import { countHouseholdHomes } from './count-homes.ts'
import type { CountedCell, HouseholdCount } from './coverage-row.ts'
import { readSizes } from './crossing-steps.ts'
import { askedAreas, cubeSpans, HOUSEHOLDS } from './cube-spans.ts'
import { countedAreas, type Placed, placeUnits } from './placement.ts'
import type { Unit } from './question.ts'
import { readRegistered } from './registered.ts'

interface HouseholdRecord {
  readonly area_id: number
  /** Households by class, POOR first. */
  readonly households: readonly number[]
}

/**
 * Households of each class in each unit on a day, with the persons in them, on the borders of another day or the same: four
 * rows for a unit of which the register knows anything, none for another. The number of statements is fixed.
 */
export async function countHouseholds(
  em: SqlSession,
  units: readonly Unit[],
  day: PlainDate,
  borders: PlainDate,
): Promise<HouseholdCount[]> {
  const placement = await placeUnits(em, { units, days: [day], borders })
  const placed = { units, days: [day], placement }
  const households = await readHouseholds(em, placed, day)
  const registered = await readRegistered(em, placed, { by: ['HOUSEHOLD_CLASS'], where: {} })
  return units.flatMap((unit) => {
    const counted = households(unit)
    if (counted === null) return []
    const cells = [...(registered(unit, day)?.values() ?? [])]
    return HOUSEHOLD_CLASSES.map((householdClass) => {
      const members = cells.find((cell) => cell.householdClass === householdClass)
      const { count, estimated } = counted[householdClassNumber(householdClass) - 1] ?? NONE
      return {
        areaId: unit.area.areaId,
        area: unit.area,
        asOf: day,
        householdClass,
        households: count,
        members: members?.population ?? 0,
        coveredMembers: members?.covered ?? 0,
        basis: 'REGISTRY' as const,
        estimatedShare: shareOf(members, { count, estimated }),
      }
    })
  })
}

const NONE: Carried = { count: 0, estimated: 0 }

/** Of the persons, as for coverage; of households nobody lives in, of the households. */
function shareOf(members: CountedCell | undefined, households: Carried): number {
  const ofMembers = ratioOf(members?.estimated?.population ?? 0, members?.population ?? 0)
  return ofMembers ?? ratioOf(households.estimated, households.count) ?? 0
}

/** Households of a unit by class, POOR first; null where the register knows of none, ever. */
type Households = (unit: Unit) => readonly Carried[] | null

async function readHouseholds(em: SqlSession, placed: Placed, day: PlainDate): Promise<Households> {
  const { placement } = placed
  const inAreas = await householdsByArea(
    em,
    countedAreas(placed).map((area) => area.areaId),
    day,
  )
  const homes = await countHouseholdHomes(em, placement.homes, placement.clues)
  const heaps = homes.map((record) => ({
    day: record.day,
    unitId: record.unit_id,
    atomId: record.atom_id,
    leafId: record.leaf_id,
    key: String(record.household_class),
    count: record.households,
  }))
  const atomIds = [...new Set(homes.flatMap((record) => record.atom_id ?? []))]
  const carried = new CarriedCounts(placement, heaps, await readSizes(em, placement.crossing, atomIds))
  return ({ area }) => {
    const exact = placement.sourcesOf(area.areaId, day).flatMap((source) => {
      const found = inAreas.get(source.areaId)
      return found ? [found] : []
    })
    const parts = carried.of(area.areaId, day)
    if (exact.length === 0 && parts.size === 0) return null
    return HOUSEHOLD_CLASSES.map((_, index) => {
      const { count, estimated } = parts.get(String(index + 1)) ?? NONE
      return { count: count + exact.reduce((sum, found) => sum + (found[index] ?? 0), 0), estimated }
    })
  }
}

async function householdsByArea(
  em: SqlSession,
  areaIds: readonly number[],
  day: PlainDate,
): Promise<Map<number, readonly number[]>> {
  const found = await prepared<HouseholdRecord>(
    em,
    `select asked.area_id, array[sum(c.households[1]), sum(c.households[2]), sum(c.households[3]), sum(c.households[4])]::int[]
      as households
    from ${askedAreas()}
    cross join lateral (
    ${cubeSpans(HOUSEHOLDS)}
    ) c
    group by asked.area_id`,
    [areaIds, [day]],
  )
  return new Map(found.map((row) => [row.area_id, row.households]))
}
