import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { type Carried, CarriedCounts, type Heap } from './carried-counts.ts'
import { type CellRecord, cellKey, countedCell } from './cell-columns.ts'
import { countCells } from './count-cells.ts'
import { firstResidentDays } from './count-cube.ts'
import { countHomes, firstHomeDays, type HomesCounted, homeKey } from './count-homes.ts'
import type { CountedCell, CoverageDimension } from './coverage-row.ts'
import { readSizes } from './crossing-steps.ts'
import { isLetThrough, onlyBy } from './lattice.ts'
import { type CountedArea, countedAreas, type Placed, unitsOfHome } from './placement.ts'
import { dimensionsAsked, isByCard, isDetailed, type Question, type Unit } from './question.ts'

/** Cells counted in the register, by `cellKey`; null when the register knows nobody there up to that day. */
export type Registered = (unit: Unit, day: PlainDate) => ReadonlyMap<string, CountedCell> | null

/** Counts the units on the days where the placement says they are: whole areas, then homes one by one, then shares. */
export async function readRegistered(
  em: SqlSession,
  placed: Placed,
  question: Pick<Question, 'by' | 'where'>,
): Promise<Registered> {
  const { placement, days } = placed
  const areas = countedAreas(placed)
  const byCard = isByCard(question)
  const counted = await countCells(em, areas, days, question)
  const records = new Map(
    [...grouped(counted, (record) => record.day)].map(([day, ofDay]) => [
      day,
      grouped(ofDay, (record) => record.area_id),
    ]),
  )
  const knownSince = await readKnownSince(em, placed, isDetailed(question) ? idsWhereEmpty(areas, days, counted) : null)
  const homes = (await countHomes(em, placement.homes, placement.clues, dimensionsDealt(question))).map((record) => ({
    record,
    dealt: countedCell({ ...record, area_id: 0 }, byCard),
  }))
  const sizes = await readSizes(em, placement.crossing, [
    ...new Set(homes.flatMap(({ record }) => record.atom_id ?? [])),
  ])
  const kinds = new Map<string, CountedCell>()
  const heaps = homes.flatMap(({ record, dealt }) => {
    const cell = { ...dealt, ...onlyBy(dealt, question.by) }
    const key = isLetThrough(dealt, question.where) ? cellKey(cell) : null
    if (key !== null) kinds.set(key, cell)
    return heapsOf(record, { order: cellKey(dealt), key, byCard })
  })
  const carried = new CarriedCounts(placement, heaps, sizes)
  return remembered((areaId, day) => {
    const ofDay = records.get(day)
    const exact = placement.sourcesOf(areaId, day).flatMap((source) => ofDay?.get(source.areaId) ?? [])
    const isKnown = () => knownSince(areaId, day).some((first) => first !== undefined && first <= day)
    if (!exact.some(isKnownBy) && !isKnown()) return null
    const whole = exact.map((record) => countedCell(record, byCard))
    return addUp(kinds.size === 0 ? whole : [...whole, ...carriedCells(kinds, carried.of(areaId, day))])
  })
}

/** Whoever is found somewhere makes the place known; totals say it themselves. */
function isKnownBy(record: CellRecord): boolean {
  return record.known ?? record.population > 0
}

/** Areas of which no cell was found on some of the days: of them has to be asked since when the register knows them. */
function idsWhereEmpty(
  areas: readonly CountedArea[],
  days: readonly PlainDate[],
  counted: readonly CellRecord[],
): number[] {
  const inhabited = grouped(counted.filter(isKnownBy), (record) => record.area_id)
  const daysFound = (id: number) => new Set(inhabited.get(id)?.map((record) => record.day)).size
  return areas.map(({ areaId }) => areaId).filter((id) => daysFound(id) < days.length)
}

/** A unit on a day is asked for by several parts of a row, and worked out once. */
function remembered(find: (areaId: number, day: PlainDate) => ReturnType<Registered>): Registered {
  const found = new Map<PlainDate, Map<number, ReturnType<Registered>>>()
  return ({ area: { areaId } }, day) => {
    const ofDay = found.get(day) ?? new Map<number, ReturnType<Registered>>()
    found.set(day, ofDay)
    const known = ofDay.get(areaId)
    if (known !== undefined) return known
    const cells = find(areaId, day)
    ofDay.set(areaId, cells)
    return cells
  }
}

