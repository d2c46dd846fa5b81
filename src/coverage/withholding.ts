import { isSmall, LARGE_TOTAL, LEAST_TOLD, toldCount, toldPart } from '../kernel/disclosure.ts'
import { FamilyAudit, type FamilyTable } from './family-audit.ts'

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

/** How a count is told: as it is, to the nearest 5, or not at all. */
export type Telling = 'EXACT' | 'ROUNDED' | 'WITHHELD'

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

export interface TablesToJudge {
  /** From the top down. */
  readonly families: readonly Family[]
  /** The coarse before the fine. */
  readonly kinds: readonly TableKind[]
  readonly cellsOf: CellsOf
  /** Whether the areas are those of the day counted: what was carried over to other borders is never told exactly. */
  readonly isOwnMap: boolean
}

export type JudgedCells = Map<string, Judged>

export function judgedKey(kind: TableKind, areaId: number, key: string): string {
  return `${kind.name}/${areaId}/${key}`
}

/**
 * Decides what of each cell is told: small counts and their complements are withheld, and then, one by one, as many more as it
 * takes until nobody who adds and subtracts can narrow a withheld count down to two values. Families from the top down, kinds
 * from the coarse to the fine: what was decided before is never changed, so that the answer does not depend on the question.
 */
export function judge({ families, kinds, cellsOf, isOwnMap }: TablesToJudge): JudgedCells {
  const judged: JudgedCells = new Map()
  for (const kind of kinds) for (const family of families) judgeFamily({ kind, family, cellsOf, judged }, isOwnMap)
  return judged
}

function judgeFamily(table: FamilyTable, isOwnMap: boolean): void {
  const { kind, family, cellsOf, judged } = table
  const own = family.childIds.flatMap((areaId) => cellsOf(kind, areaId)).map(judgedAlone)
  for (const one of own) judged.set(judgedKey(kind, one.cell.areaId, one.cell.key), one)
  if (isOwnMap && kind.margins.length === 0 && own.every(isToldWhole)) for (const one of own) tellExactly(one)
  new FamilyAudit(table).repair(own)
}

function judgedAlone(cell: TableCell): Judged {
  const { covered, others } = cell
  if (others === null) return { cell, population: 'ROUNDED', covered: isSmall(covered) ? 'WITHHELD' : 'ROUNDED' }
  const population = isSmall(covered + others) ? 'WITHHELD' : 'ROUNDED'
  const isHidden = population === 'WITHHELD' || isSmall(covered) || isSmall(others)
  return { cell, population, covered: isHidden ? 'WITHHELD' : 'ROUNDED' }
}

function isToldWhole({ population, covered }: Judged): boolean {
  return population !== 'WITHHELD' && covered !== 'WITHHELD'
}

/** Totals from 4,000 on, where nothing small stands beside them that could be found by subtracting. */
function tellExactly(judged: Judged): void {
  const { covered, others } = judged.cell
  if (covered >= LARGE_TOTAL) judged.covered = 'EXACT'
  if (others !== null && covered + others >= LARGE_TOTAL) judged.population = 'EXACT'
}

/** The number as a reader gets it; null where it is withheld. */
export function toldAs(telling: Telling, count: number): number | null {
  if (telling === 'WITHHELD') return null
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
  const isEverybody = covered !== 'WITHHELD' && cell.others === 0
  return { population: whole, covered: isEverybody ? whole : toldAs(covered, cell.covered) }
}
