import type { FigureSource } from '../batches/figure-source.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { percentagePoints, ratioOf } from '../kernel/ratio.ts'
import type { Basis, CountedCell, CoverageCell, CoverageComparison, CoverageRow } from './coverage-row.ts'
import type { Facts } from './facts.ts'
import { type Change, PACE_DAYS, progressOf } from './pace.ts'
import { isByCard, isDetailed, type Question, type Unit } from './question.ts'

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
}

interface RowParts {
  readonly basis: Basis
  readonly cell: CoverageCell
  readonly numbers: Numbers
  /** How `covered` changed of late. */
  readonly change: Change | null
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
const NOT_KNOWN: Numbers = { population: null, populationSource: null, covered: null, coveredSource: null }

/**
 * The rows of a unit on a day: one, or one for each kind of residents that the question tells apart; none when nothing is
 * known. Without a basis asked: the stated figures when both exist, else the register, else the one stated figure there is.
 */
export function rowsOf(place: Place, question: Question, facts: Facts): CoverageRow[] {
  if (isDetailed(question)) return cellRows(place, question, facts)
  const basis = basisOf(place, question.basis, facts)
  if (basis === null) return []
  const { compareTo } = question
  const parts: RowParts = {
    basis,
    cell: EVERYBODY,
    numbers: numbersOn(place, basis, facts),
    change: question.parts.pace ? changeOf(place, basis, facts) : null,
    earlier: compareTo === null ? null : numbersOn({ unit: place.unit, day: compareTo }, basis, facts),
  }
  return [rowFrom(place, parts, question, facts)]
}

function basisOf(place: Place, asked: Basis | null, facts: Facts): Basis | null {
  const stated = asked === 'REGISTRY' ? NOT_KNOWN : numbersOn(place, 'REPORTED', facts)
  const figures = [stated.population, stated.covered].filter((figure) => figure !== null).length
  if (figures === 2) return 'REPORTED'
  if (asked !== 'REPORTED' && facts.counted(place.unit, place.day) !== null) return 'REGISTRY'
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
    }
  }
  const cells = facts.counted(unit, day)
  if (cells === null) return NOT_KNOWN
  const [cell] = cells.values()
  return countedNumbers(cell ?? { ...EVERYBODY, population: 0, covered: 0 }, day)
}

function countedNumbers(cell: CountedCell, day: PlainDate): Numbers {
  const source: FigureSource = { asOf: day, batchId: null, sourceName: 'register', address: null }
  return {
    population: cell.population,
    populationSource: cell.population === null ? null : source,
    covered: cell.covered,
    coveredSource: source,
  }
}

function changeOf(place: Place, basis: Basis, facts: Facts): Change | null {
  return basis === 'REPORTED' ? reportedChange(place, facts) : registryChange(place, facts)
}

/** The last 28 days of the register; null when the register did not know the area yet 28 days ago. */
function registryChange(place: Place, facts: Facts): Change | null {
  const before = { unit: place.unit, day: addDays(place.day, -PACE_DAYS) }
  const now = numbersOn(place, 'REGISTRY', facts).covered
  const then = numbersOn(before, 'REGISTRY', facts).covered
  return now === null || then === null ? null : { persons: now - then, days: PACE_DAYS }
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
  const before = question.parts.pace ? facts.counted(unit, addDays(day, -PACE_DAYS)) : null
  const then = question.compareTo === null ? null : facts.counted(unit, question.compareTo)
  const cells = new Map<string, CoverageCell>([...(then ?? []), ...now])
  if (question.by.length === 0 && cells.size === 0) cells.set('', EVERYBODY)
  const population = isByCard(question) ? null : 0
  return [...cells].map(([key, cell]) => {
    const countOf = (counted: ReadonlyMap<string, CountedCell>) =>
      counted.get(key) ?? { ...cell, population, covered: 0 }
    const parts: RowParts = {
      basis: 'REGISTRY',
      cell,
      numbers: countedNumbers(countOf(now), day),
      change: before && { persons: countOf(now).covered - countOf(before).covered, days: PACE_DAYS },
      earlier:
        question.compareTo === null ? null : then ? countedNumbers(countOf(then), question.compareTo) : NOT_KNOWN,
    }
    return rowFrom(place, parts, question, facts)
  })
}

function rowFrom(place: Place, parts: RowParts, question: Question, facts: Facts): CoverageRow {
  const { unit, day } = place
  const { cell, numbers } = parts
  const { population, covered } = numbers
  const coverageRate = ratioOf(covered, population)
  const target = isDetailed(question) ? null : facts.target(unit, day)
  return {
    areaId: unit.area.areaId,
    area: unit.area,
    asOf: day,
    participantCode: cell.participantCode,
    participantGroup: cell.participantGroup,
    householdClass: cell.householdClass,
    sex: cell.sex,
    ageBand: cell.ageBand,
    ...numbers,
    basis: parts.basis,
    uncovered: population === null || covered === null ? null : population - covered,
    coverageRate,
    target,
    ...progressOf({ asOf: day, population, covered, coverageRate, target, change: parts.change }),
    compared: question.compareTo && parts.earlier ? comparison(numbers, parts.earlier, question.compareTo) : null,
    rank: null,
    estimatedShare: 0,
    suppressed: false,
  }
}

function comparison(now: Numbers, then: Numbers, asOf: PlainDate): CoverageComparison {
  const rateNow = ratioOf(now.covered, now.population)
  const rateThen = ratioOf(then.covered, then.population)
  return {
    asOf,
    covered: then.covered,
    coverageRate: rateThen,
    coveredChange: now.covered === null || then.covered === null ? null : now.covered - then.covered,
    pointsChange: rateNow === null || rateThen === null ? null : percentagePoints(rateThen, rateNow),
  }
}
