import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { BadRequest } from '../kernel/page.ts'

/** Where a partner stands in a list: numbers of the register, which mean nothing to anybody once they are sealed. */
export type Place = readonly (string | number)[]

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * A cursor that only the hub can read: two partners cannot find out by their cursors that they have the same household. The
 * same place has the same cursor: the nonce is made of the place itself.
 */
export function sealPlace(secret: Buffer, place: Place): string {
  const text = JSON.stringify(place)
  const nonce = derived(secret, `nonce ${text}`).subarray(0, NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, derived(secret, 'cursor'), nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

/** The place in a cursor, null when there is none. Throws `BadRequest` `cursor-not-readable` unless it is one of this list and partner. */
export function unsealPlace(secret: Buffer, cursor: string | null | undefined, list: string): Place | null {
  if (cursor === null || cursor === undefined) return null
  const place = opened(secret, Buffer.from(cursor, 'base64url'))
  if (place?.[0] !== list) throw new BadRequest('cursor-not-readable', 'after is not a cursor of this list')
  return place
}

function opened(secret: Buffer, sealed: Buffer): Place | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  try {
    const decipher = createDecipheriv(CIPHER, derived(secret, 'cursor'), sealed.subarray(0, NONCE_BYTES))
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    return JSON.parse(text) as Place
  } catch {
    return null
  }
}

function derived(secret: Buffer, use: string): Buffer {
  return createHmac('sha256', secret).update(use, 'utf8').digest()
}

/** The two keys of HMAC-SHA-256 (RFC 2104) for the database's `pseudonym`: a secret of 32 bytes with each of the pads on it. */
export function pseudonymKeys(secret: Buffer): readonly [Buffer, Buffer] {
  const padded = (pad: number): Buffer => Buffer.alloc(64, pad).map((byte, at) => byte ^ (secret[at] ?? 0)) as Buffer
  return [padded(0x36), padded(0x5c)]
}
