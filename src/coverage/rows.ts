import { type FigureSource, registerSource } from '../batches/figure-source.ts'
import { toldRate, toldRest } from '../kernel/disclosure.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { percentagePoints, ratioOf, roundTo } from '../kernel/ratio.ts'
import type { Basis, CoverageCell, CoverageComparison, CoverageRow, ToldCell } from './coverage-row.ts'
import type { Facts } from './facts.ts'
import { type Change, NO_PROGRESS, PACE_DAYS, progressOf } from './pace.ts'
import { comparedDay, isByCard, isDetailed, type Question, type Unit } from './question.ts'

/** A unit on a day: what one line of an answer speaks of. */
export interface Place {
  readonly unit: Unit
  readonly day: PlainDate
}

/** A population and a covered count, each with its source, on one basis. */
interface Numbers {
  readonly population: number | null
  readonly populationSource: FigureSource | null
  readonly covered: number | null
  readonly coveredSource: FigureSource | null
  /** How much of `covered` was allotted by weight. */
  readonly estimated: number
  /** The day that they are true for. */
  readonly asOf: PlainDate
  /** Whether they are rounded because the reader may not see persons; then one may be withheld. */
  readonly rounded: boolean
  readonly withheld: boolean
}

/** What everything else of a row follows from. */
export interface AreaStanding {
  readonly basis: Basis
  readonly numbers: Numbers
  /** How `covered` changed of late. */
  readonly change: Change | null
}

interface RowParts extends AreaStanding {
  readonly cell: CoverageCell
  /** The numbers of the day that is compared with, when one is. */
  readonly earlier: Numbers | null
}

const EVERYBODY: CoverageCell = {
  participantCode: null,
  participantGroup: null,
  householdClass: null,
  sex: null,
  ageBand: null,
}
const NOT_KNOWN = {
  ...{ population: null, populationSource: null, covered: null, coveredSource: null },
  ...{ estimated: 0, rounded: false, withheld: false },
} as const

/**
 * The rows of a unit on a day: one, or one for each kind of residents that the question tells apart; none when nothing is
 * known. Without a basis asked: the stated figures when both exist, else the register, else the one stated figure there is.
 */
export function rowsOf(place: Place, question: Question, facts: Facts): CoverageRow[] {
  if (isDetailed(question)) return cellRows(place, question, facts)
  const standing = standingOf(place, question, facts)
  if (standing === null) return []
  const compareTo = comparedDay(question, place.day)
  const earlier = compareTo === null ? null : numbersOn({ unit: place.unit, day: compareTo }, standing.basis, facts)
  return [rowFrom(place, { ...standing, cell: EVERYBODY, earlier }, question, facts)]
}

/** The rows of a unit on a series of days. Of days that are counted on the same end of a month the first is told. */
export function seriesOf(
  unit: Unit,
  days: readonly PlainDate[],
  question: Question,
  factsOn: (day: PlainDate) => Facts,
): CoverageRow[] {
  let last: PlainDate | null = null
  return days.flatMap((day) => {
    const facts = factsOn(day)
    const rows = rowsOf({ unit, day }, question, facts)
    const counted = facts.countedOn(day)
    const isRepeated = counted === last
    last = counted
    return isRepeated ? rows.filter((row) => row.basis === 'REPORTED') : rows
  })
}

/** The numbers of everybody in a unit on a day and how they changed of late; null when nothing is known. */
export function standingOf(
  place: Place,
  question: Pick<Question, 'basis' | 'parts'>,
  facts: Facts,
): AreaStanding | null {
  const basis = basisOf(place, question.basis, facts)
  if (basis === null) return null
  const change = question.parts.pace ? changeOf(place, basis, facts) : null
  return { basis, numbers: numbersOn(place, basis, facts), change }
}

function basisOf(place: Place, asked: Basis | null, facts: Facts): Basis | null {
  const measures = asked === 'REGISTRY' ? [] : (['POPULATION', 'COVERED'] as const)
  const stated = measures.map((measure) => facts.reported(place.unit, place.day, measure))
  const figures = stated.filter((figure) => figure !== null).length
  const yields = asked === null && stated.some((figure) => figure?.afterRegister)
  if (figures === 2 && !yields) return 'REPORTED'
  if (asked !== 'REPORTED' && facts.counted(place.unit, place.day) !== null) return 'REGISTRY'
  if (figures === 2) return 'REPORTED'
  return figures === 1 ? 'REPORTED' : null
}

function numbersOn({ unit, day }: Place, basis: Basis, facts: Facts): Numbers {
  if (basis === 'REPORTED') {
    const population = facts.reported(unit, day, 'POPULATION')
    const covered = facts.reported(unit, day, 'COVERED')
    return {
      population: population?.value ?? null,
      populationSource: population?.source ?? null,
      covered: covered?.value ?? null,
      coveredSource: covered?.source ?? null,
      estimated: covered?.estimated ?? 0,
      asOf: day,
      ...{ rounded: false, withheld: false },
    }
  }
  const cells = facts.counted(unit, day)
  if (cells === null) return { ...NOT_KNOWN, asOf: facts.countedOn(day) }
  const [cell] = cells.values()
  return countedNumbers(cell ?? { ...EVERYBODY, population: 0, covered: 0 }, facts.countedOn(day), facts)
}

