import { timingSafeEqual } from 'node:crypto'
import { execute, prepared, type SqlSession } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import type { Actor } from './actor.ts'
import { keyDigest, keyIdOf } from './api-key.ts'
import { type GrantHolder, grantsHeld, ScopesOfNow } from './scopes-of-now.ts'

/** A key as the register has it. */
export interface KeptKey extends GrantHolder {
  readonly digest: Buffer
  readonly readsFigures: boolean
  readonly holds: boolean
  readonly usedLately: boolean
}

/** Compared with when there is no such key, so that an unknown one takes as long as a wrong one. */
const NOBODYS = keyDigest('nobody')

/** Finds a key by its id as the database has it after the call; undefined when there is none. */
export type FindKey = (em: SqlSession, id: string, now: Date) => Promise<KeptKey | undefined>

const findKey: FindKey = async (em, id, now) => (await keysAtVersion(em, [id], now)).keys.get(id)

/** Finds who holds a key of the register, with the scope that its grants have now. */
export class KeyHolders {
  readonly #scopes = new ScopesOfNow()
  readonly #find: FindKey

  constructor(find: FindKey = findKey) {
    this.#find = find
  }

  /** The account of this key at this moment; null when nobody has it, it was revoked, or its days are over. */
  async holderOf(em: SqlSession, key: string, now: Date): Promise<Actor | null> {
    const id = keyIdOf(key)
    const kept = await this.#find(em, id ?? '', now)
    const same = timingSafeEqual(keyDigest(key), kept?.digest ?? NOBODYS)
    if (id === null || !kept?.holds || !same) return null
    if (!kept.usedLately)
      await execute(em, 'update api_key set last_used_at = $2 where key_id = $1', [id, now.toISOString()])
    const { role, readsFigures } = kept
    return { id, role, scope: await this.#scopes.of(em, kept), ...(readsFigures && { readsFigures }) }
  }
}

/** The register's version, and what is kept at a moment of those of the keys that there are. */
export interface KeysAtVersion {
  readonly version: number
  readonly keys: ReadonlyMap<string, KeptKey>
}

/** One statement, however many keys are asked for. */
export async function keysAtVersion(em: SqlSession, ids: readonly string[], now: Date): Promise<KeysAtVersion> {
  const found = await prepared<KeptKey & { readonly id: string | null }>(
    em,
    `select hub_version.version, kept.* from hub_version left join (
       select key_id as id, digest, role, reads_figures as "readsFigures", revoked_at is null and $2 < valid_until as holds,
              coalesce(last_used_at > $3::timestamptz - interval '1 hour', false) as "usedLately",
              ${grantsHeld('api_key_grant', 'given.key_id = api_key.key_id', 2)} as grants
       from api_key where key_id = any($1::text[])
     ) kept on true`,
    [ids, vietnamDay(now), now.toISOString()],
  )
  const [first] = found
  if (first === undefined) throw new Error('the register has no version')
  return { version: Number(first.version), keys: new Map(found.map((key) => [key.id ?? '', key])) }
}
