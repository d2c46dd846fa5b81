import { rm } from 'node:fs/promises'
import { keptPath } from '../../../importers/kept-file.ts'
import { moveStatus } from '../../../importers/stages/batch-record.ts'
import { dropStageTable, stagedRowCount, stageTable } from '../../../importers/stages/stage-table.ts'
import type { Actor } from '../../access/actor.ts'
import { audit } from '../../access/audit.store.ts'
import { execute, rows, type SqlSession } from '../../kernel/sql.ts'
import { type Erasure, erasePersons } from '../../privacy/erase-persons.store.ts'
import { abandonedBatches, releaseFilesNaming } from '../../privacy/kept-files.store.ts'
import { type Purge, purge, type Retention } from '../../privacy/retention.store.ts'
import type { Database } from '../../storage/orm.ts'

/** What the configuration says of keeping, in days; 0 keeps for good. */
export interface RetentionConfig {
  readonly keepFilesDays: number
  readonly keepFindingsDays: number
  readonly keepPersonsDays: number
  readonly keepAuditDays: number
}

export function retentionOf(config: RetentionConfig): Retention {
  return {
    files: config.keepFilesDays || null,
    findings: config.keepFindingsDays || null,
    persons: config.keepPersonsDays || null,
    audit: config.keepAuditDays || null,
  }
}

/** The register and the folder of kept files. */
export interface Kept {
  readonly database: Database
  readonly filesDirectory: string
}

export interface PurgeReport extends Purge {
  /** Batches that were checked, left alone, and are put aside. */
  readonly abandoned: readonly number[]
}

/** On whose behalf the hub itself takes away what is old. */
export const PURGER: Actor = { id: 'hub', role: 'ADMINISTRATOR', scope: { kind: 'COUNTRY' } }

const DAY_MS = 86_400_000

/** Takes away what is older than it may be; a dry run tells what that would be and takes nothing. */
export async function runPurge(kept: Kept, retention: Retention, now: Date, dryRun = false): Promise<PurgeReport> {
  const abandoned =
    retention.files === null
      ? []
      : await abandonedBatches(kept.database.em(), new Date(now.getTime() - retention.files * DAY_MS))
  if (!dryRun) for (const batchId of abandoned) await putAside(kept.database, batchId)
  const em = kept.database.em()
  await em.begin()
  try {
    const report = await purge(em, PURGER, retention, now)
    if (dryRun) await em.rollback()
    else await em.commit()
    if (!dryRun) await removeFiles(kept, report.files)
    return { ...report, abandoned }
  } catch (error) {
    await em.rollback()
    throw error
  }
}

export interface ErasureReport extends Erasure {
  /** How many files that named the person are gone from the disk. */
  readonly files: number
  /** Batches on their way that name the person. */
  readonly waiting: readonly number[]
}

/** Erases a person on request, with the files that name them. `reason` says what the request rests on. */
export async function runErasure(
  kept: Kept,
  actor: Actor,
  asked: { readonly personId: number; readonly reason: string },
  now: Date,
) {
  const { personId, reason } = asked
  const done = await kept.database.em().transactional(async (em) => {
    const files = await releaseFilesNaming(em, [personId], now)
    const erasure = await erasePersons(em, 'select $1::bigint', [personId])
    const waiting = await clearWaiting(em, personId)
    await audit(em, actor, 'PERSON_ERASED', { personIds: [personId], reason, files: files.length })
    return { files, erasure, waiting }
  })
  await removeFiles(kept, done.files)
  const report: ErasureReport = { ...done.erasure, files: done.files.length, waiting: done.waiting }
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

async function putAside(database: Database, batchId: number): Promise<void> {
  const em = database.em()
  if (!(await moveStatus(em, batchId, ['CHECKED'], 'DISCARDED'))) return
  await dropStageTable(em, batchId)
  await execute(em, 'delete from register_change where batch_id = $1', [batchId])
}

/** The same bytes may have come again meanwhile; then they are somebody's. */
async function removeFiles({ database, filesDirectory }: Kept, files: readonly string[]): Promise<void> {
  const wanted = await rows<{ sha256: string }>(
    database.em(),
    'select sha256 from import_batch where sha256 = any($1::text[]) and file_removed_at is null',
    [files],
  )
  const held = new Set(wanted.map(({ sha256 }) => sha256))
  for (const sha256 of files) if (!held.has(sha256)) await rm(keptPath(filesDirectory, sha256), { force: true })
}
