import { LEAST_TOLD, toldCount, toldPart } from '../kernel/disclosure.ts'

/** One kind of tables of areas: residents by sex, households by class. */
export interface TableKind {
  readonly name: string
  /** The tables that its own cells add up to: with one dimension less each. */
  readonly margins: readonly Margin[]
}

export interface Margin {
  readonly kind: TableKind
  /** The cell of the margin that a cell is a part of. */
  keyOf(key: string): string
}

/** A cell of an area's table with the true counts. */
export interface TableCell {
  readonly areaId: number
  readonly key: string
  /** Covered, or what else is counted. */
  readonly covered: number
  /** Residents who are not covered; null where none are counted: of cards, or of households. */
  readonly others: number | null
}

/** How a count is told: as it is, to the nearest 5, not at all, or not at all and not even whether it is 0. */
export type Telling = 'EXACT' | 'ROUNDED' | 'WITHHELD' | 'CLOSED'

/** Whether no number is told. */
export function isUntold(telling: Telling): boolean {
  return telling === 'WITHHELD' || telling === 'CLOSED'
}

/** What is told of a cell. */
export interface Judged {
  readonly cell: TableCell
  population: Telling
  covered: Telling
}

/** An area and the areas right below it, between which one could subtract. The country is a child of nobody. */
export interface Family {
  readonly parentId: number | null
  readonly childIds: readonly number[]
}

export type CellsOf = (kind: TableKind, areaId: number) => readonly TableCell[]

/** The cells of each area's tables, by `tableKey`. */
export type JudgedTables = Map<string, readonly Judged[]>

export function tableKey(kind: TableKind, areaId: number): string {
  return `${kind.name}/${areaId}`
}

/** The number as a reader gets it; null where it is withheld. */
function toldAs(telling: Telling, count: number): number | null {
  if (isUntold(telling)) return null
  if (telling === 'EXACT') return toldCount(count)
  return count === 0 ? 0 : Math.max(LEAST_TOLD, toldPart(count) ?? 0)
}

/** The numbers of a cell as a reader gets them. */
export function toldNumbers({ cell, population, covered }: Judged): {
  readonly population: number | null
  readonly covered: number | null
} {
  if (cell.others === null) return { population: null, covered: toldAs(covered, cell.covered) }
  const whole = toldAs(population, cell.covered + cell.others)
  // Where everybody is covered the two are one number.
  const isEverybody = !isUntold(covered) && cell.others === 0
  return { population: whole, covered: isEverybody ? whole : toldAs(covered, cell.covered) }
}
