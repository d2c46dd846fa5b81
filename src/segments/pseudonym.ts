import type { SqlValues } from '../kernel/sql-values.ts'
import { derived } from './sealed-cursor.ts'

/** What is told to a partner under a name of its own. */
export type Pseudonymous = 'Household' | 'Person'

const BLOCK_BYTES = 64
const [INNER_PAD, OUTER_PAD] = [0x36, 0x5c]

/**
 * SQL: the pseudonym of a thing, of its key in SQL: 120 bits of HMAC-SHA-256 (RFC 2104) under a key of the partner's for this type.
 * Written out where it stands, because the server does not inline it as a function: a page has half a thousand of them.
 */
export function pseudonymsSql(secret: Buffer, values: SqlValues): (type: Pseudonymous, key: string) => string {
  const keys = new Map<Pseudonymous, readonly [inner: string, outer: string]>()
  const keysOf = (type: Pseudonymous) => {
    const known = keys.get(type)
    if (known !== undefined) return known
    const key = derived(secret, `ids of ${type}`)
    const padded = (pad: number) =>
      values.add(Buffer.from(Array.from({ length: BLOCK_BYTES }, (_, at) => pad ^ (key[at] ?? 0))), 'bytea')
    const made = [padded(INNER_PAD), padded(OUTER_PAD)] as const
    keys.set(type, made)
    return made
  }
  return (type, key) => {
    const [inner, outer] = keysOf(type)
    return `encode(substring(sha256(${outer} || sha256(${inner} || int8send(${key}))) for 15), 'hex')`
  }
}
