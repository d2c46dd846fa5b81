import { CellTag, type CellType, ROW_MAX } from './cell-tag.ts'
import { decodeText } from './cell-text.ts'
import type { ReadLimits } from './limits.ts'
import { parseNumber } from './number-bytes.ts'
import { endOfMarkup, endOfTag, isNameEnd, type RecordReader } from './record-reader.ts'
import { dateCell, dateCellOfIso } from './serial-date.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { CellStyles } from './styles.ts'
import { TextRuns } from './text-runs.ts'
import { damaged, unreadable } from './unreadable-codes.ts'
import type { CellValue, OldFont, SheetRow } from './workbook.ts'

/** What a row's bytes do not say themselves. */
export interface RowSurroundings {
  readonly part: string
  /** The sheet's name, for messages. */
  readonly sheet: string
  readonly limits: ReadLimits
  readonly shared: SharedStrings | null
  readonly styles: CellStyles
  readonly date1904: boolean
}

const LT = 0x3c
const SLASH = 0x2f
const GT = 0x3e
const PLAIN_END_BYTES = 8

/** Whether `</v></c>` stands there. */
function isPlainEnd(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === LT &&
    bytes[at + 1] === SLASH &&
    bytes[at + 2] === 0x76 &&
    bytes[at + 3] === GT &&
    bytes[at + 4] === LT &&
    bytes[at + 5] === SLASH &&
    bytes[at + 6] === 0x63 &&
    bytes[at + 7] === GT
  )
}

/** Turns the bytes of one `<row>` after another into rows; remembers the last row number, for rows may leave it out. */
export class RowParser {
  lastRow = 0
  private readonly tag: CellTag
  private readonly runs: TextRuns
  private readonly around: RowSurroundings
  private value: CellValue = null
  private formula = false
  private prefix = 0
  /** Of the current row; null in a workbook without old fonts, which is nearly every one. */
  private fonts: OldFont[] | null = null

  constructor(around: RowSurroundings) {
    this.around = around
    this.runs = new TextRuns(around.part)
    this.tag = new CellTag(around.part)
  }

  /** The reader's current record; null when no cell of it has a value. */
  parse(reader: RecordReader): SheetRow | null {
    const { bytes } = reader
    const { tag } = this
    this.prefix = reader.prefixLength
    let at = tag.readRow(bytes, reader.recordStart + 4 + this.prefix)
    const number = tag.row < 0 ? this.lastRow + 1 : tag.row
    if (number <= this.lastRow || number > ROW_MAX) throw this.damaged('row numbers do not grow')
    this.lastRow = number
    const hidden = tag.hidden
    const cells: CellValue[] = []
    let formulas: number[] | undefined
    if (this.around.styles.oldFonts !== null) this.fonts = []
    let column = -1
    let open = !tag.selfClosed
    while (open) {
      while (bytes[at] !== LT) if (++at >= bytes.length) throw this.damaged('row without an end')
      const name = at + 1 + this.prefix
      if (bytes[name] === 0x63 && isNameEnd(bytes[name + 1])) {
        at = tag.readCell(bytes, name + 1)
        column = this.columnAfter(column, number)
        const end = this.readPlainValue(bytes, at)
        at = end >= 0 ? end : this.readContent(bytes, at)
        if (this.value !== null && this.value !== '') this.put(cells, column)
        if (this.formula) {
          formulas ??= []
          formulas.push(column)
        }
      } else {
        open = !(bytes[at + 1] === SLASH && this.isRow(bytes, name + 1))
        at = open ? this.skipOther(bytes, at) : this.skip(bytes, at)
      }
    }
    reader.advance(at)
    if (cells.length === 0) return null
    if (this.fonts !== null) return { number, cells, hidden, ...(formulas && { formulas }), fonts: this.fonts }
    return formulas === undefined ? { number, cells, hidden } : { number, cells, hidden, formulas }
  }

  private put(cells: CellValue[], column: number): void {
    const { sheet, limits } = this.around
    if (column >= limits.maxColumns) {
      throw unreadable('sheet-has-too-many-columns', { sheet, row: this.lastRow, limit: limits.maxColumns })
    }
    while (cells.length < column) cells.push(null)
    cells.push(this.value)
    if (this.fonts !== null) this.putFont(this.fonts, column)
  }

  private putFont(fonts: OldFont[], column: number): void {
    while (fonts.length < column) fonts.push(null)
    fonts.push(this.around.styles.oldFonts?.[this.tag.style] ?? null)
  }

  /** A cell without a reference stands right of the one before it. */
  private columnAfter(last: number, row: number): number {
    const { tag } = this
    if (tag.refColumn < 0) return last + 1
    if (tag.refRow !== row || tag.refColumn <= last) throw this.damaged('cells are not in order')
    return tag.refColumn
  }

