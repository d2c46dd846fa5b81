// Runs in a thread of its own: from dist as JavaScript, under vitest as TypeScript with its types stripped by Node. So
// this file and what it imports hold erasable syntax only.
import { readFileSync } from 'node:fs'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { type CellObject, CFB, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { cleanText } from './clean-text.ts'
import type { NoticeCode } from './notices.ts'
import { dateCell } from './serial-date.ts'
import type { SheetLook } from './sheet-look.ts'
import { isDayFormat } from './styles.ts'
import type { CellValue, MergedRange, SheetRow } from './workbook.ts'
import type {
  XlsAnswer,
  XlsbFile,
  XlsbPart,
  XlsFile,
  XlsRefusal,
  XlsRowsRequest,
  XlsSheetFacts,
  XlsWorkerData,
} from './xls-messages.ts'
import { readGlobals, readSheetLook } from './xls-records.ts'
import { readStyleFonts, readSheetLook as readXlsbLook } from './xlsb-records.ts'

const BLOCK_ROWS = 1000
const VISIBILITIES = ['visible', 'hidden', 'veryHidden'] as const
/** Kinds of sheet that hold no table; the library's own types do not name them all. */
const NO_CELLS: ReadonlySet<string | undefined> = new Set(['chart', 'macro', 'dialog'])
const ERROR_NAMES: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}

class Refusal extends Error {
  readonly code: XlsRefusal

  constructor(code: XlsRefusal) {
    super(code)
    this.code = code
  }
}

/** Formats by their text: a register has a million cells and a dozen formats. */
const dayFormats = new Map<string, boolean>()

function serve(port: MessagePort, { file, maxMerges }: XlsWorkerData): void {
  const answer = (message: XlsAnswer) => port.postMessage(message)
  let book: WorkBook
  let looks: Looks
  try {
    const bytes = bytesOf(file)
    const { encoding, notices, lookOf } = 'parts' in file ? contentOfParts(file) : contentOf(bytes)
    set_cptable(codePages)
    book = read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: true,
    })
    // A sheet it cannot read the library leaves out without a word.
    if ('parts' in file && book.SheetNames.some((name) => !book.Sheets[name])) throw new Refusal('file-damaged')
    looks = new Map(book.SheetNames.map((name, place) => [name, lookOf(name, place)]))
    const sheets = factsOf(book, looks, maxMerges)
    if (sheets.length === 0) throw new Refusal('file-has-no-sheet')
    answer({ kind: 'opened', encoding, notices: [...notices, ...macroSheets(book)], sheets })
  } catch (error) {
    answer({ kind: 'refused', code: refusalOf(error), detail: String(error) })
    return
  }
  port.on('message', ({ sheet, from }: XlsRowsRequest) =>
    answer(rowsFrom({ book, look: looks.get(sheet) }, sheet, from)),
  )
}

function refusalOf(error: unknown): XlsRefusal {
  if (error instanceof Refusal) return error.code
  return /password|encrypt/i.test(String(error)) ? 'file-encrypted' : 'file-damaged'
}

function bytesOf(file: XlsFile): Buffer {
  if ('path' in file) return readFileSync(file.path)
  if ('parts' in file) return packed(file.parts)
  return Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
}

/** A zip of the checked parts, stored and not deflated, for the library takes nothing else. */
function packed(parts: readonly XlsbPart[]): Buffer {
  const zip = CFB.utils.cfb_new()
  for (const { name, bytes } of parts) CFB.utils.cfb_add(zip, `/${name}`, Buffer.from(bytes))
  return CFB.write(zip, { fileType: 'zip', compression: false, type: 'buffer' }) as Buffer
}

/** How texts are decoded, and what is in the file besides cells. */
interface Content {
  readonly encoding: string
  readonly notices: readonly NoticeCode[]
  /** The look of a sheet, by its name and its place among the sheets that the library gives; undefined for none. */
  readonly lookOf: (name: string, place: number) => SheetLook | undefined
}

type Looks = ReadonlyMap<string, SheetLook | undefined>

function contentOfParts({ parts, sheetParts, styles }: XlsbFile): Content {
  const bytesOfPart = (path: string | null | undefined) => {
    const part = parts.find(({ name }) => name === path)
    return part && Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength)
  }
  const styleBytes = bytesOfPart(styles)
  const styleFonts = styleBytes ? readStyleFonts(styleBytes) : null
  const lookOf = (name: string) => {
    const sheet = bytesOfPart(sheetParts.get(name))
    return sheet && readXlsbLook(sheet, styleFonts)
  }
  return { encoding: 'utf-16le', notices: [], lookOf }
}

