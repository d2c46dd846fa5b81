import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import type { TargetInForce } from './coverage-row.ts'
import { monthEnd, monthEndBefore } from './lattice.ts'
import { PACE_DAYS } from './pace.ts'
import { daysByMap, ownPlacement, type Placed, placeUnits, readMapDays } from './placement.ts'
import { comparedDay, isDetailed, type Question, standsOn, type Unit } from './question.ts'
import { readRegistered } from './registered.ts'
import { type Reported, readStated } from './stated.ts'
import { readTold, type Told } from './told-counts.ts'

/** Everything that answers are made of, read beforehand in a fixed number of statements, however many areas and days. */
export interface Facts {
  /** Cells counted in the register, by `cellKey`; null when the register knows nobody there up to that day. As the reader is told. */
  readonly counted: Told
  /** The day that is counted for a day asked: itself, or the end of a month for readers who may not see persons. */
  countedOn(day: PlainDate): PlainDate
  /** The day from which the present pace of the register is measured. */
  paceFrom(day: PlainDate): PlainDate
  /** Whether counts are rounded, and rates with them. */
  readonly rounded: boolean
  readonly reported: Reported
  target(unit: Unit, day: PlainDate): TargetInForce | null
}

/** The days of which numbers are read for answers of `days`: with those that they are compared with, and those of the pace. */
export function daysRead(days: readonly PlainDate[], question: Question): PlainDate[] {
  const lately = question.parts.pace ? days.map((day) => addDays(day, -PACE_DAYS)) : []
  return distinct([...days, ...lately, ...daysCompared(days, question)])
}

function daysCompared(days: readonly PlainDate[], question: Question): PlainDate[] {
  return days.map((day) => comparedDay(question, day)).filter((day) => day !== null)
}

/** Reads what `question` needs of `units` on `days`, and on the days that those are compared with. */
export async function readFacts(
  em: SqlSession,
  units: readonly Unit[],
  days: readonly PlainDate[],
  question: Question,
): Promise<Facts> {
  const read = { units, days: daysRead(days, question) }
  const borders = question.borders ?? null
  const placement = borders === null ? ownPlacement(days[0] ?? '', units) : await placeUnits(em, { ...read, borders })
  return readFactsPlaced(em, { ...read, placement }, days, question)
}

/** The same where it is known already where the numbers of all `daysRead` lie. */
export async function readFactsPlaced(
  em: SqlSession,
  asked: Placed,
  days: readonly PlainDate[],
  question: Question,
): Promise<Facts> {
  const { units } = asked
  const detailed = isDetailed(question)
  const targets =
    detailed || !question.parts.target ? new Map<string, TargetInForce>() : await targetsInForce(em, units, days)
  return {
    ...(await readCounted(em, asked, question, [...days, ...daysCompared(days, question)])),
    reported: question.basis === 'REGISTRY' || detailed ? () => null : await readStated(em, asked),
    target: (unit, day) => targets.get(`${unit.area.areaId}|${day}`) ?? null,
  }
}

type CountedFacts = Pick<Facts, 'counted' | 'countedOn' | 'paceFrom' | 'rounded'>

/** What the register counts, as the reader of the question is told of it. */
async function readCounted(
  em: SqlSession,
  placed: Placed,
  question: Question,
  days: readonly PlainDate[],
): Promise<CountedFacts> {
  const isAsked = question.basis !== 'REPORTED'
  if (question.small) {
    const counted = isAsked ? await readRegistered(em, placed, question) : () => null
    return { counted, countedOn: (day) => day, paceFrom: (day) => addDays(day, -PACE_DAYS), rounded: false }
  }
  const months = days.flatMap((day) => [monthEnd(day), ...(question.parts.pace ? [monthEndBefore(day)] : [])])
  const wanted = { units: placed.units, days: distinct(months), borders: question.borders ?? null }
  const told = isAsked ? await readTold(em, wanted, question) : () => null
  return {
    counted: (unit, day) => told(unit, monthEnd(day)),
    countedOn: monthEnd,
    paceFrom: monthEndBefore,
    rounded: true,
  }
}

/** The facts of the units that stand on each day, on its own borders: read once for every map that the country had on the days. */
export async function readFactsByMap(
  em: SqlSession,
  units: readonly Unit[],
  days: readonly PlainDate[],
  question: Question,
): Promise<(day: PlainDate) => Facts> {
  const groups = daysByMap(days, await readMapDays(em))
  // At once, so that what they have in common is read together.
  const ofGroups = groups.map(async (group) => {
    const standing = units.filter(({ area }) => group.some((day) => standsOn(area, day)))
    const facts = await readFacts(em, standing, group, { ...question, borders: group[0] ?? null })
    return group.map((day) => [day, facts] as const)
  })
  const facts = new Map((await Promise.all(ofGroups)).flat())
  return (day) => {
    const found = facts.get(day)
    if (found === undefined) throw new Error(`${day} is not among the days that facts were read of`)
    return found
  }
}

/**
 * The target of an area on a day, by `area|day`: valid_from <= day <= due_on, of several the one that was assigned last. One
 * statement.
 */
export async function targetsInForce(
  em: SqlSession,
  units: readonly Unit[],
  days: readonly PlainDate[],
  measure: TargetInForce['measure'] = 'COVERAGE_RATE',
): Promise<Map<string, TargetInForce>> {
  const found = await prepared<TargetInForce & { readonly day: string }>(
    em,
    `select distinct on (t.area_id, d.day) d.day::text, t.target_id::int as "targetId", t.area_id as "areaId", t.measure, t.value,
      t.valid_from::text as "validFrom", t.due_on::text as "dueOn", t.assigned_by as "assignedById", t.document
    from unnest($2::date[]) d(day)
    join target t on t.area_id = any($1::int[]) and t.measure = $3 and t.valid_from <= d.day and d.day <= t.due_on
    order by t.area_id, d.day, t.valid_from desc, t.due_on`,
    [units.map((unit) => unit.area.areaId), days, measure],
  )
  return new Map(found.map(({ day, ...target }) => [`${target.areaId}|${day}`, target]))
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