  /**
   * What nearly all cells hold, `<v>12</v></c>`, read in one go; -1 for anything else, which is then read tag by tag.
   */
  private readPlainValue(bytes: Buffer, from: number): number {
    if (this.tag.selfClosed || bytes[from] !== LT || bytes[from + 1] !== 0x76 || bytes[from + 2] !== GT) return -1
    let at = from + 3
    let number = 0
    let digit = (bytes[at] as number) - 0x30
    while (digit >= 0 && digit <= 9) {
      number = number * 10 + digit
      digit = (bytes[++at] as number) - 0x30
    }
    if (at === from + 3 || at > from + 3 + 15 || !isPlainEnd(bytes, at)) return -1
    if (this.tag.type === 'number') this.value = this.numberOrDate(number)
    else if (this.tag.type === 'shared') this.value = this.sharedText(number)
    else return -1
    this.formula = false
    return at + PLAIN_END_BYTES
  }

  /** Reads from behind the cell's start tag to behind its end tag; sets `value` and `formula`. */
  private readContent(bytes: Buffer, from: number): number {
    this.value = null
    this.formula = false
    if (this.tag.selfClosed) return from
    const { prefix } = this
    let at = from
    for (;;) {
      while (bytes[at] !== LT) if (++at >= bytes.length) throw this.damaged('cell without an end')
      const name = at + 1 + prefix
      if (bytes[at + 1] === SLASH) {
        const end = this.skip(bytes, at)
        if (bytes[name + 1] === 0x63 && isNameEnd(bytes[name + 2])) return end
        at = this.skipOther(bytes, at)
      } else if (bytes[name] === 0x76 && isNameEnd(bytes[name + 1])) {
        at = this.readValue(bytes, at)
      } else if (bytes[name] === 0x66 && isNameEnd(bytes[name + 1])) {
        this.formula = true
        at = this.skip(bytes, at)
      } else if (bytes[name] === 0x69 && bytes[name + 1] === 0x73 && isNameEnd(bytes[name + 2])) {
        at = this.readInline(bytes, at)
      } else {
        at = this.skipOther(bytes, at)
      }
    }
  }

  private readValue(bytes: Buffer, tag: number): number {
    const content = this.skip(bytes, tag)
    if (bytes[content - 2] === SLASH) return content
    const end = this.runs.readText(bytes, content)
    this.value = this.valueOf(this.tag.type)
    return end
  }

  private readInline(bytes: Buffer, tag: number): number {
    const content = this.skip(bytes, tag)
    if (bytes[content - 2] === SLASH) return content
    const end = this.runs.readRuns(bytes, content, { prefix: this.prefix, close: 0x69 })
    this.value = this.text()
    return end
  }

  private valueOf(type: CellType): CellValue {
    const { bytes, start, end } = this.runs
    if (type === 'number') return this.numberOrDate(parseNumber(bytes, start, end))
    if (type === 'shared') return start === end ? null : this.sharedText(parseNumber(bytes, start, end))
    if (type === 'boolean') return /^\s*(1|true)\s*$/.test(bytes.toString('latin1', start, end))
    const text = this.text()
    if (type === 'error') return text === '' ? null : { error: text }
    return type === 'date' ? (dateCellOfIso(text, this.around.date1904) ?? text) : text
  }

  /** What claims to be a number and is none stays as the text it is. */
  private numberOrDate(value: number): CellValue {
    if (Number.isNaN(value)) return this.text()
    const { styles, date1904 } = this.around
    return styles.isDate(this.tag.style) ? dateCell(value, date1904) : value
  }

  private sharedText(index: number): string {
    const { shared } = this.around
    if (!Number.isInteger(index) || index < 0 || shared === null) throw this.damaged('no such shared text')
    return shared.get(index)
  }

  private text(): string {
    const text = decodeText(this.runs.bytes, this.runs.start, this.runs.end)
    const { maxCellCharacters } = this.around.limits
    if (text.length > maxCellCharacters) throw unreadable('cell-text-too-long', { limit: maxCellCharacters })
    return text
  }

  /** Just past the tag or markup at `at`. */
  private skip(bytes: Buffer, at: number): number {
    const next = bytes[at + 1]
    const end = next === 0x21 || next === 0x3f ? endOfMarkup(bytes, at) : endOfTag(bytes, at)
    if (end < 0) throw this.damaged('tag without an end')
    return end
  }

  /** An extension or a comment is passed over; a row or cell that begins or ends where none should is damage. */
  private skipOther(bytes: Buffer, at: number): number {
    const name = at + (bytes[at + 1] === SLASH ? 2 : 1) + this.prefix
    const isCell = bytes[name] === 0x63 && isNameEnd(bytes[name + 1])
    const isRow =
      bytes[name] === 0x72 && bytes[name + 1] === 0x6f && bytes[name + 2] === 0x77 && isNameEnd(bytes[name + 3])
    if (isCell || isRow) throw this.damaged('row or cell out of place')
    return this.skip(bytes, at)
  }

  private isRow(bytes: Buffer, name: number): boolean {
    return bytes[name] === 0x72 && bytes[name + 1] === 0x6f && bytes[name + 2] === 0x77 && isNameEnd(bytes[name + 3])
  }

  private damaged(detail: string): Error {
    return damaged(this.around.part, `${detail}, after row ${this.lastRow}`)
  }
}
