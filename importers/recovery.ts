import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { BatchStatus } from '../src/batches/source-kind.ts'
import { rows } from '../src/kernel/sql.ts'
import { RECEIVING } from './kept-file.ts'
import { batchRecord, moveStatus } from './stages/batch-record.ts'
import { dropStageTable } from './stages/stage-table.ts'

/** A batch that a killed hub was working on, and what became of it. */
export interface LeftBatch {
  readonly batchId: number
  readonly leftIn: BatchStatus
  /** The status now; READING means that its file has to be read again. */
  readonly status: BatchStatus
}

/**
 * Settles the batches that a killed hub left READING or COMMITTING. A commit is one transaction, status included: whoever
 * is still COMMITTING wrote nothing. The server may yet be carrying out the last word of a hub that is dead; then the
 * statement here waits for it and finds the status that it gave.
 */
export async function settleLeftBatches(
  em: SqlEntityManager,
  isOurs: (batchId: number) => boolean,
): Promise<readonly LeftBatch[]> {
  const left = await rows<{ id: number; status: 'READING' | 'COMMITTING' }>(
    em,
    `select batch_id as id, status from import_batch where status in ('READING', 'COMMITTING') order by batch_id`,
  )
  const settled: LeftBatch[] = []
  for (const { id, status } of left) {
    if (isOurs(id)) continue
    const next = status === 'COMMITTING' ? 'CHECKED' : 'READING'
    const moved = await moveStatus(em, id, [status], next)
    const found = moved ? next : (await batchRecord(em, id))?.status
    settled.push({ batchId: id, leftIn: status, status: found ?? next })
  }
  return settled
}

/** What a killed hub left lying: files that never arrived whole, and staging tables that nobody will read. */
export interface Leftovers {
  readonly unfinishedFiles: number
  readonly stagingTables: number
}

/** Removes them. The caller is the only hub on these files and this register. */
export async function clearLeftovers(em: SqlEntityManager, filesDirectory: string): Promise<Leftovers> {
  const names = await readdir(filesDirectory).catch(() => [])
  const unfinished = names.filter((name) => name.startsWith(RECEIVING))
  for (const name of unfinished) await rm(join(filesDirectory, name), { force: true })
  const tables = await rows<{ id: number }>(
    em,
    `select substring(relname from 7)::bigint as id
     from pg_class
     where relnamespace = to_regnamespace('stage') and relkind = 'r' and relname ~ '^batch_[0-9]{1,15}$'
       and not exists (select from import_batch where batch_id = substring(relname from 7)::bigint
                       and status in ('READING', 'CHECKED', 'COMMITTING'))`,
  )
  for (const { id } of tables) await dropStageTable(em, id)
  return { unfinishedFiles: unfinished.length, stagingTables: tables.length }
}
