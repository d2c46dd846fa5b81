import { columnLetters } from '../forms/column-letters.ts'
import { CellTag } from './cell-tag.ts'
import { endOfMarkup, endOfTag, isNameEnd, type RecordReader } from './record-reader.ts'
import { damaged } from './unreadable-codes.ts'
import { withAttribute } from './xml-spans.ts'

/** What is to be changed in a sheet's rows. */
export interface RowChanges {
  /** 0-based column of the outcomes; null when the sheet gets none. */
  readonly outcomeColumn: number | null
  /** The outcome cell's style and text, null for a row without one; `undefined` leaves what stands in that column. */
  outcomeOf(row: number): { readonly style: number; readonly text: string } | null | undefined
  /** Cells to be coloured, 0-based; undefined for most rows. */
  colouredIn(row: number): ReadonlyMap<number, (style: number) => number> | undefined
}

const SLASH = 0x2f
const LT = 0x3c
const C = 0x63
const F = 0x66
const FORMULA = Buffer.from('<f')
const CELL = Buffer.from('<c ')
const MARKUP = Buffer.from('<!')
const ROW_END = Buffer.from('</row>')
const CELL_END = Buffer.from('</c>')

/** A cell of a row as it is written, and where a formula stands in it. */
interface PlacedCell {
  readonly column: number
  readonly style: number
  readonly named: boolean
  readonly start: number
  readonly inside: number
  readonly end: number
  readonly formulas: readonly (readonly [number, number])[]
}

/**
 * Writes rows again with outcomes and colours, and formulas as the values that were saved with them. Everything else of a row
 * stays byte by byte.
 */
export class RowPatcher {
  private lastRow = 0
  private prefix = ''
  private readonly changes: RowChanges
  private readonly part: string
  private readonly tag: CellTag

  constructor(changes: RowChanges, part: string) {
    this.changes = changes
    this.part = part
    this.tag = new CellTag(part)
  }

  /** The reader's current record, changed, in pieces that hold until its next `push`; tells it where the record ends. */
  patch(reader: RecordReader): readonly Buffer[] {
    const { bytes, recordStart, prefixLength } = reader
    this.prefix = bytes.toString('latin1', recordStart + 1, recordStart + 1 + prefixLength)
    const inside = this.tag.readRow(bytes, recordStart + 4 + prefixLength)
    const { selfClosed } = this.tag
    const row = this.tag.row < 0 ? this.lastRow + 1 : this.tag.row
    this.lastRow = row
    const outcome = this.outcomeFor(row)
    const coloured = this.changes.colouredIn(row)
    if (prefixLength === 0 && !selfClosed && coloured === undefined) {
      const end = bytes.indexOf(ROW_END, inside) + ROW_END.length
      const quick = this.patchQuickly(bytes.subarray(recordStart, end), inside - recordStart, { row, outcome })
      if (quick !== null) {
        reader.advance(end)
        return quick
      }
    }
    const { cells, rest, end } = this.cellsOf(bytes, inside, selfClosed)
    const pieces = [this.rowTag(bytes.subarray(recordStart, inside), selfClosed)]
    pieces.push(...this.changedCells(bytes, cells, { row, outcome, coloured }))
    pieces.push(rest, Buffer.from(`</${this.prefix}row>`))
    reader.advance(end)
    return pieces
  }

  private outcomeFor(row: number): Buffer | null | undefined {
    const { outcomeColumn } = this.changes
    if (outcomeColumn === null) return undefined
    const outcome = this.changes.outcomeOf(row)
    if (outcome === undefined || outcome === null) return outcome
    const p = this.prefix
    const cell = `${p}c r="${columnLetters(outcomeColumn)}${row}" s="${outcome.style}" t="inlineStr"`
    return Buffer.from(`<${cell}><${p}is><${p}t xml:space="preserve">${outcome.text}</${p}t></${p}is></${p}c>`)
  }

  /** Nearly every row: no formula, and the outcome comes behind its last cell. Null for any other. */
  private patchQuickly(
    bytes: Buffer,
    inside: number,
    { row, outcome }: { row: number; outcome: Buffer | null | undefined },
  ): readonly Buffer[] | null {
    if (bytes.indexOf(FORMULA, inside) >= 0 || bytes.indexOf(MARKUP) >= 0) return null
    if (outcome === undefined) return [bytes]
    const last = bytes.lastIndexOf(CELL)
    if (last < 0) return null
    const behind = bytes.length - ROW_END.length
    const cellInside = this.tag.readCell(bytes, last + 2)
    const { refColumn, refRow, selfClosed } = this.tag
    if (refRow !== row || refColumn < 0 || refColumn >= (this.changes.outcomeColumn ?? 0)) return null
    const ends = selfClosed ? cellInside : bytes.indexOf(CELL_END, last) + CELL_END.length
    if (ends !== behind) return null
    if (outcome === null) return [bytes]
    return [this.rowTag(bytes.subarray(0, inside), false), bytes.subarray(inside, behind), outcome, ROW_END]
  }

