import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
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
  const keys = cursorKeysOf(secret)
  const nonce = derived(keys.nonce, `nonce ${text}`).subarray(0, NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keys.cipher, nonce)
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
    const decipher = createDecipheriv(CIPHER, cursorKeysOf(secret).cipher, sealed.subarray(0, NONCE_BYTES))
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    return JSON.parse(text) as Place
  } catch {
    return null
  }
}

/** Keys as the library wants them: made of bytes anew for each use, they cost more than the use. */
interface CursorKeys {
  readonly nonce: KeyObject
  readonly cipher: KeyObject
}

const cursorKeys = new WeakMap<Buffer, CursorKeys>()

function cursorKeysOf(secret: Buffer): CursorKeys {
  const known = cursorKeys.get(secret)
  if (known !== undefined) return known
  const made = { nonce: createSecretKey(secret), cipher: createSecretKey(derived(secret, 'cursor')) }
  cursorKeys.set(secret, made)
  return made
}

/** A key of its own for each use of a partner's secret. */
export function derived(secret: Buffer | KeyObject, use: string): Buffer {
  return createHmac('sha256', secret).update(use, 'utf8').digest()
}
