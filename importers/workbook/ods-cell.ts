import { cleanText } from './clean-text.ts'
import type { ReadLimits } from './limits.ts'
import { dateCellOfIso } from './serial-date.ts'
import { damaged, unreadable } from './unreadable-codes.ts'
import type { CellValue } from './workbook.ts'
import type { XmlScanner } from './xml-scanner.ts'

/** A cell as it is written: it may stand for many side by side, and span others. */
export interface OdsCell {
  readonly column: number
  readonly repeated: number
  readonly value: CellValue
  readonly formula: boolean
  /** The name of its style, when it has one of its own. */
  readonly style: string | undefined
  readonly rowsSpanned: number
  readonly columnsSpanned: number
}

interface CellStart {
  readonly attributes: ReadonlyMap<string, string>
  readonly column: number
  readonly repeated: number
}

interface Bounds {
  readonly limits: ReadLimits
  readonly part: string
}

/** Reads from behind a cell's start tag to its end tag; null for a cell with nothing in it. */
export function readOdsCell(scan: XmlScanner, start: CellStart, bounds: Bounds): OdsCell | null {
  const { attributes, column, repeated } = start
  const text = scan.selfClosed ? '' : cleanText(readParagraphs(scan, scan.name, bounds))
  if (text.length > bounds.limits.maxCellCharacters) throw tooLong(bounds)
  const value = storedValue(attributes, text, bounds)
  const rowsSpanned = spanOf(attributes.get('table:number-rows-spanned'))
  const columnsSpanned = spanOf(attributes.get('table:number-columns-spanned'))
  const formula = attributes.has('table:formula')
  if (value === null && !formula && rowsSpanned === 1 && columnsSpanned === 1) return null
  const style = attributes.get('table:style-name')
  return { column, repeated, value, formula, style, rowsSpanned, columnsSpanned }
}

function spanOf(text: string | undefined): number {
  const span = Number(text ?? 1)
  return Number.isSafeInteger(span) && span >= 1 ? span : 1
}

function tooLong({ limits }: Bounds): Error {
  return unreadable('cell-text-too-long', { limit: limits.maxCellCharacters })
}

/** The value as it is stored; what claims to be a number or a day and is none stays the text it shows. */
function storedValue(attributes: ReadonlyMap<string, string>, text: string, bounds: Bounds): CellValue {
  const shown = text === '' ? null : text
  if (attributes.get('calcext:value-type') === 'error') return shown === null ? null : { error: text }
  switch (attributes.get('office:value-type')) {
    case 'float':
    case 'percentage':
    case 'currency':
      return numberOf(attributes.get('office:value')) ?? shown
    case 'date':
      return dateCellOfIso(attributes.get('office:date-value') ?? '', false) ?? shown
    case 'time':
      return partOfDay(attributes.get('office:time-value') ?? '') ?? shown
    case 'boolean':
      return attributes.get('office:boolean-value') === 'true'
    default: {
      const stored = cleanText(attributes.get('office:string-value') ?? text)
      if (stored.length > bounds.limits.maxCellCharacters) throw tooLong(bounds)
      return stored === '' ? null : stored
    }
  }
}

function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

const DURATION = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/

/** `PT12H30M00S` as the part of a day that Excel stores. */
function partOfDay(text: string): number | null {
  const match = DURATION.exec(text)
  if (!match) return null
  const [, sign, days, hours, minutes, seconds] = match
  const whole =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return (sign === '-' ? -whole : whole) / 86_400
}

/** Paragraphs of a cell, joined by line ends; notes, pictures and whatever else lies in it are passed over. */
function readParagraphs(scan: XmlScanner, cell: string, bounds: Bounds): string {
  const paragraphs: string[] = []
  while (scan.next()) {
    if (scan.closing) {
      if (scan.name === cell) return paragraphs.join('\n')
      throw damaged(bounds.part, 'cell without an end')
    }
    if (CELL_OR_ROW.test(scan.name)) break
    if (scan.name === 'text:p' || scan.name === 'text:h') paragraphs.push(readParagraph(scan, bounds))
    else scan.skipElement()
  }
  throw damaged(bounds.part, 'cell without an end')
}

const CELL_OR_ROW = /^table:(?:covered-)?table-(?:cell|row)$/

/** Spans and links belong to the text; all else in a paragraph does not. */
const IN_TEXT = new Set(['text:span', 'text:a', 'text:bookmark', 'text:date', 'text:time', 'text:sheet-name'])
const SPACES = new Set(['text:s', 'text:tab', 'text:line-break'])
/** White space of the XML is folded; what stands for a space, tab or line end on purpose waits as a control meanwhile. */
const [KEPT_SPACE, KEPT_TAB, KEPT_LINE] = ['\u0001', '\u0002', '\u0003']

function readParagraph(scan: XmlScanner, bounds: Bounds): string {
  const paragraph = scan.name
  if (scan.selfClosed) return ''
  let text = ''
  while (scan.next()) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a hostile file may hold what stands for a kept space here.
    text += scan.text().replace(/[\u0000-\u0008]/g, '')
    if (text.length > bounds.limits.maxRowBytes) throw tooLong(bounds)
    if (scan.closing) {
      if (scan.name === paragraph) return unfold(text)
      if (!IN_TEXT.has(scan.name) && !SPACES.has(scan.name)) break
    } else if (scan.name === 'text:s') text += KEPT_SPACE.repeat(spaces(scan, bounds))
    else if (scan.name === 'text:tab') text += KEPT_TAB
    else if (scan.name === 'text:line-break') text += KEPT_LINE
    else if (!IN_TEXT.has(scan.name)) scan.skipElement()
  }
  throw damaged(bounds.part, 'text without an end')
}

function spaces(scan: XmlScanner, { limits }: Bounds): number {
  return Math.min(spanOf(scan.attributes().get('text:c')), limits.maxCellCharacters + 1)
}

function unfold(text: string): string {
  return text
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/^ | $/g, '')
    .replaceAll(KEPT_SPACE, ' ')
    .replaceAll(KEPT_TAB, '\t')
    .replaceAll(KEPT_LINE, '\n')
}
