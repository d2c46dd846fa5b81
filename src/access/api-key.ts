import { hash, randomBytes } from 'node:crypto'

/** A key as its holder has it. Its public part names it in lists and logs; the whole of it is shown once and never kept. */
export interface NewKey {
  /** `bpk_` and twelve letters and digits: names the key in lists, logs and as an account. */
  readonly id: string
  /** `bpk_…_<secret>`: a beginning that scanners for secrets find, and 256 random bits. */
  readonly key: string
}

const ID_BYTES = 9
const SECRET_BYTES = 32

export function newKey(): NewKey {
  // base64url has - and _ in it; an id is to be read aloud and selected by a double click.
  const id = `bpk_${randomBytes(ID_BYTES).toString('base64url').replace(/[-_]/g, '0')}`
  return { id, key: `${id}_${randomBytes(SECRET_BYTES).toString('base64url')}` }
}

/** The public part of a text that has the form of a key; null when it has not. */
export function keyIdOf(key: string): string | null {
  return /^(bpk_[A-Za-z0-9]{12})_[\w-]{43}$/.exec(key)?.[1] ?? null
}

/** SHA-256 of a key: what is kept of it. A key is 256 random bits, so that a fast digest is enough. */
export function keyDigest(key: string): Buffer {
  return hash('sha256', key, 'buffer')
}