  /** Spans say how far a row reaches, and it may now reach farther. */
  private rowTag(tag: Buffer, selfClosed: boolean): Buffer {
    const text = tag.toString()
    const open = selfClosed ? text.replace(/\s*\/>$/, '>') : text
    return Buffer.from(open.includes('spans') ? withAttribute(open, 'spans', null) : open)
  }

  private *changedCells(
    bytes: Buffer,
    cells: readonly PlacedCell[],
    { row, outcome, coloured }: Pick<RowParts, 'row' | 'outcome' | 'coloured'>,
  ): Generator<Buffer> {
    const at = this.changes.outcomeColumn ?? -1
    const added = new Map<number, Buffer>()
    if (outcome) added.set(at, outcome)
    for (const [column, restyle] of coloured ?? []) {
      if (column === at || cells.some((cell) => cell.column === column)) continue
      added.set(column, Buffer.from(`<${this.prefix}c r="${columnLetters(column)}${row}" s="${restyle(0)}"/>`))
    }
    const waiting = [...added.keys()].sort((one, other) => one - other)
    for (const cell of cells) {
      while (waiting.length > 0 && (waiting[0] as number) < cell.column)
        yield added.get(waiting.shift() as number) as Buffer
      if (cell.column === at && outcome !== undefined) continue
      const restyle = coloured?.get(cell.column)
      yield this.changedCell(bytes, cell, { row, style: restyle?.(cell.style), named: added.size === 0 || cell.named })
    }
    for (const column of waiting) yield added.get(column) as Buffer
  }

  private changedCell(
    bytes: Buffer,
    cell: PlacedCell,
    { row, style, named }: { row: number; style: number | undefined; named: boolean },
  ): Buffer {
    const { start, inside, end, formulas } = cell
    if (style === undefined && formulas.length === 0 && named) return bytes.subarray(start, end)
    let tag = bytes.toString('utf8', start, inside)
    if (!named) tag = withAttribute(tag, 'r', `${columnLetters(cell.column)}${row}`)
    if (style !== undefined) tag = withAttribute(tag, 's', style)
    // Says of a formula's result that it spills over other cells.
    if (formulas.length > 0) tag = withAttribute(tag, 'cm', null)
    const pieces: Buffer[] = [Buffer.from(tag)]
    let at = inside
    for (const [from, until] of formulas) {
      pieces.push(bytes.subarray(at, from))
      at = until
    }
    return Buffer.concat([...pieces, bytes.subarray(at, end)])
  }

  /** The cells of a row in order, what stands behind them in it, and where the row ends. */
  private cellsOf(bytes: Buffer, inside: number, selfClosed: boolean) {
    const cells: PlacedCell[] = []
    if (selfClosed) return { cells, rest: Buffer.alloc(0), end: inside }
    let at = inside
    let behindCells = inside
    let column = -1
    for (;;) {
      at = this.nextTag(bytes, at)
      const name = at + 1 + this.prefix.length
      if (bytes[at + 1] === SLASH) {
        const end = endOfTag(bytes, at)
        if (bytes.toString('latin1', name + 1, name + 4) === 'row') {
          return { cells, rest: bytes.subarray(behindCells, at), end }
        }
        at = end
      } else if (bytes[name] === C && isNameEnd(bytes[name + 1])) {
        const cell = this.cellAt(bytes, at, column)
        column = cell.column
        cells.push(cell)
        at = cell.end
        behindCells = at
      } else {
        at = this.behind(bytes, at)
      }
    }
  }

  private cellAt(bytes: Buffer, start: number, last: number): PlacedCell {
    const inside = this.tag.readCell(bytes, start + 2 + this.prefix.length)
    const { refColumn, style, selfClosed } = this.tag
    const place = { column: refColumn < 0 ? last + 1 : refColumn, style, named: refColumn >= 0, start, inside }
    const formulas: (readonly [number, number])[] = []
    if (selfClosed) return { ...place, end: inside, formulas }
    let at = inside
    let formula = -1
    for (;;) {
      at = this.nextTag(bytes, at)
      const closing = bytes[at + 1] === SLASH
      const name = at + 1 + (closing ? 1 : 0) + this.prefix.length
      const end = this.behind(bytes, at)
      if (bytes[name] === F && isNameEnd(bytes[name + 1])) {
        if (formula < 0) formula = at
        if (closing || bytes[end - 2] === SLASH) {
          formulas.push([formula, end])
          formula = -1
        }
      } else if (closing && bytes[name] === C && isNameEnd(bytes[name + 1])) {
        return { ...place, end, formulas }
      }
      at = end
    }
  }

  private nextTag(bytes: Buffer, from: number): number {
    const at = bytes.indexOf(LT, from)
    if (at < 0) throw damaged(this.part, 'row without an end')
    return at
  }

  /** Just past the tag, comment or CDATA at `at`. */
  private behind(bytes: Buffer, at: number): number {
    const next = bytes[at + 1]
    const end = next === 0x21 || next === 0x3f ? endOfMarkup(bytes, at) : endOfTag(bytes, at)
    if (end < 0) throw damaged(this.part, 'tag without an end')
    return end
  }
}

interface RowParts {
  readonly row: number
  readonly outcome: Buffer | null | undefined
  readonly coloured: ReadonlyMap<number, (style: number) => number> | undefined
}
