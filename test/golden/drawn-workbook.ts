import { writeFile } from 'node:fs/promises'
import { type BookType, utils, type WorkBook, write } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { strictForm } from '../support/strict-form.ts'
import { utf16be, windows1258 } from '../support/text-bytes.ts'
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
  /** 1-based; only .xlsx and .xlsb keep them. */
  readonly hiddenColumns?: readonly number[]
  /** The font of all cells (`.VnTime`), or by row from 1 on where rows differ; only .xlsx keeps it. */
  readonly font?: string | Readonly<Record<number, string>>
}

export interface GoldenCase {
  /** File name: what is special about the file, and its format. */
  readonly file: `${string}.${'xlsx' | 'xlsm' | 'xlsb' | 'xls' | 'ods' | 'csv' | 'tsv' | 'zip'}`
  readonly sheets: readonly DrawnSheet[]
  /** How a .csv is written: `latin1` is one byte a character, as programs with old fonts do. UTF-8 with its mark when left out. */
  readonly encoding?: 'latin1' | 'utf8' | 'utf16le' | 'utf-16be' | 'utf-16be without mark' | 'windows-1258'
  /** An .xlsx in the strict form of the format. */
  readonly strict?: true
  /** Between the cells of a .csv; a comma when left out. */
  readonly delimiter?: ';' | '|'
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
export async function writeDrawn(path: string, { sheets, encoding, ...text }: GoldenCase): Promise<void> {
  if (path.endsWith('.xlsx')) {
    const bytes = await xlsxBytes(sheets)
    return writeFile(path, text.strict ? strictForm(bytes) : bytes)
  }
  const ending = path.replace(/^.*\./, '')
  const bookType = BOOK_TYPES[ending]
  if (bookType) return writeFile(path, bookBytes(sheets, bookType))
  if (ending === 'zip') return writeFile(path, archiveOf(bookBytes(sheets, 'xlsx')))
  const delimiter = ending === 'tsv' ? '\t' : (text.delimiter ?? ',')
  const lines = (sheets[0]?.lines ?? []).map((line) =>
    cellsOf(line)
      .map((cell) => csvCell(cell, delimiter))
      .join(delimiter),
  )
  const written = `${lines.join('\r\n')}\r\n`
  if (encoding === 'utf-16be') return writeFile(path, utf16be(written))
  if (encoding === 'utf-16be without mark') return writeFile(path, utf16be(written).subarray(2))
  if (encoding === 'windows-1258') return writeFile(path, windows1258(written))
  if (encoding !== undefined) return writeFile(path, written, encoding)
  await writeFile(path, `\ufeff${written}`, ending === 'tsv' ? 'utf16le' : 'utf8')
}

function archiveOf(workbook: Buffer): Buffer {
  const letter = { name: 'Công văn.pdf', content: '%PDF-1.7 (một lá thư)' }
  return zipOf([letter, { name: 'Xã Xuân Hưng/danh sách.xlsx', content: workbook, stored: true }])
}

async function xlsxBytes(sheets: readonly DrawnSheet[]): Promise<Buffer> {
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
    shape(sheet, drawn)
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function shape(sheet: ExcelJS.Worksheet, { merges = [], hiddenColumns = [] }: DrawnSheet): void {
  for (const range of merges) sheet.mergeCells(range)
  for (const column of hiddenColumns) sheet.getColumn(column).hidden = true
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
  for (const [at, { name, lines, merges, hiddenColumns }] of sheets.entries()) {
    const sheet = utils.aoa_to_sheet(lines.map(cellsOf), { UTC: true, dateNF: 'dd/mm/yyyy' })
    sheet['!merges'] = (merges ?? []).map((range) => utils.decode_range(range))
    sheet['!cols'] = Array.from({ length: Math.max(0, ...(hiddenColumns ?? [])) }, (_, column) => ({
      hidden: hiddenColumns?.includes(column + 1) ?? false,
    }))
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
