import type { RequestHandler } from 'express'
import { DoorRefusal } from './door-error.ts'

/** Alive: the process answers. Asks nothing of the database. */
export const alive: RequestHandler = (_request, response) => {
  response.json({ status: 'alive' })
}

/** Ready: the database answers. Says nothing of versions or addresses. */
export function ready(ping: () => Promise<void>): RequestHandler {
  return async (_request, response) => {
    try {
      await ping()
    } catch {
      throw new DoorRefusal('NOT_READY', 'not-ready')
    }
    response.json({ status: 'ready' })
  }
}
