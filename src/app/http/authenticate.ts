import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { type Actor, ADMINISTRATOR } from '../../access/actor.ts'
import { keyDigest } from '../../access/api-key.ts'
import { KeyHolders } from '../../access/key-holder.store.ts'
import type { Clock } from '../../kernel/vietnam-day.ts'
import type { Database } from '../../storage/orm.ts'
import { DoorRefusal } from './door-error.ts'
import type { WrongKeys } from './rates.ts'

/** Finds who holds a key. Keeps no key, only digests. */
export interface Accounts {
  /** The account of this key now; null when nobody has it, or has it any more. */
  holderOf(key: string): Promise<Actor | null>
}

/** The hub's own administrator, whose key is no row of the database, and the keys that administrators issued. */
export function accountsOf(digest: Buffer, database: Database, clock: Clock): Accounts {
  const holders = new KeyHolders()
  return {
    holderOf: async (key) =>
      timingSafeEqual(keyDigest(key), digest) ? ADMINISTRATOR : holders.holderOf(database.em(), key, clock()),
  }
}

interface Admitted {
  readonly actor: Actor
  readonly stillHolds: () => Promise<boolean>
}

const admitted = new WeakMap<Request, Admitted>()

/**
 * Lets in whoever shows a key as `Authorization: Bearer <key>`; anybody else is answered 401, in the same words whether the
 * key is unknown, revoked or over, and 429 after too many of them.
 */
export function authenticate(accounts: Accounts, wrongKeys: WrongKeys): RequestHandler {
  return async (request, response, next) => {
    const key = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1]
    const actor = key === undefined ? null : await wrongKeys.tried(request.ip ?? '', key, accounts)
    if (key === undefined || actor === null) {
      const problem = key === undefined ? '' : ', error="invalid_token"'
      response.setHeader('WWW-Authenticate', `Bearer realm="baophu"${problem}`)
      throw new DoorRefusal('UNAUTHENTICATED', key === undefined ? 'key-missing' : 'key-unknown')
    }
    admitted.set(request, { actor, stillHolds: async () => (await accounts.holderOf(key)) !== null })
    next()
  }
}

/** Who is asking. Only behind `authenticate`. */
export function actorOf(request: Request): Actor {
  return entry(request).actor
}

/** Whether the key that was shown lets in still: asked again and again while an answer goes on. */
export function stillHolds(request: Request): Promise<boolean> {
  return entry(request).stillHolds()
}

function entry(request: Request): Admitted {
  const found = admitted.get(request)
  if (found === undefined) throw new Error('a door behind which nobody was asked for a key')
  return found
}
