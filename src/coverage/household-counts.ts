import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import { HOUSEHOLD_CLASSES, householdClassNumber } from '../households/household-class.ts'
import { ratioOf, roundTo } from '../kernel/ratio.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { HouseholdCount, ToldCell } from './coverage-row.ts'
import { monthEnd } from './lattice.ts'
import { placeUnits } from './placement.ts'
import { hasTotalsOnly, type Unit } from './question.ts'
import { readRegistered } from './registered.ts'
import { readRegisteredHouseholds } from './registered-households.ts'
import { readTold as readToldCells } from './told-counts.ts'
import { type HouseholdsOn, readToldHouseholds } from './told-households.ts'

/**
 * Households of each class in each unit on a day, with the persons in them, on the borders of another day or the same: four
 * rows for a unit of which the register knows anything, none for another. Readers who may not see persons are told of the end
 * of the month and of communes and larger areas; a row of which a number is withheld is left out. The number of statements is fixed.
 */
export async function countHouseholds(
  actor: Actor,
  em: SqlSession,
  units: readonly Unit[],
  { day, borders }: HouseholdsOn,
): Promise<HouseholdCount[]> {
  const small = seesSmallCounts(actor)
  const asOf = small ? day : monthEnd(day)
  const read = small ? readExact : readTold
  const told = small ? units : units.filter(({ area }) => !hasTotalsOnly(area))
  const counted = await read(em, told, { day: asOf, borders })
  return told.flatMap((unit) =>
    HOUSEHOLD_CLASSES.flatMap((householdClass) => {
      const found = counted(unit)?.[householdClassNumber(householdClass) - 1]
      if (found === undefined) return []
      const { households, members, coveredMembers } = found
      if (households.count === null || members.count === null || coveredMembers === null) return []
      const share = shareOf(members, households)
      return [
        {
          ...{ areaId: unit.area.areaId, area: unit.area, asOf, householdClass },
          households: households.count,
          members: members.count,
          coveredMembers,
          basis: 'REGISTRY' as const,
          estimatedShare: small ? share : Math.min(1, roundTo(share, 2)),
        },
      ]
    }),
  )
}

/** A number as the reader is told of it, null where it is withheld, and how much of it was allotted by weight. */
interface ToldNumber {
  readonly count: number | null
  readonly estimated: number
}

interface ClassTold {
  readonly households: ToldNumber
  readonly members: ToldNumber
  readonly coveredMembers: number | null
}

/** Households of a unit by class, POOR first; null where the register knows of none, ever. */
type HouseholdsRead = (unit: Unit) => readonly ClassTold[] | null

const BY_CLASS = { by: ['HOUSEHOLD_CLASS'], where: {} } as const

async function readExact(
  em: SqlSession,
  units: readonly Unit[],
  { day, borders }: HouseholdsOn,
): Promise<HouseholdsRead> {
  const placement = await placeUnits(em, { units, days: [day], borders })
  const placed = { units, days: [day], placement }
  const households = await readRegisteredHouseholds(em, placed, day)
  // Who lives in a divided area is counted with their household.
  const inAreas = await readRegistered(em, { ...placed, placement: { ...placement, homes: [] } }, BY_CLASS)
  return (unit) => {
    const cells = byClass(inAreas(unit, day))
    return (
      households(unit)?.map(({ members, coveredMembers, ...rest }, index) => ({
        ...rest,
        members: { count: members.count + (cells[index]?.population ?? 0), estimated: members.estimated },
        coveredMembers: coveredMembers.count + (cells[index]?.covered ?? 0),
      })) ?? null
    )
  }
}

async function readTold(em: SqlSession, units: readonly Unit[], on: HouseholdsOn): Promise<HouseholdsRead> {
  const households = await readToldHouseholds(em, units, on)
  const members = await readToldCells(em, { units, days: [on.day], borders: on.borders }, BY_CLASS)
  return (unit) => {
    const cells = byClass(members(unit, on.day))
    return (
      households(unit)?.byClass.map((count, index) => {
        const { population, covered, estimated } = cells[index] ?? { population: 0, covered: 0 }
        return {
          households: { count, estimated: 0 },
          members: { count: population, estimated: estimated?.population ?? 0 },
          coveredMembers: covered,
        }
      }) ?? null
    )
  }
}

function byClass(cells: ReadonlyMap<string, ToldCell> | null): (ToldCell | undefined)[] {
  const found = [...(cells?.values() ?? [])]
  return HOUSEHOLD_CLASSES.map((householdClass) => found.find((cell) => cell.householdClass === householdClass))
}

/** Of the persons, as for coverage; of households nobody lives in, of the households. */
function shareOf(members: ToldNumber, households: ToldNumber): number {
  return ratioOf(members.estimated, members.count) ?? ratioOf(households.estimated, households.count) ?? 0
}
