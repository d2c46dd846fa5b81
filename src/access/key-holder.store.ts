import { timingSafeEqual } from 'node:crypto'
import type { PlainDate } from '../kernel/plain-date.ts'
import { execute, prepared, type SqlSession } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import type { Actor } from './actor.ts'
import { keyDigest, keyIdOf } from './api-key.ts'
import { type GrantHolder, grantsHeld, ScopesOfNow } from './scopes-of-now.ts'

interface KeptKey extends GrantHolder {
  readonly digest: Buffer
  readonly readsFigures: boolean
  readonly holds: boolean
  readonly usedLately: boolean
}

/** Compared with when there is no such key, so that an unknown one takes as long as a wrong one. */
const NOBODYS = keyDigest('nobody')

/** Finds who holds a key of the register, with the scope that its grants have now. */
export class KeyHolders {
  readonly #scopes = new ScopesOfNow()

  /** The account of this key at this moment; null when nobody has it, it was revoked, or its days are over. */
  async holderOf(em: SqlSession, key: string, now: Date): Promise<Actor | null> {
    const id = keyIdOf(key)
    const kept = await keptKey(em, id ?? '', { now, today: vietnamDay(now) })
    const same = timingSafeEqual(keyDigest(key), kept?.digest ?? NOBODYS)
    if (id === null || !kept?.holds || !same) return null
    if (!kept.usedLately)
      await execute(em, 'update api_key set last_used_at = $2 where key_id = $1', [id, now.toISOString()])
    const { role, readsFigures } = kept
    return { id, role, scope: await this.#scopes.of(em, kept), ...(readsFigures && { readsFigures }) }
  }
}

async function keptKey(
  em: SqlSession,
  id: string,
  { now, today }: { readonly now: Date; readonly today: PlainDate },
): Promise<KeptKey | null> {
  const [found] = await prepared<KeptKey>(
    em,
    `select key_id as id, digest, role, reads_figures as "readsFigures", revoked_at is null and $2 < valid_until as holds,
            coalesce(last_used_at > $3::timestamptz - interval '1 hour', false) as "usedLately",
            (select version from hub_version) as version,
            ${grantsHeld('api_key_grant', 'given.key_id = api_key.key_id', 2)} as grants
     from api_key where key_id = $1`,
    [id, today, now.toISOString()],
  )
  return found ?? null
}
