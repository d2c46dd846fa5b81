import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import { type HouseholdClass, householdClassNumber } from '../households/household-class.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { Carried } from './carried-counts.ts'
import type { ToldCell } from './coverage-row.ts'
import { readFacts } from './facts.ts'
import { monthEnd } from './lattice.ts'
import { placeUnits } from './placement.ts'
import { hasTotalsOnly, NUMBERS_ALONE, type Question, type Unit } from './question.ts'
import { readRegisteredHouseholds } from './registered-households.ts'
import type { FigureMeasure } from './reported.ts'
import { readStudents, type StudentStanding } from './students.store.ts'
import { readToldHouseholds } from './told-households.ts'

const CLASS_MEASURES: Readonly<Partial<Record<FigureMeasure, HouseholdClass>>> = {
  HOUSEHOLDS_POOR: 'POOR',
  HOUSEHOLDS_NEAR_POOR: 'NEAR_POOR',
  HOUSEHOLDS_MIDDLE_INCOME_FARMING: 'MIDDLE_INCOME_FARMING',
}

/** What the register counts of a measure in an area; null when it knows nobody there up to the day, or no household on it. */
export interface RegisteredFigures {
  /** The day that was counted. */
  readonly countedOn: PlainDate
  of(areaId: number, measure: FigureMeasure): CountedFigure | 'WITHHELD' | null
}

/** A count, and the part of it that was allotted by weight because borders differ, 0–1. */
export interface CountedFigure {
  readonly value: number
  readonly estimatedShare: number
}

/** Whether the register knows the number and the reader is told of it. */
export function isCounted(figure: CountedFigure | 'WITHHELD' | null): figure is CountedFigure {
  return figure !== null && figure !== 'WITHHELD'
}

/** Units, the day that is counted, and the day whose borders they have. */
export interface UnitsOnDay {
  readonly units: readonly Unit[]
  readonly day: PlainDate
  readonly borders: PlainDate
}

/**
 * Counts every measure that offices state in the register, in a fixed number of statements; readers who may not see persons
 * are told of the end of the month and by the rule, and of pupils and students nothing.
 */
export async function readRegisteredFigures(
  actor: Actor,
  em: SqlSession,
  { units, day, borders }: UnitsOnDay,
): Promise<RegisteredFigures> {
  const small = seesSmallCounts(actor)
  const question: Question = {
    basis: 'REGISTRY',
    by: [],
    where: {},
    compareTo: null,
    parts: NUMBERS_ALONE,
    small,
    borders,
  }
  const facts = await readFacts(em, units, [day], question)
  const students = small
    ? await readStudents(actor, em, { units, days: [day], basis: 'REGISTRY', borders })
    : () => null
  const households = small
    ? await countedHouseholds(em, { units, day, borders })
    : await toldHouseholds(em, { units, day: monthEnd(day), borders })
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
          return small ? pupilsOf(students(areaId, day), 'students') : 'WITHHELD'
        case 'STUDENTS_COVERED':
          return small ? pupilsOf(students(areaId, day), 'covered') : 'WITHHELD'
        default:
          return households(unit, CLASS_MEASURES[measure] ?? null)
      }
    },
  }
}

function toldOf(
  cells: ReadonlyMap<string, ToldCell> | null,
  number: 'population' | 'covered',
): CountedFigure | 'WITHHELD' | null {
  if (cells === null) return null
  const [cell] = cells.values()
  if (cell === undefined) return { value: 0, estimatedShare: 0 }
  const value = cell[number]
  return value === null ? 'WITHHELD' : { value, estimatedShare: ratioOf(cell.estimated?.[number] ?? 0, value) ?? 0 }
}

function pupilsOf(standing: StudentStanding | null, number: 'students' | 'covered'): CountedFigure | null {
  const value = standing?.[number] ?? null
  return standing === null || value === null ? null : { value, estimatedShare: standing.estimatedShare }
}

/** The households of a unit, of a class or of all; null where none is known of. */
type HouseholdsOf = (unit: Unit, householdClass: HouseholdClass | null) => CountedFigure | 'WITHHELD' | null

async function countedHouseholds(em: SqlSession, { units, day, borders }: UnitsOnDay): Promise<HouseholdsOf> {
  const placed = { units, days: [day], placement: await placeUnits(em, { units, days: [day], borders }) }
  const households = await readRegisteredHouseholds(em, placed, day)
  return (unit, householdClass) => {
    const counts = (households(unit) ?? []).map((ofClass) => ofClass.households)
    if (counts.every(({ count }) => count === 0)) return null
    return carriedFigure(householdClass === null ? counts : counts.slice(at(householdClass), at(householdClass) + 1))
  }
}

function at(householdClass: HouseholdClass): number {
  return householdClassNumber(householdClass) - 1
}

function carriedFigure(counts: readonly Carried[]): CountedFigure {
  const value = counts.reduce((sum, { count }) => sum + count, 0)
  const estimated = counts.reduce((sum, one) => sum + one.estimated, 0)
  return { value, estimatedShare: ratioOf(estimated, value) ?? 0 }
}

async function toldHouseholds(em: SqlSession, { units, day, borders }: UnitsOnDay): Promise<HouseholdsOf> {
  const told = await readToldHouseholds(em, units, { day, borders })
  return (unit, householdClass) => {
    const found = told(unit)
    if (found === null) return null
    if (householdClass !== null && hasTotalsOnly(unit.area)) return 'WITHHELD'
    const value = householdClass === null ? found.all : found.byClass[at(householdClass)]
    return typeof value === 'number' ? { value, estimatedShare: 0 } : 'WITHHELD'
  }
}
