import { stat } from 'node:fs/promises'
import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor } from '../src/access/actor.ts'
import { audit } from '../src/access/audit.store.ts'
import type { RowsAsked, SheetRowText } from '../src/batches/import-port.ts'
import { BadRequest } from '../src/kernel/page.ts'
import type { IntakeLimits } from './intake-limits.ts'
import { demandItsPersons } from './refusals.ts'
import type { BatchRecord } from './stages/batch-record.ts'
import { pickRowsInThread } from './stages/pick-rows-in-thread.ts'

/** With those around each row of a page of issues, and no more than a reader can look at. */
const MOST_ROWS = 500

/** Whose rows are looked up, for whom. */
interface LookingUp {
  readonly actor: Actor
  readonly em: SqlEntityManager
  readonly batch: BatchRecord
  /** The kept bytes. */
  readonly path: string
  readonly limits: IntakeLimits
}

/**
 * Rows of a batch's file as they were sent, read from it again; null when it cannot be read or is not kept. Somebody else than
 * its sender is written down as a reader of persons. Throws `NotAllowed` as `demandItsPersons` does, and `BadRequest`
 * `too-many-rows`.
 */
export async function sheetRows(looking: LookingUp, asked: RowsAsked): Promise<readonly SheetRowText[] | null> {
  const { actor, em, batch, path, limits } = looking
  demandItsPersons(actor, batch)
  const found = asked.rows.length
  if (found > MOST_ROWS) {
    throw new BadRequest('too-many-rows', `at most ${MOST_ROWS} rows, found ${found}`, { most: MOST_ROWS, found })
  }
  const kept = await stat(path).catch(() => null)
  if (kept === null || batch.status === 'FAILED') return null
  if (actor.id !== batch.createdBy) {
    await audit(em, actor, 'PERSONS_READ', { batchId: batch.id, sheet: asked.sheet, rows: asked.rows })
  }
  return pickRowsInThread({ path, fileName: batch.fileName, limits: limits.workbook, ...asked }, limits)
}
