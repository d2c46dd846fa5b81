import { columnIndex } from '../forms/column-letters.ts'
import { inflateWhole } from './inflate-part.ts'
import type { ReadLimits } from './limits.ts'
import { decodePart } from './xml-elements.ts'
import { openZip } from './zip-directory.ts'

/** What of a file the library that writes workbooks may be given to read. */
export const EXCELJS_LIMITS = {
  /** All parts unpacked, in bytes. */
  inflatedBytes: 64 * 1024 * 1024,
  merges: 5_000,
  /** Cells in all merged ranges, of all drop-downs and behind all names: it makes an object of each. */
  rangeCells: 400_000,
  columns: 16_384,
} as const

const TEXT_PART = /\.(?:xml|rels|vml)$/i
const SHEET_PART = /worksheets\/[^/]*\.xml$/i
const RANGED_TAG = /<(?:\w+:)?(mergeCell|dataValidation|col)\s([^>]*)>/g
const SQREF = /<(?:\w+:)?sqref\b[^>]*>([^<]*)</g
const NAME = /<(?:\w+:)?definedName\b[^>]*>([^<]*)</g
const RANGE = /\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?/g

/** What the look through a file's parts found. */
export interface GuardVerdict {
  readonly harmless: boolean
  /** Drop-downs over so many cells that they must be left out. */
  readonly withoutValidations: boolean
}

const HARMFUL: GuardVerdict = { harmless: false, withoutValidations: false }

/**
 * Looks through the parts of an .xlsx for what is known to kill exceljs: ranges of merges, drop-downs, columns and names
 * that it expands cell by cell. Cheap, and careful the other way: what cannot be judged is harmful.
 */
export async function guardExceljs(path: string, limits: ReadLimits): Promise<GuardVerdict> {
  const zip = await openZip({ path }, limits)
  const tally = { merges: 0, rangeCells: 0, validationCells: 0 }
  try {
    let left: number = EXCELJS_LIMITS.inflatedBytes
    for (const name of zip.paths) {
      const entry = zip.find(name)
      if (!entry || !TEXT_PART.test(name)) continue
      if (entry.uncompressedSize > left) return HARMFUL
      const bytes = await inflateWhole(zip, entry, left)
      left -= bytes.length
      const text = decodePart(bytes, name)
      if (text.includes('<!DOCTYPE')) return HARMFUL
      if (SHEET_PART.test(name) && !countRanges(text, tally)) return HARMFUL
      for (const [, inside = ''] of text.matchAll(NAME)) tally.rangeCells += cellsIn(inside)
    }
  } finally {
    zip.close()
  }
  const harmless = tally.merges <= EXCELJS_LIMITS.merges && tally.rangeCells <= EXCELJS_LIMITS.rangeCells
  return { harmless, withoutValidations: tally.validationCells > EXCELJS_LIMITS.rangeCells / 10 }
}

interface Tally {
  merges: number
  rangeCells: number
  validationCells: number
}

/** False when a tag cannot be judged or names columns that no sheet has. */
function countRanges(xml: string, tally: Tally): boolean {
  for (const [, tag, attributes = ''] of xml.matchAll(RANGED_TAG)) {
    if (tag === 'col') {
      const [min, max] = [Number(attributeOf(attributes, 'min')), Number(attributeOf(attributes, 'max'))]
      if (!(min >= 1 && max >= min && max <= EXCELJS_LIMITS.columns)) return false
    } else if (tag === 'mergeCell') {
      tally.merges += 1
      const cells = cellsIn(attributeOf(attributes, 'ref') ?? '')
      if (cells === 0) return false
      tally.rangeCells += cells
    } else {
      const range = attributeOf(attributes, 'sqref')
      tally.validationCells += range === null ? Number.POSITIVE_INFINITY : cellsIn(range) || Number.POSITIVE_INFINITY
    }
  }
  for (const [, inside = ''] of xml.matchAll(SQREF)) tally.validationCells += cellsIn(inside)
  return true
}

function attributeOf(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found ? (found[1] ?? found[2] ?? '') : null
}

/** Cells in all ranges that a text names; 0 when it names none. */
function cellsIn(text: string): number {
  let cells = 0
  for (const [, left = '', top = '', right = left, bottom = top] of text.matchAll(RANGE)) {
    const width = Math.abs(columnOf(right) - columnOf(left)) + 1
    cells += width * (Math.abs(Number(bottom) - Number(top)) + 1)
  }
  return cells
}

function columnOf(letters: string): number {
  return columnIndex(letters.toUpperCase()) ?? EXCELJS_LIMITS.columns
}
