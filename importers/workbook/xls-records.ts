import { SheetLook, type StyleFonts, styleFontsOf } from './sheet-look.ts'

const BOF = 0x0809
const EOF = 0x000a
const FONT = 0x0031
const XF = 0x00e0
const BOUND_SHEET = 0x0085
const FILE_PASS = 0x002f
const CODE_PAGE = 0x0042
const COL_INFO = 0x007d
const SUPPORTING_BOOK = 0x01ae
/** A supporting book of this many bytes is the workbook itself or an add-in's functions. */
const OWN_BOOK_BYTES = 4
const BIFF8 = 0x0600
/** Formula, Label, RString and LabelSst: the cells that may hold a text. */
const TEXTS: ReadonlySet<number> = new Set([0x0006, 0x0204, 0x00d6, 0x00fd])
/** Behind what a font looks like stands its name. */
const FONT_NAME_AT = 14
/** There is no font of this number: the fifth is number 5 (MS-XLS 2.5.129, FontIndex). */
const NO_FONT = 4

/** What the records before the first sheet of an .xls say. */
export interface XlsGlobals {
  readonly isEncrypted: boolean
  readonly codePage: number
  /** Whether cells may refer to other files. */
  readonly isLinked: boolean
  readonly styleFonts: StyleFonts
  /** Where the sheets begin, in the order in which they lie in the stream. */
  readonly sheetPlaces: readonly number[]
}

/** Goes through the records before the first sheet; one of them says that the rest is encrypted. */
export function readGlobals(stream: Buffer): XlsGlobals {
  const isBiff8 = stream.length >= 6 && stream.readUInt16LE(4) === BIFF8
  const fonts: string[] = []
  const styles: number[] = []
  const sheetPlaces: number[] = []
  let [codePage, isLinked, isEncrypted] = [1252, false, false]
  eachRecord(stream, 0, (type, content) => {
    if (type === FILE_PASS) isEncrypted = true
    else if (type === CODE_PAGE) codePage = content.readUInt16LE(0)
    else if (type === SUPPORTING_BOOK) isLinked ||= content.length > OWN_BOOK_BYTES
    else if (type === FONT) fonts.push(fontName(content, isBiff8))
    else if (type === XF) styles.push(fontPlace(content.readUInt16LE(0)))
    else if (type === BOUND_SHEET) sheetPlaces.push(content.readUInt32LE(0))
    return type !== EOF && !isEncrypted
  })
  const styleFonts = styleFontsOf(fonts, styles)
  return { isEncrypted, codePage, isLinked, styleFonts, sheetPlaces: sheetPlaces.sort((one, other) => one - other) }
}

function fontPlace(index: number): number {
  return index > NO_FONT ? index - 1 : index
}

/** A length and, since BIFF8, whether a character has two bytes; names of fonts are ASCII. */
function fontName(content: Buffer, isBiff8: boolean): string {
  const length = content[FONT_NAME_AT] ?? 0
  if (!isBiff8) return content.toString('latin1', FONT_NAME_AT + 1, FONT_NAME_AT + 1 + length)
  const from = FONT_NAME_AT + 2
  const isWide = ((content[from - 1] ?? 0) & 1) === 1
  return isWide ? content.toString('utf16le', from, from + 2 * length) : content.toString('latin1', from, from + length)
}

/** The look of the sheet that begins at a place of the stream; charts within it are passed over. */
export function readSheetLook(stream: Buffer, place: number, styleFonts: StyleFonts): SheetLook {
  const look = new SheetLook(styleFonts)
  let depth = 0
  eachRecord(stream, place, (type, content) => {
    if (type === BOF) depth += 1
    else if (type === EOF) depth -= 1
    else if (depth === 1 && type === COL_INFO && content.length >= 10) {
      const isHidden = (content.readUInt16LE(8) & 1) === 1
      if (isHidden) look.addHidden(content.readUInt16LE(0), content.readUInt16LE(2))
    } else if (depth === 1 && styleFonts !== null && TEXTS.has(type) && content.length >= 6) {
      look.addText(content.readUInt16LE(0), content.readUInt16LE(2), content.readUInt16LE(4))
    }
    return depth > 0
  })
  return look
}

/** Goes through records, each with its type and what it holds, until `visit` wants no more. */
function eachRecord(stream: Buffer, from: number, visit: (type: number, content: Buffer) => boolean): void {
  for (let at = from; at + 4 <= stream.length; ) {
    const end = at + 4 + stream.readUInt16LE(at + 2)
    if (end > stream.length || !visit(stream.readUInt16LE(at), stream.subarray(at + 4, end))) return
    at = end
  }
}
