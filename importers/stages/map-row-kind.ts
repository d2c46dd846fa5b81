import { splitAreaName } from '../../src/areas/area-name.ts'
import { matchKey } from '../../src/kernel/vietnamese-text.ts'
import type { CellReaders } from '../forms/cell-readers.ts'
import { cellText } from '../forms/cell-values.ts'
import type { Source } from '../forms/source-definition.ts'
import type { RecognisedSheet } from '../source.ts'
import type { CellValue, SheetRow } from '../workbook/workbook.ts'

/**
 * What a row of the table's region is. BLANK rows are not rows at all; of the others only DATA and, for some sources, TOTAL
 * rows are read: the rest is furniture of the form and is skipped without an issue.
 */
export type RowKind = 'BLANK' | 'GHOST' | 'NUMBERING' | 'HEADER' | 'SECTION' | 'TOTAL' | 'NOTE' | 'DATA'

/** Sorts out nearly every name before a key is made of it. */
const TOTAL_START = /^[\s\p{Cf}]*(?:t[oổ]|c[oộ]|l[uũ]|s[oố])/iu
const TOTAL =
  /^(?:(?:tổng cộng|tổng số|tổng|cộng)(?: (?:tăng|giảm|trang|số|cộng|hộ|thẻ|người|chung|toàn|theo|xã|huyện|tỉnh|phường|thôn|ấp|luỹ kế|dồn|chuyển sang|mang sang|[ivx]+|\d+)(?: .*)?)?|luỹ kế(?: .*)?|số (?:chuyển|mang) sang(?: .*)?|toàn (?:huyện|xã|tỉnh|quốc|thành phố|thị xã|phường|thị trấn|ấp|thôn)(?: .*)?)$/u
/** A subtotal by something that is no area: “Khu vực thành thị”. Read as an area it would double every sum. */
const DIVISION_START = /^[\s\p{Cf}]*(?:khu|v|tr|ch)/iu
/** “Khu vực 3” is a hamlet of Cần Thơ. */
const DIVISION = /^(?:khu vực(?! \d)|vùng|trong đó|chia ra)(?![\p{L}\p{M}])/u
/** Sections of the forms D03-TS and D10a-TS; nobody is called so, while Tăng is a family name. */
const SECTION_WORDS =
  /^(?:(?:[ivx]+|\d+)(?: \d+)* )?(?:tăng(?: mới)?|giảm|tiếp tục tham gia|cấp lại(?: thẻ)?|đổi thẻ|người tham gia|tiền lương)$/u
const NOTE =
  /^(?:ghi chú|lưu ý|chú thích|người lập|lập biểu|lập bảng|nơi nhận|thủ trưởng|giám đốc|phó giám đốc|chủ tịch|phó chủ tịch|tm|kt|tl|xác nhận|kế toán|cán bộ|đại diện|kí bởi|kí tên|đã kí|trưởng|hiệu trưởng|người kê khai)(?![\p{L}\p{M}])/u
/** The foot of a printed page; the table goes on below it. */
const PAGE = /^trang (?:số )?\d/u
const PLACE_AND_DATE = /ngày\s*[\d.…_]*\s*tháng\s*[\d.…_]*\s*năm/iu
const TECHNICAL = /^[A-Z]{3,}[A-Z\d_/]*$/
/** A name without blanks or accents; in a row of them every cell is one. */
const IDENTIFIER = /^[A-Za-z][A-Za-z\d_]*$/
const FEWEST_IDENTIFIERS = 6

const FEWEST_REPEATED = 3

const NUMBER_MARK = /^\(?\[?(?:\d{1,2}|[A-Z])\]?\)?(?:\s*[=:].*)?$/
const SECTION_MARK = /^(?:[IVX]{1,5}(?:\.\d{1,2})*|[A-Z])[.)]?$/
/** `II.2` and nothing else: a part of the form that was left empty. */
const EMPTY_PART = /^[IVX]{1,5}\.\d{1,2}[.)]?$/
const ORDINAL = /^\d{1,7}(?:\.\d{1,7})*[.)]?$/

