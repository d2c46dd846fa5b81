import exceljs from 'exceljs'
import type { MarkColour, SummaryLine } from './annotation.ts'

/** One shade beside Excel's own “bad”, “neutral” and note colours, so that ours are known from the officer's. */
const FILLS: Readonly<Record<MarkColour, string>> = { RED: 'FFFFC7CD', YELLOW: 'FFFFEB9D', BLUE: 'FFDDEBF8' }
const OWN_FILLS: ReadonlySet<unknown> = new Set(Object.values(FILLS))
/** Begins what the hub says in a comment; what stands above it is the officer's own. */
const NOTE_MARK = '— Baophu —'
const LONGEST_NOTE = 1_500
const TEXT_FORMAT = '@'
/** Excel takes a typed text that begins like this for a formula. */
const LIKE_FORMULA = /^[=+\-@\t\r]/

/** Puts a value that is text for certain: never a formula, whatever it begins with. */
export function putText(cell: exceljs.Cell, text: string): void {
  cell.value = text
  restyle(cell, { numFmt: TEXT_FORMAT })
}

/** Changes the look of this cell alone: cells that were read share their style object. */
export function restyle(cell: exceljs.Cell, look: Partial<exceljs.Style>): void {
  cell.style = { ...cell.style, ...look }
}

export function colourCell(cell: exceljs.Cell, colour: MarkColour): void {
  restyle(cell, { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: FILLS[colour] } } })
}

/** Says something in the cell's comment, below what stands there. */
export function addNote(cell: exceljs.Cell, text: string): void {
  const before = noteText(cell)
  const mark = before.includes(NOTE_MARK) ? '\n' : `${before === '' ? '' : '\n'}${NOTE_MARK}\n`
  const whole = `${before}${mark}${text}`.slice(0, LONGEST_NOTE)
  cell.note = { texts: [{ text: whole }], margins: { insetmode: 'auto' } }
}

/**
 * Makes a cell of the officer's file ready to be given back: marks of an earlier check go, a formula becomes the value
 * that was saved with it, and a text that looks like a formula is held as text.
 */
export function calmCell(cell: exceljs.Cell): void {
  if (cell.type === exceljs.ValueType.Merge) return
  forgetOwnMarks(cell)
  const { value } = cell
  if (cell.type === exceljs.ValueType.Formula) {
    const { result } = value as exceljs.CellFormulaValue
    cell.value = result === undefined || result === '' ? null : (result as exceljs.CellValue)
  }
  if (typeof cell.value === 'string' && LIKE_FORMULA.test(cell.value)) restyle(cell, { numFmt: TEXT_FORMAT })
}

function forgetOwnMarks(cell: exceljs.Cell): void {
  const { fill, ...rest } = cell.style
  if (fill?.type === 'pattern' && OWN_FILLS.has(fill.fgColor?.argb)) cell.style = rest
  const note = noteText(cell)
  const at = note.indexOf(NOTE_MARK)
  if (at < 0) return
  const theirs = note.slice(0, at).trimEnd()
  // The typings allow no cell without a note; the library takes undefined for that.
  if (theirs === '') Object.assign(cell, { note: undefined })
  else cell.note = theirs
}

function noteText(cell: exceljs.Cell): string {
  const { note } = cell
  if (note === undefined || note === null) return ''
  return typeof note === 'string' ? note : (note.texts ?? []).map(({ text }) => text).join('')
}

/** Fills the sheet that sums up. */
export function writeSummary(sheet: exceljs.Worksheet, lines: readonly SummaryLine[]): void {
  sheet.columns = [18, 12, 62, 62, 40].map((width) => ({ width }))
  for (const { look, cells, colour } of lines) {
    const row = sheet.addRow([])
    cells.forEach((content, index) => {
      const cell = row.getCell(index + 1)
      if (typeof content === 'number') cell.value = content
      else putText(cell, content)
      if (look !== 'plain') restyle(cell, { font: { bold: true, size: look === 'title' ? 14 : 11 } })
      // A line of one cell runs over the sheet; a table's texts stay in their columns.
      if (cells.length > 2) restyle(cell, { alignment: { wrapText: true, vertical: 'top' } })
    })
    if (colour) colourCell(row.getCell(1), colour)
  }
}
