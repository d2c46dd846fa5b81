import { damaged } from './unreadable-codes.ts'

/** What a cell's `t` says about its `<v>`. */
export type CellType = 'number' | 'shared' | 'text' | 'boolean' | 'error' | 'date'

/** The last row and column a sheet can have: XFD1048576. */
export const ROW_MAX = 1_048_576
export const COLUMN_MAX = 16_384

const GT = 0x3e
const SLASH = 0x2f
const EQUALS = 0x3d
const QUOTE = 0x22
const APOSTROPHE = 0x27
const SPACE = 0x20

/** Reads the start tags of rows and cells; the fields hold what the last one said. */
export class CellTag {
  /** Of a row: its number, -1 when it does not say. */
  row = -1
  hidden = false
  /** Of a cell: 0-based column or -1 when it does not say, and the row named with it. */
  refColumn = -1
  refRow = 0
  style = 0
  type: CellType = 'number'
  selfClosed = false

  private readonly part: string
  private nameStart = 0
  private nameEnd = 0
  private valueStart = 0
  private valueEnd = 0

  constructor(part: string) {
    this.part = part
  }

  /** Reads from behind `<row` to behind the tag's `>`. */
  readRow(bytes: Buffer, from: number): number {
    this.row = -1
    this.hidden = false
    let at = this.nextAttribute(bytes, from)
    while (at >= 0) {
      const length = this.nameEnd - this.nameStart
      const first = bytes[this.nameStart]
      if (length === 1 && first === 0x72) this.row = this.valueAsInteger(bytes)
      else if (length === 6 && first === 0x68 && this.nameIs(bytes, 'hidden')) this.hidden = this.valueAsBoolean(bytes)
      at = this.nextAttribute(bytes, at)
    }
    return -at
  }

  /** Reads from behind `<c` to behind the tag's `>`. */
  readCell(bytes: Buffer, from: number): number {
    this.refColumn = -1
    this.style = 0
    this.type = 'number'
    const behind = this.readShortAttributes(bytes, from)
    if (bytes[behind] === GT) {
      this.selfClosed = false
      return behind + 1
    }
    let at = this.nextAttribute(bytes, behind)
    while (at >= 0) {
      if (this.nameEnd - this.nameStart === 1) this.take(bytes, bytes[this.nameStart])
      at = this.nextAttribute(bytes, at)
    }
    return -at
  }

  /** Attributes as nearly all files write them, ` r="B7" s="1"`; stops before anything else. */
  private readShortAttributes(bytes: Buffer, from: number): number {
    let at = from
    while (bytes[at] === SPACE && bytes[at + 2] === EQUALS && bytes[at + 3] === QUOTE) {
      let end = at + 4
      let byte = bytes[end]
      while (byte !== QUOTE && byte !== undefined) byte = bytes[++end]
      this.valueStart = at + 4
      this.valueEnd = end
      this.take(bytes, bytes[at + 1])
      at = end + 1
    }
    return at
  }

  private take(bytes: Buffer, name: number | undefined): void {
    if (name === 0x72) this.readReference(bytes)
    else if (name === 0x73) this.style = this.valueAsInteger(bytes)
    else if (name === 0x74) this.type = this.valueAsType(bytes)
  }

  /** Finds the next attribute and returns the place behind it; at the tag's end the negated place behind its `>`. */
  private nextAttribute(bytes: Buffer, from: number): number {
    let at = from
    let byte = bytes[at] as number
    while (byte <= SPACE || byte === SLASH) byte = bytes[++at] as number
    if (byte === GT) {
      this.selfClosed = bytes[at - 1] === SLASH
      return -(at + 1)
    }
    this.nameStart = at
    while (byte !== EQUALS && byte > SPACE && byte !== GT) byte = bytes[++at] as number
    this.nameEnd = at
    while (byte <= SPACE) byte = bytes[++at] as number
    if (byte !== EQUALS) throw damaged(this.part, 'attribute without a value')
    byte = bytes[++at] as number
    while (byte <= SPACE) byte = bytes[++at] as number
    if (byte !== QUOTE && byte !== APOSTROPHE) throw damaged(this.part, 'attribute without quotes')
    const quote = byte
    this.valueStart = ++at
    byte = bytes[at] as number
    while (byte !== quote && byte !== undefined) byte = bytes[++at] as number
    this.valueEnd = at
    return at + 1
  }

  private readReference(bytes: Buffer): void {
    let at = this.valueStart
    let column = 0
    let byte = bytes[at] as number
    while (byte >= 0x41 && byte <= 0x5a) {
      column = column * 26 + (byte - 0x40)
      byte = bytes[++at] as number
    }
    const letters = at - this.valueStart
    this.valueStart = at
    this.refRow = this.valueAsInteger(bytes)
    if (letters < 1 || letters > 3 || column > COLUMN_MAX) throw damaged(this.part, 'bad cell reference')
    this.refColumn = column - 1
  }

  private valueAsInteger(bytes: Buffer): number {
    let value = 0
    for (let at = this.valueStart; at < this.valueEnd; at++) {
      const digit = (bytes[at] as number) - 0x30
      if (!(digit >= 0 && digit <= 9)) throw damaged(this.part, 'bad number in an attribute')
      value = value * 10 + digit
    }
    if (this.valueStart === this.valueEnd || value > 0x7fffffff) throw damaged(this.part, 'bad number in an attribute')
    return value
  }

  private valueAsType(bytes: Buffer): CellType {
    const length = this.valueEnd - this.valueStart
    const first = bytes[this.valueStart]
    if (length === 1) {
      if (first === 0x73) return 'shared'
      if (first === 0x62) return 'boolean'
      if (first === 0x65) return 'error'
      if (first === 0x64) return 'date'
      if (first === 0x6e) return 'number'
    }
    const name = bytes.toString('latin1', this.valueStart, this.valueEnd)
    if (name === 'str' || name === 'inlineStr') return 'text'
    throw damaged(this.part, 'unknown cell type')
  }

  private valueAsBoolean(bytes: Buffer): boolean {
    const text = bytes.toString('latin1', this.valueStart, this.valueEnd)
    return text === '1' || text === 'true'
  }

  private nameIs(bytes: Buffer, name: string): boolean {
    return bytes.toString('latin1', this.nameStart, this.nameEnd) === name
  }
}
