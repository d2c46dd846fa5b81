import type { Actor } from '../access/actor.ts'
import { seesSmallCounts } from '../access/may.ts'
import { areasByIds } from '../areas/area.store.ts'
import type { AreaLevel } from '../areas/area-level.ts'
import { hubVersion, NOT_READ } from '../batches/hub-version.store.ts'
import { grouped } from '../kernel/grouped.ts'
import { BadRequest, type PageRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { areasAsked, levelEndedOn } from './areas-asked.ts'
import type {
  Basis,
  CoverageAnswer,
  CoverageDimension,
  CoverageOrder,
  CoverageReport,
  CoverageRow,
  CoverageWhere,
  HouseholdCount,
  PopulationFigure,
} from './coverage-row.ts'
import { type Facts, readFacts, readFactsByMap, readFactsPlaced } from './facts.ts'
import { countHouseholds } from './household-counts.ts'
import { ordered, pageOf, ranked, unitsFrom, unitsOfPage } from './order.ts'
import { populationOf } from './population.ts'
import {
  type CoverageParts,
  isByCard,
  ownUnit,
  partsNeeded,
  type Question,
  type RelativeDay,
  refuseReportedDetail,
  standsOn,
  type Unit,
} from './question.ts'
import { type Place, rowsOf } from './rows.ts'
import { type ChooseUnits, unitsByRate } from './units-by-rate.ts'

/** Which areas on which day: `within` and `level` as they stood on the day of the borders. */
export interface PlacesWanted {
  /** An area's code; the country when left out. */
  readonly within?: string | null
  /** The level of the rows; the one below `within` when left out. */
  readonly level?: AreaLevel | null
  readonly asOf: PlainDate
  /** The day whose borders are meant; `asOf` when left out. */
  readonly borders?: PlainDate | null
}

export interface PopulationWanted extends PlacesWanted {
  readonly by?: readonly CoverageDimension[] | null
  readonly where?: CoverageWhere | null
  readonly basis?: Basis | null
}

export interface CoverageWanted extends PopulationWanted {
  readonly compareTo?: PlainDate | RelativeDay | null
  /** AREA when left out. */
  readonly orderBy?: CoverageOrder | null
  /** What of the answer will be read; everything when left out. */
  readonly parts?: CoverageParts
}

/** What is asked of areas that are known by id. */
export interface AreaCoverageWanted {
  readonly asOf: PlainDate
  /** The day whose borders are meant; `asOf` when left out. An area that does not stand on it is left out. */
  readonly borders?: PlainDate | null
  readonly basis?: Basis | null
  readonly compareTo?: PlainDate | RelativeDay | null
  /** What of the answer will be read; everything when left out. */
  readonly parts?: CoverageParts
}

/**
 * A page of the coverage of the areas of a level. Throws `BadRequest`: `area-unknown-on-day`,
 * `reported-has-no-dimensions`, `order-needs-compare-to`, and those of a page.
 */
export async function coverageReport(
  actor: Actor,
  em: SqlSession,
  wanted: CoverageWanted & PageRequest,
): Promise<CoverageReport> {
  const orderBy = wanted.orderBy ?? 'AREA'
  for (const most of orderBy === 'AREA' && wanted.parts?.overall === false ? unitsOfPage(wanted) : []) {
    const page = await pageByArea(actor, em, wanted, most)
    if (page) return page
  }
  const answer = await coverageInFull(actor, em, wanted, (units, question) => unitsByRate(em, units, question, wanted))
  return { ...answer, ...pageOf(answer.rows, orderBy, wanted) }
}

/** In the order of the areas a page is made of its own areas alone; null when so many have too few rows to fill it. */
async function pageByArea(
  actor: Actor,
  em: SqlSession,
  wanted: CoverageWanted & PageRequest,
  most: number,
): Promise<CoverageReport | null> {
  let isRest = false
  const answer = await coverageInFull(actor, em, wanted, (units) => {
    const rest = unitsFrom(units, wanted)
    isRest = rest.length <= most
    return { units: rest.slice(0, most) }
  })
  const page = pageOf(answer.rows, 'AREA', wanted)
  return page.hasNextPage || isRest ? { ...answer, ...page, totalCount: null } : null
}

/** The same with every row, or with those of the chosen units: what goes into a file. */
export async function coverageInFull(
  actor: Actor,
  em: SqlSession,
  wanted: CoverageWanted,
  choose: ChooseUnits = (units) => ({ units }),
): Promise<CoverageAnswer> {
  const orderBy = wanted.orderBy ?? 'AREA'
  if (orderBy === 'COVERED_CHANGE_DESC' && !wanted.compareTo) {
    throw new BadRequest('order-needs-compare-to', 'orderBy COVERED_CHANGE_DESC needs compareTo')
  }
  const question = questionOf(actor, wanted)
  // The version is read first: numbers that a commit changes meanwhile then go with an older version, never with a newer.
  const version = question.parts.version ? await hubVersion(em) : NOT_READ
  const { asOf } = wanted
  const { within, units: all } = await unitsAsked(actor, em, wanted)
  const { units, placed } = await choose(all, question)
  const whole = question.parts.total ? within : null
  const counted = whole && question.by.length === 0 ? [...units, whole] : units
  const facts = await (placed && !whole
    ? readFactsPlaced(em, placed, [asOf], question)
    : readFacts(em, counted, [asOf], question))
  const found = units.map((unit) => ({ unit, rows: rowsOf({ unit, day: asOf }, question, facts) }))
  const answered = found.flatMap(({ rows }) => rows)
  const [total] = whole ? await totalRows(em, { unit: whole, day: asOf }, question, facts) : []
  return {
    asOf,
    borders: wanted.borders ?? asOf,
    rows: ordered(question.parts.overall ? ranked(answered) : answered, orderBy),
    total: total ?? null,
    missing: found.filter(({ rows }) => rows.length === 0).map(({ unit }) => unit.area),
    levelEndedOn: all.length > 0 ? null : await levelEndedOn(em, { ...wanted, on: wanted.borders ?? asOf }),
    ...version,
  }
}

/** Residents of the areas of a level, or of each kind of them. Throws `BadRequest` as `coverageReport` does, and `population-by-card`. */
export async function populationFigures(
  actor: Actor,
  em: SqlSession,
  wanted: PopulationWanted,
): Promise<PopulationFigure[]> {
  const question = questionOf(actor, wanted)
  if (isByCard(question)) {
    throw new BadRequest(
      'population-by-card',
      'residents have a participant code only by their card: ask for coverage instead',
    )
  }
  const { units } = await unitsAsked(actor, em, wanted)
  const facts = await readFacts(em, units, [wanted.asOf], question)
  return units.flatMap((unit) => populationOf(unit, wanted.asOf, question, facts))
}

/** Households by class in the areas of a level, from the register. Throws `BadRequest` as `coverageReport` does. */
export async function householdCounts(actor: Actor, em: SqlSession, wanted: PlacesWanted): Promise<HouseholdCount[]> {
  const { units } = await unitsAsked(actor, em, wanted)
  return countHouseholds(actor, em, units, { day: wanted.asOf, borders: wanted.borders ?? wanted.asOf })
}

/** The row of each area of which anything is known on the day, by area id. */
export async function areaCoverage(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  wanted: AreaCoverageWanted,
): Promise<Map<number, CoverageRow>> {
  const question = questionOf(actor, wanted)
  const units = await unitsById(actor, em, areaIds, [wanted.borders ?? wanted.asOf])
  const facts = await readFacts(em, units, [wanted.asOf], question)
  return new Map(
    units
      .flatMap((unit) => rowsOf({ unit, day: wanted.asOf }, question, facts))
      .map((row) => [row.areaId, row] as const),
  )
}

/** The population of each area of which one is known on the day, by area id. */
export async function areaPopulation(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  { asOf, basis, borders }: Pick<AreaCoverageWanted, 'asOf' | 'basis' | 'borders'>,
): Promise<Map<number, PopulationFigure>> {
  const question = questionOf(actor, { basis, asOf, borders })
  const units = await unitsById(actor, em, areaIds, [borders ?? asOf])
  const facts = await readFacts(em, units, [asOf], question)
  return new Map(
    units
      .flatMap((unit) => populationOf(unit, asOf, question, facts))
      .map((figure) => [figure.areaId, figure] as const),
  )
}

/** The residents of each area on each day, where they are known: the stated figure, else the register. By area id and day. */
export async function populationsOn(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
): Promise<Map<number, Map<PlainDate, number>>> {
  const question = questionOf(actor, {})
  const units = await unitsById(actor, em, areaIds, days)
  const factsOn = await readFactsByMap(em, units, days, question)
  const countsOf = (unit: Unit) =>
    new Map(
      days
        .filter((day) => standsOn(unit.area, day))
        .flatMap((day) =>
          populationOf(unit, day, question, factsOn(day)).map((figure) => [day, figure.count] as const),
        ),
    )
  return new Map(units.map((unit) => [unit.area.areaId, countsOf(unit)]))
}

/** Households by class in each area of which the register knows anything on the day, by area id. */
export async function areaHouseholdCounts(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  { asOf, borders: asked }: Pick<AreaCoverageWanted, 'asOf' | 'borders'>,
): Promise<Map<number, HouseholdCount[]>> {
  const borders = asked ?? asOf
  const units = await unitsById(actor, em, areaIds, [borders])
  const counts = await countHouseholds(actor, em, units, { day: asOf, borders })
  return grouped(counts, (count) => count.areaId)
}

/** The question that is asked of every unit. Throws `BadRequest` `reported-has-no-dimensions`. */
export function questionOf(actor: Actor, wanted: Partial<CoverageWanted>): Question {
  const question: Question = {
    basis: wanted.basis ?? null,
    by: wanted.by ?? [],
    where: wanted.where ?? {},
    compareTo: wanted.compareTo ?? null,
    borders: wanted.borders ?? wanted.asOf ?? null,
    parts: partsNeeded(wanted.parts, wanted.orderBy),
    small: seesSmallCounts(actor),
  }
  refuseReportedDetail(question)
  return question
}

/** The same question for the whole of `within`, not split. Where the rows are split their facts do not tell it: it is read too. */
async function totalRows(em: SqlSession, within: Place, question: Question, facts: Facts): Promise<CoverageRow[]> {
  if (question.by.length === 0) return rowsOf(within, question, facts)
  const unsplit: Question = { ...question, by: [], basis: 'REGISTRY' }
  return rowsOf(within, unsplit, await readFacts(em, [within.unit], [within.day], unsplit))
}

interface UnitsAsked {
  readonly within: Unit | null
  readonly units: readonly Unit[]
}

async function unitsAsked(actor: Actor, em: SqlSession, wanted: PlacesWanted): Promise<UnitsAsked> {
  const borders = wanted.borders ?? wanted.asOf
  const { within, level } = wanted
  const { areas, within: whole } = await areasAsked(actor, em, { within, level, on: borders })
  return { within: whole && ownUnit(whole), units: areas.map(ownUnit) }
}

/** The areas that the actor may see and that exist on one of the days: of an area that has ended nothing is known any more. */
export async function unitsById(
  actor: Actor,
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
): Promise<Unit[]> {
  const areas = await areasByIds(actor, em, areaIds)
  return areas.filter((area) => days.some((day) => standsOn(area, day))).map(ownUnit)
}
