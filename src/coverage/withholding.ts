import { isSmall, LARGE_TOTAL } from '../kernel/disclosure.ts'
import { FamilyAudit, type FamilyTable } from './family-audit.ts'
import {
  type CellsOf,
  type Family,
  type Judged,
  type JudgedCells,
  judgedKey,
  type TableCell,
  type TableKind,
} from './judged.ts'

export interface TablesToJudge {
  /** From the top down. */
  readonly families: readonly Family[]
  /** The coarse before the fine. */
  readonly kinds: readonly TableKind[]
  readonly cellsOf: CellsOf
  /** Whether the areas are those of the day counted: what was carried over to other borders is never told exactly. */
  readonly isOwnMap: boolean
}

/**
 * Decides what of each cell is told: small counts and their complements are withheld, and then, one by one, as many more as it
 * takes until nobody who adds and subtracts can narrow a withheld count down to two values. Families from the top down, kinds
 * from the coarse to the fine: what was decided before is never changed, so that the answer does not depend on the question.
 */
export function judge({ families, kinds, cellsOf, isOwnMap }: TablesToJudge): JudgedCells {
  const judged: JudgedCells = new Map()
  for (const kind of kinds)
    for (const family of families)
      judgeFamily({ kind, family, above: familiesAbove(family, families), cellsOf, judged }, isOwnMap)
  return judged
}

/** The families in which the parent, its parent and so on are children. */
function familiesAbove({ parentId }: Family, families: readonly Family[]): Family[] {
  const above = families.find(({ childIds }) => parentId !== null && childIds.includes(parentId))
  return above === undefined ? [] : [above, ...familiesAbove(above, families)]
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
