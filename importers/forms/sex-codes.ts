import { matchKey } from '../../src/kernel/vietnamese-text.ts'
import type { CellReaders, FieldReader } from './cell-readers.ts'
import { textAt } from './cell-readers.ts'
import type { RowView } from './row-view.ts'

/** As staged: 0 not known, 1 female, 2 male. */
export type SexNumber = 0 | 1 | 2
export const FEMALE: SexNumber = 1
export const MALE: SexNumber = 2

/** Spellings by `matchKey`. */
const WORDS: ReadonlyMap<string, SexNumber> = new Map<string, SexNumber>([
  ['nam', MALE],
  ['trai', MALE],
  ['male', MALE],
  ['m', MALE],
  ['nam giới', MALE],
  ['nữ', FEMALE],
  ['nu', FEMALE],
  ['gái', FEMALE],
  ['female', FEMALE],
  ['f', FEMALE],
  ['nữ giới', FEMALE],
])
/** 1 is Nam in every tool seen; Nữ is 0 in VNPT's and 2 in the hospitals' XML. */
const DIGITS: ReadonlyMap<string, SexNumber> = new Map<string, SexNumber>([
  ['1', MALE],
  ['0', FEMALE],
  ['2', FEMALE],
])

const MARK = /^[x✓✔v+1]$/i

/** Whether a cell is marked: x, ✓ or 1. */
export function isMark(text: string): boolean {
  return MARK.test(text)
}

/**
 * Reads the column of sexes: words, digits, or a mark for women (BHXH's own import sheet: X is Nữ, blank is Nam). What is
 * not understood is reported and left unknown. Digits are told once a sheet, and again when 0 and 2 stand side by side.
 */
export function sexReader(cells: CellReaders): FieldReader<SexNumber> {
  const mark = cells.column('sex_mark').index
  const column = cells.column('sex').index
  if (mark >= 0) return (row) => markedSex(row, mark)
  if (column < 0) return () => null
  const seen = new Set<string>()
  return (row) => {
    const text = textAt(row, column)
    if (text === null) return null
    const word = WORDS.get(text) ?? WORDS.get(matchKey(text))
    if (word !== undefined) return word
    const digit = DIGITS.get(text)
    if (isMark(text) && digit === undefined) row.doubt('SEX_MARKS', column, text)
    if (digit === undefined) row.report('sex-not-readable', column, text)
    else tellDigits(row, column, text, seen)
    return digit ?? 0
  }
}

function markedSex(row: RowView, column: number): SexNumber {
  const text = textAt(row, column)
  if (text === null) return MALE
  // A 1 is a man in every tool that writes digits; here an x is a woman, so nobody can say what a 1 is.
  if (isMark(text) && text !== '1') return FEMALE
  const word = WORDS.get(matchKey(text))
  if (word === undefined) row.report('sex-not-readable', column, text)
  return word ?? 0
}

function tellDigits(row: RowView, column: number, digit: string, seen: Set<string>): void {
  if (seen.has(digit)) return
  if (seen.size === 0) row.report('sex-codes-read', column, digit)
  seen.add(digit)
  if (digit !== '1' && seen.has('0') && seen.has('2')) row.report('sex-codes-mixed', column, digit)
}
