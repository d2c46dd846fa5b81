import { cutPage, decodeCursor, type Page, type PageRequest, pageSize } from '../kernel/page.ts'
import { type HubSession, oneRow, prepared, rows, type SqlSession } from '../kernel/sql.ts'
import type { Actor } from './actor.ts'
import { auditEnd } from './audit-ends.store.ts'
import { demand } from './may.ts'
import type { Purpose } from './purpose.ts'

/** What is written down beside keys and accounts (`key.store.ts`, `account.store.ts`) and the log's own cut. */
type AuditAction =
  | 'PERSONS_OPENED'
  | 'PERSONS_CLOSED'
  | 'PERSONS_READ'
  | 'FILE_SENT'
  | 'ROWS_HELD'
  | 'BATCH_RECHECKED'
  | 'BATCH_DISCARDED'
  | 'MATCH_DECIDED'
  | 'BATCH_COMMITTED'
  | 'BATCH_WITHDRAWN'
  | 'PRECEDENCE_DECLARED'
  | 'PRECEDENCE_WITHDRAWN'
  | 'CAMPAIGN_CREATED'
  | 'CAMPAIGN_CHANGED'
  | 'CAMPAIGN_DELETED'
  | 'ROUND_CREATED'
  | 'ROUND_CHANGED'
  | 'ROUND_DELETED'
  | 'PERSON_EXPORTED'
  | 'PERSON_ERASED'
  | 'PURGED'
  | 'SEGMENT_MADE'
  | 'SEGMENT_CHANGED'
  | 'SEGMENT_ENDED'
  | 'BOUNDARIES_LOADED'
  | 'REQUEST_RECORDED'
  | 'REQUEST_ACKNOWLEDGED'
  | 'REQUEST_EXTENDED'
  | 'REQUEST_CARRIED_OUT'
  | 'REQUEST_REFUSED'
  | 'REQUEST_CLOSED'

/** Ids, codes, days and counts; never a name or a number of a person. */
type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

/**
 * Writes an entry at the end of the audit log, in the session's transaction: what it tells of happens with it or not at all.
 * Entries wait for each other until their transactions end, so it is the last thing that a long transaction does.
 */
export async function audit(em: HubSession, actor: Actor, action: AuditAction, detail: AuditDetail): Promise<void> {
  await prepared(em, 'select append_audit_entry($1, $2, $3, $4)', [
    actor.id,
    actor.role,
    action,
    JSON.stringify(detail),
  ])
}

/** An entry that is not what was written, or does not follow what stands before it. */
interface BrokenEntry {
  readonly entryNo: number
  readonly problem: 'CHANGED' | 'MISSING_BEFORE'
}

interface AuditVerdict {
  readonly entries: number
  /** Number and hash of the last entry: kept elsewhere, they also prove that nothing was cut off at the end. */
  readonly last: { readonly entryNo: number; readonly hash: string } | null
  readonly broken: readonly BrokenEntry[]
}

/** Removes entries from before a moment, tells the cut in the log itself, and gives how many went; the newest always stays. */
export async function cutAudit(em: SqlSession, actor: Actor, before: Date): Promise<number> {
  const { gone } = await oneRow<{ gone: number }>(em, 'select cut_audit_log($1, $2, $3)::int as gone', [
    actor.id,
    actor.role,
    before.toISOString(),
  ])
  return gone
}

/** How many entries `cutAudit` would remove. */
export async function auditBefore(em: SqlSession, before: Date): Promise<number> {
  const { due } = await oneRow<{ due: number }>(
    em,
    `select count(*)::int as due from audit_entry
     where entry_no < coalesce((select min(entry_no) from audit_entry where at >= $1), (select max(entry_no) from audit_entry))`,
    [before.toISOString()],
  )
  return due
}

/** Works out every hash again. What was cut off at the beginning is vouched for by the entry that tells of it. A log that was rewritten from some entry on to its end is found only by a hash kept elsewhere. */
export async function verifyAudit(em: SqlSession): Promise<AuditVerdict> {
  const broken = await rows<BrokenEntry>(
    em,
    `with chained as (
       select entry_no, hash, previous,
              audit_hash(previous, entry_no, at, account, role, action, detail, purpose_code) as expected,
              lag(hash) over (order by entry_no) as hash_before, lag(entry_no) over (order by entry_no) as number_before
       from audit_entry
     ), start as (
       select coalesce(max(anchor.entry_no), 0) as entry_no, coalesce(max(anchor.hash), '') as hash
       from audit_anchor anchor
       where exists (select from audit_entry cut where cut.action = 'AUDIT_CUT'
         and cut.detail ->> 'entryNo' = anchor.entry_no::text and cut.detail ->> 'hash' = encode(anchor.hash, 'hex'))
     )
     select chained.entry_no as "entryNo", case when chained.hash <> expected then 'CHANGED' else 'MISSING_BEFORE' end as problem
     from chained cross join start
     where chained.hash <> expected or chained.entry_no <> coalesce(number_before, start.entry_no) + 1
       or previous <> coalesce(hash_before, start.hash)
     order by chained.entry_no limit 100`,
  )
  const { entries } = await oneRow<{ entries: number }>(em, 'select count(*)::int as entries from audit_entry')
  return { entries, last: await auditEnd(em), broken }
}

/** An entry as it is read. */
export interface AuditEntryRow {
  readonly entryNo: number
  readonly at: Date
  readonly account: string
  readonly role: string
  readonly action: string
  readonly detail: AuditDetail
  /** What the key was issued for, in words; it never changes. Null: an account, which has none, or the hub itself. */
  readonly purpose: string | null
  /** What the account or the key was for then. */
  readonly purposeCode: Purpose
}

/** Entries of one account, or of one action; left out, of all. */
export interface AuditFilter {
  readonly account?: string | null
  readonly action?: string | null
}

/** A page of the audit log, the newest first; for those who see the whole country (`READ_AUDIT`). */
export async function listAudit(
  actor: Actor,
  em: SqlSession,
  question: AuditFilter & PageRequest,
): Promise<Page<AuditEntryRow>> {
  demand(actor, 'READ_AUDIT')
  const first = pageSize(question)
  const [before] = decodeCursor(question.after, ['ID']) ?? [null]
  const { account = null, action = null } = question
  const condition = '($1::text is null or account = $1) and ($2::text is null or action = $2)'
  const found = await rows<AuditEntryRow>(
    em,
    `select entry_no as "entryNo", at, account, role, action, detail, purpose_code as "purposeCode",
            (select purpose from api_key where key_id = account) as purpose from audit_entry
     where ${condition} and ($3::bigint is null or entry_no < $3) order by entry_no desc limit $4`,
    [account, action, before, first + 1],
  )
  const [counted] = await rows<{ total: number }>(
    em,
    `select count(*)::int as total from audit_entry where ${condition}`,
    [account, action],
  )
  return cutPage(found, first, counted?.total ?? 0, ({ entryNo }) => [entryNo])
}
