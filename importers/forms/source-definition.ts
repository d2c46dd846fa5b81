import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { RecognisedSheet, StageColumn, StagedValue } from '../source.ts'
import type { CellReaders } from './cell-readers.ts'
import type { RowView } from './row-view.ts'

/** A meaning that a column of the sheet can have. Named like the staged column where it fills exactly that one. */
export interface SourceField {
  readonly field: string
  /** Headings as offices write them; levels of a merged heading joined by “ / ”. Compared by `matchKey`. */
  readonly headings: readonly string[]
  /** Tried on the `plainKey` of the whole heading (no accents, i for y after consonants) when no spelling fits. */
  readonly patterns?: readonly RegExp[]
  /** A name, a day or an identity number: a formula in such a column is an error (its value was computed, not typed). */
  readonly key?: true
  /** How strongly this column says that the sheet is of this kind; 0 when left out. */
  readonly weight?: number
}

/** What a row says, in the order of `Source.stage`. */
export interface MappedRow {
  readonly label: string | null
  readonly values: readonly StagedValue[]
}

/** What a sheet's rows are read with. */
export interface SheetContext {
  readonly recognised: RecognisedSheet
  /** The texts above the table, in reading order. */
  readonly titles: readonly string[]
  readonly cells: CellReaders
  /** The text of the section row above the current row, null before the first: `II Khu vực nông thôn`, `Ấp Trung`. */
  readonly section: () => string | null
  /** The text of the last section row that names a place; “Đợt 2” below it changes nothing. */
  readonly placeSection: () => string | null
  /** True when the current row is a total or subtotal (only for sources that keep totals). */
  readonly isTotal: () => boolean
}

/** Reads the rows of one sheet in order; made once a sheet, so it may hold what the rows above said. */
export type RowReader = (row: RowView) => MappedRow

/** What a sheet shows of its meaning before its rows are read. */
export interface SheetSigns {
  /** The texts above the table. */
  readonly titles: readonly string[]
  /** Texts that stand alone in a row of the table's beginning. */
  readonly sections: readonly string[]
  /** Fields that have a column. */
  readonly fields: ReadonlySet<string>
}

/** One kind of sheet: data and pure functions. */
export interface Source {
  readonly kind: SourceKind
  /** What an officer calls such a sheet. */
  readonly name: string
  readonly stage: readonly StageColumn[]
  readonly fields: readonly SourceField[]
  /** Headings that are known and not used: no issue is raised for them. */
  readonly ignored: readonly string[]
  /** Words of a title that speak for this kind, compared by `matchKey`. */
  readonly titleWords: readonly string[]
  /** Words of a title that speak against it. */
  readonly otherTitleWords?: readonly string[]
  /** Of each group at least one field must have a column, else the sheet cannot be read. */
  readonly needs: readonly (readonly string[])[]
  /** Fields of which one must hold text for a row to be a row of the table. */
  readonly labelFields: readonly string[]
  /** Whether totals are staged (to check the sum) or skipped. */
  readonly totals: 'KEEP' | 'SKIP'
  /** A title that makes the file unfit although its columns fit; the code of a BLOCKING issue. */
  readonly refusedTitle?: { readonly pattern: RegExp; readonly code: string }
  /** Words alone in a row that make the file unfit whatever its sender says; the same code. */
  readonly refusedSection?: RegExp
  /** A kind whose columns are those of another one: it is considered only where this holds, and wins there. */
  claims?(signs: SheetSigns): boolean
  rows(context: SheetContext): RowReader
}
