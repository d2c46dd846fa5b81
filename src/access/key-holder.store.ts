import { timingSafeEqual } from 'node:crypto'
import { execute, prepared, type SqlSession } from '../kernel/sql.ts'
import { vietnamDay } from '../kernel/vietnam-day.ts'
import type { Actor } from './actor.ts'
import { keyDigest, keyIdOf } from './api-key.ts'
import { isFrom } from './key-addresses.ts'
import { openUntil, personsOpening } from './persons-opening.store.ts'
import type { Purpose } from './purpose.ts'
import { type GrantHolder, grantsHeld, ScopesOfNow } from './scopes-of-now.ts'

/** A key as the register has it. */
export interface KeptKey extends GrantHolder {
  readonly digest: Buffer
  readonly readsFigures: boolean
  readonly purposeCode: Purpose
  /** Networks from which it lets in; none: from anywhere. */
  readonly fromAddresses: readonly string[]
  readonly holds: boolean
  readonly usedLately: boolean
}

/** Compared with when there is no such key, so that an unknown one takes as long as a wrong one. */
const NOBODYS = keyDigest('nobody')

/** Finds a key by its id as the database has it after the call; undefined when there is none. */
export type FindKey = (em: SqlSession, id: string, now: Date) => Promise<KeptKey | undefined>

const findKey: FindKey = async (em, id, now) => (await keysAtVersion(em, [id], now)).keys.get(id)

/** Is told a key's id and the address that it was shown from. */
type ToldElsewhere = (id: string, address: string) => void

/** Finds who holds a key of the register, with the scope that its grants have now. */
export class KeyHolders {
  readonly #scopes = new ScopesOfNow()
  readonly #find: FindKey
  readonly #fromElsewhere: ToldElsewhere

  /** `fromElsewhere` is told of keys that are shown where they may not be. */
  constructor(find: FindKey = findKey, fromElsewhere: ToldElsewhere = () => {}) {
    this.#find = find
    this.#fromElsewhere = fromElsewhere
  }

  /**
   * The account of this key at this moment, shown from this address; null when nobody has it, it was revoked, its days are over, or
   * it is bound to other addresses.
   */
  async holderOf(em: SqlSession, key: string, now: Date, address = ''): Promise<Actor | null> {
    const id = keyIdOf(key)
    const kept = await this.#find(em, id ?? '', now)
    const same = timingSafeEqual(keyDigest(key), kept?.digest ?? NOBODYS)
    if (id === null || !kept?.holds || !same) return null
    if (!isFrom(kept.fromAddresses, address)) {
      this.#fromElsewhere(id, address)
      return null
    }
    if (!kept.usedLately)
      await execute(em, 'update api_key set last_used_at = $2 where key_id = $1', [id, now.toISOString()])
    const { role, readsFigures, purposeCode } = kept
    const scope = await this.#scopes.of(em, kept)
    return { id, role, scope, ...(readsFigures && { readsFigures }), purposeCode, ...personsOpening(kept) }
  }
}

/** The register's version, and what is kept of those of the keys that there are. */
export interface KeysAtVersion {
  readonly version: number
  readonly keys: ReadonlyMap<string, KeptKey>
}

/** One or more keys: a statement for each, for with a list of them it would be planned anew each time. */
export async function keysAtVersion(em: SqlSession, ids: readonly string[], now: Date): Promise<KeysAtVersion> {
  const found = (await Promise.all(ids.map((id) => keyAtVersion(em, id, now)))).flat()
  const keys = found.flatMap((key) => (key.id === null ? [] : [[key.id, key] as const]))
  return { version: Math.min(...found.map(({ version }) => version)), keys: new Map(keys) }
}

/** The version is told also where there is no such key. */
function keyAtVersion(
  em: SqlSession,
  id: string,
  now: Date,
): Promise<(KeptKey | { readonly id: null; readonly version: number })[]> {
  return prepared(
    em,
    `select hub_version.version, key_id as id, digest, role, reads_figures as "readsFigures", purpose_code as "purposeCode",
            from_addresses::text[] as "fromAddresses",
            revoked_at is null and $2 < valid_until as holds,
            coalesce(last_used_at > $3::timestamptz - interval '1 hour', false) as "usedLately",
            ${openUntil('api_key.key_id', 3)} as "openUntil",
            ${grantsHeld('api_key_grant', 'given.key_id = api_key.key_id', 2)} as grants
     from hub_version left join api_key on key_id = $1`,
    [id, vietnamDay(now), now.toISOString()],
  )
}
