import type { ReadLimits } from './limits.ts'
import { RecordReader } from './record-reader.ts'
import { RowParser, type RowSurroundings } from './row-parser.ts'
import { unreadable } from './unreadable-codes.ts'
import type { SheetRow } from './workbook.ts'

/** A block is closed when it has so many rows or cells: what is in memory at a time does not depend on the file. */
const BLOCK_ROWS = 250
const BLOCK_CELLS = 50_000

/** Cuts a sheet's bytes, in chunks of any size, into blocks of rows that hold a value. */
export async function* readSheetRows(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  surroundings: RowSurroundings,
): AsyncGenerator<readonly SheetRow[]> {
  const { part, sheet, limits } = surroundings
  const parser = new RowParser(surroundings)
  const reader = new RecordReader({
    part,
    root: 'worksheet',
    container: 'sheetData',
    record: 'row',
    maxRecordBytes: limits.maxRowBytes,
    tooLong: () => unreadable('row-too-large', { sheet, row: parser.lastRow }),
  })
  const budget = new SheetBudget(sheet, limits)
  let block: SheetRow[] = []
  let blockCells = 0
  for await (const chunk of chunks) {
    reader.push(chunk)
    while (reader.next()) {
      const row = parser.parse(reader)
      if (row === null) continue
      budget.spend(row)
      block.push(row)
      blockCells += row.cells.length
      if (block.length >= BLOCK_ROWS || blockCells >= BLOCK_CELLS) {
        yield block
        block = []
        blockCells = 0
      }
    }
  }
  reader.finish()
  if (block.length > 0) yield block
}

/** Counts what a sheet has cost so far. */
export class SheetBudget {
  private rows = 0
  private cells = 0
  private readonly sheet: string
  private readonly limits: ReadLimits

  constructor(sheet: string, limits: ReadLimits) {
    this.sheet = sheet
    this.limits = limits
  }

  /** Throws once the sheet has more rows or cells than it may. */
  spend(row: SheetRow): void {
    const { sheet, limits } = this
    this.rows++
    this.cells += row.cells.length
    if (this.rows > limits.maxRows) throw unreadable('sheet-has-too-many-rows', { sheet, limit: limits.maxRows })
    if (this.cells > limits.maxCells) throw unreadable('sheet-has-too-many-cells', { sheet, limit: limits.maxCells })
    if (row.cells.length > limits.maxColumns) {
      throw unreadable('sheet-has-too-many-columns', { sheet, row: row.number, limit: limits.maxColumns })
    }
  }
}
