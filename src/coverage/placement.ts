import type { AreaRow } from '../areas/area.store.ts'
import { levelNumber } from '../areas/area-level.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, remembered, type SqlSession } from '../kernel/sql.ts'
import { registeredSources, type Source } from './border-sources.ts'
import type { Clues, HomesAsked } from './count-homes.ts'
import { Crossing } from './crossing.ts'
import { readFollowers, readSteps } from './crossing-steps.ts'
import type { Unit } from './question.ts'

/** An area whose numbers are kept under itself. */
export type CountedArea = Pick<AreaRow, 'areaId' | 'level'>

/** What is asked of which areas: days, and the day whose borders all of them are to be answered on. */
export interface PlacesOnDays {
  readonly units: readonly { readonly area: CountedArea }[]
  readonly days: readonly PlainDate[]
  readonly borders: PlainDate
}

/** Where the numbers of each day lie on the borders asked. */
export interface Placement {
  readonly borders: PlainDate
  readonly crossing: Crossing
  /** The areas of the day that lie in the unit with everything in them: their numbers are exact and come from the cube. */
  sourcesOf(unitId: number, day: PlainDate): readonly CountedArea[]
  /** People whose places do not lie in any of these: counted one by one. */
  readonly homes: readonly HomesAsked[]
  readonly clues: Clues
  /** The days on which the map changed, in order. */
  readonly maps: readonly PlainDate[]
}

/** Units on days, and where their numbers lie. */
export interface Placed {
  readonly units: readonly Unit[]
  readonly days: readonly PlainDate[]
  readonly placement: Placement
}

/** Every area that is counted for any of the units on any of the days. */
export function countedAreas({ units, days, placement }: Placed): CountedArea[] {
  const found = units.flatMap(({ area }) => days.flatMap((day) => placement.sourcesOf(area.areaId, day)))
  return [...new Map(found.map((area) => [area.areaId, area])).values()]
}

/** In which units the people of a home may be counted. */
export function unitsOfHome(
  { crossing }: Pick<Placement, 'crossing'>,
  { unitId, atomId }: Pick<HomesAsked, 'unitId' | 'atomId'>,
): readonly number[] {
  return unitId === null ? crossing.partlyIn(atomId ?? 0) : [unitId]
}

/** Each unit as it is on the day itself, what is registered in divided areas left out: no statement. */
export function ownPlacement(borders: PlainDate, units: PlacesOnDays['units']): Placement {
  const own = new Map(units.map(({ area }) => [area.areaId, [area]]))
  return {
    borders,
    crossing: new Crossing([]),
    sourcesOf: (unitId) => own.get(unitId) ?? [],
    homes: [],
    clues: { borders, leaves: [], located: [] },
    maps: [],
  }
}

/** Finds where the numbers of the days lie on the borders: at most four statements, one when the map never changed. */
export async function placeUnits(em: SqlSession, { units, days, borders }: PlacesOnDays): Promise<Placement> {
  const own = ownPlacement(borders, units)
  const maps = await readMapDays(em)
  if (units.length === 0 || maps.length === 0) return own
  const map = mapStart(borders, maps)
  const moved = new Map(days.map((day) => [day, mapStart(day, maps)] as const).filter(([, start]) => start !== map))
  const crossing = await readCrossing(em, { units, days, borders }, maps)
  const relevant = crossing.areaIds().filter((areaId) => [...crossing.leavesOf(areaId).values()].flat().length > 0)
  const sources = await registeredSources(em, {
    unitIds: units.map(({ area }) => area.areaId),
    borders: map,
    days: [...new Set(moved.values())],
    located: relevant.flatMap((areaId) => locatedPlaces(crossing, areaId)),
  })
  const areas = grouped(sources.filter(isArea), (source) => `${source.unitId}|${source.day}`)
  return {
    ...own,
    crossing,
    sourcesOf: (unitId, day) => {
      const start = moved.get(day)
      return start === undefined ? own.sourcesOf(unitId, day) : (areas.get(`${unitId}|${start}`) ?? [])
    },
    homes: [
      ...sources.filter((source) => !isArea(source)).flatMap((source) => homesOf(source, moved)),
      ...relevant.flatMap((areaId) => dividedHomes(crossing, areaId, days)),
      ...relevant.flatMap((areaId) =>
        unlinkedHomes(
          crossing,
          areaId,
          days.filter((day) => !moved.has(day)),
        ),
      ),
    ],
    clues: cluesOf(crossing, relevant, borders),
    maps,
  }
}

/**
 * Places of divided areas of which a part lies in the area on the day: people who are registered there live in it or in another
 * part, and no link says in which. At most three statements.
 */
