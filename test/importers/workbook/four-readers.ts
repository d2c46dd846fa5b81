import { readFileSync } from 'node:fs'
import { type CellObject, read, SSF } from '@e965/xlsx'
import exceljs from 'exceljs'
import { readOds, readXlsx } from 'hucre'
import type { CellValue } from '../../../importers/workbook/workbook.ts'
import { readFile } from './read-workbook.ts'

/** Cells with a value by address, `Sheet1!B7`, in one notation for all readers: `text "…"`, `number 1.5`, `day 2017-09-30` … */
export type Cells = ReadonlyMap<string, string>

export const READERS = {
  ours: readOurs,
  exceljs: readExceljs,
  sheetjs: readSheetjs,
  hucre: readHucre,
} as const

export type ReaderName = keyof typeof READERS

/** Letters of a 0-based column. */
function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

function addressOf(sheet: string, row: number, column: number): string {
  return `${sheet}!${columnLetters(column)}${row}`
}

function plain(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (value instanceof Date) return `day ${Number.isNaN(value.getTime()) ? 'none' : value.toISOString().slice(0, 10)}`
  if (typeof value === 'string') return `text ${JSON.stringify(value)}`
  return `${typeof value} ${String(value)}`
}

async function readOurs(path: string): Promise<Cells> {
  const cells = new Map<string, string>()
  for (const sheet of (await readFile(path, path)).sheets) {
    for (const row of sheet.rows) {
      row.cells.forEach((value, column) => {
        const noted = noteOurs(value)
        if (noted !== null) cells.set(addressOf(sheet.name, row.number, column), noted)
      })
    }
  }
  return cells
}

function noteOurs(value: CellValue): string | null {
  if (typeof value !== 'object' || value === null) return plain(value)
  return 'date' in value ? `day ${value.date}` : `error ${value.error}`
}

/** exceljs repeats a merged range's value in each of its cells; only the cell that holds it counts. */
async function readExceljs(path: string): Promise<Cells> {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(path)
  const cells = new Map<string, string>()
  workbook.eachSheet((sheet) => {
    sheet.eachRow((row, rowNumber) => {
      row.eachCell((cell, column) => {
        if (cell.isMerged && cell.master.address !== cell.address) return
        const noted = noteExceljs(cell.value)
        if (noted !== null) cells.set(addressOf(sheet.name, rowNumber, column - 1), noted)
      })
    })
  })
  return cells
}

function noteExceljs(value: exceljs.CellValue): string | null {
  if (typeof value !== 'object' || value === null || value instanceof Date) return plain(value)
  if ('richText' in value) return plain(value.richText.map(({ text }) => text).join(''))
  if ('error' in value) return `error ${value.error}`
  if ('formula' in value || 'sharedFormula' in value) return noteExceljs(value.result as exceljs.CellValue)
  return plain(JSON.stringify(value))
}

async function readSheetjs(path: string): Promise<Cells> {
  const book = read(readFileSync(path), { type: 'buffer', dense: true, cellNF: true })
  const cells = new Map<string, string>()
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  for (const name of book.SheetNames) {
    const data = book.Sheets[name]?.['!data'] ?? []
    data.forEach((row, rowIndex) => {
      row?.forEach((cell, column) => {
        const noted = cell ? noteSheetjs(cell, date1904) : null
        if (noted !== null) cells.set(addressOf(name, rowIndex + 1, column), noted)
      })
    })
  }
  return cells
}

function noteSheetjs(cell: CellObject, date1904: boolean): string | null {
  if (cell.t === 'e') return `error ${cell.w}`
  if (cell.t !== 'n' || typeof cell.z !== 'string' || !SSF.is_date(cell.z)) return plain(cell.v)
  const { y, m, d } = SSF.parse_date_code(cell.v as number, { date1904 }) ?? { y: 0, m: 0, d: 0 }
  return `day ${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

async function readHucre(path: string): Promise<Cells> {
  const bytes = readFileSync(path)
  const read = path.endsWith('.ods') ? readOds : readXlsx
  const workbook = await read(bytes)
  const cells = new Map<string, string>()
  for (const sheet of workbook.sheets) {
    sheet.rows.forEach((row, rowIndex) => {
      row.forEach((value, column) => {
        const noted = plain(value)
        if (noted !== null) cells.set(addressOf(sheet.name, rowIndex + 1, column), noted)
      })
    })
  }
  return cells
}
