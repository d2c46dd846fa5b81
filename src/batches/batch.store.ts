import type { Actor } from '../access/actor.ts'
import { scopeIds } from '../access/area-scope.ts'
import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import { oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import { BATCH_COLUMNS, type BatchRow, seen } from './batch-row.store.ts'
import type { BatchStatus, SourceKind } from './source-kind.ts'

export { type BatchChangeRow, batchChanges, type ChangeKind, changesOf } from './batch-change.store.ts'
export {
  batchIssues,
  type IssueFilter,
  type IssueGroup,
  issueGroups,
  issueGroupsOf,
  issuesOf,
  type StoredIssue,
} from './batch-issue.store.ts'
export { type BatchRow, type BatchSheetRow, batch, batchesByIds } from './batch-row.store.ts'

export interface BatchFilter {
  readonly status?: BatchStatus | null
  readonly kind?: SourceKind | null
}

/** The batches that the actor may see, newest first. */
export async function listBatches(
  actor: Actor,
  em: SqlSession,
  filter: BatchFilter,
  page: PageRequest,
): Promise<Page<BatchRow>> {
  const first = pageSize(page)
  const after = decodeCursor(page.after, ['ID'])
  const values = [filter.status ?? null, filter.kind ?? null, scopeIds(actor), actor.id]
  const condition = `($1::text is null or status = $1) and ($2::text is null or kind = $2) and ${seen(3)}`
  const { n } = await oneRow<{ n: number }>(
    em,
    `select count(*)::int as n from import_batch where ${condition}`,
    values,
  )
  const found = await rows<BatchRow>(
    em,
    `select ${BATCH_COLUMNS} from import_batch
     where ${condition} and ($5::bigint is null or batch_id < $5) order by batch_id desc limit $6`,
    [...values, after?.[0] ?? null, first + 1],
  )
  return cutPage(found, first, n, (row) => [row.batchId])
}