const NO_DAYS: ReadonlyMap<number, PlainDate> = new Map()

/** The first days on which anybody lived in what makes up a unit on a day. */
type KnownSince = (unitId: number, day: PlainDate) => readonly (PlainDate | undefined)[]

/** `areaIds`: the areas of which it has to be asked; null when their cells have said it. */
async function readKnownSince(
  em: SqlSession,
  { placement }: Placed,
  areaIds: readonly number[] | null,
): Promise<KnownSince> {
  const inAreas = areaIds === null ? NO_DAYS : await firstResidentDays(em, areaIds)
  const atHome = await firstHomeDays(em, placement.homes)
  const ofUnits = grouped(
    placement.homes.flatMap((home) => {
      const first = atHome.get(homeKey(home))
      if (first === undefined) return []
      return unitsOfHome(placement, home).map((unit) => ({ unit, first }))
    }),
    ({ unit }) => unit,
  )
  return (unitId, day) => [
    ...placement.sourcesOf(unitId, day).map((source) => inAreas.get(source.areaId)),
    ...(ofUnits.get(unitId) ?? []).map(({ first }) => first),
  ]
}

/** The order in which people of a divided area are shared out; that of `cellKey`. */
const DEALT: readonly CoverageDimension[] = [
  'PARTICIPANT_GROUP',
  'PARTICIPANT_CODE',
  'HOUSEHOLD_CLASS',
  'SEX',
  'AGE_BAND',
]

/**
 * What the people of divided areas have to be told apart by for a question: all that comes in their order up to the last kind that
 * it asks for. What comes behind divides no heap that anybody could see.
 */
function dimensionsDealt(question: Pick<Question, 'by' | 'where'>): readonly CoverageDimension[] {
  const asked = dimensionsAsked(question)
  return DEALT.slice(0, DEALT.findLastIndex((dimension) => asked.has(dimension)) + 1)
}

interface DealtAs {
  readonly order: string
  /** The cell that the question tells them in; null when its filter leaves them out. */
  readonly key: string | null
  readonly byCard: boolean
}

/**
 * The covered of all cells are shared out before the others: so nobody has more covered than residents. Who has no card is in no
 * cell that is told by the card.
 */
function heapsOf(record: HomesCounted, { order, key, byCard }: DealtAs): Heap[] {
  const { day, unit_id: unitId, atom_id: atomId, leaf_id: leafId, covered } = record
  const heap = { day, unitId, atomId, leafId }
  const others = key === null || byCard ? null : `others ${key}`
  return [
    { ...heap, order: `covered ${order}`, key: key === null ? null : `covered ${key}`, count: covered },
    { ...heap, order: `others ${order}`, key: others, count: record.population - covered },
  ]
}

function carriedCells(kinds: ReadonlyMap<string, CountedCell>, parts: ReadonlyMap<string, Carried>): CountedCell[] {
  const none: Carried = { count: 0, estimated: 0 }
  return [...kinds].flatMap(([key, kind]) => {
    const covered = parts.get(`covered ${key}`) ?? none
    const others = parts.get(`others ${key}`) ?? none
    if (covered.count + others.count === 0) return []
    const estimated = { covered: covered.estimated, population: covered.estimated + others.estimated }
    const population = kind.population === null ? null : covered.count + others.count
    return [{ ...kind, population, covered: covered.count, estimated }]
  })
}

function addUp(cells: readonly CountedCell[]): ReadonlyMap<string, CountedCell> {
  const sums = new Map<string, CountedCell>()
  for (const cell of cells) {
    const key = cellKey(cell)
    const sum = sums.get(key)
    sums.set(key, sum === undefined ? cell : together(sum, cell))
  }
  return sums
}

function together(one: CountedCell, other: CountedCell): CountedCell {
  return {
    ...other,
    population:
      one.population === null || other.population === null ? other.population : one.population + other.population,
    covered: one.covered + other.covered,
    estimated: {
      covered: (one.estimated?.covered ?? 0) + (other.estimated?.covered ?? 0),
      population: (one.estimated?.population ?? 0) + (other.estimated?.population ?? 0),
    },
  }
}
