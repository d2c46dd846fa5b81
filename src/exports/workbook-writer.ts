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

/** Percentage points, written as a number that Excel shows with its sign and one decimal. */
export interface PointsCell {
  readonly points: number
}

/** Text is written as text (`@`), so that a number of digits keeps its zeros and nothing is taken for a formula. */
export type CellContent = string | number | DayCell | RatioCell | PointsCell | null

/** How a row looks; it says nothing of what the row means. */
export type RowLook = 'plain' | 'title' | 'heading' | 'total' | 'note'

export interface RowContent {
  readonly look: RowLook
  /** Index 0 is column A; null leaves the cell empty. */
  readonly cells: readonly CellContent[]
}

/** Everything of a sheet but its rows. */
interface SheetFrame {
  /** At most 31 characters, as Excel allows. */
  readonly name: string
  /** Column widths in characters, from column A. */
  readonly widths: readonly number[]
  /** Title lines and column headings: held in memory until all of it is known, because merges may lie in it. */
  readonly head: readonly RowContent[]
  /** Merged ranges of the head, as Excel writes them: `A5:A6`. */
  readonly headMerges: readonly string[]
  /** How it is printed; left out, as the printer likes. */
  readonly print?: PrintLayout
}

export interface SheetContent extends SheetFrame {
  /** The rows below the head, taken one at a time and let go once written. */
  readonly body: Iterable<RowContent>
}

/** A sheet whose rows are fetched while it is written. */
export interface StreamedSheet extends SheetFrame {
  readonly body: AsyncIterable<RowContent>
}

/** A4, one page wide, however many pages long, with the page's number at the foot. */
export interface PrintLayout {
  readonly orientation: 'portrait' | 'landscape'
  /** Rows that are printed again on every page, as Excel writes them: `5:6`. */
  readonly repeatedRows: string
  /** What stands at the foot beside the page's number. */
  readonly footer: string
}

const CREATOR = 'Baophu'

/**
 * The bytes of an .xlsx workbook. The same content with the same `writtenOn` gives the same bytes, on any machine and on
 * any day: a demonstration that is run twice is recognised by its bytes. `writtenOn` is the day in the file's properties.
 */
export async function workbookBytes(
  sheets: readonly (SheetContent | StreamedSheet)[],
  writtenOn: PlainDate,
): Promise<Buffer> {
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
  for (const sheet of sheets) await writeSheet(workbook, sheet)
  await workbook.commit()
  const written = await bytes
  setEntryDays(written, writtenOn)
  return written
}

type StreamedWorkbook = InstanceType<typeof exceljs.stream.xlsx.WorkbookWriter>
type StreamedRow = ReturnType<ReturnType<StreamedWorkbook['addWorksheet']>['addRow']>

async function writeSheet(workbook: StreamedWorkbook, content: SheetContent | StreamedSheet): Promise<void> {
  const sheet = workbook.addWorksheet(content.name, content.print && printed(content.print))
  sheet.columns = content.widths.map((width) => ({ width }))
  const head = content.head.map((row) => fillRow(sheet.addRow([]), row))
  for (const range of content.headMerges) sheet.mergeCells(range)
  for (const row of head) row.commit()
  for await (const row of content.body) fillRow(sheet.addRow([]), row).commit()
  sheet.commit()
}

const A4 = 9
const NARROW_MARGINS = { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 }

function printed({ orientation, repeatedRows, footer }: PrintLayout): Partial<exceljs.AddWorksheetOptions> {
  return {
    pageSetup: {
      orientation,
      paperSize: A4,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: NARROW_MARGINS,
      printTitlesRow: repeatedRows,
    },
    // An ampersand would begin a command of the footer's own language.
    headerFooter: { oddFooter: `&L${footer.replaceAll('&', '&&')}&R&P/&N` },
  }
}

function fillRow(row: StreamedRow, content: RowContent): StreamedRow {
  content.cells.forEach((value, index) => {
    if (value === null) return
    const cell = row.getCell(index + 1)
    cell.value = storedValue(value)
    cell.style = styleOf(content.look, formatOf(value))
  })
  return row
}

function storedValue(value: Exclude<CellContent, null>): string | number | Date {
  if (typeof value !== 'object') return value
  if ('day' in value) return utcDay(value.day)
  return 'points' in value ? value.points : value.ratio
}

function formatOf(value: Exclude<CellContent, null>): string {
  if (typeof value === 'string') return '@'
  if (typeof value === 'number') return '#,##0'
  if ('day' in value) return 'dd/mm/yyyy'
  return 'points' in value ? '+0.0;-0.0;0.0' : '0.00%'
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

const STYLES = new Map<string, Partial<exceljs.Style>>()

/** One object for all cells that look alike: the writer knows it again, and would describe each other one in XML to compare them. */
function styleOf(look: RowLook, numFmt: string): Partial<exceljs.Style> {
  const key = `${look} ${numFmt}`
  const known = STYLES.get(key)
  if (known !== undefined) return known
  const style = { numFmt, ...LOOKS[look] }
  STYLES.set(key, style)
  return style
}
