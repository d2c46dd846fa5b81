import { isIPv6 } from 'node:net'
import type { RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Actor } from '../../access/actor.ts'
import { keyDigest } from '../../access/api-key.ts'
import { LeastRecentlyUsed } from '../../kernel/least-recently-used.ts'
import type { RateLimits } from '../limit-settings.ts'
import { type Accounts, actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { Few } from './few-of-each.ts'
import { holdPlace } from './places.ts'

const MINUTE = 60
const HOUR = 3_600
/** Keys that were good of late, of which no address' mistakes keep us. */
const KEYS_REMEMBERED = 10_000

/** What every key has asked, and every address has tried, in this hub's memory. What one is refused takes nothing from others. */
export class Rates {
  readonly #requests: RateLimiterMemory
  readonly #cost: RateLimiterMemory
  readonly #uploads: RateLimiterMemory
  readonly #atOnce: Few
  readonly wrongKeys: WrongKeys

  constructor(limits: RateLimits) {
    this.#requests = new RateLimiterMemory({ points: limits.requestsPerMinute, duration: MINUTE })
    this.#cost = new RateLimiterMemory({ points: limits.costPerMinute, duration: MINUTE })
    this.#uploads = new RateLimiterMemory({ points: limits.uploadsPerHour, duration: HOUR })
    this.#atOnce = new Few(limits.atOnce, { reason: 'too-many-at-once', seconds: 1 })
    this.wrongKeys = new WrongKeys(limits)
  }

  /** Counts a request of its key. Only behind `authenticate`. */
  readonly countRequest: RequestHandler = async (request, response, next) => {
    const { id } = actorOf(request)
    await take(this.#requests, id, 1, 'too-many-requests')
    holdPlace(request, response, this.#atOnce.begin(id))
    next()
  }

  /** Counts a file of its key. */
  readonly countUpload: RequestHandler = async (request, _response, next) => {
    await take(this.#uploads, actorOf(request).id, 1, 'too-many-uploads')
    next()
  }

  /** Counts what a question costs. Throws `DoorRefusal` when its key has spent what it may. */
  async spend(keyId: string, cost: number): Promise<void> {
    if (cost > 0) await take(this.#cost, keyId, cost, 'too-much-asked')
  }
}

/**
 * Wrong keys by address. An address that has shown too many is told to wait before anything is looked up, but for keys that
 * were good of late there: an office shares one address, and one wrong key there shuts nobody out.
 */
export class WrongKeys {
  readonly #most: number
  readonly #wrong: RateLimiterMemory
  readonly #good = new LeastRecentlyUsed<true>(KEYS_REMEMBERED)

  constructor({ wrongKeysPerMinute }: RateLimits) {
    this.#most = wrongKeysPerMinute
    this.#wrong = new RateLimiterMemory({ points: wrongKeysPerMinute, duration: MINUTE })
  }

  /** Who holds what was shown from this address, or why nobody does. Throws `DoorRefusal` when the address has to wait. */
  async tried(address: string, key: string, holderOf: Accounts['holderOf']): Promise<Actor | DoorRefusal> {
    const network = networkOf(address)
    const name = keyDigest(`${network} ${key}`).toString('base64url')
    const wrong = await this.#wrong.get(network)
    if (wrong !== null && wrong.consumedPoints >= this.#most && !this.#good.get(name))
      throw tooMany('too-many-wrong-keys', wrong.msBeforeNext)
    const found = await holderOf(key, address)
    if (found instanceof DoorRefusal && found.code === 'UNAUTHENTICATED') {
      this.#good.delete(name)
      await this.#wrong.penalty(network)
    } else if (!(found instanceof DoorRefusal)) this.#good.set(name, true, 1)
    return found
  }
}

/** Whom an address stands for: itself, in IPv6 the network of its first 64 bits, all of which one customer has. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address
  const [head = '', tail = ''] = address.split('::')
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [string[], string[]]
  const zeros = address.includes('::') ? Array.from({ length: 8 - before.length - after.length }, () => '0') : []
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

async function take(limiter: RateLimiterMemory, name: string, points: number, reason: string): Promise<void> {
  try {
    await limiter.consume(name, points)
  } catch (error) {
    if (error instanceof RateLimiterRes) throw tooMany(reason, error.msBeforeNext)
    throw error
  }
}

function tooMany(reason: string, waitMs: number): DoorRefusal {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return new DoorRefusal('TOO_MANY_REQUESTS', reason, { seconds }, seconds)
}