function countedNumbers(cell: ToldCell, day: PlainDate, { rounded }: Pick<Facts, 'rounded'>): Numbers {
  const source = registerSource(day)
  return {
    asOf: day,
    rounded,
    withheld: cell.withheld ?? false,
    population: cell.population,
    populationSource: cell.population === null ? null : source,
    covered: cell.covered,
    coveredSource: cell.covered === null ? null : source,
    estimated: cell.estimated?.covered ?? 0,
  }
}

function changeOf(place: Place, basis: Basis, facts: Facts): Change | null {
  return basis === 'REPORTED' ? reportedChange(place, facts) : registryChange(place, facts)
}

/** The last 28 days of the register; null when the register did not know the area yet 28 days ago. */
function registryChange(place: Place, facts: Facts): Change | null {
  const before = { unit: place.unit, day: facts.paceFrom(place.day) }
  return changeBetween(numbersOn(before, 'REGISTRY', facts), numbersOn(place, 'REGISTRY', facts))
}

function changeBetween(then: Pick<Numbers, 'covered' | 'asOf'>, now: Pick<Numbers, 'covered' | 'asOf'>): Change | null {
  if (now.covered === null || then.covered === null) return null
  return { persons: now.covered - then.covered, days: daysBetween(then.asOf, now.asOf) }
}

/** Between the figure in force and the one in force 28 days earlier, over the days that lie between the two. */
function reportedChange({ unit, day }: Place, facts: Facts): Change | null {
  const now = facts.reported(unit, day, 'COVERED')
  const then = facts.reported(unit, addDays(day, -PACE_DAYS), 'COVERED')
  if (now === null || then === null || then.source.asOf >= now.source.asOf) return null
  return { persons: now.value - then.value, days: daysBetween(then.source.asOf, now.source.asOf) }
}

/** A row for each cell with anybody in it on the day asked or on the day compared with. */
function cellRows(place: Place, question: Question, facts: Facts): CoverageRow[] {
  const { unit, day } = place
  const now = facts.counted(unit, day)
  if (now === null) return []
  const paceFrom = question.parts.pace ? facts.paceFrom(day) : day
  const before = question.parts.pace ? facts.counted(unit, paceFrom) : null
  const compareTo = comparedDay(question, day)
  const then = compareTo === null ? null : facts.counted(unit, compareTo)
  const cells = new Map<string, CoverageCell>([...(then ?? []), ...now])
  if (question.by.length === 0 && cells.size === 0) cells.set('', EVERYBODY)
  const population = isByCard(question) ? null : 0
  return [...cells].map(([key, cell]) => {
    const numbersIn = (counted: ReadonlyMap<string, ToldCell>, on: PlainDate) =>
      countedNumbers(
        counted.get(key) ?? { ...cell, withheld: false, population, covered: 0 },
        facts.countedOn(on),
        facts,
      )
    const numbers = numbersIn(now, day)
    const unknown = compareTo === null ? null : { ...NOT_KNOWN, asOf: facts.countedOn(compareTo) }
    const parts: RowParts = {
      basis: 'REGISTRY',
      cell,
      numbers,
      change: before && changeBetween(numbersIn(before, paceFrom), numbers),
      earlier: compareTo !== null && then ? numbersIn(then, compareTo) : unknown,
    }
    return rowFrom(place, parts, question, facts)
  })
}

function rowFrom(place: Place, parts: RowParts, question: Question, facts: Facts): CoverageRow {
  const { unit, day } = place
  const { cell, numbers } = parts
  const { population, populationSource, covered, coveredSource, asOf } = numbers
  const coverageRate = rateOf(numbers)
  const target = isDetailed(question) ? null : facts.target(unit, day)
  return {
    areaId: unit.area.areaId,
    area: unit.area,
    asOf,
    participantCode: cell.participantCode,
    participantGroup: cell.participantGroup,
    householdClass: cell.householdClass,
    sex: cell.sex,
    ageBand: cell.ageBand,
    ...{ population, populationSource, covered, coveredSource },
    basis: parts.basis,
    uncovered: restOf(numbers),
    coverageRate,
    target,
    ...(question.parts.progress
      ? progressOf({ asOf, population, covered, coverageRate, target, change: parts.change })
      : NO_PROGRESS),
    compared: parts.earlier && comparison(numbers, parts.earlier),
    rank: null,
    estimatedShare: estimatedShareOf(numbers),
    suppressed: numbers.withheld,
  }
}

/** Of rounded numbers rounded as well. */
export function rateOf({
  covered,
  population,
  rounded,
}: Pick<Numbers, 'covered' | 'population' | 'rounded'>): number | null {
  return rounded ? toldRate(covered, population) : ratioOf(covered, population)
}

function restOf({ covered, population, rounded }: Numbers): number | null {
  if (rounded) return toldRest(population, covered)
  return population === null || covered === null ? null : population - covered
}

function estimatedShareOf({ estimated, covered, rounded }: Numbers): number {
  const share = ratioOf(estimated, covered) ?? 0
  return rounded ? Math.min(1, roundTo(share, 2)) : share
}

function comparison(now: Numbers, then: Numbers): CoverageComparison {
  const rateNow = rateOf(now)
  const rateThen = rateOf(then)
  return {
    asOf: then.asOf,
    covered: then.covered,
    coverageRate: rateThen,
    coveredChange: now.covered === null || then.covered === null ? null : now.covered - then.covered,
    pointsChange: rateNow === null || rateThen === null ? null : percentagePoints(rateThen, rateNow),
  }
}
