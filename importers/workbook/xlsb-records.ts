import { SheetLook, type StyleFonts, styleFontsOf } from './sheet-look.ts'

/** Numbers of records (MS-XLSB 2.3.1). */
const ROW = 0x0000
const COL_INFO = 0x003c
const FONT = 0x002b
const XF = 0x002f
const BEGIN_ROWS = 0x0091
const BUNDLED_SHEET = 0x009c
const BEGIN_CELL_XFS = 0x0269
const END_CELL_XFS = 0x026a
/** Texts: typed, shared, and given by a formula. */
const TEXTS: ReadonlySet<number> = new Set([0x0006, 0x0007, 0x0008])
const FONT_NAME_AT = 21

/** A sheet as the workbook lists it: its name and the relation that leads to its part. */
export interface BundledSheet {
  readonly name: string
  readonly relation: string
}

/** The sheets that the main part of an .xlsb lists. */
export function readBundledSheets(main: Buffer): BundledSheet[] {
  const sheets: BundledSheet[] = []
  eachRecord(main, (type, content) => {
    if (type !== BUNDLED_SHEET) return true
    const relation = wideText(content, 8)
    const name = wideText(content, relation.end)
    sheets.push({ name: name.text, relation: relation.text })
    return true
  })
  return sheets
}

/** The fonts of the cell styles, from the part of styles. */
export function readStyleFonts(styles: Buffer): StyleFonts {
  const fonts: string[] = []
  const places: number[] = []
  let areCellStyles = false
  eachRecord(styles, (type, content) => {
    if (type === FONT) fonts.push(wideText(content, FONT_NAME_AT).text)
    else if (type === BEGIN_CELL_XFS || type === END_CELL_XFS) areCellStyles = type === BEGIN_CELL_XFS
    else if (type === XF && areCellStyles && content.length >= 6) places.push(content.readUInt16LE(4))
    return true
  })
  return styleFontsOf(fonts, places)
}

/** The look of a sheet, from its part: columns stand before the rows, which are gone through only for their fonts. */
export function readSheetLook(sheet: Buffer, styleFonts: StyleFonts): SheetLook {
  const look = new SheetLook(styleFonts)
  let row = 0
  eachRecord(sheet, (type, content) => {
    if (type === COL_INFO && content.length >= 18) {
      const isHidden = (content.readUInt16LE(16) & 1) === 1
      if (isHidden) look.addHidden(content.readUInt32LE(0), content.readUInt32LE(4))
    } else if (type === ROW && content.length >= 4) row = content.readUInt32LE(0)
    else if (TEXTS.has(type) && content.length >= 8)
      look.addText(row, content.readUInt32LE(0), content.readUIntLE(4, 3))
    return type !== BEGIN_ROWS || styleFonts !== null
  })
  return look
}

/** Four bytes say how many characters follow, two bytes each; all ones stand for no text. */
function wideText(content: Buffer, at: number): { readonly text: string; readonly end: number } {
  const length = at + 4 <= content.length ? content.readUInt32LE(at) : 0
  const end = at + 4 + (length === 0xffffffff ? 0 : 2 * length)
  return { text: content.toString('utf16le', at + 4, end), end }
}

/** Goes through records: a type of one or two bytes, a length of up to four, seven bits in each byte of both. */
function eachRecord(part: Buffer, visit: (type: number, content: Buffer) => boolean): void {
  let at = 0
  const number = (most: number): number => {
    let value = 0
    for (let place = 0; place < most; place++) {
      const byte = part[at++] ?? 0
      value += (byte & 0x7f) << (7 * place)
      if (byte < 0x80) break
    }
    return value
  }
  while (at < part.length) {
    const type = number(2)
    const length = number(4)
    const from = at
    at += length
    if (at > part.length || !visit(type, part.subarray(from, at))) return
  }
}
