import { digest } from '../kernel/digest.ts'
import { grouped } from '../kernel/grouped.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { remembered, rows, type SqlSession } from '../kernel/sql.ts'
import { statedSources } from './border-sources.ts'
import type { Crossing, Sizes } from './crossing.ts'
import { holdsOn, readSizes } from './crossing-steps.ts'
import { mapOf, mapStart, type Placed } from './placement.ts'
import { standsOn, type Unit } from './question.ts'
import {
  EVERYBODY,
  type FigureMeasure,
  type ReportedFigure,
  readReported,
  readSince,
  reportedKey,
  sumOfFigures,
} from './reported.ts'

/** The figure that offices stated for a unit, carried over to the borders asked where they differ; null when there is none. */
export type Reported = (unit: Unit, day: PlainDate, measure: FigureMeasure) => ReportedFigure | null

/**
 * The figures in force on the days. Where the borders are others than the day's, or nothing was stated of a unit since it
 * came about, figures of the areas that it was made of are carried over, as they were in force before: added up when they
 * lie in it whole, by weight when they were divided; all of them or nothing. At most six statements, none where the session remembers
 * what was in force since the same day.
 */
export async function readStated(
  em: SqlSession,
  placed: Placed,
  measures: readonly FigureMeasure[] = EVERYBODY,
): Promise<Reported> {
  const sinceOf = await readSince(em)
  const { units, placement } = placed
  const { borders, maps } = placement
  const days = [...new Set(placed.days.map(sinceOf))]
  const name = digest([units.map(({ area }) => area.areaId), mapStart(borders, maps), days, measures])
  const found = await remembered(em, `stated ${name}`, async () => {
    const figureOf = await readInForce(em, { ...placed, days }, measures)
    const asked = units.flatMap((unit) => days.flatMap((day) => measures.map((measure) => ({ unit, day, measure }))))
    return asked.flatMap(({ unit, day, measure }) => {
      const figure = figureOf(unit, day, measure)
      return figure === null ? [] : [[reportedKey(unit.area.areaId, day, measure), figure] as const]
    })
  })
  const figures = new Map(found)
  return ({ area }, day, measure) => figures.get(reportedKey(area.areaId, sinceOf(day), measure)) ?? null
}

