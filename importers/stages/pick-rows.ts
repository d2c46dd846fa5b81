import type { SheetRowText } from '../../src/batches/import-port.ts'
import { cellText } from '../forms/cell-values.ts'
import type { ReadLimits } from '../workbook/limits.ts'
import { openWorkbook } from '../workbook/open-workbook.ts'
import type { SheetRow } from '../workbook/workbook.ts'
import { OldFontDecoder } from './decode-old-fonts.ts'

/** What the thread is started with that looks rows up. */
export interface PickRequest {
  readonly path: string
  readonly fileName: string
  readonly limits: ReadLimits
  readonly sheet: string
  /** 1-based. */
  readonly rows: readonly number[]
}

/** Longer texts are cut: a row is looked at, not read. */
const LONGEST_TEXT = 200

/**
 * Rows of a sheet as an officer reads them, letters of old fonts decoded as the import does; empty rows and those past the end
 * are left out. Reads from the start of the sheet, which decoding and the formats ask for, and no further than the last row.
 */
export async function pickRows({ path, fileName, limits, sheet: name, rows }: PickRequest): Promise<SheetRowText[]> {
  const workbook = await openWorkbook(path, fileName, limits)
  try {
    const sheet = workbook.sheets.find((each) => each.name === name)
    if (!sheet || rows.length === 0) return []
    const wanted = new Set(rows)
    const last = Math.max(...rows)
    const decoder = new OldFontDecoder()
    const picked: SheetRowText[] = []
    for await (const block of sheet.rows()) {
      for (const row of decoder.block(block).rows) if (wanted.has(row.number)) picked.push(rowText(row))
      if ((block.at(-1)?.number ?? 0) >= last) break
    }
    return picked
  } finally {
    await workbook.close()
  }
}

function rowText({ number, cells, hidden }: SheetRow): SheetRowText {
  return { row: number, hidden, cells: cells.map((cell) => cellText(cell).slice(0, LONGEST_TEXT)) }
}
