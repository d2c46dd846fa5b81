import type { PlainDate } from '../../src/kernel/plain-date.ts'

/**
 * A spreadsheet as the pipeline sees it, whatever the file's format: sheets, rows in order, cells by column, values as
 * stored (a formula's cell has the value that was saved with it; formulas are never evaluated).
 */
export type CellValue = string | number | boolean | CellDate | CellError | null

/** A number that the cell's own format shows as a day. */
export interface CellDate {
  readonly date: PlainDate
  /** The stored serial number; a fraction is a time of day. */
  readonly serial: number
}

/** What a formula left behind: `#N/A`, `#REF!` … */
export interface CellError {
  readonly error: string
}

/** A font that makes Vietnamese letters of Latin-1 characters; null for every other font. */
export type OldFont = 'tcvn3' | 'tcvn3-capitals' | 'vni' | null

export interface SheetRow {
  /** 1-based, as Excel shows it. */
  readonly number: number
  /** Index 0 is column A; a missing or empty cell is null; no trailing nulls. */
  readonly cells: readonly CellValue[]
  readonly hidden: boolean
  /** 0-based columns whose value a formula gave; absent when there is none. */
  readonly formulas?: readonly number[]
  /** The old font of each cell, as long as `cells`; absent unless the format tells fonts and the workbook has old ones. */
  readonly fonts?: readonly OldFont[]
}

/** A merged range, 1-based rows and 0-based columns, ends included. */
export interface MergedRange {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** Columns side by side, 0-based, ends included. */
export interface ColumnRange {
  readonly left: number
  readonly right: number
}

export interface Sheet {
  readonly name: string
  /** 0-based place in the workbook's own order. */
  readonly index: number
  readonly visibility: 'visible' | 'hidden' | 'veryHidden'
  /** The merged ranges, or null when the sheet is too large to be looked through beforehand. */
  merges(): Promise<readonly MergedRange[] | null>
  /** The columns that are not shown, as far as the format says so; they are read like others. */
  hiddenColumns(): Promise<readonly ColumnRange[]>
  /** Blocks of non-empty rows in order; may be called more than once, each call reads from the start. Constant memory. */
  rows(): AsyncIterable<readonly SheetRow[]>
}

/** What the bytes are, whatever the file is called. */
export type WorkbookFormat = 'xlsx' | 'xlsm' | 'xlsb' | 'xls' | 'ods' | 'csv' | 'tsv'

export interface Workbook {
  readonly format: WorkbookFormat
  /** How text was decoded: utf-8, utf-16le, windows-1258 … */
  readonly encoding: string
  readonly sheets: readonly Sheet[]
  /** Codes of the issue catalogue for what the file carries and nobody opened: macros, links, objects, the archive. */
  readonly notices: readonly string[]
  close(): Promise<void>
}

/** The file cannot be read at all, or not within the limits; `code` is one of the issue catalogue. */
export class UnreadableFile extends Error {
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>

  constructor(code: string, args: Readonly<Record<string, string | number>> = {}) {
    super(code)
    this.name = 'UnreadableFile'
    this.code = code
    this.args = args
  }
}
