import { AsyncResource } from 'node:async_hooks'
import type { Request, RequestHandler, Response } from 'express'
import { DoorRefusal } from './door-error.ts'

/** How many requests are worked on at a time, and how many wait how long for their turn. */
export interface Places {
  readonly atOnce: number
  readonly waiting: number
  readonly waitMs: number
}

const held = new WeakMap<Request, Set<() => void>>()

/** Holds a place for a request: `release` is called once, when its answer is over or its client gone, or at `letGo`. */
export function holdPlace(request: Request, response: Response, release: () => void): void {
  const known = held.get(request)
  const places = known ?? new Set()
  places.add(release)
  if (known !== undefined) return
  held.set(request, places)
  response.once('close', () => letGo(request))
}

/** Gives up the places of a request whose answer goes on for long and costs little. */
export function letGo(request: Request): void {
  for (const release of held.get(request) ?? []) {
    held.get(request)?.delete(release)
    release()
  }
}

/**
 * Lets in as many requests as there are places, the others in the order in which they came, before anything of their bodies
 * is read. Whoever finds too many waiting, or waits too long, is told 503 and when to come again.
 */
export function admit({ atOnce, waiting, waitMs }: Places): RequestHandler {
  let busy = 0
  const queue = new Set<() => void>()
  const release = (): void => {
    const [turn] = queue
    if (turn === undefined) busy -= 1
    else turn()
  }
  return (request, response, next) => {
    if (busy < atOnce) {
      busy += 1
      holdPlace(request, response, release)
      return next()
    }
    if (queue.size >= waiting) throw overloaded(waitMs)
    const leave = (): void => {
      clearTimeout(late)
      queue.delete(turn)
    }
    // Called from the end of somebody else's request, whose scope is not this one's.
    const turn = AsyncResource.bind(() => {
      leave()
      response.off('close', leave)
      holdPlace(request, response, release)
      next()
    })
    const late = setTimeout(() => {
      leave()
      next(overloaded(waitMs))
    }, waitMs)
    response.once('close', leave)
    queue.add(turn)
  }
}

function overloaded(waitMs: number): DoorRefusal {
  return new DoorRefusal('OVERLOADED', 'overloaded', {}, Math.ceil(waitMs / 1_000))
}