async function readInForce(em: SqlSession, placed: Placed, measures: readonly FigureMeasure[]): Promise<Reported> {
  const { units, days, placement } = placed
  const { maps, borders } = placement
  const direct = await readReported(
    em,
    units.map(({ area }) => area.areaId),
    days,
    measures,
  )
  const directly: Reported = ({ area }, day, measure) => direct(area.areaId, day, measure)
  const last = days.toSorted().at(-1) ?? borders
  const eves = maps.filter((day) => day <= last).map((day) => addDays(day, -1))
  const carrying = maps.length === 0 ? [] : await unitsWithFigures(em, placed, measures)
  if (carrying.length === 0) return directly
  const carried = await readCarried(
    em,
    { ...placed, units: carrying, days: [...new Set([...days, ...eves])] },
    measures,
  )
  return (unit, day, measure) => {
    const own = mapOf(day, maps) === mapOf(borders, maps) ? directly : carried
    const before = eves.filter((eve) => eve < day).reverse()
    return own(unit, day, measure) ?? firstOf(before, (eve) => carried(unit, eve, measure))
  }
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

/** The units in which, on the borders, anything lies that a figure was stated of. One statement. */
async function unitsWithFigures(
  em: SqlSession,
  { units, placement }: Placed,
  measures: readonly FigureMeasure[],
): Promise<readonly Unit[]> {
  const { borders, crossing } = placement
  const pairs = crossing
    .areaIds()
    .flatMap((areaId) =>
      [...crossing.wholeIn(areaId), ...crossing.partlyIn(areaId)].map((unitId) => ({ areaId, unitId })),
    )
  const found = await rows<{ unit_id: number }>(
    em,
    `with stated as materialized (select distinct area_id from reported_figure where measure = any($3::text[]))
    select link.ancestor_id as unit_id from stated join area_ancestor link using (area_id)
    where link.ancestor_id = any($1::int[]) and ${holdsOn('link', '$2::date')}
    union
    select crossing.unit_id from unnest($4::int[], $5::int[]) crossing(area_id, unit_id) join stated using (area_id)`,
    [
      units.map(({ area }) => area.areaId),
      borders,
      measures,
      pairs.map(({ areaId }) => areaId),
      pairs.map(({ unitId }) => unitId),
    ],
  )
  const ids = new Set(found.map((row) => row.unit_id))
  return units.filter(({ area }) => ids.has(area.areaId))
}

/**
 * On the map of the borders the unit's own figure, on another map what the areas of that map make of it: its share of what was
 * stated of larger areas that took it in with others (a province of 2025), else its communes. Three statements.
 */
async function readCarried(
  em: SqlSession,
  { units, days, placement }: Placed,
  measures: readonly FigureMeasure[],
): Promise<Reported> {
  const { maps, borders, crossing } = placement
  const isOther = (day: PlainDate) => mapOf(day, maps) !== mapOf(borders, maps)
  const divided = crossing.areaIds().filter((areaId) => crossing.partlyIn(areaId).length > 0)
  const [communes, larger] = [partsOf(crossing, true), partsOf(crossing, false)]
  const sources = await statedSources(em, {
    unitIds: units.map(({ area }) => area.areaId),
    borders: mapStart(borders, maps),
    days: [...new Set(days.filter(isOther).map((day) => mapStart(day, maps)))],
    located: crossing.areaIds().flatMap((areaId) => crossing.wholeIn(areaId).map((unitId) => ({ areaId, unitId }))),
  })
  const asked = [
    ...units.map(({ area }) => area.areaId),
    ...sources.map(({ areaId }) => areaId),
    ...divided,
    ...[...larger.values()].flat().map(({ areaId }) => areaId),
  ]
  const known = await readReported(em, [...new Set(asked)], days, measures)
  const sizes = await readSizes(em, crossing, divided)
  const wholes = grouped(sources, ({ unitId, day }) => `${unitId}|${day}`)
  return ({ area: { areaId: unitId } }, day, measure) => {
    const figureOf = (areaId: number) => known(areaId, day, measure)
    if (!isOther(day)) return figureOf(unitId)
    const share = (areaId: number) => shareOf(figureOf(areaId), { areaId, unitId, crossing, sizes })
    const standing = ({ areaId }: Part) => stoodOn(crossing, areaId, day)
    const ofLarger = (larger.get(unitId) ?? []).filter(standing)
    if (
      ofLarger.some(({ isWhole }) => !isWhole) &&
      ofLarger.every(({ areaId }) => figureOf(areaId)?.ofAreaId === areaId)
    )
      return sumOfFigures(ofLarger.map(({ areaId, isWhole }) => (isWhole ? figureOf(areaId) : share(areaId))))
    return sumOfFigures([
      ...(wholes.get(`${unitId}|${mapStart(day, maps)}`) ?? []).map(({ areaId }) => figureOf(areaId)),
      ...(communes.get(unitId) ?? []).filter((one) => !one.isWhole && standing(one)).map(({ areaId }) => share(areaId)),
    ])
  }
}

/** An area of another map, and whether all of it lies in the unit. */
interface Part {
  readonly areaId: number
  readonly unitId: number
  readonly isWhole: boolean
}

/** What lies in each unit, whole or in part: communes and what has none, or what is larger. */
function partsOf(crossing: Crossing, areCommunes: boolean): ReadonlyMap<number, readonly Part[]> {
  const parts = crossing.areaIds().flatMap((areaId): Part[] => {
    if ((crossing.stepsFrom(areaId)[0]?.isStated ?? false) !== areCommunes) return []
    return [
      ...crossing.wholeIn(areaId).map((unitId) => ({ areaId, unitId, isWhole: true })),
      ...crossing.partlyIn(areaId).map((unitId) => ({ areaId, unitId, isWhole: false })),
    ]
  })
  return grouped(parts, ({ unitId }) => unitId)
}

function stoodOn(crossing: Crossing, areaId: number, day: PlainDate): boolean {
  const [step] = crossing.stepsFrom(areaId)
  return step !== undefined && standsOn(step, day)
}

interface Share {
  readonly areaId: number
  readonly unitId: number
  readonly crossing: Crossing
  readonly sizes: Sizes
}

/** A divided area's figure as far as its weights give it to the unit; with the source of the figure. */
function shareOf(figure: ReportedFigure | null, { areaId, unitId, crossing, sizes }: Share): ReportedFigure | null {
  if (figure === null) return null
  let value = 0
  for (const [leafId, share] of crossing.sharedOut(areaId, figure.value, sizes)) {
    if (crossing.leavesOf(areaId).get(leafId)?.includes(unitId)) value += share
  }
  return { ...figure, value, estimated: value }
}
