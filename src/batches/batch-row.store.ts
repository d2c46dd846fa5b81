import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { BatchStatus, SourceKind } from './source-kind.ts'

/** A sheet of a batch as it was read. */
export interface BatchSheetRow {
  readonly sheet: number
  readonly name: string
  readonly headerRows: readonly number[]
  readonly firstRow: number
  readonly lastRow: number
  readonly columns: readonly {
    /** 0-based. */
    readonly index: number
    readonly heading: string
    readonly field: string | null
    readonly confidence: number
  }[]
  readonly encoding: string
}

/** One file on its way through the pipeline. */
export interface BatchRow {
  readonly batchId: number
  readonly kind: SourceKind | null
  readonly fileName: string
  readonly sha256: string
  readonly byteSize: number
  readonly status: BatchStatus
  readonly areaId: number | null
  readonly asOf: PlainDate | null
  /** 0–1. */
  readonly progress: number
  readonly sheets: readonly BatchSheetRow[]
  readonly rowsRead: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
  readonly skipped: number
  /** An issue forbids to commit it. */
  readonly blocking: boolean
  readonly failure: { readonly code: string; readonly args: Readonly<Record<string, string | number>> } | null
  readonly withdrawal: {
    readonly undone: number
    readonly kept: number
    readonly blocked: number
    readonly reasons: readonly { readonly code: string; readonly count: number; readonly examples: readonly string[] }[]
  } | null
  readonly createdAt: Date
  readonly createdBy: string
  readonly committedAt: Date | null
  readonly withdrawnAt: Date | null
  /** When the file’s bytes were removed; null while they are kept. */
  readonly fileRemovedAt: Date | null
}

/** The columns of `import_batch` as `BatchRow` names them. */
export const BATCH_COLUMNS = `batch_id as "batchId", kind, file_name as "fileName", sha256, byte_size as "byteSize", status,
  area_id as "areaId", as_of as "asOf", progress, sheets, rows_read as "rowsRead", created, updated, unchanged, rejected,
  skipped, blocking, failure, withdrawal, created_at as "createdAt", created_by as "createdBy",
  committed_at as "committedAt", withdrawn_at as "withdrawnAt", file_removed_at as "fileRemovedAt"`

/**
 * SQL condition: the actor may see the batch: one whose area lies in their scope, or, while its area is not known, their own
 * (parameters `$position` scope ids and `$position + 1` account).
 */
export function seen(position: number): string {
  return `((import_batch.area_id is null and import_batch.created_by = $${position + 1}) or ${inScope('import_batch.area_id', position)})`
}

/** The batch; null when there is none that the actor may see. */
export async function batch(actor: Actor, em: SqlSession, batchId: number): Promise<BatchRow | null> {
  const [found] = await rows<BatchRow>(
    em,
    `select ${BATCH_COLUMNS} from import_batch where batch_id = $1 and ${seen(2)}`,
    [batchId, scopeIds(actor), actor.id],
  )
  return found ?? null
}

/** These batches, in no particular order; those the actor may not see are left out. */
export async function batchesByIds(actor: Actor, em: SqlSession, ids: readonly number[]): Promise<BatchRow[]> {
  return rows<BatchRow>(
    em,
    `select ${BATCH_COLUMNS} from import_batch where batch_id = any($1::bigint[]) and ${seen(2)}`,
    [ids, scopeIds(actor), actor.id],
  )
}