/** How many cells a row of furniture has at most: a signature block has three signers. */
const FURNITURE_CELLS = 4

/** Tells rows of one sheet apart, in order: it remembers whether the table has begun and whether it has ended. */
export class RowSorter {
  readonly #ordinal: number
  readonly #labels: readonly number[]
  readonly #labelHeadings: readonly string[]
  readonly #keepsTotals: boolean
  /** Names that tools give to columns, as they stand in the header: `IS_NTG`, `SOKCB`. */
  readonly #technical: readonly string[]
  /** `matchKey` of each column's whole heading. */
  readonly #headings: ReadonlyMap<number, string>
  /** The words of each column's heading as they stand in the header's last row. */
  readonly #written: ReadonlyMap<number, string>
  #begun = false
  #ended = false
  #inHeader = false

  constructor(source: Source, cells: CellReaders, columns: RecognisedSheet['columns']) {
    this.#headings = new Map(columns.map(({ index, heading }) => [index, matchKey(heading)]))
    this.#written = new Map(columns.map(({ index, heading }) => [index, heading.split(' / ').at(-1) ?? heading]))
    this.#technical = columns.flatMap(({ heading }) => (TECHNICAL.test(heading) ? [heading] : []))
    this.#keepsTotals = source.totals === 'KEEP'
    this.#ordinal = cells.column('ordinal').index
    this.#labels = source.labelFields.map((field) => cells.column(field).index).filter((index) => index >= 0)
    this.#labelHeadings = source.labelFields
      .filter((field) => cells.has(field))
      .map((field) => cells.column(field).heading)
  }

  kindOf(row: SheetRow): RowKind {
    const filled = filledCells(row.cells)
    if (filled === null) return 'BLANK'
    if (filled === 0) return 'GHOST'
    const kind = this.#inHeader && this.#continuesHeader(row) ? 'HEADER' : this.#kindOfFilled(row, filled)
    if (kind === 'DATA') this.#begun = true
    this.#inHeader = kind === 'HEADER'
    return kind
  }

