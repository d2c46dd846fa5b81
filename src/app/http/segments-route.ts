import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RequestHandler, Response } from 'express'
import type { HubContext } from '../../../schema/context.ts'
import { demand } from '../../access/may.ts'
import { segmentLines } from '../../exports/segment-lines.ts'
import { Stopped } from '../../kernel/sql.ts'
import { dayOf, parametersOf } from './address-parameters.ts'
import type { Asking } from './app.ts'
import { actorOf, stillHolds } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { requestScope } from './request-scope.ts'
import { stoppingParts } from './stopping.ts'

/** What the address of a segment's households may say. */
const PARAMETERS = ['asOf', 'after'] as const

export interface SegmentsDoor {
  readonly contextOf: (asking: Asking) => HubContext
  /** How long the hub works on the next lines, in ms. */
  readonly answerMs: number
  /** How long the next lines wait for whoever takes them, in ms. */
  readonly takenMs: number
}

/**
 * `GET /segments/:name/households.ndjson?asOf=2017-11-10&after=…`: all households of a segment, a line each, as fast as the client
 * takes them. A refusal comes before the first line; an answer that ends without its last chunk is not whole, and goes on with
 * the cursor of its last line. Whoever takes the lines too slowly is hung up on.
 */
export function segmentRoute({ contextOf, answerMs, takenMs }: SegmentsDoor): RequestHandler {
  return async (request, response) => {
    const asking = { actor: actorOf(request), ...requestScope() }
    const { actor, today, requestId } = contextOf(asking)
    demand(actor, 'READ_SEGMENTS')
    const { asOf, after } = parametersOf(request, PARAMETERS)
    const name = String(request.params.name)
    const { inTime, over } = stoppingParts(response, answerMs)
    const lines = segmentLines(
      actor,
      (work) => inTime((leaving) => work({ ...contextOf({ ...asking, leaving }), leaving })),
      { name, today, asOf: dayOf(asOf), after, requestId },
    )
    const first = await lines.next()
    if (first.done) throw new DoorRefusal('NOT_FOUND', 'segment-not-found', { found: name })
    if (over.aborted) return
    response.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    const taken = hangUpOnSlow(response, over, takenMs)
    await pipeline(Readable.from(whileHeld(first.value, lines, () => stillHolds(request), taken)), response).catch(
      unlessLeft,
    )
  }
}

/** Hangs up when it is not called again in time; to be called whenever what was given before is taken. */
function hangUpOnSlow(response: Response, over: AbortSignal, withinMs: number): () => void {
  const slow = setTimeout(() => response.destroy(), withinMs)
  over.addEventListener('abort', () => clearTimeout(slow))
  return () => slow.refresh()
}

/** The chunks, until there are no more or the key was revoked; `taken` is called before each. */
async function* whileHeld(
  first: string,
  rest: AsyncGenerator<string, void>,
  holds: () => Promise<boolean>,
  taken: () => void,
): AsyncGenerator<Buffer, void> {
  // An empty chunk would end the stream.
  if (first !== '') yield Buffer.from(first)
  for await (const lines of rest) {
    if (!(await holds())) throw new DoorRefusal('UNAUTHENTICATED', 'key-unknown')
    taken()
    if (lines !== '') yield Buffer.from(lines)
  }
}

/** A client that leaves, or takes too long and is hung up on, is nobody's mistake. */
function unlessLeft(error: unknown): void {
  if (error instanceof Stopped && error.why === 'LEFT') return
  if (error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return
  throw error
}
