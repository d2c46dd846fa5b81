import { HOUSEHOLD_CLASSES } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { type Carried, CarriedCounts } from './carried-counts.ts'
import { countHouseholdHomes } from './count-homes.ts'
import { readSizes } from './crossing-steps.ts'
import { askedAreas, cubeSpans, HOUSEHOLDS } from './cube-spans.ts'
import { countedAreas, type Placed } from './placement.ts'
import type { Unit } from './question.ts'

interface HouseholdRecord {
  readonly area_id: number
  /** Households by class, POOR first. */
  readonly households: readonly number[]
}

/** Households of a unit by class, POOR first; null where the register knows of none, ever. */
export type RegisteredHouseholds = (unit: Unit) => readonly Carried[] | null

const NONE: Carried = { count: 0, estimated: 0 }

/** Counts the households of units on a day: whole areas from the cube, then one by one. */
export async function readRegisteredHouseholds(
  em: SqlSession,
  placed: Placed,
  day: PlainDate,
): Promise<RegisteredHouseholds> {
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
    order: String(record.household_class),
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
