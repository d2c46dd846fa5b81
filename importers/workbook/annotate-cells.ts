import type exceljs from 'exceljs'
import type { MarkColour, SummaryLine } from './annotation.ts'
import { NOTE_MARK } from './mark-comments.ts'
import { MARK_FILLS } from './mark-styles.ts'

const LONGEST_NOTE = 1_500
const TEXT_FORMAT = '@'

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
  restyle(cell, { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: MARK_FILLS[colour] } } })
}

/** Says something in the cell's comment, below what was said there before. */
export function addNote(cell: exceljs.Cell, text: string): void {
  const before = typeof cell.note === 'object' ? (cell.note.texts ?? []).map((run) => run.text).join('') : NOTE_MARK
  cell.note = { texts: [{ text: `${before}\n${text}`.slice(0, LONGEST_NOTE) }], margins: { insetmode: 'auto' } }
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
