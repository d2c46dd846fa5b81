import { grouped } from '../kernel/grouped.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { statedSources } from './border-sources.ts'
import type { Crossing, Sizes } from './crossing.ts'
import { holdsOn, readSizes } from './crossing-steps.ts'
import { daysByMap, mapOf, type Placed } from './placement.ts'
import { standsOn, type Unit } from './question.ts'
import { type CoverageMeasure, type ReportedFigure, readReported, reportedKey, sumOfFigures } from './reported.ts'

/** The measures that coverage is made of. */
const MEASURES: readonly CoverageMeasure[] = ['POPULATION', 'COVERED']

/** The figure that offices stated for a unit, carried over to the borders asked where they differ; null when there is none. */
export type Reported = (unit: Unit, day: PlainDate, measure: CoverageMeasure) => ReportedFigure | null

/**
 * The figures in force on the days. Where the borders are others than the day's, or nothing was stated of a unit since it
 * came about, figures of the areas that it was made of are carried over, as they were in force before: added up when they
 * lie in it whole, by weight when they were divided; all of them or nothing. At most five statements.
 */
export async function readStated(em: SqlSession, placed: Placed): Promise<Reported> {
  const { units, days, placement } = placed
  const { maps, borders } = placement
  const direct = await readReported(
    em,
    units.map(({ area }) => area.areaId),
    days,
  )
  const directly: Reported = ({ area }, day, measure) => direct.get(reportedKey(area.areaId, day, measure)) ?? null
  const last = days.toSorted().at(-1) ?? borders
  const eves = maps.filter((day) => day <= last).map((day) => addDays(day, -1))
  const carrying = maps.length === 0 ? [] : await unitsWithFigures(em, placed)
  if (carrying.length === 0) return directly
  const carried = await readCarried(em, { ...placed, units: carrying, days: [...new Set([...days, ...eves])] })
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
async function unitsWithFigures(em: SqlSession, { units, placement }: Placed): Promise<readonly Unit[]> {
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
      MEASURES,
      pairs.map(({ areaId }) => areaId),
      pairs.map(({ unitId }) => unitId),
    ],
  )
  const ids = new Set(found.map((row) => row.unit_id))
  return units.filter(({ area }) => ids.has(area.areaId))
}

/** On the map of the borders the unit's own figure, on another map what the areas of that map make of it. Three statements. */
async function readCarried(em: SqlSession, { units, days, placement }: Placed): Promise<Reported> {
  const { maps, borders, crossing } = placement
  const others = daysByMap(days, maps).filter(([first]) => first && mapOf(first, maps) !== mapOf(borders, maps))
  const divided = crossing
    .areaIds()
    .filter((areaId) => isStated(crossing, areaId) && crossing.partlyIn(areaId).length > 0)
  const sources = await statedSources(em, {
    unitIds: units.map(({ area }) => area.areaId),
    borders,
    days: others.flatMap(([first]) => first ?? []),
    located: crossing.areaIds().flatMap((areaId) => crossing.wholeIn(areaId).map((unitId) => ({ areaId, unitId }))),
  })
  const known = await readReported(
    em,
    [...new Set([...units.map(({ area }) => area.areaId), ...sources.map(({ areaId }) => areaId), ...divided])],
    days,
  )
  const sizes = await readSizes(em, crossing, divided)
  const firstOfMap = new Map(others.flatMap((group) => group.map((day) => [day, group[0] ?? day] as const)))
  const wholes = grouped(sources, ({ unitId, day }) => `${unitId}|${day}`)
  const parts = grouped(
    divided.flatMap((areaId) => crossing.partlyIn(areaId).map((unitId) => ({ areaId, unitId }))),
    ({ unitId }) => unitId,
  )
  return ({ area: { areaId: unitId } }, day, measure) => {
    const figureOf = (areaId: number) => known.get(reportedKey(areaId, day, measure)) ?? null
    const map = firstOfMap.get(day)
    if (map === undefined) return figureOf(unitId)
    const standing = (parts.get(unitId) ?? []).filter(({ areaId }) => stoodOn(crossing, areaId, day))
    return sumOfFigures([
      ...(wholes.get(`${unitId}|${map}`) ?? []).map(({ areaId }) => figureOf(areaId)),
      ...standing.map(({ areaId }) => shareOf(figureOf(areaId), { areaId, unitId, crossing, sizes })),
    ])
  }
}

function isStated(crossing: Crossing, areaId: number): boolean {
  return crossing.stepsFrom(areaId)[0]?.isStated ?? false
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
