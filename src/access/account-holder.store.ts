import { execute, prepared, type SqlSession } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import type { Actor } from './actor.ts'
import { openUntil, personsOpening } from './persons-opening.store.ts'
import type { Purpose } from './purpose.ts'
import { type GrantHolder, grantsHeld, ScopesOfNow } from './scopes-of-now.ts'

/** Who somebody is to the provider that they signed in at: its own name for them, which it gives to nobody else. */
export interface Subject {
  readonly issuer: string
  readonly subject: string
}

/** Why somebody who is who they say they are is not let in. */
export type NoAccount = 'account-unknown' | 'account-ended' | 'account-without-grant'

interface KeptAccount extends GrantHolder {
  readonly readsFigures: boolean
  readonly purposeCode: Purpose
  readonly ended: boolean
  readonly seenLately: boolean
}

/** Finds the account of a subject, with the role and the scope that it has now. */
export class AccountHolders {
  readonly #scopes = new ScopesOfNow()

  /** The subject's account at this moment, or why there is none. */
  async holderOf(em: SqlSession, who: Subject, now: Date): Promise<Actor | NoAccount> {
    const kept = await keptAccount(em, who, now)
    if (kept === null) return 'account-unknown'
    if (kept.ended) return 'account-ended'
    if (kept.grants.length === 0) return 'account-without-grant'
    const { id, role, readsFigures, purposeCode } = kept
    if (!kept.seenLately)
      await execute(em, 'update account set last_seen_at = $2 where account_id = $1', [id, now.toISOString()])
    const scope = await this.#scopes.of(em, kept)
    return { id, role, scope, ...(readsFigures && { readsFigures }), purposeCode, ...personsOpening(kept) }
  }
}

/** The account that holds, else the last one that did. */
async function keptAccount(em: SqlSession, { issuer, subject }: Subject, now: Date): Promise<KeptAccount | null> {
  const [found] = await prepared<KeptAccount>(
    em,
    `select account_id as id, role, reads_figures as "readsFigures", purpose_code as "purposeCode", ended_at is not null as ended,
            coalesce(last_seen_at > $4::timestamptz - interval '1 hour', false) as "seenLately",
            (select version from hub_version) as version,
            ${openUntil('account.account_id', 4)} as "openUntil",
            ${grantsHeld('account_grant', 'given.account_id = account.account_id', 3)} as grants
     from account where issuer = $1 and subject = $2 order by ended_at desc nulls first limit 1`,
    [issuer, subject, vietnamDay(now), now.toISOString()],
  )
  return found ?? null
}
