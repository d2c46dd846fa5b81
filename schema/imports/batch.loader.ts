import { audit } from '../../src/access/audit.store.ts'
import {
  type BatchChangeRow,
  type BatchRow,
  batchesByIds,
  type ChangeKind,
  changesOf,
  type IssueFilter,
  type IssueGroup,
  issueGroupsOf,
  issuesOf,
  type StoredIssue,
} from '../../src/batches/batch.store.ts'
import { type DoubtfulMatchRow, doubtfulMatchesOf } from '../../src/batches/doubtful-match.store.ts'
import type { Page, PageRequest } from '../../src/kernel/page.ts'
import { loaderFamily, mapLoader } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

type IssuesWanted = IssueFilter & PageRequest
type ChangesWanted = { readonly kind?: ChangeKind | null } & PageRequest

const NONE: Page<never> = { rows: [], cursors: [], hasNextPage: false, totalCount: 0 }

/** Batches by id and what hangs on them; a fixed number of statements, however many batches ask. */
export function batchLoaders({ actor, em, reports, hub, requestId }: Reader) {
  return {
    /** To be told of every batch whose report is read: all of a question are one entry of the audit log. */
    reportRead: mapLoader<number, void>(async (batchIds) => {
      await audit(hub, actor, 'PERSONS_READ', {
        requestId: requestId ?? null,
        batchIds: [...batchIds].sort((a, b) => a - b),
      })
      return new Map()
    }, undefined),
    /**
     * To be told of whomever a report shows what the register has: all that are shown together are one entry of the audit log, for
     * the file's sender as for anybody else.
     */
    registerShown: mapLoader<`${'person' | 'household'} ${number}`, void>(async (shown) => {
      const ids = (subject: string) =>
        shown.flatMap((one) => (one.startsWith(`${subject} `) ? [Number(one.slice(subject.length + 1))] : []))
      const [personIds, householdIds] = [ids('person'), ids('household')]
      await audit(hub, actor, 'PERSONS_READ', {
        requestId: requestId ?? null,
        ...(personIds.length > 0 && { personIds }),
        ...(householdIds.length > 0 && { householdIds }),
      })
      return new Map()
    }, undefined),
    byId: mapLoader<number, BatchRow | null>(async (ids) => {
      const found = await batchesByIds(actor, em, ids)
      return new Map(found.map((row) => [row.batchId, row]))
    }, null),
    issues: loaderFamily<IssuesWanted, number, Page<StoredIssue>>(
      (ids, wanted) => issuesOf(actor, reports, ids, wanted),
      NONE,
    ),
    matches: loaderFamily<number, number, readonly DoubtfulMatchRow[]>(
      (ids, first) => doubtfulMatchesOf(actor, reports, ids, first),
      [],
    ),
    issueGroups: mapLoader<number, readonly IssueGroup[]>((ids) => issueGroupsOf(actor, reports, ids), []),
    changes: loaderFamily<ChangesWanted, number, Page<BatchChangeRow>>(
      (ids, wanted) => changesOf(actor, reports, ids, wanted),
      NONE,
    ),
  }
}
