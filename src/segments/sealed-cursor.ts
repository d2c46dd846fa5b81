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
  const cipher = createCipheriv(CIPHER, cursorKey(secret), nonce)
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
    const decipher = createDecipheriv(CIPHER, cursorKey(secret), sealed.subarray(0, NONCE_BYTES))
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    return JSON.parse(text) as Place
  } catch {
    return null
  }
}

const cursorKeys = new WeakMap<Buffer, Buffer>()

function cursorKey(secret: Buffer): Buffer {
  const known = cursorKeys.get(secret) ?? derived(secret, 'cursor')
  cursorKeys.set(secret, known)
  return known
}

/** A key of its own for each use of a partner's secret. */
export function derived(secret: Buffer, use: string): Buffer {
  return createHmac('sha256', secret).update(use, 'utf8').digest()
}
