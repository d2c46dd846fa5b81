import { ROW_MAX } from './cell-tag.ts'
import type { ReadLimits } from './limits.ts'
import { type OdsCell, readOdsCell } from './ods-cell.ts'
import type { OdsStyles } from './ods-styles.ts'
import { SheetBudget } from './sheet-rows.ts'
import { damaged, unreadable } from './unreadable-codes.ts'
import type { CellValue, ColumnRange, MergedRange, OldFont, Sheet, SheetRow } from './workbook.ts'
import { XmlScanner } from './xml-scanner.ts'

const BLOCK_ROWS = 250
const CELLS = new Set(['table:table-cell', 'table:covered-table-cell'])
const OF_ROWS = new Set([...CELLS, 'table:table-row', 'text:p'])
/** What may stand between rows and holds cells of its own, or none. */
const NO_ROWS = new Set(['table:shapes', 'office:forms', 'table:table', 'table:named-expressions'])

interface OdsTablePlace {
  readonly bytes: Buffer
  readonly part: string
  readonly name: string
  readonly index: number
  readonly visibility: Sheet['visibility']
  /** Just past the table's start tag. */
  readonly from: number
  readonly limits: ReadLimits
  readonly styles: OdsStyles
}

/** A stretch of columns as it is written before the rows. */
interface OdsColumns extends ColumnRange {
  readonly hidden: boolean
  /** The style of cells that have none of their own. */
  readonly style: string | undefined
}

/** A row as it is written: it may stand for many. */
interface OdsRow {
  readonly number: number
  readonly repeated: number
  readonly hidden: boolean
  /** The style of cells that have none of their own. */
  readonly style: string | undefined
  readonly cells: readonly OdsCell[]
}

/** A sheet of an OpenDocument spreadsheet. */
export class OdsTable implements Sheet {
  readonly name: string
  readonly index: number
  readonly visibility: Sheet['visibility']
  private readonly place: OdsTablePlace

  constructor(place: OdsTablePlace) {
    this.name = place.name
    this.index = place.index
    this.visibility = place.visibility
    this.place = place
  }

  async merges() {
    const merges: MergedRange[] = []
    for (const { number, cells } of this.written()) {
      for (const { column, rowsSpanned, columnsSpanned } of cells) {
        if (rowsSpanned === 1 && columnsSpanned === 1) continue
        merges.push({ top: number, left: column, bottom: number + rowsSpanned - 1, right: column + columnsSpanned - 1 })
        if (merges.length > this.place.limits.maxMerges) return null
      }
    }
    return merges
  }

  async hiddenColumns() {
    return this.columns().flatMap(({ left, right, hidden }) => (hidden ? [{ left, right }] : []))
  }

  /** Columns are written before the rows, perhaps in groups. */
  private columns(): OdsColumns[] {
    const scan = new XmlScanner(this.place.bytes, this.place.part, this.place.from)
    const columns: OdsColumns[] = []
    let column = 0
    while (scan.next() && scan.name !== 'table:table-row' && scan.name !== 'table:table') {
      if (scan.closing || scan.name !== 'table:table-column') continue
      const attributes = scan.attributes()
      const right = column + repetitions(attributes.get('table:number-columns-repeated')) - 1
      const style = attributes.get('table:default-cell-style-name')
      columns.push({ left: column, right, hidden: isHidden(attributes.get('table:visibility')), style })
      column = right + 1
    }
    return columns
  }

  async *rows(): AsyncGenerator<readonly SheetRow[]> {
    const budget = new SheetBudget(this.name, this.place.limits)
    const columns = this.place.styles.hasOldFonts ? this.columns() : null
    let block: SheetRow[] = []
    for (const written of this.written()) {
      const plain = this.rowOf(written)
      if (plain === null) continue
      const row = columns === null ? plain : { ...plain, fonts: this.fontsOf(written, columns, plain.cells.length) }
      for (let copy = 0; copy < written.repeated; copy++) {
        const number = row.number + copy
        if (number > ROW_MAX) throw unreadable('sheet-has-too-many-rows', { sheet: this.name, limit: ROW_MAX })
        budget.spend(row)
        block.push(copy === 0 ? row : { ...row, number })
        if (block.length < BLOCK_ROWS) continue
        yield block
        block = []
      }
    }
    if (block.length > 0) yield block
  }

