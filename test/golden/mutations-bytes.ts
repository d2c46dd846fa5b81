import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cellText } from '../../importers/forms/cell-values.ts'
import { openWorkbook } from '../../importers/workbook/open-workbook.ts'
import { UnreadableFile } from '../../importers/workbook/workbook.ts'
import { utf16be, windows1258 } from '../support/text-bytes.ts'
import type { GoldenSheet } from './mutations.ts'
import { isBlocked, judge, type Reading, readSheet, type Verdict } from './mutations-oracle.ts'
import { type LooseSheet, looseSheet, readableSheet } from './mutations-sheet.ts'

/** A way in which programs write a table as text; null where it has nothing to damage. */
export interface ByteDamage {
  readonly name: string
  write(rows: readonly (readonly string[])[]): Buffer | null
}

function quoted(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function textOf(rows: readonly (readonly string[])[], delimiter = ',', end = '\r\n'): string {
  return rows.map((cells) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter) + end).join('')
}

function utf8(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`)
}

const WINDOWS_1252 = new TextDecoder('windows-1252')

/** The same table in the bytes that offices and their programs make of it. */
export const BYTE_DAMAGES: readonly ByteDamage[] = [
  { name: 'utf-8 without its mark', write: (rows) => Buffer.from(textOf(rows)) },
  { name: 'utf-16, low byte first', write: (rows) => Buffer.from(`\ufeff${textOf(rows)}`, 'utf16le') },
  { name: 'utf-16, high byte first', write: (rows) => utf16be(textOf(rows)) },
  { name: 'utf-16 without its mark', write: (rows) => Buffer.from(textOf(rows), 'utf16le') },
  { name: 'utf-16, high byte first, without its mark', write: (rows) => utf16be(textOf(rows)).subarray(2) },
  {
    name: 'windows-1258',
    write(rows) {
      const text = textOf(rows)
      const bytes = windows1258(text)
      const marks = [...text].filter((sign) => sign === '?').length
      return bytes.filter((byte) => byte === 0x3f).length === marks ? bytes : null
    },
  },
  { name: 'decomposed letters', write: (rows) => utf8(textOf(rows).normalize('NFD')) },
  // A letter that the code page has not got becomes a question mark for good.
  {
    name: 'letters replaced by question marks',
    write: (rows) => utf8(textOf(rows).replace(/[^\0-\u00ff\ufeff]/g, '?')),
  },
  { name: 'utf-8 read as windows-1252', write: (rows) => utf8(WINDOWS_1252.decode(Buffer.from(textOf(rows)))) },
  { name: 'semicolons', write: (rows) => utf8(textOf(rows, ';')) },
  { name: 'tabs', write: (rows) => utf8(textOf(rows, '\t')) },
  { name: 'bars', write: (rows) => utf8(textOf(rows, '|')) },
  { name: 'a declared delimiter', write: (rows) => Buffer.from(`sep=;\r\n${textOf(rows, ';')}`) },
  { name: 'line feeds alone', write: (rows) => utf8(textOf(rows, ',', '\n')) },
  {
    name: 'every cell in quotes',
    write: (rows) =>
      utf8(rows.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`)}\r\n`).join('')),
  },
  {
    name: 'delimiters at the ends of lines',
    write: (rows) => utf8(textOf(rows.map((cells) => [...cells, '', '', '']))),
  },
  { name: 'blanks around cells', write: (rows) => utf8(textOf(rows.map((cells) => cells.map((cell) => ` ${cell} `)))) },
  { name: 'no end of the last line', write: (rows) => utf8(textOf(rows).trimEnd()) },
  {
    name: 'a quote that is never closed',
    write(rows) {
      const lines = textOf(rows).split('\r\n')
      const at = Math.floor(lines.length / 2)
      lines[at] = `"${lines[at]}`
      return utf8(lines.join('\r\n'))
    },
  },
]

/** A golden sheet as a text file, and how that is read. */
export interface GoldenText {
  readonly file: string
  readonly rows: readonly (readonly string[])[]
  readonly golden: Reading
}

/** The sheets that a text file can hold: no merged headings, no errors, no rows that only Excel knows. */
export async function goldenTexts(sheets: readonly GoldenSheet[]): Promise<GoldenText[]> {
  const found: GoldenText[] = []
  for (const { file, sheet } of sheets) {
    const isPlain =
      sheet.merges.length === 0 && sheet.rows.every(({ hidden, formulas }) => !hidden && formulas.length === 0)
    if (!isPlain) continue
    const width = sheet.columns.length
    const rows = sheet.rows.map(({ cells }) => Array.from({ length: width }, (_, at) => cellText(cells[at])))
    const golden = await readText(utf8(textOf(rows)))
    if (golden !== null && !isBlocked(golden.reading)) found.push({ file, rows, golden: golden.reading })
  }
  return found
}

interface ReadText {
  readonly reading: Reading
  readonly sheet: LooseSheet
}

async function readText(bytes: Buffer): Promise<ReadText | null> {
  const folder = await mkdtemp(join(tmpdir(), 'golden-'))
  try {
    const path = join(folder, 'bang.csv')
    await writeFile(path, bytes)
    const workbook = await openWorkbook(path, 'bang.csv')
    try {
      const [first] = workbook.sheets
      if (first === undefined) return null
      const sheet = await looseSheet(first)
      return { reading: await readSheet(readableSheet(sheet)), sheet }
    } finally {
      await workbook.close()
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Writes a golden sheet's bytes in one way and reads them; a file that is refused with a reason is reported whole. */
export async function damagedBytes({ rows, golden }: GoldenText, damage: ByteDamage): Promise<Verdict | null> {
  const bytes = damage.write(rows)
  if (bytes === null) return null
  try {
    const read = await readText(bytes)
    if (read === null) return null
    return judge(golden, read.reading, read.sheet, 'EXACT')
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return {
      same: 0,
      reported: [...golden.rows.values()].filter(({ outcome }) => outcome !== 'SKIPPED').length,
      misread: [],
    }
  }
}
