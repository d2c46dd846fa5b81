import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { execute } from '../src/kernel/sql.ts'
import { dropStageTable } from './stages/stage-table.ts'

/** Why a batch could not be checked: the code and the arguments of its blocking issue. */
export interface Failure {
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>
}

/** A batch whose file could not be read or checked: FAILED, with the reason, and without staged rows. */
export async function failBatch(em: SqlEntityManager, batchId: number, { code, args }: Failure): Promise<void> {
  await em.transactional(async (inside) => {
    await execute(
      inside,
      `insert into row_issue (batch_id, sheet, severity, code, args, stage) values ($1, '', 'BLOCKING', $2, $3, 'map')`,
      [batchId, code, JSON.stringify(args)],
    )
    await execute(
      inside,
      `update import_batch set status = 'FAILED', blocking = true, failure = $2 where batch_id = $1 and status = 'READING'`,
      [batchId, JSON.stringify({ code, args })],
    )
  })
  await dropStageTable(em, batchId)
}
