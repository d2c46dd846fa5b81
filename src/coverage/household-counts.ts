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
import { readTold as readToldCells, type Told } from './told-counts.ts'
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
  const { households, members } = await read(em, told, { day: asOf, borders })
  return told.flatMap((unit) => {
    const counted = households(unit)
    if (counted === null) return []
    const cells = [...(members(unit, asOf)?.values() ?? [])]
    return HOUSEHOLD_CLASSES.flatMap((householdClass) => {
      const inClass = cells.find((cell) => cell.householdClass === householdClass)
      const ofClass = counted[householdClassNumber(householdClass) - 1] ?? NONE
      const persons = inClass ?? { population: 0, covered: 0 }
      if (ofClass.count === null || persons.population === null || persons.covered === null) return []
      const share = shareOf(inClass, ofClass)
      return [
        {
          ...{ areaId: unit.area.areaId, area: unit.area, asOf, householdClass },
          households: ofClass.count,
          members: persons.population,
          coveredMembers: persons.covered,
          basis: 'REGISTRY' as const,
          estimatedShare: small ? share : Math.min(1, roundTo(share, 2)),
        },
      ]
    })
  })
}

/** Households of a unit by class, POOR first; null where the register knows of none, ever, and a count where it is withheld. */
type HouseholdsTold = (unit: Unit) => readonly { readonly count: number | null; readonly estimated: number }[] | null

interface HouseholdsRead {
  readonly households: HouseholdsTold
  readonly members: Told
}

const BY_CLASS = { by: ['HOUSEHOLD_CLASS'], where: {} } as const

async function readExact(
  em: SqlSession,
  units: readonly Unit[],
  { day, borders }: HouseholdsOn,
): Promise<HouseholdsRead> {
  const placed = { units, days: [day], placement: await placeUnits(em, { units, days: [day], borders }) }
  return {
    households: await readRegisteredHouseholds(em, placed, day),
    members: await readRegistered(em, placed, BY_CLASS),
  }
}

async function readTold(em: SqlSession, units: readonly Unit[], on: HouseholdsOn): Promise<HouseholdsRead> {
  const told = await readToldHouseholds(em, units, on)
  return {
    households: (unit) => told(unit)?.byClass.map((count) => ({ count, estimated: 0 })) ?? null,
    members: await readToldCells(em, { units, days: [on.day], borders: on.borders }, BY_CLASS),
  }
}

const NONE = { count: 0, estimated: 0 }

/** Of the persons, as for coverage; of households nobody lives in, of the households. */
function shareOf(
  members: ToldCell | undefined,
  households: { readonly count: number | null; readonly estimated: number },
): number {
  const ofMembers = ratioOf(members?.estimated?.population ?? 0, members?.population ?? 0)
  return ofMembers ?? ratioOf(households.estimated, households.count) ?? 0
}
