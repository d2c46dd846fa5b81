import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import type { AreaRow } from '../areas/area.store.ts'
import { type FigureSource, registerSource } from '../batches/figure-source.ts'
import { STUDENT_CODES } from '../enrolments/student-codes.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import type { SqlSession } from '../kernel/sql.ts'
import type { AgeBand } from '../population/age-band.ts'
import { areasAsked } from './areas-asked.ts'
import type { PlacesWanted } from './coverage.store.ts'
import type { Basis, TargetInForce } from './coverage-row.ts'
import { type Facts, readFacts, targetsInForce } from './facts.ts'
import { demandSmallCounts } from './lattice.ts'
import { type Change, PACE_DAYS, type Progress, progressOf } from './pace.ts'
import { daysByMap, placeUnits, readMapDays } from './placement.ts'
import { NUMBERS_AND_PACE, ownUnit, type Question, type Unit } from './question.ts'
import type { ReportedFigure } from './reported.ts'
import { readStated } from './stated.ts'

const SCHOOL_AGE: AgeBand = 'FROM_6_TO_17'
const OF_SCHOOL_AGE = {
  basis: 'REGISTRY',
  by: [],
  where: { ageBands: [SCHOOL_AGE] },
  compareTo: null,
  parts: NUMBERS_AND_PACE,
  small: true,
} satisfies Question
const WITH_STUDENT_CARD = {
  basis: 'REGISTRY',
  by: ['AGE_BAND'],
  where: { participantCodes: STUDENT_CODES },
  compareTo: null,
  parts: NUMBERS_AND_PACE,
  small: true,
} satisfies Question

/** Pupils and students of an area on a day. Whoever is insured under another code (a poor pupil holds HN) is covered too. */
export interface StudentStanding {
  readonly basis: Basis
  readonly students: number | null
  readonly studentsSource: FigureSource | null
  readonly covered: number | null
  readonly coveredSource: FigureSource | null
  /** The part of `covered` that was allotted by weight because borders differ, 0–1. */
  readonly estimatedShare: number
  readonly change: Change | null
}

export interface StudentCoverage extends Omit<StudentStanding, 'change'>, Progress {
  readonly area: AreaRow
  readonly asOf: PlainDate
  readonly uncovered: number | null
  readonly coverageRate: number | null
  /** The target of measure STUDENT_COVERAGE_RATE in force. */
  readonly target: TargetInForce | null
}

export interface StudentsWanted extends PlacesWanted {
  readonly basis?: Basis | null
}

/**
 * The pupils and students of the areas of a level, those of them with a card, and how far the areas are from their target. Areas
 * of which nothing is known are left out. Throws `BadRequest` `area-unknown-on-day`.
 */
export async function studentCoverage(
  actor: Actor,
  em: SqlSession,
  wanted: StudentsWanted,
): Promise<StudentCoverage[]> {
  const { within, level, asOf, basis, borders } = wanted
  const { areas } = await areasAsked(actor, em, { within, level, on: borders ?? asOf })
  const units = areas.map(ownUnit)
  const standings = await readStudents(actor, em, { units, days: [asOf], basis, borders })
  const targets = await targetsInForce(em, units, [asOf], 'STUDENT_COVERAGE_RATE')
  return areas.flatMap((area) => {
    const standing = standings(area.areaId, asOf)
    if (standing === null) return []
    const { change, ...numbers } = standing
    const { students: population, covered } = numbers
    const coverageRate = ratioOf(covered, population)
    const target = targets.get(`${area.areaId}|${asOf}`) ?? null
    const uncovered = population === null || covered === null ? null : population - covered
    const progress = progressOf({ asOf, population, covered, coverageRate, target, change })
    return [{ area, asOf, ...numbers, uncovered, coverageRate, target, ...progress }]
  })
}

/** Tells an area's pupils and students on a day; null when nothing is known. */
export type StudentsOn = (areaId: number, day: PlainDate) => StudentStanding | null

export interface StudentsOnDays {
  readonly units: readonly Unit[]
  readonly days: readonly PlainDate[]
  readonly basis?: Basis | null
  /** The day whose borders the units have; each day's own when left out. */
  readonly borders?: PlainDate | null
}

/**
 * Reads pupils and students of units on days in a fixed number of statements for each map. Stated figures come first where an
 * office states both all of them and those with a card; else the register: residents of 6 to 17 years, and whoever holds a card as
 * a pupil or student: those are counted off the lattice, so that readers who may not see persons are told of stated figures
 * alone. Throws `BadRequest` `withheld-question` when they ask for the register.
 */
