import { type HouseholdClass, householdClassNumber } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { CountedCell } from './coverage-row.ts'
import { askedAreas, cubeSpans, HOUSEHOLDS } from './cube-spans.ts'
import { readFacts } from './facts.ts'
import { NUMBERS_ALONE, type Question, type Unit } from './question.ts'
import type { FigureMeasure } from './reported.ts'
import { readStudents } from './students.store.ts'

const REGISTERED: Question = { basis: 'REGISTRY', by: [], where: {}, compareTo: null, parts: NUMBERS_ALONE }
const CLASS_MEASURES: Readonly<Partial<Record<FigureMeasure, HouseholdClass>>> = {
  HOUSEHOLDS_POOR: 'POOR',
  HOUSEHOLDS_NEAR_POOR: 'NEAR_POOR',
  HOUSEHOLDS_MIDDLE_INCOME_FARMING: 'MIDDLE_INCOME_FARMING',
}

/** Tells what the register counts of a measure in an area; null when it knows nobody (no household) there up to the day. */
export type RegisteredFigures = (areaId: number, measure: FigureMeasure) => number | null

/** Counts every measure that offices state in the register, in a fixed number of statements. */
export async function readRegisteredFigures(
  em: SqlSession,
  units: readonly Unit[],
  day: PlainDate,
): Promise<RegisteredFigures> {
  const facts = await readFacts(em, units, [day], REGISTERED)
  const students = await readStudents(em, units, [day], 'REGISTRY')
  const households = await householdsByClass(
    em,
    units.map((unit) => unit.area.areaId),
    day,
  )
  const unitOf = new Map(units.map((unit) => [unit.area.areaId, unit]))
  return (areaId, measure) => {
    const unit = unitOf.get(areaId)
    if (unit === undefined) return null
    switch (measure) {
      case 'POPULATION':
        return everybodyOf(facts.counted(unit, day))?.population ?? null
      case 'COVERED':
        return everybodyOf(facts.counted(unit, day))?.covered ?? null
      case 'STUDENTS':
        return students(areaId, day)?.students ?? null
      case 'STUDENTS_COVERED':
        return students(areaId, day)?.covered ?? null
      default:
        return householdsOf(households.get(areaId), CLASS_MEASURES[measure] ?? null)
    }
  }
}

type Everybody = Pick<CountedCell, 'population' | 'covered'>

function everybodyOf(cells: ReadonlyMap<string, CountedCell> | null): Everybody | null {
  if (cells === null) return null
  const [cell] = cells.values()
  return cell ?? { population: 0, covered: 0 }
}

function householdsOf(byClass: readonly number[] | undefined, householdClass: HouseholdClass | null): number | null {
  if (byClass === undefined) return null
  if (householdClass !== null) return byClass[householdClassNumber(householdClass) - 1] ?? 0
  return byClass.reduce((sum, households) => sum + households, 0)
}

/** Households by class, POOR first, of areas that ever had one up to the day: one statement. */
async function householdsByClass(
  em: SqlSession,
  areaIds: readonly number[],
  day: PlainDate,
): Promise<Map<number, readonly number[]>> {
  const found = await rows<{ area_id: number; households: readonly number[] }>(
    em,
    `select asked.area_id, array[sum(c.households[1]), sum(c.households[2]), sum(c.households[3]), sum(c.households[4])]::int[]
      as households
    from ${askedAreas()}
    cross join lateral (
    ${cubeSpans(HOUSEHOLDS)}
    ) c
    group by asked.area_id
    having bool_or(c.households <> '{0,0,0,0}')`,
    [areaIds, [day]],
  )
  return new Map(found.map((row) => [row.area_id, row.households]))
}
