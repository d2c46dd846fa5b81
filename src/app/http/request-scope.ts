import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Language } from '../../access/actor.ts'

/** What every line of a request's answer and log has in common. */
export interface RequestScope {
  /** Told in every error and written beside it in the log, so that the two find each other. */
  readonly requestId: string
  /** The language of sentences: Vietnamese unless the reader asks for English. */
  readonly language: Language
}

const scopes = new AsyncLocalStorage<RequestScope>()

/** Opens the scope of a request and tells its id in the header `X-Request-Id`. */
export const openRequestScope: RequestHandler = (request, response, next) => {
  const scope = { requestId: randomUUID(), language: languageOf(request) }
  response.setHeader('X-Request-Id', scope.requestId)
  response.setHeader('Content-Language', scope.language)
  scopes.run(scope, next)
}

/** The scope of the running request. Outside of one, a scope of its own: an id is never missing. */
export function requestScope(): RequestScope {
  return scopes.getStore() ?? { requestId: randomUUID(), language: 'vi' }
}

function languageOf(request: Request): Language {
  if (request.headers['accept-language'] === undefined) return 'vi'
  return request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi'
}
