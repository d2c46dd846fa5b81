import type { RequestHandler } from 'express'

/** What a page of another site may send beside its question, and what of the answer it may read. */
const HEADERS_TAKEN = 'Authorization, Content-Type, Accept-Language, If-None-Match'
const HEADERS_TOLD = 'ETag, Cache-Status, Retry-After, X-Request-Id, Content-Disposition'
/** How long a browser may remember that it may ask, in seconds. */
const REMEMBERED = 600

/**
 * Lets pages of exactly these origins ask with a key. Cookies are never asked for, so that a page can do only what its own key
 * may. For any other nothing is said and browsers keep the answer from the page.
 */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins)
  return (request, response, next) => {
    response.vary('Origin')
    const { origin } = request.headers
    if (origin === undefined || !allowed.has(origin)) return next()
    response.setHeader('Access-Control-Allow-Origin', origin)
    response.setHeader('Access-Control-Expose-Headers', HEADERS_TOLD)
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return next()
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST')
    response.setHeader('Access-Control-Allow-Headers', HEADERS_TAKEN)
    response.setHeader('Access-Control-Max-Age', REMEMBERED)
    response.statusCode = 204
    response.end()
  }
}