export async function readStudents(
  actor: Actor,
  em: SqlSession,
  { borders = null, ...asked }: StudentsOnDays,
): Promise<StudentsOn> {
  if (asked.basis === 'REGISTRY') demandSmallCounts(actor)
  const onDay = new Map<PlainDate, StudentsOn>()
  const groups = borders === null ? daysByMap(asked.days, await readMapDays(em)) : [asked.days]
  for (const days of groups) {
    const onMap = await readOnBorders(actor, em, { ...asked, days, borders: borders ?? days[0] ?? '' })
    for (const day of days) onDay.set(day, onMap)
  }
  return (areaId, day) => onDay.get(day)?.(areaId, day) ?? null
}

async function readOnBorders(
  actor: Actor,
  em: SqlSession,
  { units, days, basis = null, borders }: StudentsOnDays & { readonly borders: PlainDate },
): Promise<StudentsOn> {
  const isCounted = basis !== 'REPORTED' && seesSmallCounts(actor)
  const byAge = isCounted ? await readFacts(em, units, days, { ...OF_SCHOOL_AGE, borders }) : null
  const byCard = isCounted ? await readFacts(em, units, days, { ...WITH_STUDENT_CARD, borders }) : null
  const allDays = [...new Set([...days, ...days.map((day) => addDays(day, -PACE_DAYS))])]
  const placed = { units, days: allDays, placement: await placeUnits(em, { units, days: allDays, borders }) }
  const stated = basis === 'REGISTRY' ? () => null : await readStated(em, placed, STUDENT_MEASURES)
  const unitOf = new Map(units.map((unit) => [unit.area.areaId, unit]))
  return (areaId, day) => {
    const unit = unitOf.get(areaId)
    if (unit === undefined) return null
    const figure = (measure: StudentMeasure, on: PlainDate) => stated(unit, on, measure)
    const ofOffices = statedStanding(figure, day)
    const counted = byAge && byCard ? countedStanding(unit, day, byAge, byCard) : null
    if (counted === null || ofOffices === null) return counted ?? ofOffices
    const figures = STUDENT_MEASURES.map((measure) => figure(measure, day))
    const isWhole = figures.every((one) => one !== null && (basis !== null || !one.afterRegister))
    return isWhole ? ofOffices : counted
  }
}

const STUDENT_MEASURES = ['STUDENTS', 'STUDENTS_COVERED'] as const
type StudentMeasure = (typeof STUDENT_MEASURES)[number]

function statedStanding(
  figure: (measure: StudentMeasure, on: PlainDate) => ReportedFigure | null,
  day: PlainDate,
): StudentStanding | null {
  const students = figure('STUDENTS', day)
  const covered = figure('STUDENTS_COVERED', day)
  if (students === null && covered === null) return null
  return {
    basis: 'REPORTED',
    students: students?.value ?? null,
    studentsSource: students?.source ?? null,
    covered: covered?.value ?? null,
    coveredSource: covered?.source ?? null,
    estimatedShare: ratioOf(covered?.estimated ?? 0, covered?.value ?? 0) ?? 0,
    change: statedChange(covered, figure('STUDENTS_COVERED', addDays(day, -PACE_DAYS))),
  }
}

function statedChange(now: ReportedFigure | null, then: ReportedFigure | null): Change | null {
  if (now === null || then === null || then.source.asOf >= now.source.asOf) return null
  return { persons: now.value - then.value, days: daysBetween(then.source.asOf, now.source.asOf) }
}

function countedStanding(unit: Unit, day: PlainDate, byAge: Facts, byCard: Facts): StudentStanding | null {
  const now = countedOn(unit, day, byAge, byCard)
  if (now === null) return null
  const then = countedOn(unit, addDays(day, -PACE_DAYS), byAge, byCard)
  const source = registerSource(day)
  const change = then && { persons: now.covered - then.covered, days: PACE_DAYS }
  const { estimated, ...numbers } = now
  const estimatedShare = ratioOf(estimated, now.covered) ?? 0
  return { basis: 'REGISTRY', ...numbers, studentsSource: source, coveredSource: source, estimatedShare, change }
}

/** Everybody of school age, and those of another age who are insured as a pupil or student. */
function countedOn(
  unit: Unit,
  day: PlainDate,
  byAge: Facts,
  byCard: Facts,
): { readonly students: number; readonly covered: number; readonly estimated: number } | null {
  const ages = byAge.counted(unit, day)
  const cards = byCard.counted(unit, day)
  if (ages === null || cards === null) return null
  const [ofAge] = ages.values()
  const older = [...cards.values()].filter((cell) => cell.ageBand !== SCHOOL_AGE)
  const others = older.reduce((sum, cell) => sum + (cell.covered ?? 0), 0)
  const estimated = [...(ofAge ? [ofAge] : []), ...older].reduce((sum, cell) => sum + (cell.estimated?.covered ?? 0), 0)
  return { students: (ofAge?.population ?? 0) + others, covered: (ofAge?.covered ?? 0) + others, estimated }
}
