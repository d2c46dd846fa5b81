import { prepared, rows, type SqlSession } from '../kernel/sql.ts'
import type { Actor } from './actor.ts'

/** What is written down beside keys (`key.store.ts`): reads of persons, what happened to files and to segments. */
type AuditAction =
  | 'PERSONS_READ'
  | 'FILE_SENT'
  | 'BATCH_COMMITTED'
  | 'BATCH_WITHDRAWN'
  | 'SEGMENT_MADE'
  | 'SEGMENT_CHANGED'
  | 'SEGMENT_ENDED'

/** Ids, codes, days and counts; never a name or a number of a person. */
type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

/**
 * Writes an entry at the end of the audit log, in the session's transaction: what it tells of happens with it or not at all.
 * Entries wait for each other until their transactions end, so it is the last thing that a long transaction does.
 */
export async function audit(em: SqlSession, actor: Actor, action: AuditAction, detail: AuditDetail): Promise<void> {
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

/** Works out every hash again. A log that was rewritten from some entry on to its end is found only by a hash kept elsewhere. */
export async function verifyAudit(em: SqlSession): Promise<AuditVerdict> {
  const broken = await rows<BrokenEntry>(
    em,
    `with chained as (
       select entry_no, hash, previous,
              audit_hash(previous, entry_no, at, account, role, action, detail) as expected,
              lag(hash) over (order by entry_no) as hash_before, lag(entry_no) over (order by entry_no) as number_before
       from audit_entry
     )
     select entry_no as "entryNo", case when hash <> expected then 'CHANGED' else 'MISSING_BEFORE' end as problem
     from chained
     where hash <> expected or entry_no <> coalesce(number_before, 0) + 1 or previous <> coalesce(hash_before, '')
     order by entry_no limit 100`,
  )
  const [end] = await rows<{ entries: number; entryNo: number | null; hash: string | null }>(
    em,
    `select count(*)::int as entries, max(entry_no) as "entryNo",
            (select encode(hash, 'hex') from audit_entry order by entry_no desc limit 1) as hash from audit_entry`,
  )
  const { entries = 0, entryNo = null, hash = null } = end ?? {}
  return { entries, last: entryNo === null || hash === null ? null : { entryNo, hash }, broken }
}
