import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { type Actor, ADMINISTRATOR } from '../../access/actor.ts'
import { DoorRefusal } from './door-error.ts'

/** Finds who holds a key. Keeps no key, only digests. */
export interface Accounts {
  /** The account of this key; null when nobody has it. */
  holderOf(key: string): Actor | null
}

/** SHA-256 of a key: what is kept of it. A key is 256 random bits, so that a fast digest is enough. */
export function keyDigest(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest()
}

/** The hub with its administrator's key alone. Digests are compared in constant time. */
export function administratorOnly(digest: Buffer): Accounts {
  return { holderOf: (key) => (timingSafeEqual(keyDigest(key), digest) ? ADMINISTRATOR : null) }
}

const actors = new WeakMap<Request, Actor>()

/** Lets in whoever shows a key as `Authorization: Bearer <key>`; anybody else is answered 401. */
export function authenticate(accounts: Accounts): RequestHandler {
  return (request, response, next) => {
    const key = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1]
    const actor = key === undefined ? null : accounts.holderOf(key)
    if (actor === null) {
      const problem = key === undefined ? '' : ', error="invalid_token"'
      response.setHeader('WWW-Authenticate', `Bearer realm="baophu"${problem}`)
      throw new DoorRefusal('UNAUTHENTICATED', key === undefined ? 'key-missing' : 'key-unknown')
    }
    actors.set(request, actor)
    next()
  }
}

/** Who is asking. Only behind `authenticate`. */
export function actorOf(request: Request): Actor {
  const actor = actors.get(request)
  if (actor === undefined) throw new Error('a door behind which nobody was asked for a key')
  return actor
}