/** The container tells what it holds by the names of its streams, the text's code page stands in one of its records. */
function contentOf(bytes: Buffer): Content {
  const container = CFB.read(bytes, { type: 'buffer' })
  if (CFB.find(container, 'EncryptedPackage')) throw new Refusal('file-encrypted')
  const biff8 = CFB.find(container, 'Workbook')
  const found = biff8 ?? CFB.find(container, 'Book')
  if (!found) throw new Refusal('file-not-a-workbook')
  const stream = Buffer.from(found.content as number[])
  const { codePage, isLinked, isEncrypted, sheetPlaces, styleFonts } = readGlobals(stream)
  if (isEncrypted) throw new Refusal('file-encrypted')
  const notices: NoticeCode[] = []
  const paths = container.FullPaths as string[]
  if (paths.some((path) => /\/_VBA_PROJECT_CUR\//i.test(path))) notices.push('macros-ignored')
  if (isLinked) notices.push('external-links-ignored')
  if (paths.some((path) => /\/MBD[0-9A-F]{8}\//i.test(path))) notices.push('embedded-objects-ignored')
  // The library gives the sheets in the order in which they lie in the stream.
  const lookOf = (_: string, sheet: number) => {
    const place = sheetPlaces[sheet]
    return place === undefined ? undefined : readSheetLook(stream, place, styleFonts)
  }
  return { encoding: biff8 ? 'utf-16le' : `windows-${codePage}`, notices, lookOf }
}

/** Macros of Excel 4 are sheets of their own kind. */
function macroSheets(book: WorkBook): NoticeCode[] {
  const isMacro = (name: string) => (book.Sheets[name]?.['!type'] as string | undefined) === 'macro'
  return book.SheetNames.some(isMacro) ? ['macros-ignored'] : []
}

function factsOf(book: WorkBook, looks: Looks, maxMerges: number): XlsSheetFacts[] {
  const facts: XlsSheetFacts[] = []
  book.SheetNames.forEach((name, index) => {
    const sheet = book.Sheets[name]
    if (!sheet || NO_CELLS.has(sheet['!type'])) return
    const state = book.Workbook?.Sheets?.find((entry) => entry.name === name)?.Hidden ?? 0
    facts.push({
      name,
      index,
      visibility: VISIBILITIES[state] ?? 'visible',
      merges: mergesOf(sheet, maxMerges),
      hiddenColumns: looks.get(name)?.hiddenColumns ?? [],
    })
  })
  return facts
}

function mergesOf(sheet: WorkSheet, maxMerges: number): readonly MergedRange[] | null {
  const merges = sheet['!merges'] ?? []
  if (merges.length > maxMerges) return null
  return merges.map(({ s, e }) => ({ top: s.r + 1, left: s.c, bottom: e.r + 1, right: e.c }))
}

/** A workbook as the library read it, and what it does not tell of the sheet that is asked for. */
interface SeenSheet {
  readonly book: WorkBook
  readonly look: SheetLook | undefined
}

function rowsFrom({ book, look }: SeenSheet, name: string, from: number): XlsAnswer {
  const sheet = book.Sheets[name] as WorkSheet
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const data = sheet['!data'] ?? []
  const rows: SheetRow[] = []
  let at = from
  for (; at < data.length && rows.length < BLOCK_ROWS; at++) {
    const row = rowOf(data[at], at + 1, { hidden: sheet['!rows']?.[at]?.hidden === true, date1904 })
    if (row) rows.push(withFonts(row, look))
  }
  return { kind: 'rows', rows, next: at < data.length ? at : null }
}

function withFonts(row: SheetRow, look: SheetLook | undefined): SheetRow {
  const fonts = look?.fontsOf(row.number - 1, row.cells.length)
  return fonts ? { ...row, fonts } : row
}

function rowOf(
  stored: readonly (CellObject | undefined)[] | undefined,
  number: number,
  { hidden, date1904 }: { hidden: boolean; date1904: boolean },
): SheetRow | null {
  const cells: CellValue[] = []
  const formulas: number[] = []
  stored?.forEach((cell, column) => {
    if (!cell) return
    if (cell.f !== undefined || cell.F !== undefined) formulas.push(column)
    const value = cellValue(cell, date1904)
    if (value === null) return
    while (cells.length < column) cells.push(null)
    cells.push(value)
  })
  if (cells.length === 0) return null
  return formulas.length === 0 ? { number, cells, hidden } : { number, cells, hidden, formulas }
}

/** The value as it is stored; SheetJS' own dates and texts of display are not used. */
function cellValue(cell: CellObject, date1904: boolean): CellValue {
  const { v: value } = cell
  if (value === undefined || value === null || cell.t === 'z') return null
  if (cell.t === 'e') return { error: ERROR_NAMES[Number(value)] ?? `#${value}` }
  if (typeof value === 'string') return cleanText(value) || null
  if (typeof value === 'number') return showsDay(cell.z) ? dateCell(value, date1904) : value
  return typeof value === 'boolean' ? value : null
}

function showsDay(format: string | number | undefined): boolean {
  if (typeof format !== 'string') return false
  let known = dayFormats.get(format)
  if (known === undefined) {
    known = isDayFormat(format)
    dayFormats.set(format, known)
  }
  return known
}

serve(parentPort as MessagePort, workerData as XlsWorkerData)
