import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { RecognisedSheet, StageColumn, StagedValue } from '../source.ts'
import type { CellReaders } from './cell-readers.ts'
import type { RowView } from './row-view.ts'

/** A meaning that a column of the sheet can have. Named like the staged column where it fills exactly that one. */
export interface SourceField {
  readonly field: string
  /** Headings as offices write them; levels of a merged heading joined by “ / ”. Compared by `matchKey`. */
  readonly headings: readonly string[]
  /** Names of columns in tools, compared as they are written: `GIOI_TINH` is a mark, while `Gioi tinh` holds words. */
  readonly asWritten?: readonly string[]
  /** Tried on the `plainKey` of the whole heading (no accents, i for y after consonants) when no spelling fits. */
  readonly patterns?: readonly RegExp[]
  /** A name, a day or an identity number: a formula in such a column is an error (its value was computed, not typed). */
  readonly key?: true
  /** Takes the second column of that field: `SoCCCD` beside `CMND`. */
  readonly secondOf?: string
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

/** SURE: the sheet shows that it is of the kind. PERHAPS: it shows so much that nobody may take it for another kind unasked. */
export type Claim = 'SURE' | 'PERHAPS' | 'NO'

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
  /**
   * For a kind whose columns are those of another one, `insteadOf`: where it is SURE it wins; where it may be, the other kind
   * is not read unasked; else it is not considered.
   */
  claims?(signs: SheetSigns): Claim
  readonly insteadOf?: SourceKind
  /**
   * Of sheets of several kinds in one file those of the highest precedence are read, 0 when left out: a declaration brings the
   * members of its households along, and everything brings lists of units to choose from.
   */
  readonly precedence?: number
  rows(context: SheetContext): RowReader
}
