import { isSmall, LARGE_TOTAL } from '../kernel/disclosure.ts'
import { FamilyAudit, type FamilyTable } from './family-audit.ts'
import {
  type CellsOf,
  type Family,
  isUntold,
  type Judged,
  type JudgedTables,
  type TableCell,
  type TableKind,
  tableKey,
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
 * Where withholding does not help (twelve hamlets of one person each: that each has somebody is enough), the family's tables of
 * that kind are closed: of no cell is told even whether it is empty, and so on for what lies in it and for finer tables.
 */
export function judge({ families, kinds, cellsOf, isOwnMap }: TablesToJudge): JudgedTables {
  const judged: JudgedTables = new Map()
  for (const kind of kinds)
    for (const family of families) {
      const table = { kind, family, above: familiesAbove(family, families), judged }
      for (const areaId of family.childIds) judged.set(tableKey(kind, areaId), cellsOf(kind, areaId).map(judgedAlone))
      if (isClosedAbove(table) || !isHiddenOnceRepaired(table, isOwnMap)) close(table)
    }
  return judged
}

/** The families in which the parent, its parent and so on are children. */
function familiesAbove({ parentId }: Family, families: readonly Family[]): Family[] {
  const above = families.find(({ childIds }) => parentId !== null && childIds.includes(parentId))
  return above === undefined ? [] : [above, ...familiesAbove(above, families)]
}

function isHiddenOnceRepaired(table: FamilyTable, isOwnMap: boolean): boolean {
  const own = cellsOfFamily(table)
  if (isOwnMap && table.kind.margins.length === 0 && own.every(isToldWhole)) for (const one of own) tellExactly(one)
  return new FamilyAudit(table).repair(own)
}

function cellsOfFamily({ kind, family, judged }: FamilyTable): Judged[] {
  return family.childIds.flatMap((areaId) => judged.get(tableKey(kind, areaId)) ?? [])
}

/** Whether the parent's table is closed, or one that this kind adds up to: its parts would tell whether it is empty. */
function isClosedAbove({ kind, family, judged }: FamilyTable): boolean {
  const isClosed = (of: TableKind, areaId: number | null) =>
    areaId !== null && judged.get(tableKey(of, areaId))?.some(({ population }) => population === 'CLOSED') === true
  return (
    isClosed(kind, family.parentId) || kind.margins.some((of) => family.childIds.some((id) => isClosed(of.kind, id)))
  )
}

/** Every area of the family is told to have something unsaid in every cell that one of them has. */
function close({ kind, family, judged }: FamilyTable): void {
  const known = new Map(cellsOfFamily({ kind, family, above: [], judged }).map(({ cell }) => [cell.key, cell]))
  for (const areaId of family.childIds) {
    const own = judged.get(tableKey(kind, areaId)) ?? []
    const closed = [...known.values()].map(({ key, others }): Judged => {
      const cell = own.find((one) => one.cell.key === key)?.cell
      const empty = { areaId, key, covered: 0, others: others === null ? null : 0 }
      return { cell: cell ?? empty, population: 'CLOSED', covered: 'CLOSED' }
    })
    judged.set(tableKey(kind, areaId), closed)
  }
}

function judgedAlone(cell: TableCell): Judged {
  const { covered, others } = cell
  if (others === null) return { cell, population: 'ROUNDED', covered: isSmall(covered) ? 'WITHHELD' : 'ROUNDED' }
  const population = isSmall(covered + others) ? 'WITHHELD' : 'ROUNDED'
  const isHidden = population === 'WITHHELD' || isSmall(covered) || isSmall(others)
  return { cell, population, covered: isHidden ? 'WITHHELD' : 'ROUNDED' }
}

function isToldWhole({ population, covered }: Judged): boolean {
  return !isUntold(population) && !isUntold(covered)
}

/** Totals from 4,000 on, where nothing small stands beside them that could be found by subtracting. */
function tellExactly(judged: Judged): void {
  const { covered, others } = judged.cell
  if (covered >= LARGE_TOTAL) judged.covered = 'EXACT'
  if (others !== null && covered + others >= LARGE_TOTAL) judged.population = 'EXACT'
}
