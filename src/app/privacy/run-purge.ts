import { discardBatch } from '../../../importers/batch-steps.ts'
import type { Actor } from '../../access/actor.ts'
import { execute } from '../../kernel/sql.ts'
import { abandonedBatches } from '../../privacy/kept-files.store.ts'
import { type Purge, purge, type Retention } from '../../privacy/retention.store.ts'
import type { Database } from '../../storage/orm.ts'
import { type Kept, removeFiles } from './kept.ts'

/** What the configuration says of keeping, in days; 0 keeps for good. */
export interface RetentionConfig {
  readonly keepFilesDays: number
  readonly keepFindingsDays: number
  readonly keepPersonsDays: number
  readonly keepAuditDays: number
  readonly keepRequestsDays: number
}

export function retentionOf(config: RetentionConfig): Retention {
  return {
    files: config.keepFilesDays || null,
    findings: config.keepFindingsDays || null,
    persons: config.keepPersonsDays || null,
    audit: config.keepAuditDays || null,
    requests: config.keepRequestsDays || null,
  }
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

async function putAside(database: Database, batchId: number): Promise<void> {
  const em = database.em()
  if (!(await discardBatch(em, PURGER, batchId, ['CHECKED']))) return
  await execute(em, 'delete from register_change where batch_id = $1', [batchId])
}
