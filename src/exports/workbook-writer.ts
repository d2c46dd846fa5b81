import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import exceljs from 'exceljs'
import type { PlainDate } from '../kernel/plain-date.ts'
import { setEntryDays } from './zip-entry-days.ts'

/** A day, written as a real date cell that Excel shows as 30/09/2017. */
export interface DayCell {
  readonly day: PlainDate
}

/** A ratio 0–1, written as a number that Excel shows as per cent with two decimals. */
export interface RatioCell {
  readonly ratio: number
}

/** Text is written as text (`@`), so that a number of digits keeps its zeros and nothing is taken for a formula. */
export type CellContent = string | number | DayCell | RatioCell | null

/** How a row looks; it says nothing of what the row means. */
export type RowLook = 'plain' | 'title' | 'heading' | 'total' | 'note'

export interface RowContent {
  readonly look: RowLook
  /** Index 0 is column A; null leaves the cell empty. */
  readonly cells: readonly CellContent[]
}

export interface SheetContent {
  /** At most 31 characters, as Excel allows. */
  readonly name: string
  /** Column widths in characters, from column A. */
  readonly widths: readonly number[]
  /** Title lines and column headings: held in memory until all of it is known, because merges may lie in it. */
  readonly head: readonly RowContent[]
  /** Merged ranges of the head, as Excel writes them: `A5:A6`. */
  readonly headMerges: readonly string[]
  /** The rows below the head, taken one at a time and let go once written. */
  readonly body: Iterable<RowContent>
}

const CREATOR = 'Baophu'

/**
 * The bytes of an .xlsx workbook. The same content with the same `writtenOn` gives the same bytes, on any machine and on
 * any day: a demonstration that is run twice is recognised by its bytes. `writtenOn` is the day in the file's properties.
 */
export async function workbookBytes(sheets: readonly SheetContent[], writtenOn: PlainDate): Promise<Buffer> {
  const out = new PassThrough()
  const bytes = buffer(out)
  const instant = utcDay(writtenOn)
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: true,
    zip: { zlib: { level: 6 } },
  })
  workbook.creator = CREATOR
  workbook.lastModifiedBy = CREATOR
  workbook.created = instant
  workbook.modified = instant
  for (const sheet of sheets) writeSheet(workbook, sheet)
  await workbook.commit()
  const written = await bytes
  setEntryDays(written, writtenOn)
  return written
}

type StreamedWorkbook = InstanceType<typeof exceljs.stream.xlsx.WorkbookWriter>
type StreamedRow = ReturnType<ReturnType<StreamedWorkbook['addWorksheet']>['addRow']>

function writeSheet(workbook: StreamedWorkbook, content: SheetContent): void {
  const sheet = workbook.addWorksheet(content.name)
  sheet.columns = content.widths.map((width) => ({ width }))
  const head = content.head.map((row) => fillRow(sheet.addRow([]), row))
  for (const range of content.headMerges) sheet.mergeCells(range)
  for (const row of head) row.commit()
  for (const row of content.body) fillRow(sheet.addRow([]), row).commit()
  sheet.commit()
}

function fillRow(row: StreamedRow, content: RowContent): StreamedRow {
  content.cells.forEach((value, index) => {
    if (value === null) return
    const cell = row.getCell(index + 1)
    cell.value = storedValue(value)
    cell.numFmt = formatOf(value)
    Object.assign(cell, LOOKS[content.look])
  })
  return row
}

function storedValue(value: Exclude<CellContent, null>): string | number | Date {
  if (typeof value !== 'object') return value
  return 'day' in value ? utcDay(value.day) : value.ratio
}

function formatOf(value: Exclude<CellContent, null>): string {
  if (typeof value === 'string') return '@'
  if (typeof value === 'number') return '#,##0'
  return 'day' in value ? 'dd/mm/yyyy' : '0.00%'
}

function utcDay(day: PlainDate): Date {
  return new Date(`${day}T00:00:00Z`)
}

const LINE = { style: 'thin' } as const
const BOX = { top: LINE, left: LINE, bottom: LINE, right: LINE }
const LOOKS: Record<RowLook, Partial<exceljs.Style>> = {
  plain: { border: BOX },
  title: { font: { bold: true } },
  heading: {
    font: { bold: true },
    border: BOX,
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  },
  total: { font: { bold: true }, border: BOX },
  note: { font: { italic: true } },
}