export async function dividedPlaces(em: SqlSession, area: CountedArea, day: PlainDate): Promise<number[]> {
  const { homes } = await placeUnits(em, { units: [{ area }], days: [day], borders: day })
  return homes.map((home) => home.placeId)
}

/** The days on which the map changed, in order. */
export async function readMapDays(em: SqlSession): Promise<readonly PlainDate[]> {
  const found = await remembered(em, 'days of the map', () =>
    prepared<{ day: string }>(em, 'select day::text from area_map_day order by day'),
  )
  return found.map((row) => row.day)
}

/** The first day of the map that the country had on the day. */
export function mapStart(day: PlainDate, maps: readonly PlainDate[]): PlainDate {
  return maps.findLast((change) => change <= day) ?? '0001-01-01'
}

/** The days in groups of one map each. */
export function daysByMap(days: readonly PlainDate[], maps: readonly PlainDate[]): PlainDate[][] {
  return [...grouped(days, (day) => mapOf(day, maps)).values()]
}

/** How often the map had changed by the day. */
export function mapOf(day: PlainDate, maps: readonly PlainDate[]): number {
  const next = maps.findIndex((change) => change > day)
  return next === -1 ? maps.length : next
}

/** Areas below the commune follow the commune: only units of communes and above are looked for across divisions. */
async function readCrossing(
  em: SqlSession,
  { units, days, borders }: PlacesOnDays,
  maps: readonly PlainDate[],
): Promise<Crossing> {
  const levels = [...new Set(units.map(({ area }) => levelNumber(area.level)))].filter((level) => level <= 3)
  if (levels.length === 0) return new Crossing([])
  const unitIds = units.map(({ area }) => area.areaId)
  const map = mapOf(borders, maps)
  const back = days.some((day) => mapOf(day, maps) > map)
  const crossing = new Crossing(await readSteps(em, { borders, map, unitIds, levels, back }))
  const areaIds = crossing.areasNear()
  return areaIds.length === 0 ? crossing : crossing.with(await readFollowers(em, areaIds, borders))
}

function isArea(source: Source): source is Source & CountedArea {
  return source.level !== null
}

function locatedPlaces(crossing: Crossing, areaId: number): { areaId: number; unitId: number }[] {
  return crossing
    .wholeIn(areaId)
    .flatMap((unitId) => crossing.placesOf(areaId).map((placeId) => ({ areaId: placeId, unitId })))
}

function homesOf(source: Source, moved: ReadonlyMap<PlainDate, PlainDate>): HomesAsked[] {
  const days = [...moved].filter(([, start]) => start === source.day)
  return days.map(([day]) => ({ day, placeId: source.areaId, unitId: source.unitId, atomId: null }))
}

/** Of a divided area nobody says in which unit its people are. */
function dividedHomes(crossing: Crossing, areaId: number, days: readonly PlainDate[]): HomesAsked[] {
  if (crossing.partlyIn(areaId).length === 0) return []
  const atomId = crossing.atomOf(areaId)
  return crossing.placesOf(areaId).flatMap((placeId) => days.map((day) => ({ day, placeId, unitId: null, atomId })))
}

/** An area all of whose parts lie in a unit, but not through what is derived of all of them: then the unit's own count lacks it. */
function unlinkedHomes(crossing: Crossing, areaId: number, days: readonly PlainDate[]): HomesAsked[] {
  const linked = crossing.stepsFrom(areaId)[0]?.linkedIds ?? []
  const unitIds = crossing.wholeIn(areaId).filter((unitId) => !linked.includes(unitId))
  return unitIds.flatMap((unitId) =>
    crossing.placesOf(areaId).flatMap((placeId) => days.map((day) => ({ day, placeId, unitId, atomId: null }))),
  )
}

function cluesOf(crossing: Crossing, relevant: readonly number[], borders: PlainDate): Clues {
  const atoms = new Set(
    relevant.flatMap((areaId) => (crossing.partlyIn(areaId).length > 0 ? (crossing.atomOf(areaId) ?? []) : [])),
  )
  const leaves = [...atoms].flatMap((atomId) =>
    [...crossing.leavesOf(atomId).keys()].map((leafId) => ({
      atomId,
      leafId,
      isBack: crossing.stepsFrom(atomId)[0]?.isBack ?? false,
    })),
  )
  const wanted = new Set(leaves.map(({ leafId }) => leafId))
  const located = crossing.areaIds().flatMap((areaId) => {
    const [leafId, other] = crossing.leavesOf(areaId).keys()
    if (leafId === undefined || other !== undefined || !wanted.has(leafId)) return []
    return crossing.placesOf(areaId).map((placeId) => ({ placeId, leafId }))
  })
  return { borders, leaves, located }
}
