import type { NoticeCode } from './notices.ts'
import type { ColumnRange, MergedRange, Sheet, SheetRow } from './workbook.ts'

/** A part of an .xlsb, unpacked and checked before the library sees it. */
export interface XlsbPart {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The parts of an .xlsb, and which of them are what. */
export interface XlsbFile {
  readonly parts: readonly XlsbPart[]
  /** The part of each sheet, by the sheet's name. */
  readonly sheetParts: ReadonlyMap<string, string>
  readonly styles: string | null
}

/** An .xls as it lies on disk or in memory, or an .xlsb in parts. */
export type XlsFile = { readonly path: string } | { readonly bytes: Uint8Array } | XlsbFile

/** What the worker is started with. */
export interface XlsWorkerData {
  readonly file: XlsFile
  readonly maxMerges: number
}

export interface XlsSheetFacts {
  readonly name: string
  readonly index: number
  readonly visibility: Sheet['visibility']
  readonly merges: readonly MergedRange[] | null
  readonly hiddenColumns: readonly ColumnRange[]
}

/** Asks for the rows of a sheet from a 0-based place in its table on. */
export interface XlsRowsRequest {
  readonly sheet: string
  readonly from: number
}

/** The first message after the start is `opened` or `refused`; then one `rows` for each request. */
export type XlsAnswer =
  | {
      readonly kind: 'opened'
      readonly encoding: string
      readonly notices: readonly NoticeCode[]
      readonly sheets: readonly XlsSheetFacts[]
    }
  | { readonly kind: 'refused'; readonly code: XlsRefusal; readonly detail: string }
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[]; readonly next: number | null }

export type XlsRefusal = 'file-encrypted' | 'file-not-a-workbook' | 'file-damaged' | 'file-has-no-sheet'