  /** Whether a section row stands below another: `I.1` below `I`. */
  isSubSection(row: SheetRow): boolean {
    return cellText(row.cells[this.#ordinal]).includes('.')
  }

  /**
   * The name in a section row that may be a row of the table all the same: a person without anything else, an area without
   * a figure. Null for rows with a mark (`II`), and where a list of people names a place (`Ấp Trung`).
   */
  nameAlone(row: SheetRow): string | null {
    const label = this.labelOf(row)
    if (label === null || cellText(row.cells[this.#ordinal]) !== '' || this.#isDivision(row)) return null
    if (SECTION_WORDS.test(matchKey(label))) return null
    return (splitAreaName(label).unitType !== '') === this.#keepsTotals ? label : null
  }

  /** What the row is about: a person's or an area's name. */
  labelOf(row: SheetRow): string | null {
    for (const index of this.#labels) {
      const text = cellText(row.cells[index])
      if (text !== '') return text
    }
    return null
  }

  /** What a row of furniture calls itself: its label, else its first words. */
  nameOf(row: SheetRow): string | null {
    return this.labelOf(row) ?? firstWords(row.cells)
  }

  /** Below a header that is printed again: its lower rows, each word below the heading it belongs to, and its numbers. */
  #continuesHeader({ cells }: SheetRow): boolean {
    if (isNumbering(cells)) return true
    return cells.every((cell, index) => {
      const words = cellText(cell)
      return words === '' || (typeof cell === 'string' && this.#headings.get(index)?.includes(matchKey(words)) === true)
    })
  }

  #kindOfFilled(row: SheetRow, filled: number): RowKind {
    return filled > FURNITURE_CELLS ? this.#fullRow(row) : this.#shortRow(row, filled)
  }

  #fullRow(row: SheetRow): RowKind {
    if (!this.#begun && isNumbering(row.cells)) return 'NUMBERING'
    if (this.#isHeader(row) || (!this.#begun && isTechnicalHeader(row.cells))) return 'HEADER'
    if (this.#isTotal(row)) return 'TOTAL'
    if (this.#isDivision(row)) return 'SECTION'
    this.#ended = this.#explainsColumn(row)
    return this.#ended ? 'NOTE' : 'DATA'
  }

  #shortRow(row: SheetRow, filled: number): RowKind {
    if (!this.#begun && filled > 1 && isNumbering(row.cells)) return 'NUMBERING'
    if (this.#isHeader(row)) return 'HEADER'
    const ordinal = cellText(row.cells[this.#ordinal])
    const numbered = ORDINAL.test(ordinal)
    if (this.#isTotal(row)) return 'TOTAL'
    if (this.#isDivision(row)) return 'SECTION'
    if (isEmptyPart(ordinal, filled) || (!numbered && isPageMark(row))) return 'NOTE'
    if (!numbered && this.#isNote(row)) {
      this.#ended = true
      return 'NOTE'
    }
    if (this.#ended && !(numbered && filled > 2)) return 'NOTE'
    this.#ended = false
    return !numbered && isSection(row.cells, ordinal, filled) ? 'SECTION' : 'DATA'
  }

  /** Its words stand where the header's words stand, and no number beside them: an area may be called “Ấp 1” under “Ấp (1)”. */
  #isHeader(row: SheetRow): boolean {
    if (row.cells.some(isPlainNumber)) return false
    if (this.#repeatsHeadings(row)) return true
    return this.#labels.some((index, at) => {
      const cell = row.cells[index]
      if (typeof cell !== 'string' || cell === '') return false
      const heading = this.#labelHeadings[at] ?? ''
      // The length settles it for all but a few rows before any key is made.
      return Math.abs(cell.length - heading.length) <= heading.length / 2 + 2 && isHeadingText(cell, heading)
    })
  }

  /** Most of its cells are what their columns are headed by, whatever the heading of names is called this time. */
  #repeatsHeadings({ cells }: SheetRow): boolean {
    let [filled, same] = [0, 0]
    for (const [index, cell] of cells.entries()) {
      if (cell === null || cell === '') continue
      filled += 1
      if (typeof cell === 'string' && cell.trim() === this.#written.get(index)) same += 1
    }
    return same >= FEWEST_REPEATED && same * 2 > filled
  }

  #isTotal(row: SheetRow): boolean {
    for (const index of this.#labels) {
      const cell = row.cells[index]
      if (typeof cell === 'string' && cell !== '') return TOTAL_START.test(cell) && TOTAL.test(matchKey(cell))
    }
    const words = firstWords(row.cells)
    return words !== null && TOTAL_START.test(words) && TOTAL.test(matchKey(words.split(':')[0] ?? ''))
  }

  #isDivision(row: SheetRow): boolean {
    if (!this.#keepsTotals) return false
    const name = this.nameOf(row)
    return name !== null && DIVISION_START.test(name) && DIVISION.test(matchKey(name))
  }

  /** `IS_NTG ĐIỀN = 1: nếu là …`: what a tool's form says of its own columns, below the table. */
  #explainsColumn(row: SheetRow): boolean {
    if (this.#technical.length === 0) return false
    const words = firstWords(row.cells) ?? ''
    return this.#technical.some((name) => words.startsWith(name) && /^[\s:;,]/.test(words.slice(name.length)))
  }

  #isNote(row: SheetRow): boolean {
    if (this.#explainsColumn(row)) return true
    for (const cell of row.cells) {
      if (typeof cell !== 'string' || cell === '') continue
      if (PLACE_AND_DATE.test(cell) || NOTE.test(matchKey(cell))) return true
    }
    return false
  }
}

/** Whether a row above the header is one of a table: an ordinal number with words and more beside it. */
export function looksLikeData(row: SheetRow, ordinal: number): boolean {
  if ((filledCells(row.cells) ?? 0) < 3 || isNumbering(row.cells)) return false
  return ordinal >= 0 && ORDINAL.test(cellText(row.cells[ordinal])) && firstWords(row.cells) !== null
}

/** “Khu vực nông thôn” divides a list and is no place; “Khu vực 3” is one. */
export function namesPlace(section: string): boolean {
  return !DIVISION.test(matchKey(section)) && splitAreaName(section).unitType !== ''
}

/** The second header of tools that put their own names of columns below the words: `HoTen MasoBHXH NgaySinh …`. */
function isTechnicalHeader(cells: readonly CellValue[]): boolean {
  const filled = cells.filter((cell) => cell !== null && cell !== '')
  return (
    filled.length >= FEWEST_IDENTIFIERS &&
    filled.every((cell) => typeof cell === 'string' && IDENTIFIER.test(cell.trim())) &&
    filled.some((cell) => /[a-z][A-Z]|_/.test(String(cell)))
  )
}

function isEmptyPart(ordinal: string, filled: number): boolean {
  return filled === 1 && EMPTY_PART.test(ordinal)
}

function isPageMark(row: SheetRow): boolean {
  const words = firstWords(row.cells)
  return words !== null && PAGE.test(matchKey(words))
}

/** Years stand in headings too. */
function isPlainNumber(cell: CellValue): boolean {
  if (typeof cell === 'number') return cell < 1990 || cell > 2100
  return typeof cell === 'string' && ORDINAL.test(cell.trim()) && !/^(?:19|20)\d\d$/.test(cell.trim())
}

function isHeadingText(cell: string, heading: string): boolean {
  const key = matchKey(cell)
  return key === heading || heading.endsWith(` ${key}`) || heading.startsWith(`${key} `)
}

/** Cells that say something; null when there is not even an empty text. A row of zeros and empty texts is a dragged formula. */
function filledCells(cells: readonly CellValue[]): number | null {
  let filled = 0
  let zeros = 0
  let seen = false
  for (const cell of cells) {
    if (cell === null) continue
    seen = true
    if (cell === 0 || cell === false) zeros += 1
    else if (typeof cell !== 'string' || cell.trim() !== '') filled += 1
  }
  if (!seen) return null
  return filled === 0 ? 0 : filled + zeros
}

/** `A B 1 2 3`, `(1) (2) (3)`, `3=2/1`: in order, with nothing else in the row. */
function isNumbering(cells: readonly CellValue[]): boolean {
  let before = 0
  let marks = 0
  for (const cell of cells) {
    const text = cellText(cell)
    if (text === '') continue
    if (!NUMBER_MARK.test(text)) return false
    const number = Number(/\d{1,2}/.exec(text)?.[0] ?? 0)
    if (number !== 0 && number < before) return false
    if (number > before + 3) return false
    before = Math.max(before, number)
    marks += 1
  }
  return marks > 1
}

/** `I | Tăng`, `I.1 | Người tham gia`, `Ấp Trung`: a mark and words, or words alone. */
function isSection(cells: readonly CellValue[], ordinal: string, filled: number): boolean {
  if (filled === 1) return firstWords(cells) !== null
  if (!SECTION_MARK.test(ordinal)) return false
  const words = cells.filter((cell) => typeof cell === 'string' && /\p{L}/u.test(cell) && cell.trim() !== ordinal)
  return filled === 2 && words.length === 1
}

function firstWords(cells: readonly CellValue[]): string | null {
  for (const cell of cells) {
    if (typeof cell === 'string' && /\p{L}/u.test(cell) && !SECTION_MARK.test(cell.trim())) return cellText(cell)
  }
  return null
}
