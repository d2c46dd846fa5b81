import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import { type HouseholdClass, householdClassNumber } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { ToldCell } from './coverage-row.ts'
import { askedAreas, cubeSpans, HOUSEHOLDS } from './cube-spans.ts'
import { readFacts } from './facts.ts'
import { monthEnd } from './lattice.ts'
import { hasTotalsOnly, NUMBERS_ALONE, type Question, type Unit } from './question.ts'
import type { FigureMeasure } from './reported.ts'
import { readStudents } from './students.store.ts'
import { readToldHouseholds } from './told-households.ts'

const CLASS_MEASURES: Readonly<Partial<Record<FigureMeasure, HouseholdClass>>> = {
  HOUSEHOLDS_POOR: 'POOR',
  HOUSEHOLDS_NEAR_POOR: 'NEAR_POOR',
  HOUSEHOLDS_MIDDLE_INCOME_FARMING: 'MIDDLE_INCOME_FARMING',
}

/** What the register counts of a measure in an area; null when it knows nobody (no household) there up to the day. */
export interface RegisteredFigures {
  /** The day that was counted. */
  readonly countedOn: PlainDate
  of(areaId: number, measure: FigureMeasure): number | 'WITHHELD' | null
}

/**
 * Counts every measure that offices state in the register, in a fixed number of statements; readers who may not see persons
 * are told of the end of the month and by the rule, and of pupils and students nothing.
 */
export async function readRegisteredFigures(
  actor: Actor,
  em: SqlSession,
  units: readonly Unit[],
  day: PlainDate,
): Promise<RegisteredFigures> {
  const small = seesSmallCounts(actor)
  const question: Question = { basis: 'REGISTRY', by: [], where: {}, compareTo: null, parts: NUMBERS_ALONE, small }
  const facts = await readFacts(em, units, [day], question)
  const students = small ? await readStudents(actor, em, { units, days: [day], basis: 'REGISTRY' }) : () => null
  const households = small ? await countedHouseholds(em, units, day) : await toldHouseholds(em, units, monthEnd(day))
  const unitOf = new Map(units.map((unit) => [unit.area.areaId, unit]))
  return {
    countedOn: facts.countedOn(day),
    of: (areaId, measure) => {
      const unit = unitOf.get(areaId)
      if (unit === undefined) return null
      switch (measure) {
        case 'POPULATION':
          return toldOf(facts.counted(unit, day), 'population')
        case 'COVERED':
          return toldOf(facts.counted(unit, day), 'covered')
        case 'STUDENTS':
          return small ? (students(areaId, day)?.students ?? null) : 'WITHHELD'
        case 'STUDENTS_COVERED':
          return small ? (students(areaId, day)?.covered ?? null) : 'WITHHELD'
        default:
          return households(unit, CLASS_MEASURES[measure] ?? null)
      }
    },
  }
}

function toldOf(
  cells: ReadonlyMap<string, ToldCell> | null,
  number: 'population' | 'covered',
): number | 'WITHHELD' | null {
  if (cells === null) return null
  const [cell] = cells.values()
  return cell === undefined ? 0 : (cell[number] ?? 'WITHHELD')
}

/** The households of a unit, of a class or of all; null where none is known of. */
type HouseholdsOf = (unit: Unit, householdClass: HouseholdClass | null) => number | 'WITHHELD' | null

async function countedHouseholds(em: SqlSession, units: readonly Unit[], day: PlainDate): Promise<HouseholdsOf> {
  const ids = units.map((unit) => unit.area.areaId)
  const households = await householdsByClass(em, ids, day)
  return ({ area }, householdClass) => {
    const byClass = households.get(area.areaId)
    if (byClass === undefined) return null
    if (householdClass !== null) return byClass[householdClassNumber(householdClass) - 1] ?? 0
    return byClass.reduce((sum, count) => sum + count, 0)
  }
}

async function toldHouseholds(em: SqlSession, units: readonly Unit[], day: PlainDate): Promise<HouseholdsOf> {
  const told = await readToldHouseholds(em, units, { day, borders: day })
  return (unit, householdClass) => {
    const found = told(unit)
    if (found === null) return null
    if (householdClass === null) return found.all ?? 'WITHHELD'
    if (hasTotalsOnly(unit.area)) return 'WITHHELD'
    return found.byClass[householdClassNumber(householdClass) - 1] ?? 'WITHHELD'
  }
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
