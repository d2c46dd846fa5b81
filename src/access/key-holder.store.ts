import { timingSafeEqual } from 'node:crypto'
import type { PlainDate } from '../kernel/plain-date.ts'
import { execute, rows, type SqlSession } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import { type Actor, type Role, WHOLE_COUNTRY } from './actor.ts'
import { keyDigest, keyIdOf } from './api-key.ts'
import { type GrantedArea, scopeOfAreas } from './granted-scope.store.ts'

interface KeptKey {
  readonly digest: Buffer
  readonly role: Role
  readonly readsFigures: boolean
  readonly holds: boolean
  readonly usedLately: boolean
  /** Of the register: what a grant means on the map changes with it. */
  readonly version: number
  readonly grants: readonly (GrantedArea & { readonly country: boolean })[]
}

/** Compared with when there is no such key, so that an unknown one takes as long as a wrong one. */
const NOBODYS = keyDigest('nobody')

/** Finds who holds a key of the register, with the scope that its grants have now. */
export class KeyHolders {
  /** Scopes by key and grants, worked out on the version of the register beside them. */
  readonly #scopes = new Map<string, { readonly version: number; readonly scope: Actor['scope'] }>()

  /** The account of this key at this moment; null when nobody has it, it was revoked, or its days are over. */
  async holderOf(em: SqlSession, key: string, now: Date): Promise<Actor | null> {
    const id = keyIdOf(key)
    const kept = await keptKey(em, id ?? '', { now, today: vietnamDay(now) })
    const same = timingSafeEqual(keyDigest(key), kept?.digest ?? NOBODYS)
    if (id === null || !kept?.holds || !same) return null
    if (!kept.usedLately)
      await execute(em, 'update api_key set last_used_at = $2 where key_id = $1', [id, now.toISOString()])
    const { role, readsFigures } = kept
    return { id, role, scope: await this.#scopeOf(em, id, kept), ...(readsFigures && { readsFigures }) }
  }

  /** The country's administrator sees also what lies nowhere; everybody else only what lies in their areas. */
  async #scopeOf(em: SqlSession, id: string, { role, grants, version }: KeptKey): Promise<Actor['scope']> {
    if (role === 'ADMINISTRATOR' && grants.some(({ country }) => country)) return WHOLE_COUNTRY
    const name = JSON.stringify([id, grants])
    const known = this.#scopes.get(name)
    if (known?.version === version) return known.scope
    const scope = await scopeOfAreas(em, grants)
    if (this.#scopes.size >= MOST_KNOWN) this.#scopes.clear()
    this.#scopes.set(name, { version, scope })
    return scope
  }
}

/** Scopes remembered at a time; a hub has far fewer keys. */
const MOST_KNOWN = 10_000

async function keptKey(
  em: SqlSession,
  id: string,
  { now, today }: { readonly now: Date; readonly today: PlainDate },
): Promise<KeptKey | null> {
  const [found] = await rows<KeptKey>(
    em,
    `select digest, role, reads_figures as "readsFigures", revoked_at is null and $2 < valid_until as holds,
            coalesce(last_used_at > $3::timestamptz - interval '1 hour', false) as "usedLately",
            (select version from hub_version) as version,
            (select coalesce(jsonb_agg(jsonb_build_object('areaId', area_id, 'on', on_day, 'country', level = 0)
                                       order by area_id, on_day), '[]')
             from api_key_grant given join area using (area_id)
             where given.key_id = api_key.key_id and given.valid_from <= $2 and $2 < given.valid_until) as grants
     from api_key where key_id = $1`,
    [id, today, now.toISOString()],
  )
  return found ?? null
}
