import { HOUSEHOLD_CLASSES, householdClassNumber } from '../households/household-class.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { ASKED, cubeSpans } from './count-cube.ts'
import type { HouseholdCount } from './coverage-row.ts'
import { countCells } from './facts.ts'
import type { Unit } from './question.ts'

interface HouseholdRecord {
  readonly area_id: number
  /** Households by class, POOR first. */
  readonly households: readonly number[]
}

/**
 * Households of each class in each unit on a day, with the persons in them: four rows for a unit of which the register knows
 * anything, none for another. At most three statements.
 */
export async function countHouseholds(
  em: SqlSession,
  units: readonly Unit[],
  day: PlainDate,
): Promise<HouseholdCount[]> {
  const households = await householdsByArea(em, [...new Set(units.flatMap((unit) => unit.sourceIds))], day)
  const members = grouped(
    await countCells(em, units, [day], { by: ['HOUSEHOLD_CLASS'], where: {} }),
    (cell) => cell.area_id,
  )
  return units.flatMap(({ area, sourceIds }) => {
    if (!sourceIds.some((id) => households.has(id))) return []
    const residents = sourceIds.flatMap((id) => members.get(id) ?? [])
    return HOUSEHOLD_CLASSES.map((householdClass) => {
      const number = householdClassNumber(householdClass)
      const cells = residents.filter((cell) => cell.household_class === number)
      return {
        areaId: area.areaId,
        area,
        asOf: day,
        householdClass,
        households: total(sourceIds.map((id) => households.get(id)?.[number - 1] ?? 0)),
        members: total(cells.map((cell) => cell.population)),
        coveredMembers: total(cells.map((cell) => cell.covered)),
        basis: 'REGISTRY' as const,
      }
    })
  })
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
    from ${ASKED}
    cross join lateral (
    ${cubeSpans('households')}
    ) c
    group by asked.area_id`,
    [areaIds, [day]],
  )
  return new Map(found.map((row) => [row.area_id, row.households]))
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
