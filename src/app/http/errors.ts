import type { ErrorRequestHandler } from 'express'
import { type Log, traceError } from '../log.ts'
import { DoorRefusal, ERROR_CODES, type ErrorCode, maskedError, refusalOf, tellError } from './door-error.ts'
import { requestScope } from './request-scope.ts'

/** The last station of every request that failed: one JSON shape, nothing of the inside told. */
export function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const scope = requestScope()
    const told = tellError(bodyRefusal(error) ?? error, scope)
    if (told === null)
      log({ level: 'error', event: 'request-failed', requestId: scope.requestId, error: traceError(error) })
    // What was begun cannot be taken back: an answer without its end is not whole.
    if (response.headersSent) return void response.destroy()
    const answer = told ?? maskedError(scope)
    const retryAfter = refusalOf(error)?.retryAfter
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
    response.status(ERROR_CODES[answer.code]).json(answer)
  }
}

const BODY_REFUSALS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['BAD_REQUEST', 'body-not-readable'],
  408: ['REQUEST_TIMEOUT', 'body-too-slow'],
  413: ['PAYLOAD_TOO_LARGE', 'body-too-large'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'body-kind-unknown'],
}

/** Express' own errors about a body or an address carry a status; their messages repeat what was sent. */
function bodyRefusal(error: unknown): DoorRefusal | null {
  if (!(error instanceof Error) || error instanceof DoorRefusal || !('status' in error)) return null
  const status = Number(error.status)
  const known = BODY_REFUSALS[status] ?? (status >= 400 && status < 500 ? BODY_REFUSALS[400] : undefined)
  return known ? new DoorRefusal(known[0], known[1]) : null
}
