import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { type Actor, ROLES } from '../../src/access/actor.ts'
import type { ImportChoices } from '../../src/batches/import-port.ts'
import type { BatchStatus, SourceKind } from '../../src/batches/source-kind.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import type { RecognisedSheet } from '../source.ts'
import type { SheetTraits } from './recipe.ts'

/** A sheet as `import_batch.sheets` keeps it: how it was read, and how far. */
export interface KeptSheet extends RecognisedSheet {
  readonly lastRow: number
  readonly encoding: string
  /** For the recipe. */
  readonly traits?: SheetTraits | null
}

/** The row of `import_batch` that the pipeline works on. */
export interface BatchRecord {
  readonly id: number
  readonly kind: SourceKind | null
  readonly fileName: string
  readonly sha256: string
  readonly byteSize: number
  readonly rowsRead: number
  readonly status: BatchStatus
  readonly areaId: number | null
  readonly asOf: PlainDate | null
  readonly choices: ImportChoices
  readonly sheets: readonly KeptSheet[]
  readonly blocking: boolean
  /** When its bytes were removed; null while they are kept. */
  readonly fileRemovedAt: Date | null
  readonly createdBy: string
  readonly actor: Actor | null
  /** The newest recipe there was when the file was read. */
  readonly recipeNo: number
}

/** The batch, or null when there is none with that id. */
export async function batchRecord(em: SqlEntityManager, batchId: number): Promise<BatchRecord | null> {
  const [found] = await rows<BatchRecord>(
    em,
    `select batch_id as id, kind, file_name as "fileName", sha256, byte_size as "byteSize", rows_read as "rowsRead", status, area_id as "areaId",
            as_of as "asOf", choices, sheets, blocking, file_removed_at as "fileRemovedAt", created_by as "createdBy", actor, recipe_no as "recipeNo"
     from import_batch where batch_id = $1`,
    [batchId],
  )
  return found ?? null
}

/**
 * On whose behalf the pipeline works: the account that sent the file, with the scope it had then. A batch without one may
 * touch no area.
 */
export function batchActor(batch: BatchRecord): Actor {
  const { actor } = batch
  if (actor !== null && ROLES.includes(actor.role)) return actor
  return { id: batch.createdBy, role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [] } }
}

/** Moves a batch from one status to another; false when it was in none of `from` (somebody else was first). */
export async function moveStatus(
  em: SqlEntityManager,
  batchId: number,
  from: readonly BatchStatus[],
  to: BatchStatus,
): Promise<boolean> {
  const changed = await execute(
    em,
    'update import_batch set status = $3 where batch_id = $1 and status = any($2::text[])',
    [batchId, from, to],
  )
  return changed === 1
}

/** Choices as they are stored and compared: nothing that was left out, keys in a fixed order. */
export function settledChoices(choices: ImportChoices): ImportChoices {
  const { kind, areaCode, asOf, columns } = choices
  return {
    ...(kind ? { kind } : {}),
    ...(areaCode ? { areaCode } : {}),
    ...(asOf ? { asOf } : {}),
    ...(columns && Object.keys(columns).length > 0 ? { columns } : {}),
  }
}

/** What was chosen before, overruled by what is chosen now; columns one by one. */
export function mergedChoices(before: ImportChoices, now: ImportChoices): ImportChoices {
  return settledChoices({
    ...settledChoices(before),
    ...settledChoices(now),
    columns: { ...before.columns, ...now.columns },
  })
}
