import type { ImportChoices } from '../../src/batches/import-port.ts'
import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { RowIssue } from '../../src/kernel/issue.ts'
import type { RecognisedSheet, StageColumn } from '../source.ts'
import type { ReadLimits } from '../workbook/limits.ts'
import type { Recipe, SheetTraits } from './recipe.ts'

/** What the reading thread is started with. */
export interface ReadRequest {
  readonly path: string
  readonly fileName: string
  readonly choices: ImportChoices
  /** How the sender's earlier files were read; the thread itself asks no database. */
  readonly recipes: readonly Recipe[]
  readonly limits: ReadLimits
}

/** The first answer: what kind of file it is and how its staging table looks. */
export interface Recognised {
  readonly kind: SourceKind | null
  readonly sheets: readonly RecognisedSheet[]
  readonly encoding: string
  /** The source's columns; empty when no kind was recognised, and then no rows follow. */
  readonly columns: readonly StageColumn[]
}

export interface LastRow {
  readonly sheet: number
  readonly row: number
  /** How the sheet's letters were written when they had to be decoded: tcvn3, vni, mixed; else null. */
  readonly encoding: string | null
  readonly traits: SheetTraits | null
}

/** What the reading thread says, in this order: recognised, any number of rows and issues, done; or failed at any time. */
export type ReadAnswer =
  | { readonly type: 'recognised'; readonly recognised: Recognised }
  /** Rows in PostgreSQL's COPY text form; the buffer is handed over, not copied. */
  | { readonly type: 'rows'; readonly copyText: Uint8Array<ArrayBuffer>; readonly count: number }
  | { readonly type: 'issues'; readonly issues: readonly RowIssue[] }
  | { readonly type: 'done'; readonly lastRows: readonly LastRow[] }
  | { readonly type: 'failed'; readonly code: string; readonly args: Readonly<Record<string, string | number>> }

/** Answers that may be under way at once: enough to keep both threads busy, few enough to hold memory constant. */
export const ANSWERS_UNDER_WAY = 4
