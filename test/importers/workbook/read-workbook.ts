import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadLimits } from '../../../importers/workbook/limits.ts'
import { openWorkbook } from '../../../importers/workbook/open-workbook.ts'
import { UNREADABLE_CODES, type UnreadableCode } from '../../../importers/workbook/unreadable-codes.ts'
import {
  type CellValue,
  type ColumnRange,
  type MergedRange,
  type SheetRow,
  UnreadableFile,
  type Workbook,
} from '../../../importers/workbook/workbook.ts'

export interface WholeSheet {
  readonly name: string
  readonly index: number
  readonly visibility: string
  readonly merges: readonly MergedRange[] | null
  /** Absent when there are none. */
  readonly hiddenColumns?: readonly ColumnRange[]
  readonly rows: readonly SheetRow[]
}

export interface WholeWorkbook {
  readonly format: string
  readonly encoding: string
  readonly notices: readonly string[]
  readonly sheets: readonly WholeSheet[]
}

/** Writes the bytes to a file, reads all of it, and removes the file. */
export async function readBytes(
  bytes: Buffer | string,
  fileName = 'thử.xlsx',
  limits: Partial<ReadLimits> = {},
): Promise<WholeWorkbook> {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-'))
  try {
    const path = join(folder, 'upload')
    writeFileSync(path, bytes)
    return await readFile(path, fileName, limits)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Reads all sheets of a file. */
export async function readFile(
  path: string,
  fileName: string,
  limits: Partial<ReadLimits> = {},
): Promise<WholeWorkbook> {
  const workbook = await openWorkbook(path, fileName, limits)
  try {
    return await readAll(workbook)
  } finally {
    await workbook.close()
  }
}

async function readAll(workbook: Workbook): Promise<WholeWorkbook> {
  const sheets: WholeSheet[] = []
  for (const sheet of workbook.sheets) {
    const { name, index, visibility } = sheet
    const rows = (await Array.fromAsync(sheet.rows())).flat()
    const hiddenColumns = await sheet.hiddenColumns()
    const hidden = hiddenColumns.length === 0 ? {} : { hiddenColumns }
    sheets.push({ name, index, visibility, merges: await sheet.merges(), ...hidden, rows })
  }
  return { format: workbook.format, encoding: workbook.encoding, notices: workbook.notices, sheets }
}

/** The cells of the first sheet's rows. */
export async function readCells(
  bytes: Buffer | string,
  fileName?: string,
  limits?: Partial<ReadLimits>,
): Promise<readonly (readonly CellValue[])[]> {
  const { sheets } = await readBytes(bytes, fileName, limits)
  return (sheets[0]?.rows ?? []).map((row) => row.cells)
}

/**
 * The code for which the file is refused; fails when it is read. Any other error is thrown on, and so is a refusal whose
 * text for the officer would have a gap.
 */
export async function refusalOf(
  bytes: Buffer | string,
  limits: Partial<ReadLimits> = {},
  fileName = 'thử.xlsx',
): Promise<string> {
  try {
    await readBytes(bytes, fileName, limits)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const gaps = placeholdersOf(error.code).filter((name) => error.args[name] === undefined)
    if (gaps.length > 0) throw new Error(`${error.code} lacks ${gaps.join(', ')}`)
    return error.code
  }
  return 'the file was read'
}

/** Names in braces in the texts of a code, in both languages. */
export function placeholdersOf(code: string): string[] {
  const texts = Object.values(UNREADABLE_CODES[code as UnreadableCode] ?? { missing: `{text for ${code}}` })
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] as string)))]
}
