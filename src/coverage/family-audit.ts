import { isSmall, MOST_WITHHELD, ROUNDED_TO } from '../kernel/disclosure.ts'
import { grouped } from '../kernel/grouped.ts'
import { type Bounds, type Line, narrow } from './intervals.ts'
import {
  type Family,
  isUntold,
  type Judged,
  type JudgedTables,
  type TableCell,
  type TableKind,
  tableKey,
  toldNumbers,
} from './judged.ts'

/**
 * Values that a withheld count must be left with, by the dimensions of its table: more than the rule's three, for what tables
 * may take away that are not looked at with it. Most is kept back by one dimension: a second, and the two together, told of
 * areas above before those below are looked at, bear on it.
 */
const FEWEST_VALUES = [4, 6, 4]

/** The tables of one kind in a family, and what was decided of cells so far. */
export interface FamilyTable {
  readonly kind: TableKind
  readonly family: Family
  /** Those in which its parent is a child, and so on up to the country. */
  readonly above: readonly Family[]
  readonly judged: JudgedTables
}

/** Three numbers of a cell, in this order; where nobody is told apart by a card the first and the last are not there. */
const [POPULATION, COVERED, OTHERS] = [0, 1, 2]
const NUMBERS = 3

/**
 * What a reader can work out of the tables of a family: those of one kind and of all that it adds up to, of the parent and of
 * its children. Only the children's cells of that kind can still be withheld.
 */
export class FamilyAudit {
  readonly #fewest: number
  readonly #cells: readonly Judged[]
  readonly #lines: readonly Line[]
  /** Lines in which a number stands. */
  readonly #linesOf: ReadonlyMap<number, readonly { readonly line: Line }[]>

  constructor({ kind, family, above, judged }: FamilyTable) {
    this.#fewest = FEWEST_VALUES[kind.margins.length] ?? 4
    const families = [family, ...above]
    const tableOf = (of: TableKind, areaId: number) => judged.get(tableKey(of, areaId)) ?? []
    const find = (of: TableKind, areaId: number, key: string) =>
      tableOf(of, areaId).find(({ cell }) => cell.key === key)
    const tables = withMargins(kind).flatMap((of) =>
      families.flatMap(({ childIds }) => childIds.map((areaId) => ({ of, areaId, cells: tableOf(of, areaId) }))),
    )
    this.#cells = tables.flatMap(({ cells }) => cells)
    const places = new Map(this.#cells.map((one, index) => [one, index]))
    const lines: Line[] = this.#cells.flatMap((one, index) => ownLine(one, index))
    const add = (whole: Judged | undefined, parts: readonly Judged[]) => {
      if (whole) lines.push(...sumLines(whole, parts, (one) => (places.get(one) ?? 0) * NUMBERS))
    }
    for (const { of, areaId, cells } of tables) {
      for (const margin of of.margins)
        for (const [key, parts] of grouped(cells, ({ cell }) => margin.keyOf(cell.key)))
          add(find(margin.kind, areaId, key), parts)
      const children = families.find(({ parentId }) => parentId === areaId)?.childIds ?? []
      if (children.length === 0) continue
      const below = tables.filter((table) => table.of === of && children.includes(table.areaId))
      const byKey = grouped(
        below.flatMap((table) => table.cells),
        ({ cell }) => cell.key,
      )
      for (const whole of cells) add(whole, byKey.get(whole.cell.key) ?? [])
    }
    this.#lines = lines
    this.#linesOf = grouped(
      lines.flatMap((line) => [line.whole, ...line.parts].map((at) => ({ at, line }))),
      ({ at }) => at,
    )
  }

