import { writeFile } from 'node:fs/promises'
import { type BookType, utils, type WorkBook, write } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { zipOf } from '../support/zip-writer.ts'

/** A sheet drawn as text, cells as in `test/support/grid.ts`; `~` is a row left empty. */
export interface DrawnSheet {
  readonly name?: string
  readonly lines: readonly string[]
  /** Ranges as Excel writes them: `A5:A6`. */
  readonly merges?: readonly string[]
  readonly hidden?: true
  /** 1-based. */
  readonly hiddenRows?: readonly number[]
  /** The font of all cells (`.VnTime`), or by row from 1 on where rows differ; only .xlsx keeps it. */
  readonly font?: string | Readonly<Record<number, string>>
}

export interface GoldenCase {
  /** File name: what is special about the file, and its format. */
  readonly file: `${string}.${'xlsx' | 'xlsm' | 'xlsb' | 'xls' | 'ods' | 'csv' | 'tsv' | 'zip'}`
  readonly sheets: readonly DrawnSheet[]
  /** The characters of a .csv are written as single bytes, as programs with old fonts do. */
  readonly singleBytes?: true
}

type Drawn =
  | string
  | number
  | Date
  | null
  | { readonly error: '#N/A' | '#DIV/0!' }
  | { readonly formula: string; readonly result: string | number }

const BOOK_TYPES: Readonly<Record<string, BookType>> = { xls: 'biff8', xlsb: 'xlsb', xlsm: 'xlsm', ods: 'ods' }

/**
 * Writes the workbook of a case: exceljs for .xlsx, SheetJS for .xls (BIFF8), .xlsb, .ods and .xlsm (with a macro project of
 * no meaning), text for .csv (UTF-8 with its mark) and .tsv (UTF-16, as Excel's “Unicode text”). In a .zip lies an .xlsx,
 * with a letter beside it.
 */
export async function writeDrawn(path: string, { sheets, singleBytes }: GoldenCase): Promise<void> {
  if (path.endsWith('.xlsx')) return writeXlsx(path, sheets)
  const ending = path.replace(/^.*\./, '')
  const bookType = BOOK_TYPES[ending]
  if (bookType) return writeFile(path, bookBytes(sheets, bookType))
  if (ending === 'zip') return writeFile(path, archiveOf(bookBytes(sheets, 'xlsx')))
  const delimiter = ending === 'tsv' ? '\t' : ','
  const lines = (sheets[0]?.lines ?? []).map((line) =>
    cellsOf(line)
      .map((cell) => csvCell(cell, delimiter))
      .join(delimiter),
  )
  const text = `${lines.join('\r\n')}\r\n`
  if (singleBytes) return writeFile(path, text, 'latin1')
  await writeFile(path, `\ufeff${text}`, ending === 'tsv' ? 'utf16le' : 'utf8')
}

function archiveOf(workbook: Buffer): Buffer {
  const letter = { name: 'Công văn.pdf', content: '%PDF-1.7 (một lá thư)' }
  return zipOf([letter, { name: 'Xã Xuân Hưng/danh sách.xlsx', content: workbook, stored: true }])
}

async function writeXlsx(path: string, sheets: readonly DrawnSheet[]): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  workbook.created = new Date(Date.UTC(2017, 9, 1))
  workbook.modified = workbook.created
  for (const [at, drawn] of sheets.entries()) {
    const sheet = workbook.addWorksheet(drawn.name ?? `Sheet${at + 1}`, { state: drawn.hidden ? 'hidden' : 'visible' })
    for (const [index, line] of drawn.lines.entries()) {
      const row = sheet.getRow(index + 1)
      fillRow(row, cellsOf(line), typeof drawn.font === 'string' ? drawn.font : drawn.font?.[index + 1])
      row.hidden = drawn.hiddenRows?.includes(index + 1) ?? false
    }
    for (const range of drawn.merges ?? []) sheet.mergeCells(range)
  }
  await workbook.xlsx.writeFile(path)
}

/** Texts are formatted as text, so that Excel too leaves codes alone. */
function fillRow(row: ExcelJS.Row, values: readonly Drawn[], font?: string): void {
  for (const [column, value] of values.entries()) {
    if (value === null) continue
    const cell = row.getCell(column + 1)
    cell.value = value
    cell.numFmt = value instanceof Date ? 'dd/mm/yyyy' : typeof value === 'string' ? '@' : 'General'
    if (font !== undefined) cell.font = { name: font, size: 12 }
  }
}

function bookBytes(sheets: readonly DrawnSheet[], bookType: BookType): Buffer {
  const workbook: WorkBook & { vbaraw?: Buffer } = utils.book_new()
  for (const [at, { name, lines, merges }] of sheets.entries()) {
    const sheet = utils.aoa_to_sheet(lines.map(cellsOf), { UTC: true, dateNF: 'dd/mm/yyyy' })
    sheet['!merges'] = (merges ?? []).map((range) => utils.decode_range(range))
    utils.book_append_sheet(workbook, sheet, name ?? `Sheet${at + 1}`)
  }
  if (bookType === 'xlsm') workbook.vbaraw = Buffer.from('a macro project that nobody opens')
  return write(workbook, { type: 'buffer', bookType, cellDates: false, compression: true })
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

function csvCell(cell: Drawn, delimiter: string): string {
  const text = cell === null || typeof cell === 'object' ? '' : String(cell)
  return /["\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
}
