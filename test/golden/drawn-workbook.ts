import { writeFile } from 'node:fs/promises'
import { utils, write } from '@e965/xlsx'
import ExcelJS from 'exceljs'

/** A sheet drawn as text, cells as in `test/support/grid.ts`; `~` is a row left empty. */
export interface DrawnSheet {
  readonly name?: string
  readonly lines: readonly string[]
  /** Ranges as Excel writes them: `A5:A6`. */
  readonly merges?: readonly string[]
  readonly hidden?: true
  /** 1-based. */
  readonly hiddenRows?: readonly number[]
}

export interface GoldenCase {
  /** File name: what is special about the file, and its format. */
  readonly file: `${string}.${'xlsx' | 'xls' | 'csv'}`
  readonly sheets: readonly DrawnSheet[]
}

type Drawn =
  | string
  | number
  | Date
  | null
  | { readonly error: '#N/A' | '#DIV/0!' }
  | { readonly formula: string; readonly result: string | number }

/** Writes the workbook of a case: exceljs for .xlsx, SheetJS for .xls (BIFF8), plain text with a byte-order mark for .csv. */
export async function writeDrawn(path: string, { sheets }: GoldenCase): Promise<void> {
  if (path.endsWith('.xlsx')) return writeXlsx(path, sheets)
  if (path.endsWith('.xls')) return writeXls(path, sheets)
  const [sheet] = sheets
  const lines = (sheet?.lines ?? []).map((line) =>
    cellsOf(line)
      .map((cell) => csvCell(cell))
      .join(','),
  )
  await writeFile(path, `\ufeff${lines.join('\r\n')}\r\n`)
}

async function writeXlsx(path: string, sheets: readonly DrawnSheet[]): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  workbook.created = new Date(Date.UTC(2017, 9, 1))
  workbook.modified = workbook.created
  for (const [at, drawn] of sheets.entries()) {
    const sheet = workbook.addWorksheet(drawn.name ?? `Sheet${at + 1}`, { state: drawn.hidden ? 'hidden' : 'visible' })
    for (const [index, line] of drawn.lines.entries()) {
      const row = sheet.getRow(index + 1)
      fillRow(row, cellsOf(line))
      row.hidden = drawn.hiddenRows?.includes(index + 1) ?? false
    }
    for (const range of drawn.merges ?? []) sheet.mergeCells(range)
  }
  await workbook.xlsx.writeFile(path)
}

/** Texts are formatted as text, so that Excel too leaves codes alone. */
function fillRow(row: ExcelJS.Row, values: readonly Drawn[]): void {
  for (const [column, value] of values.entries()) {
    if (value === null) continue
    const cell = row.getCell(column + 1)
    cell.value = value
    cell.numFmt = value instanceof Date ? 'dd/mm/yyyy' : typeof value === 'string' ? '@' : 'General'
  }
}

async function writeXls(path: string, sheets: readonly DrawnSheet[]): Promise<void> {
  const workbook = utils.book_new()
  for (const [at, { name, lines, merges }] of sheets.entries()) {
    const sheet = utils.aoa_to_sheet(lines.map(cellsOf), { UTC: true, dateNF: 'dd/mm/yyyy' })
    sheet['!merges'] = (merges ?? []).map((range) => utils.decode_range(range))
    utils.book_append_sheet(workbook, sheet, name ?? `Sheet${at + 1}`)
  }
  await writeFile(path, write(workbook, { type: 'buffer', bookType: 'biff8', cellDates: false }))
}

function cellsOf(line: string): Drawn[] {
  return line.trim() === '~' ? [] : line.split('|').map((part) => cellOf(part.trim()))
}

function cellOf(text: string): Drawn {
  if (text === '') return null
  if (text === "''") return ''
  if (text.startsWith('=')) return { formula: 'T("")', result: resultOf(text.slice(1)) }
  if (text.startsWith('#')) return Number(text.slice(1))
  if (text.startsWith('!')) return { error: text.slice(1) as '#N/A' | '#DIV/0!' }
  if (text.startsWith('@')) return new Date(`${text.slice(1)}T00:00:00Z`)
  return text.replaceAll('\\n', '\n')
}

function resultOf(text: string): string | number {
  return text.startsWith('#') ? Number(text.slice(1)) : text
}

function csvCell(cell: Drawn): string {
  const text = cell === null || typeof cell === 'object' ? '' : String(cell)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
