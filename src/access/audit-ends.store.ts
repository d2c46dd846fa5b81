import { rows, type SqlSession } from '../kernel/sql.ts'

/** The end of the audit log as it was at a moment, kept where the database's password does not reach. */
export interface KeptEnd {
  /** When it was kept, as an ISO moment. */
  readonly at: string
  readonly entryNo: number
  readonly hash: string
}

/** An end that the log does not have any more: the entry is GONE, or it and all after the last end that holds were REWRITTEN. */
interface LostEnd extends KeptEnd {
  readonly problem: 'GONE' | 'REWRITTEN'
}

/** What the log is against ends that were kept of it. */
export interface EndsVerdict {
  readonly ends: number
  /** The last one that the log still has. */
  readonly holds: KeptEnd | null
  /** The last one from before the log begins: it was cut since, as its entry AUDIT_CUT tells. */
  readonly cut: KeptEnd | null
  readonly lost: readonly LostEnd[]
}

/** The number and the hash of the last entry; null while there is none. */
export async function auditEnd(em: SqlSession): Promise<Omit<KeptEnd, 'at'> | null> {
  const [last] = await rows<Omit<KeptEnd, 'at'>>(
    em,
    `select entry_no as "entryNo", encode(hash, 'hex') as hash from audit_entry order by entry_no desc limit 1`,
  )
  return last ?? null
}

/**
 * Looks for ends that were kept, in the order in which they were. Whether the entries between them are whole is `verifyAudit`'s
 * to say; an end that is lost tells what was cut off or rewritten past it, hashes and all.
 */
export async function compareEnds(em: SqlSession, ends: readonly KeptEnd[]): Promise<EndsVerdict> {
  const found = await rows<KeptEnd & { state: 'HOLDS' | 'CUT' | LostEnd['problem'] }>(
    em,
    `with begins as (select entry_no, previous from audit_entry order by entry_no limit 1),
     own as (
       select entry_no, hash from audit_entry where entry_no = any($2::bigint[])
       union all select entry_no - 1, previous from begins
     )
     select kept.at, kept.entry_no as "entryNo", kept.hash,
       case when kept.entry_no < (select entry_no - 1 from begins) then 'CUT' when own.hash is null then 'GONE'
         when encode(own.hash, 'hex') = kept.hash then 'HOLDS' else 'REWRITTEN' end as state
     from unnest($1::text[], $2::bigint[], $3::text[]) with ordinality kept (at, entry_no, hash, line)
     left join own using (entry_no) order by line`,
    [ends.map(({ at }) => at), ends.map(({ entryNo }) => entryNo), ends.map(({ hash }) => hash)],
  )
  const last = (state: 'HOLDS' | 'CUT'): KeptEnd | null => {
    const end = found.findLast((each) => each.state === state)
    return end ? { at: end.at, entryNo: end.entryNo, hash: end.hash } : null
  }
  return {
    ends: ends.length,
    holds: last('HOLDS'),
    cut: last('CUT'),
    lost: found.flatMap(({ state, ...end }) =>
      state === 'GONE' || state === 'REWRITTEN' ? [{ ...end, problem: state }] : [],
    ),
  }
}
