import type { RequestHandler } from 'express'
import { DoorRefusal } from './door-error.ts'

const DEEPEST = 10
const MOST_LEAVES = 2_000

/** Refuses a body that has not arrived within so many milliseconds: a question is small, whoever drips it means no good. */
export function promptBody(questionMs: number): RequestHandler {
  return (request, response, next) => {
    const late = setTimeout(() => {
      response.setHeader('Connection', 'close')
      next(new DoorRefusal('REQUEST_TIMEOUT', 'body-too-slow'))
    }, questionMs)
    for (const over of ['end', 'close'] as const) request.once(over, () => clearTimeout(late))
    next()
  }
}

/**
 * Lets through a body that is one query with its text, as JSON. Refuses several at once, stored queries (`persistedQuery`),
 * forms and plain text, and variables that are nested deeper than 10 or hold more than 2,000 values.
 */
export const oneQuery: RequestHandler = (request, _response, next) => {
  const body: unknown = request.body
  if (!isObject(body) || Array.isArray(body) || typeof body.query !== 'string' || isStored(body.extensions)) {
    throw new DoorRefusal('BAD_REQUEST', 'query-missing')
  }
  if (!isSmall(body.variables)) throw new DoorRefusal('BAD_USER_INPUT', 'variables-too-large')
  next()
}

function isStored(extensions: unknown): boolean {
  return isObject(extensions) && 'persistedQuery' in extensions
}

/** Walks level by level: however deep the value, the stack is not. */
function isSmall(value: unknown): boolean {
  let level: unknown[] = [value]
  let leaves = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return false
    const nested = level.filter(isObject)
    leaves += level.length - nested.length
    if (leaves > MOST_LEAVES) return false
    level = nested.flatMap((item) => Object.values(item))
  }
  return true
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