  /**
   * Withholds one more of `open` beside each number that could be found, the smallest in its lines, until nothing can be found
   * any more. A number beside which nothing is left to withhold is given up: what it stands in is fixed. False when there is
   * one.
   */
  repair(open: readonly Judged[]): boolean {
    if (this.#cells.every((one) => hiddenNumbers(one).length === 0)) return true
    const bySize = open.toSorted((one, other) => countOf(one.cell) - countOf(other.cell))
    const givenUp = new Set<number>()
    for (let found = this.#found(); found.length > 0; found = this.#found().filter((at) => !givenUp.has(at))) {
      const changed = new Set<Judged>()
      for (const at of found) {
        const beside = this.#beside(at)
        if (beside.some((one) => changed.has(one))) continue
        const withheld = withholdOne(bySize, at % NUMBERS, { own: this.#cells[Math.floor(at / NUMBERS)], beside })
        if (withheld === null) givenUp.add(at)
        else changed.add(withheld)
      }
    }
    return givenUp.size === 0
  }

  /** The withheld small numbers that can be narrowed down to too few values. */
  #found(): number[] {
    const bounds: Bounds = { least: [], most: [] }
    for (const one of this.#cells) {
      const known = boundsOf(one)
      bounds.least.push(...known.map(([least]) => least))
      bounds.most.push(...known.map(([, most]) => most))
    }
    narrow(bounds, this.#lines)
    return this.#cells.flatMap((one, index) =>
      hiddenNumbers(one)
        .map((number) => index * NUMBERS + number)
        .filter((at) => {
          const [least = 0, most = 0] = [bounds.least[at], bounds.most[at]]
          return canBeSmall(least, most) && most - least + 1 < this.#fewest
        }),
    )
  }

  /** The cells that stand in one line with the number. */
  #beside(at: number): Judged[] {
    const places = (this.#linesOf.get(at) ?? []).flatMap(({ line }) => line.parts)
    return places.flatMap((place) => this.#cells[Math.floor(place / NUMBERS)] ?? [])
  }
}

interface Around {
  readonly own: Judged | undefined
  readonly beside: readonly Judged[]
}

/**
 * Withholds one of the cells: the smallest beside the number, else of its area, else any. Where the covered are withheld
 * everywhere, residents are left to withhold. Null when nothing is left.
 */
function withholdOne(bySize: readonly Judged[], number: number, { own, beside }: Around): Judged | null {
  const inLine = new Set(beside)
  for (const hiding of number === POPULATION ? [POPULATION] : [number, POPULATION]) {
    const open = bySize.filter((one) => one !== own && canWithhold(one, hiding))
    const chosen =
      open.find((one) => inLine.has(one)) ?? open.find((one) => one.cell.areaId === own?.cell.areaId) ?? open[0]
    if (chosen === undefined) continue
    chosen.covered = 'WITHHELD'
    if (hiding === POPULATION && chosen.cell.others !== null) chosen.population = 'WITHHELD'
    return chosen
  }
  return null
}

/** The kind, then what it adds up to, each once. */
function withMargins(kind: TableKind): TableKind[] {
  return [
    ...new Map(
      [kind, ...kind.margins.flatMap((margin) => withMargins(margin.kind))].map((one) => [one.name, one]),
    ).values(),
  ]
}

function countOf({ covered, others }: TableCell): number {
  return covered + (others ?? 0)
}

function numberOf(cell: TableCell, number: number): number {
  if (number === POPULATION) return countOf(cell)
  return number === COVERED ? cell.covered : (cell.others ?? 0)
}

/** Residents are the covered and the others. */
function ownLine({ cell }: Judged, index: number): Line[] {
  if (cell.others === null) return []
  const at = index * NUMBERS
  return [{ whole: at + POPULATION, parts: [at + COVERED, at + OTHERS], rest: 0 }]
}

/** A cell and its parts, number by number. What numbers told on different days leave between them, the reader is taken to know. */
function sumLines(whole: Judged, parts: readonly Judged[], placeOf: (one: Judged) => number): Line[] {
  const all = [whole, ...parts]
  const numbers = all.some(({ cell }) => cell.others === null) ? [COVERED] : [POPULATION, COVERED, OTHERS]
  return numbers.map((number) => ({
    whole: placeOf(whole) + number,
    parts: parts.map((part) => placeOf(part) + number),
    rest: parts.reduce((rest, { cell }) => rest - numberOf(cell, number), numberOf(whole.cell, number)),
  }))
}

type Range = readonly [least: number, most: number]
const ANYTHING: Range = [0, Number.POSITIVE_INFINITY]
const SOMEBODY: Range = [1, Number.POSITIVE_INFINITY]
const A_FEW: Range = [1, MOST_WITHHELD]
const MORE: Range = [MOST_WITHHELD + 1, Number.POSITIVE_INFINITY]

/** What is known of a cell's three numbers from what is told of it; of a small one also that it is withheld for being small. */
function boundsOf(judged: Judged): readonly [Range, Range, Range] {
  const { cell, population, covered } = judged
  if (covered === 'CLOSED') return [ANYTHING, ANYTHING, ANYTHING]
  const told = toldNumbers(judged)
  if (cell.others === null) return [ANYTHING, hiddenOr(covered, told.covered, cell.covered), ANYTHING]
  const whole = hiddenOr(population, told.population, countOf(cell))
  if (population === 'WITHHELD') return [whole, ANYTHING, ANYTHING]
  if (covered === 'WITHHELD') return [whole, hidden(cell.covered), hidden(cell.others)]
  if (cell.others === 0) return [whole, whole, [0, 0]]
  return [whole, hiddenOr(covered, told.covered, cell.covered), cell.covered === 0 ? whole : MORE]
}

/** That nobody is there is told anyway, and that a complement is one of 8 and more gives nobody away. */
function canBeSmall(least: number, most: number): boolean {
  return most > 0 && least <= MOST_WITHHELD
}

function hidden(count: number): Range {
  return isSmall(count) ? A_FEW : SOMEBODY
}

function hiddenOr(telling: Judged['covered'], told: number | null, count: number): Range {
  if (told === null) return hidden(count)
  if (telling === 'EXACT' || told === 0) return [told, told]
  const away = Math.floor(ROUNDED_TO / 2)
  return [Math.max(MOST_WITHHELD + 1, told - away), told + away]
}

/** The numbers of a cell that nobody may find out. */
function hiddenNumbers({ cell, population, covered }: Judged): readonly number[] {
  if (!isUntold(covered)) return []
  if (cell.others === null) return [COVERED]
  return isUntold(population) ? [POPULATION, COVERED, OTHERS] : [COVERED, OTHERS]
}

/** Whether withholding it hides more: what is nobody, or everybody, is told as it is. */
function canWithhold({ cell, population, covered }: Judged, number: number): boolean {
  if (cell.others === null) return !isUntold(covered) && cell.covered > 0
  if (number === POPULATION) return !isUntold(population) && countOf(cell) > 0
  return !isUntold(covered) && cell.covered > 0 && cell.others > 0
}
