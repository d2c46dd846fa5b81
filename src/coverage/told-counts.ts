import { toldPart } from '../kernel/disclosure.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { SqlSession } from '../kernel/sql.ts'
import { cellKey, cellOfKey } from './cell-columns.ts'
import type { CountedCell, CoverageDimension, ToldCell } from './coverage-row.ts'
import { readKinship } from './families.ts'
import { isUntold, type Judged, type TableKind, toldNumbers } from './judged.ts'
import { DIMENSION_FIELDS, type LatticeCells, latticeCells, onlyBy, shownCell } from './lattice.ts'
import { daysByMap, placeUnits, readMapDays } from './placement.ts'
import type { Count, Counts } from './published.store.ts'
import type { Question, Unit } from './question.ts'
import { readRegistered } from './registered.ts'
import { judgeKin } from './told-tables.ts'

/** What is asked of which units, on the ends of months and on whose borders; without borders each day on its own. */
export interface ToldWanted {
  readonly units: readonly Unit[]
  readonly days: readonly PlainDate[]
  readonly borders: PlainDate | null
}

/** Cells as a reader who may not see persons is told of them, by `cellKey`; null when the register knows nobody there. */
export type Told = (unit: Unit, day: PlainDate) => ReadonlyMap<string, ToldCell> | null

/** Everybody of an area, not told apart. */
const EVERYBODY: TableKind = { name: '', margins: [] }

/**
 * Counts in the register what the question asks and tells it by the rule: the one way by which counts reach readers who may not
 * see persons. Counted are all areas of the families, whatever was asked; a fixed number of statements for each map. Throws
 * `BadRequest` for what is not on the lattice.
 */
export async function readTold(
  session: SqlSession,
  { units, days, borders }: ToldWanted,
  question: Pick<Question, 'by' | 'where'>,
): Promise<Told> {
  // What is told of an area hangs on its siblings, whoever asks.
  const em = session.ofCountry?.() ?? session
  const cells = latticeCells(
    question,
    units.map(({ area }) => area),
  )
  const found = new Map<PlainDate, Told>()
  const maps = await readMapDays(em)
  const groups = borders === null ? daysByMap(days, maps) : [[...new Set(days)]]
  for (const group of groups) {
    const on = borders ?? group[0]
    if (on === undefined) continue
    const told = await readOnBorders(em, { units, days: group, borders: on, maps }, cells)
    for (const day of group) found.set(day, (unit) => shown(told(unit, day), cells, question.by))
  }
  return (unit, day) => found.get(day)?.(unit, day) ?? null
}

interface OnBorders extends ToldWanted {
  readonly borders: PlainDate
  readonly maps: readonly PlainDate[]
}

async function readOnBorders(em: SqlSession, wanted: OnBorders, { dimensions }: LatticeCells): Promise<Told> {
  const { units, days, borders } = wanted
  const ids = units.map(({ area }) => area.areaId)
  const kinship = await readKinship(em, ids, borders)
  const kin = kinship.areas.map((area) => ({ area }))
  const byId = new Map(kin.map((unit) => [unit.area.areaId, unit]))
  const placed = { units: kin, days, placement: await placeUnits(em, { units: kin, days, borders }) }
  const detailed = await readRegistered(em, placed, { by: dimensions, where: {} })
  const isByCard = dimensions.includes('PARTICIPANT_GROUP')
  const others = dimensions.filter((dimension) => dimension !== 'PARTICIPANT_GROUP')
  const persons = isByCard ? await readRegistered(em, placed, { by: others, where: {} }) : detailed
  const kind = kindOf(dimensions)
  const countsNow = (of: TableKind) => (areaId: number, day: PlainDate) => {
    const unit = byId.get(areaId)
    const told = dimensionsOf(of)
    const cells = unit && (told.includes('PARTICIPANT_GROUP') ? detailed : persons)(unit, day)
    return countsOf([...(cells?.values() ?? [])], told)
  }
  const judged = await judgeKin(em, { ...wanted, kinship, kinds: kindsOf(kind), countsNow })
  return ({ area: { areaId } }, day) => {
    const unit = byId.get(areaId)
    if (unit === undefined) return null
    const now = detailed(unit, day)
    const told = judged(kind, areaId, day)
    if (now === null && told.length === 0) return null
    return new Map(
      told.map((one) => {
        const estimated = now?.get(one.cell.key)?.estimated
        return [one.cell.key, toldCell(one, estimated)] as const
      }),
    )
  }
}

/** A table added up from the cells of a finer one. */
function countsOf(cells: readonly CountedCell[], dimensions: readonly CoverageDimension[]): Counts {
  const sums = new Map<string, Count>()
  for (const [key, parts] of grouped(cells, (cell) => cellKey(onlyBy(cell, dimensions)))) {
    const covered = parts.reduce((sum, part) => sum + part.covered, 0)
    const population = parts.reduce<number | null>(
      (sum, part) => (sum === null || part.population === null ? null : sum + part.population),
      0,
    )
    const others = population === null ? null : population - covered
    if (covered + (others ?? 0) > 0) sums.set(key, [covered, others])
  }
  return sums
}

/** The numbers that are told of a cell, with how much of them was allotted by weight, rounded like them. */
function toldCell(judged: Judged, estimated: CountedCell['estimated']): ToldCell {
  const { population, covered } = toldNumbers(judged)
  return {
    ...cellOfKey(judged.cell.key),
    population,
    covered,
    estimated: {
      population: toldPart(estimated?.population ?? 0) ?? 0,
      covered: toldPart(estimated?.covered ?? 0) ?? 0,
    },
    withheld: isUntold(judged.population) || isUntold(judged.covered),
  }
}

/** The told cells that the question keeps, as its rows show them. */
function shown(
  told: ReadonlyMap<string, ToldCell> | null,
  lattice: LatticeCells,
  by: readonly CoverageDimension[],
): ReadonlyMap<string, ToldCell> | null {
  if (told === null) return null
  return new Map(
    [...told.values()].flatMap((cell) => {
      const kept = shownCell(cell, lattice, by)
      return kept === null ? [] : [[cellKey(kept), { ...cell, ...kept }] as const]
    }),
  )
}

/** The kind of tables that tells so much apart, with those that it adds up to. */
function kindOf(dimensions: readonly CoverageDimension[]): TableKind {
  if (dimensions.length === 0) return EVERYBODY
  return {
    name: dimensions.join(),
    margins: dimensions.map((dropped) => {
      const left = dimensions.filter((dimension) => dimension !== dropped)
      return { kind: kindOf(left), keyOf: (key) => cellKey(onlyBy(cellOfKey(key), left)) }
    }),
  }
}

function dimensionsOf(kind: TableKind): CoverageDimension[] {
  return DIMENSION_FIELDS.map(([dimension]) => dimension).filter((dimension) =>
    kind.name.split(',').includes(dimension),
  )
}

/** The kind and what it adds up to, the coarse before the fine, each once. */
function kindsOf(kind: TableKind): TableKind[] {
  return [
    ...new Map(
      [...kind.margins.flatMap((margin) => kindsOf(margin.kind)), kind].map((one) => [one.name, one]),
    ).values(),
  ]
}
