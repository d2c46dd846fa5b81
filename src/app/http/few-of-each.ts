import type { RequestHandler } from 'express'
import { actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { holdPlace } from './places.ts'

/** Why a key that has as many under way as it may is refused, and what it is asked to wait, in seconds. */
const REFUSED = { reason: 'too-many-of-this', seconds: 5 }

/** Lets each key have so many of something under way at a time. */
export class Few {
  readonly #most: number
  readonly #refused: typeof REFUSED
  readonly #underWay = new Map<string, number>()

  constructor(most: number, refused = REFUSED) {
    this.#most = most
    this.#refused = refused
  }

  /** Counts one more of this key and gives what ends it, to be called once. Throws `DoorRefusal` when the key has them all. */
  begin(keyId: string): () => void {
    const underWay = this.#underWay.get(keyId) ?? 0
    const { reason, seconds } = this.#refused
    if (underWay >= this.#most) throw new DoorRefusal('TOO_MANY_REQUESTS', reason, { limit: this.#most }, seconds)
    this.#underWay.set(keyId, underWay + 1)
    return () => {
      const left = (this.#underWay.get(keyId) ?? 1) - 1
      if (left === 0) this.#underWay.delete(keyId)
      else this.#underWay.set(keyId, left)
    }
  }
}

/** Lets each key have so many requests at this door at a time, until their answers are over. Only behind `authenticate`. */
export function fewOfEach(most: number): RequestHandler {
  const few = new Few(most)
  return (request, response, next) => {
    holdPlace(request, response, few.begin(actorOf(request).id))
    next()
  }
}
