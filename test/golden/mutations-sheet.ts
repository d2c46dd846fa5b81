import type { SourceField } from '../../importers/forms/source-definition.ts'
import type { RecognisedSheet } from '../../importers/source.ts'
import type { CellValue, MergedRange, Sheet, SheetRow } from '../../importers/workbook/workbook.ts'
import { sheetOfRows } from '../support/grid.ts'

/** A row of a sheet that is being damaged. `origin` is its number in the golden workbook, null for a row put in. */
export interface LooseRow {
  readonly origin: number | null
  cells: CellValue[]
  formulas: number[]
  hidden: boolean
}

/** A sheet with its rows and columns loose: it remembers where each of them stood in the golden workbook. */
export interface LooseSheet {
  readonly name: string
  readonly index: number
  /** At place n the row that Excel shows as n + 1; blank rows are there too. */
  rows: LooseRow[]
  /** At place n the column that stood there in the golden workbook, null for one put in. */
  columns: (number | null)[]
  merges: MergedRange[]
}

/** What a damage may know: how the golden sheet was understood. */
export interface Table {
  readonly sheet: LooseSheet
  readonly recognised: RecognisedSheet
  readonly fields: readonly SourceField[]
  /** Numbers of the golden rows that were read as rows of the table. */
  readonly data: ReadonlySet<number>
}

/** Reads a sheet whole. */
export async function looseSheet(sheet: Sheet): Promise<LooseSheet> {
  const rows: LooseRow[] = []
  for await (const block of sheet.rows()) {
    for (const { number, cells, hidden, formulas } of block) {
      while (rows.length < number - 1) rows.push(blankRow(rows.length + 1))
      rows.push({ origin: number, cells: [...cells], formulas: [...(formulas ?? [])], hidden })
    }
  }
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, index) => index)
  const merges = [...((await sheet.merges()) ?? [])]
  return { name: sheet.name, index: sheet.index, rows, columns, merges }
}

/** The same sheet again, to be damaged by itself. */
export function copyOf(sheet: LooseSheet): LooseSheet {
  return {
    ...sheet,
    rows: sheet.rows.map((row) => ({ ...row, cells: [...row.cells], formulas: [...row.formulas] })),
    columns: [...sheet.columns],
    merges: [...sheet.merges],
  }
}

/** The sheet as the pipeline gets it. */
export function readableSheet({ name, index, rows, merges }: LooseSheet): Sheet {
  const filled = rows.flatMap(({ cells, formulas, hidden }, at): SheetRow[] => {
    const last = cells.findLastIndex((cell) => cell !== null && cell !== undefined)
    if (last < 0) return []
    const kept = Array.from({ length: last + 1 }, (_, column) => cells[column] ?? null)
    return [{ number: at + 1, cells: kept, hidden, ...(formulas.length > 0 ? { formulas } : {}) }]
  })
  return sheetOfRows(filled, { name, index, merges })
}

export function blankRow(origin: number | null, cells: CellValue[] = []): LooseRow {
  return { origin, cells, formulas: [], hidden: false }
}

/** Puts rows in before the row at a place (0-based); merged ranges below move down, those across it grow. */
export function insertRows(sheet: LooseSheet, at: number, rows: readonly LooseRow[]): void {
  sheet.rows.splice(at, 0, ...rows)
  sheet.merges = sheet.merges.map((range) => ({
    ...range,
    top: range.top > at ? range.top + rows.length : range.top,
    bottom: range.bottom > at ? range.bottom + rows.length : range.bottom,
  }))
}

/** Puts an empty column in before the column at a place; merged ranges to its right move, those across it grow. */
export function insertColumn(sheet: LooseSheet, at: number): void {
  for (const row of sheet.rows) {
    if (row.cells.length > at) row.cells.splice(at, 0, null)
    row.formulas = row.formulas.map((column) => (column >= at ? column + 1 : column))
  }
  sheet.columns.splice(at, 0, null)
  sheet.merges = sheet.merges.map((range) => ({
    ...range,
    left: range.left >= at ? range.left + 1 : range.left,
    right: range.right >= at ? range.right + 1 : range.right,
  }))
}

/** Brings the columns of the rows from `from` (0-based) down into another order; `order[n]` goes to place n. */
export function orderColumns(sheet: LooseSheet, order: readonly number[], from: number): void {
  for (const row of sheet.rows.slice(from)) {
    row.cells = order.map((column) => row.cells[column] ?? null)
    row.formulas = row.formulas.map((column) => order.indexOf(column))
  }
  sheet.columns = order.map((column) => sheet.columns[column] ?? null)
  sheet.merges = sheet.merges.map((range) =>
    range.top > from && range.left === range.right
      ? { ...range, left: order.indexOf(range.left), right: order.indexOf(range.left) }
      : range,
  )
}

/** Where the header begins and where it ends (0-based, both included), while no row has been put in. */
export function headerPlaces({ recognised }: Table): { readonly top: number; readonly last: number } {
  return { top: (recognised.headerRows[0] ?? 1) - 1, last: (recognised.headerRows.at(-1) ?? 1) - 1 }
}

/** The rows of the table, as they stand now. */
export function dataRows({ sheet, data }: Table): LooseRow[] {
  return sheet.rows.filter(({ origin }) => origin !== null && data.has(origin))
}

/** Where the rows of the table stand now, 0-based. */
export function dataPlaces({ sheet, data }: Table): number[] {
  return sheet.rows.flatMap(({ origin }, at) => (origin !== null && data.has(origin) ? [at] : []))
}

/** Columns that were read as one of the fields. */
export function columnsOf({ recognised }: Table, fields: ReadonlySet<string>): number[] {
  return recognised.columns.flatMap(({ index, field }) => (field !== null && fields.has(field) ? [index] : []))
}

/** Rewrites cells of some columns in the rows of the table; `rewrite` gives undefined where it has nothing to damage. */
export function rewriteCells(
  table: Table,
  columns: readonly number[],
  rewrite: (cell: CellValue) => CellValue | undefined,
): boolean {
  let changed = false
  for (const row of dataRows(table)) {
    for (const column of columns) {
      const cell = row.cells[column] ?? null
      const damaged = cell === null ? undefined : rewrite(cell)
      if (damaged === undefined || damaged === cell) continue
      row.cells[column] = damaged
      changed = true
    }
  }
  return changed
}