  /** The old font of each cell: by its own style, else by its row's, else by its column's. */
  private fontsOf({ cells, style }: OdsRow, columns: readonly OdsColumns[], count: number): OldFont[] {
    const fonts: OldFont[] = new Array<OldFont>(count).fill(null)
    for (const cell of cells) {
      for (let column = cell.column; column < Math.min(cell.column + cell.repeated, count); column++) {
        const usual = style ?? columns.find(({ left, right }) => left <= column && column <= right)?.style
        fonts[column] = this.place.styles.fontOf(cell.style ?? usual)
      }
    }
    return fonts
  }

  /** Repeated cells are written out, but for empty ones at the row's end; null when no cell has a value. */
  private rowOf({ number, hidden, cells: written }: OdsRow): SheetRow | null {
    const { limits } = this.place
    const cells: CellValue[] = []
    const formulas: number[] = []
    for (const { column, repeated, value, formula } of written) {
      if (formula && column < limits.maxColumns) formulas.push(column)
      if (value === null) continue
      if (column + repeated > limits.maxColumns) {
        throw unreadable('sheet-has-too-many-columns', { sheet: this.name, row: number, limit: limits.maxColumns })
      }
      while (cells.length < column) cells.push(null)
      for (let copy = 0; copy < repeated; copy++) cells.push(value)
    }
    if (cells.length === 0) return null
    return formulas.length === 0 ? { number, cells, hidden } : { number, cells, hidden, formulas }
  }

  /** The rows as they are written, with at least one cell that holds something or is merged. */
  private *written(): Generator<OdsRow> {
    const scan = new XmlScanner(this.place.bytes, this.place.part, this.place.from)
    let number = 1
    while (scan.next()) {
      if (scan.closing) {
        if (scan.name === 'table:table') return
        if (OF_ROWS.has(scan.name)) throw damaged(this.place.part, 'row or cell out of place')
      } else if (NO_ROWS.has(scan.name)) scan.skipElement()
      else if (scan.name === 'table:table-row') {
        const attributes = scan.attributes()
        const repeated = repetitions(attributes.get('table:number-rows-repeated'))
        const hidden = isHidden(attributes.get('table:visibility'))
        const cells = scan.selfClosed ? [] : this.readCells(scan)
        const style = attributes.get('table:default-cell-style-name')
        if (cells.length > 0) yield { number, repeated, hidden, style, cells }
        number += repeated
      } else if (CELLS.has(scan.name)) throw damaged(this.place.part, 'cell out of place')
    }
    throw damaged(this.place.part, 'table without an end')
  }

  private readCells(scan: XmlScanner): OdsCell[] {
    const { limits, part } = this.place
    const cells: OdsCell[] = []
    let column = 0
    while (scan.next()) {
      if (scan.closing) {
        if (scan.name === 'table:table-row') return cells
        break
      } else if (CELLS.has(scan.name)) {
        const attributes = scan.attributes()
        const repeated = repetitions(attributes.get('table:number-columns-repeated'))
        const cell = readOdsCell(scan, { attributes, column, repeated }, { limits, part })
        if (cell !== null) cells.push(cell)
        column += repeated
      } else if (scan.name === 'table:table-row') break
      else scan.skipElement()
    }
    throw damaged(part, 'row without an end')
  }
}

function isHidden(visibility: string | undefined): boolean {
  return visibility === 'collapse' || visibility === 'filter'
}

function repetitions(text: string | undefined): number {
  const count = text === undefined ? 1 : Number(text)
  return Number.isSafeInteger(count) && count >= 1 ? count : 1
}
