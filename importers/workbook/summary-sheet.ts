import { columnLetters } from '../forms/column-letters.ts'
import type { AnnotationRequest, SummaryLine } from './annotation.ts'
import type { MarkStyles } from './mark-styles.ts'
import type { OoxmlNames } from './ooxml-names.ts'
import { escapeCellText } from './xml-spans.ts'

const WIDTHS = [18, 12, 62, 62, 40]

/** The sheet part that sums up a check; every text is a text, never a formula. */
export function summarySheet({ summary, words }: AnnotationRequest, styles: MarkStyles, { main }: OoxmlNames): string {
  const [title, ...rest] = summary
  const lines: SummaryLine[] = [
    ...(title ? [title] : []),
    ...words.whole.map((text) => ({ look: 'plain' as const, cells: [text] })),
    ...rest,
  ]
  const columns = WIDTHS.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  const rows = lines.map((line, at) => `<row r="${at + 1}">${cellsOf(line, at + 1, styles)}</row>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}

function cellsOf({ look, cells, colour }: SummaryLine, row: number, styles: MarkStyles): string {
  // A line of one cell runs over the sheet; a table's texts stay in their columns.
  const usual = cells.length > 2 ? 'wrapped' : 'text'
  const own = look === 'title' ? 'title' : look === 'heading' ? 'bold' : usual
  return cells
    .map((content, at) => {
      const address = `${columnLetters(at)}${row}`
      if (typeof content === 'number') return `<c r="${address}" s="${styles.own('count')}"><v>${content}</v></c>`
      const style = styles.own(own, at === 0 ? (colour ?? null) : null)
      return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeCellText(content)}</t></is></c>`
    })
    .join('')
}
