import { changesAreas } from '../../src/batches/source-kind.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { recordSegmentChanges } from '../../src/segments/record-changes.store.ts'
import type { LoaderContext } from './loader.ts'
import { stageTable } from './stage-table.ts'

/** Whether anything forbids to commit the batch. */
export interface Verdict {
  readonly blocking: boolean
}

const OUTCOMES = ['CREATED', 'UPDATED', 'UNCHANGED', 'REJECTED', 'SKIPPED'] as const

type Reported = Pick<LoaderContext, 'em' | 'batch'>

/** Counts the outcomes and the blocking issues into the batch's row. A row without an outcome is a mistake of the loader. */
export async function reportCheck(context: Reported, staged: boolean): Promise<Verdict> {
  const counts = staged
    ? await rows<{ outcome: string; n: number }>(
        context.em,
        `select outcome, count(*)::int as n from ${stageTable(context.batch.id)} group by outcome`,
      )
    : []
  const unsettled = counts.find(({ outcome }) => !OUTCOMES.some((known) => known === outcome))
  const { blocking } = await oneRow<Verdict>(
    context.em,
    `select exists (select from row_issue where batch_id = $1 and severity = 'BLOCKING') as blocking`,
    [context.batch.id],
  )
  if (unsettled && !blocking) throw new Error(`${unsettled.n} rows have outcome ${unsettled.outcome} after plan`)
  await writeCounts(context, counts, blocking)
  return { blocking }
}

async function writeCounts(
  context: Reported,
  counts: readonly { outcome: string; n: number }[],
  blocking: boolean,
): Promise<void> {
  const count = (outcome: string): number => counts.find((row) => row.outcome === outcome)?.n ?? 0
  const settled = OUTCOMES.map(count)
  const total = counts.reduce((sum, row) => sum + row.n, 0)
  // Rows of a batch that cannot go in at all keep no outcome of their own: they count as rejected, so that the sum holds.
  settled[OUTCOMES.indexOf('REJECTED')] = count('REJECTED') + total - settled.reduce((sum, n) => sum + n, 0)
  await execute(
    context.em,
    `update import_batch set rows_read = $2, created = $3, updated = $4, unchanged = $5, rejected = $6, skipped = $7,
            blocking = $8, status = 'CHECKED', progress = 1, failure = null
     where batch_id = $1`,
    [context.batch.id, total, ...settled, blocking],
  )
}

/** After the loader's commit: what became of every row, the register's version, the batch's status. */
export async function reportCommit(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into batch_row (batch_id, sheet, row, outcome, label, subject_id)
     select $1, sheet, row, outcome, label, subject_id from ${context.stage}`,
    [context.batch.id],
  )
  await execute(
    context.em,
    `update import_batch set status = 'COMMITTED', committed_at = now(), failure = null where batch_id = $1`,
    [context.batch.id],
  )
  await bumpVersion(context)
}

/**
 * The register is another from here on: every answer that is kept by its version is stale, and what partners follow is told. The row
 * of the version is held until the end, so that changes become visible in the order of versions.
 */
export async function bumpVersion(context: LoaderContext): Promise<void> {
  await execute(context.em, 'update hub_version set version = version + 1, updated_at = now()')
  await recordSegmentChanges(context.em, changesAreas(context.batch.kind) ? 'ALL' : 'TOUCHED')
}
