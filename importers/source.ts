import type { SourceKind } from '../src/batches/source-kind.ts'
import type { RowIssue } from '../src/kernel/issue.ts'
import type { PlainDate } from '../src/kernel/plain-date.ts'
import type { Categories, SheetTraits } from './stages/recipe.ts'

export type StageType = 'text' | 'date' | 'integer' | 'bigint' | 'float8' | 'boolean'

/** A column of the batch's staging table that the source fills, besides sheet, row, outcome and label. */
export interface StageColumn {
  readonly name: string
  readonly type: StageType
  /** Not read from a cell: worked out from the row's other values, here and not in SQL because it is cheaper here. */
  readonly derived?: true
}

export type StagedValue = string | number | boolean | null

/** READY rows go on to resolve; REJECTED and SKIPPED rows have their final outcome already. */
export type StagedOutcome = 'READY' | 'REJECTED' | 'SKIPPED'

/** One row of the sheet as the source understood it; `values` in the order of the source's `stage`. */
export interface StagedRow {
  readonly row: number
  readonly outcome: StagedOutcome
  /** What the officer would call this row: a person's or an area's name as received. */
  readonly label: string | null
  readonly values: readonly StagedValue[]
}

/** What the sheet's title says of where its rows belong: “HUYỆN YÊN THẾ”, “xã Xuân Hưng”. */
export interface AreaHint {
  readonly code: string | null
  readonly level: number | null
  readonly name: string
  readonly key: string
  readonly plain: string
  readonly address: string
}

export interface RecognisedColumn {
  /** 0-based. */
  readonly index: number
  /** The heading as an officer reads it, levels of a merged header joined by “ / ”. */
  readonly heading: string
  /** The source's field, or null for a column that is not used (an issue says so when it was not known). */
  readonly field: string | null
  readonly confidence: number
  /** An officer said so, for this file or for an earlier one of the same form. */
  readonly chosen?: true
}

/** The sender's last committed file of this form, to compare with. */
export interface LastTime {
  readonly file: string
  readonly day: PlainDate
  readonly categories: Categories
}

/** How a sheet is read: what `recognise` found, what `map` follows, what the report shows. */
export interface RecognisedSheet {
  readonly sheet: number
  readonly name: string
  readonly kind: SourceKind
  readonly confidence: number
  readonly headerRows: readonly number[]
  readonly firstRow: number
  readonly columns: readonly RecognisedColumn[]
  readonly asOf: PlainDate | null
  readonly areaHints: readonly AreaHint[]
  readonly document: string | null
  readonly lastTime?: LastTime
  readonly issues: readonly RowIssue[]
}

export interface StagedBlock {
  readonly rows: readonly StagedRow[]
  readonly issues: readonly RowIssue[]
  /** With the last block. */
  readonly traits?: SheetTraits
  /** With a sheet's last block: how its letters were written (tcvn3, vni, mixed) when they had to be decoded. */
  readonly encoding?: string
}
