import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { type Actor, ADMINISTRATOR } from '../../access/actor.ts'
import { keyDigest } from '../../access/api-key.ts'
import { type FindKey, KeyHolders } from '../../access/key-holder.store.ts'
import type { Clock } from '../../kernel/vietnam-day.ts'
import type { Database } from '../../storage/orm.ts'
import type { Log } from '../log.ts'
import { looksLikeToken } from '../sign-in/access-token.ts'
import { ProviderAway } from '../sign-in/kept-document.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { DoorRefusal } from './door-error.ts'
import type { WrongKeys } from './rates.ts'
import { requestScope } from './request-scope.ts'

/** Finds who shows a key or an access token. Keeps none of them, only digests. */
export interface Accounts {
  /** The account of what was shown from an address, now, or why it opens nothing. */
  holderOf(shown: string, address: string): Promise<Actor | DoorRefusal>
}

export interface AccountSources {
  /** Of the hub's own administrator's key, which is no row of the database. */
  readonly digest: Buffer
  readonly database: Database
  readonly findKey: FindKey
  readonly clock: Clock
  readonly log: Log
  /** Null where nobody can sign in. */
  readonly signIn: SignIn | null
}

/** The hub's own administrator, the keys that administrators issued, and those who signed in and have an account. */
export function accountsOf({ digest, database, findKey, clock, log, signIn }: AccountSources): Accounts {
  const holders = new KeyHolders(findKey, (key, address) => {
    log({ level: 'error', event: 'key-from-elsewhere', requestId: requestScope().requestId, fields: { key, address } })
  })
  const em = database.em()
  const ofKey = async (key: string, address: string): Promise<Actor | DoorRefusal> =>
    (await holders.holderOf(em, key, clock(), address)) ?? new DoorRefusal('UNAUTHENTICATED', 'key-unknown')
  const ofToken = async (token: string, { holderOf }: SignIn): Promise<Actor | DoorRefusal> => {
    const found = await holderOf(token)
    if (found === null) return new DoorRefusal('UNAUTHENTICATED', 'token-refused')
    return 'why' in found ? new DoorRefusal('FORBIDDEN', found.why, { subject: found.subject }) : found
  }
  return {
    holderOf: async (shown, address) => {
      if (timingSafeEqual(keyDigest(shown), digest)) return ADMINISTRATOR
      return signIn !== null && looksLikeToken(shown) ? ofToken(shown, signIn) : ofKey(shown, address)
    },
  }
}

interface Admitted {
  /** As they were when the key was looked at last. */
  actor: Actor
  readonly stillHolds: () => Promise<boolean>
}

const admitted = new WeakMap<Request, Admitted>()

/** Tokens are longer than keys: those of providers that write groups and roles into them, a few kilobytes. */
const SHOWN = /^Bearer +([\x21-\x7e]{1,8000})$/i

/**
 * Lets in whoever shows a key or an access token as `Authorization: Bearer <key>`. Anybody else is answered 401, in the same
 * words whether a key is unknown, revoked, over or shown from where it may not be; who signed in and has no account here, 403 with what to do about it; 429 after too
 * many wrong ones from one address.
 */
export function authenticate(accounts: Accounts, wrongKeys: WrongKeys): RequestHandler {
  return async (request, response, next) => {
    const address = request.ip ?? ''
    const shown = SHOWN.exec(request.headers.authorization ?? '')?.[1]
    const holder =
      shown === undefined
        ? new DoorRefusal('UNAUTHENTICATED', 'key-missing')
        : await wrongKeys.tried(address, shown, (key, from) => holderOf(accounts, key, from))
    if (holder instanceof DoorRefusal) {
      if (holder.code === 'UNAUTHENTICATED') {
        const problem = shown === undefined ? '' : ', error="invalid_token"'
        response.setHeader('WWW-Authenticate', `Bearer realm="baophu"${problem}`)
      }
      throw holder
    }
    const entry: Admitted = {
      actor: holder,
      stillHolds: async () => {
        const now = await accounts.holderOf(shown as string, address)
        if (now instanceof DoorRefusal) return false
        entry.actor = now
        return true
      },
    }
    admitted.set(request, entry)
    next()
  }
}

/** A provider that does not answer says nothing of who is asking: that is not their fault, and passes. */
async function holderOf(accounts: Accounts, shown: string, address: string): Promise<Actor | DoorRefusal> {
  try {
    return await accounts.holderOf(shown, address)
  } catch (error) {
    if (error instanceof ProviderAway) return new DoorRefusal('NOT_READY', 'provider-away')
    throw error
  }
}

/** Who is asking. Only behind `authenticate`. */
export function actorOf(request: Request): Actor {
  return entry(request).actor
}

/** Whether what was shown lets in still, and as whom: asked again and again while an answer goes on. */
export function stillHolds(request: Request): Promise<boolean> {
  return entry(request).stillHolds()
}

function entry(request: Request): Admitted {
  const found = admitted.get(request)
  if (found === undefined) throw new Error('a door behind which nobody was asked for a key')
  return found
}
