import { stagedRowCount, stageTable } from '../../../importers/stages/stage-table.ts'
import type { Actor } from '../../access/actor.ts'
import { audit } from '../../access/audit.store.ts'
import { execute, rows, type SqlSession } from '../../kernel/sql.ts'
import { erasePersons } from '../../privacy/erase-persons.store.ts'
import type { ErasePerson, ErasureAsked, ErasureReport } from '../../privacy/erasure.ts'
import { releaseFilesNaming } from '../../privacy/kept-files.store.ts'
import { type Kept, removeFiles } from './kept.ts'

/** Erases a person with the files that name them, within a transaction of the caller's. */
export function erasing(kept: Kept): ErasePerson {
  return async (em, actor, { personId, reason, personRequest }, now) => {
    const files = await releaseFilesNaming(em, [personId], now)
    const erasure = await erasePersons(em, 'select $1::bigint', [personId])
    const waiting = await clearWaiting(em, personId)
    const told = { personIds: [personId], reason, files: files.length, personRequest: personRequest ?? null }
    await audit(em, actor, 'PERSON_ERASED', told)
    return {
      report: { ...erasure, files: files.length, waiting },
      removeFiles: () => removeFiles(kept, files),
    }
  }
}

/** Erases a person without a request of theirs. `reason` says what it rests on. */
export async function runErasure(kept: Kept, actor: Actor, asked: ErasureAsked, now: Date): Promise<ErasureReport> {
  const { report, removeFiles } = await kept.database.em().transactional((em) => erasing(kept)(em, actor, asked, now))
  await removeFiles()
  return report
}

/**
 * Checked batches of which a row is this person's, unchanged or not: their rows wait in tables of their own, and what their
 * issues say of the person is cleared. A batch that is written says it again, for then an office has listed the person.
 */
async function clearWaiting(em: SqlSession, personId: number): Promise<number[]> {
  const checked = await rows<{ id: number }>(
    em,
    `select batch_id as id from import_batch
     where status = 'CHECKED' and kind in ('CARD_ROLL', 'CARD_CHANGES', 'HOUSEHOLD_SURVEY') order by batch_id`,
  )
  const waiting: number[] = []
  for (const { id } of checked) {
    // A crash of the server empties such tables, and a batch without one is read again before it is written.
    if ((await stagedRowCount(em, id)) === null) continue
    const [row] = await rows(em, `select from ${stageTable(id)} where subject_id = $1 limit 1`, [personId])
    if (!row) continue
    waiting.push(id)
    await execute(
      em,
      `update row_issue set found = null, args = '{}'
       from ${stageTable(id)} staged, import_batch, jsonb_array_elements(sheets) kept
       where staged.subject_id = $1 and import_batch.batch_id = $2 and row_issue.batch_id = $2
         and (kept ->> 'sheet')::int = staged.sheet and row_issue.sheet = kept ->> 'name' and row_issue.row = staged.row`,
      [personId, id],
    )
  }
  return waiting
}
