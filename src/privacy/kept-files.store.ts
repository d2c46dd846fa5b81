import { execute, rows, type SqlSession } from '../kernel/sql.ts'
import { OF_PERSONS } from './erasure.ts'

/** When a batch came to rest. */
const RESTED = `coalesce(import_batch.withdrawn_at, import_batch.committed_at, import_batch.created_at)`

/** Batches that were checked and then left: nobody wrote them or put them aside since before the moment. */
export async function abandonedBatches(em: SqlSession, before: Date): Promise<number[]> {
  const found = await rows<{ id: number }>(
    em,
    `select batch_id as id from import_batch where status = 'CHECKED' and created_at < $1 order by batch_id`,
    [before.toISOString()],
  )
  return found.map(({ id }) => id)
}

/** Whether a batch waits for nothing: its file is only looked at, and is not needed to undo it. */
const AT_REST = `import_batch.status in ('COMMITTED', 'WITHDRAWN', 'DISCARDED', 'FAILED')`

/**
 * Files, by SHA-256, that only batches have which came to rest before the moment; their batches say from `now` on that the
 * file is gone.
 */
export async function releaseFiles(em: SqlSession, before: Date, now: Date): Promise<string[]> {
  return released(em, `having bool_and(${AT_REST} and ${RESTED} < $2)`, [now.toISOString(), before.toISOString()])
}

/** The same for files that name one of these persons and wait for nothing any more. */
export async function releaseFilesNaming(em: SqlSession, personIds: readonly number[], now: Date): Promise<string[]> {
  const naming = `${OF_PERSONS} and (
    exists (select from batch_row where batch_row.batch_id = import_batch.batch_id and subject_id = any($2::bigint[]))
    or exists (select from register_image image where image.batch_id = import_batch.batch_id
               and image.subject in ('person', 'residence', 'enrolment') and image.subject_id = any($2::bigint[])))`
  return released(em, `having bool_and(${AT_REST}) and bool_or(${naming})`, [now.toISOString(), personIds])
}

/** Marks the batches of the files that are due, and gives the files. */
async function released(em: SqlSession, having: string, values: readonly unknown[]): Promise<string[]> {
  const found = await rows<{ sha256: string }>(
    em,
    `with due as (
       select sha256 from import_batch group by sha256 ${having} and bool_or(file_removed_at is null)
     ), gone as (
       update import_batch set file_removed_at = $1 from due
       where import_batch.sha256 = due.sha256 and file_removed_at is null returning import_batch.sha256
     )
     select distinct sha256 from gone order by sha256`,
    values,
  )
  return found.map(({ sha256 }) => sha256)
}

/**
 * Clears what cells held out of the issues and rejected rows of batches that came to rest before the moment; place, kind and
 * number of the issues stay. Gives the number of issues and rows cleared.
 */
export async function clearFindings(em: SqlSession, before: Date): Promise<number> {
  const due = `select batch_id from import_batch
    where ${AT_REST} and ${RESTED} < $1 and ${OF_PERSONS}`
  const issues = await execute(
    em,
    `update row_issue set found = null, args = '{}' where batch_id in (${due}) and row is not null
       and (found is not null or args <> '{}')`,
    [before.toISOString()],
  )
  const labels = await execute(
    em,
    `update batch_row set label = null where batch_id in (${due}) and outcome in ('REJECTED', 'SKIPPED') and label is not null`,
    [before.toISOString()],
  )
  return issues + labels
}
