import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor } from '../src/access/actor.ts'
import { audit } from '../src/access/audit.store.ts'
import type { ImportChoices } from '../src/batches/import-port.ts'
import type { BatchStatus } from '../src/batches/source-kind.ts'
import { execute } from '../src/kernel/sql.ts'
import { type BatchRecord, mergedChoices, moveStatus } from './stages/batch-record.ts'
import { dropStageTable } from './stages/stage-table.ts'

/** Keeps what somebody says of a batch that is to be checked again, in the transaction that sets it to that. */
export async function chooseAnew(
  em: SqlEntityManager,
  actor: Actor,
  batch: BatchRecord,
  choices: ImportChoices,
): Promise<void> {
  await execute(em, 'update import_batch set choices = $2, actor = $3, progress = 0 where batch_id = $1', [
    batch.id,
    JSON.stringify(mergedChoices(batch.choices, choices)),
    JSON.stringify(actor),
  ])
  await audit(em, actor, 'BATCH_RECHECKED', { batchId: batch.id })
}

/** Puts a batch aside with the rows that wait for it; false when its status is none of these. */
export async function discardBatch(
  em: SqlEntityManager,
  actor: Actor,
  batchId: number,
  from: readonly BatchStatus[],
): Promise<boolean> {
  const isMoved = await em.transactional(async (transaction) => {
    const moved = await moveStatus(transaction, batchId, from, 'DISCARDED')
    if (moved) await audit(transaction, actor, 'BATCH_DISCARDED', { batchId })
    return moved
  })
  if (isMoved) await dropStageTable(em, batchId)
  return isMoved
}
