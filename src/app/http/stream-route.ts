import type { Request, RequestHandler, Response } from 'express'
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import type { HubContext } from '../../../schema/context.ts'
import type { Log } from '../log.ts'
import type { Asking } from './app.ts'
import { actorOf, stillHolds } from './authenticate.ts'
import { DoorRefusal, ERROR_CODES, type ErrorCode } from './door-error.ts'
import { Few } from './few-of-each.ts'
import { formatGraphqlError } from './graphql-door.ts'
import { letGo } from './places.ts'
import type { QuestionGuard } from './question-guard.ts'
import { type RequestScope, requestScope } from './request-scope.ts'

/** The most subscriptions at a time, and of one key; each looks at the database a few times a second. */
export const MOST_STREAMS = 50
export const MOST_STREAMS_OF_A_KEY = 8
/** A line that means nothing, so that a proxy does not take a quiet stream for a dead one, in ms. */
const STILL_HERE_MS = 10_000
/** How often the key of an open subscription is looked at, in ms: one that is revoked or over ends it. */
const KEY_CHECK_MS = 2_000

export interface StreamDoor {
  readonly schema: GraphQLSchema
  readonly guard: QuestionGuard
  readonly contextOf: (asking: Asking) => HubContext
  readonly log: Log
}

/** What a subscription asks, parsed and found valid. */
interface Asked {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variableValues: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

/**
 * `POST /graphql/stream`: one subscription, answered as Server-Sent Events in the “distinct connections” way of the
 * graphql-sse protocol: `next` for every result, `complete` at the end. Ends when the client leaves or their key does not
 * hold any more.
 */
export function streamRoute(door: StreamDoor): RequestHandler {
  let open = 0
  const few = new Few(MOST_STREAMS_OF_A_KEY)
  return async (request, response) => {
    if (open >= MOST_STREAMS) throw new DoorRefusal('NOT_READY', 'too-many-streams', { limit: MOST_STREAMS })
    const end = few.begin(actorOf(request).id)
    open += 1
    try {
      await answer(door, request, response)
    } finally {
      open -= 1
      end()
    }
  }
}

async function answer(door: StreamDoor, request: Request, response: Response): Promise<void> {
  const scope = requestScope()
  const left = new AbortController()
  response.once('close', () => left.abort())
  const contextOf = (): HubContext => door.contextOf({ actor: actorOf(request), leaving: left.signal, ...scope })
  const asked = read(door, request.body as Readonly<Record<string, unknown>>)
  if (!('document' in asked)) return refuse(door, response, asked)
  const { operation, ...run } = asked
  await door.guard.letPass({ ...run, operation, variables: run.variableValues }, actorOf(request))
  const events = await createSourceEventStream({ schema: door.schema, contextValue: contextOf(), ...run })
  if (!(Symbol.asyncIterator in events)) return refuse(door, response, events.errors ?? [])
  // From here on it waits more than it works: others need its place.
  letGo(request)
  const stopWatching = endWithTheKey(request, response, left)
  try {
    await send(
      response,
      scope,
      resultsOf(
        events,
        (rootValue) => execute({ ...run, schema: door.schema, rootValue, contextValue: contextOf() }),
        door.log,
      ),
    )
  } finally {
    stopWatching()
  }
}

/** Closes the answer once the key lets nobody in any more, whatever its subscription waits for; a database that is away says nothing of keys. */
function endWithTheKey(request: Request, response: Response, left: AbortController): () => void {
  const watch = setInterval(async () => {
    if (await stillHolds(request).catch(() => true)) return
    clearInterval(watch)
    left.abort()
    response.end()
  }, KEY_CHECK_MS)
  return () => clearInterval(watch)
}

/** The subscription of a body, or what is wrong with it: the same limits as for every question. */
function read(door: StreamDoor, body: Readonly<Record<string, unknown>>): Asked | readonly GraphQLError[] {
  const operationName = typeof body.operationName === 'string' ? body.operationName : undefined
  const variableValues = (body.variables ?? {}) as Readonly<Record<string, unknown>>
  let document: DocumentNode
  try {
    document = parse(String(body.query), { maxTokens: door.guard.tokens })
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')]
    throw error
  }
  const rules = [...specifiedRules, ...door.guard.rules]
  const wrong = validate(door.schema, document, rules, { maxErrors: 10, hideSuggestions: true })
  if (wrong.length > 0) return wrong.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'))
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== 'subscription')
    return [coded(new GraphQLError('Only a subscription is answered here.'), 'BAD_REQUEST')]
  return { document, operation, variableValues, operationName }
}

function coded(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, { ...error, nodes: error.nodes, extensions: { code } })
}

function refuse({ log }: StreamDoor, response: Response, errors: readonly GraphQLError[]): void {
  const told = errors.map((error) => formatGraphqlError(error.toJSON(), error, log))
  const code = String(told[0]?.extensions?.code)
  response.status(code in ERROR_CODES ? ERROR_CODES[code as ErrorCode] : 400).json({ errors: told })
}

/** Every event is answered with a context of its own: nothing that was looked up for an earlier one is told again. */
async function* resultsOf(
  events: AsyncIterable<unknown>,
  run: (event: unknown) => ExecutionResult | Promise<ExecutionResult>,
  log: Log,
): AsyncGenerator<object> {
  for await (const event of events) {
    const { data, errors } = await run(event)
    yield { data, ...(errors ? { errors: errors.map((error) => formatGraphqlError(error.toJSON(), error, log)) } : {}) }
  }
}

async function send(response: Response, { requestId }: RequestScope, results: AsyncGenerator<object>): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'X-Accel-Buffering': 'no',
    'X-Request-Id': requestId,
  })
  response.write(':\n\n')
  const stillHere = setInterval(() => {
    // What was written a while ago and is not taken yet will not be.
    if (response.writableNeedDrain) response.destroy()
    else if (!response.writableEnded) response.write(':\n\n')
  }, STILL_HERE_MS)
  try {
    for await (const result of results) {
      if (response.closed || response.writableEnded) return
      response.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`)
    }
    if (!response.writableEnded) response.end('event: complete\ndata:\n\n')
  } finally {
    clearInterval(stillHere)
  }
}
