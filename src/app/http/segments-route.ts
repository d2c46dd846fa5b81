import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RequestHandler } from 'express'
import type { HubContext } from '../../../schema/context.ts'
import { demand } from '../../access/may.ts'
import { segmentLines } from '../../exports/segment-lines.ts'
import { dayOf, parametersOf } from './address-parameters.ts'
import type { Asking } from './app.ts'
import { actorOf, stillHolds } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { requestScope } from './request-scope.ts'

/** What the address of a segment's households may say. */
const PARAMETERS = ['asOf', 'after'] as const

/**
 * `GET /segments/:name/households.ndjson?asOf=2017-11-10&after=…`: all households of a segment, a line each, as fast as the client
 * takes them. A refusal comes before the first line; an answer that ends without its last chunk is not whole, and goes on with
 * the cursor of its last line.
 */
export function segmentRoute(contextOf: (asking: Asking) => HubContext): RequestHandler {
  return async (request, response) => {
    const { actor, hub, today, requestId } = contextOf({ actor: actorOf(request), ...requestScope() })
    demand(actor, 'READ_SEGMENTS')
    const { asOf, after } = parametersOf(request, PARAMETERS)
    const name = String(request.params.name)
    const lines = segmentLines(actor, hub, { name, today, asOf: dayOf(asOf), after, requestId })
    const first = await lines.next()
    if (first.done) throw new DoorRefusal('NOT_FOUND', 'segment-not-found', { found: name })
    response.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    await pipeline(Readable.from(whileHeld(first.value, lines, () => stillHolds(request))), response).catch(unlessLeft)
  }
}

/** The chunks, until there are no more or the key was revoked. */
async function* whileHeld(
  first: string,
  rest: AsyncGenerator<string, void>,
  holds: () => Promise<boolean>,
): AsyncGenerator<Buffer, void> {
  // An empty chunk would end the stream.
  if (first !== '') yield Buffer.from(first)
  for await (const lines of rest) {
    if (!(await holds())) throw new DoorRefusal('UNAUTHENTICATED', 'key-unknown')
    if (lines !== '') yield Buffer.from(lines)
  }
}

/** A client that leaves is nobody's mistake. */
function unlessLeft(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return
  throw error
}
