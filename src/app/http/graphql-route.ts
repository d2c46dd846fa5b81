import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server'
import type { Request, RequestHandler, Response } from 'express'
import type { HubContext } from '../../../schema/context.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { type AnswerCache, answerOf, type KeptAnswer, type MadeAnswer } from '../answers/answer-cache.ts'
import type { PostedQuestion, QuestionScope } from '../answers/question-key.ts'
import type { Asking } from './app.ts'
import { actorOf } from './authenticate.ts'
import { requestScope } from './request-scope.ts'
import { stoppingOf } from './stopping.ts'

/** Answers that are kept, and which questions have one. */
export interface KeptAnswers {
  readonly cache: AnswerCache
  /** The key of a question whose answer may be kept; null for any other. */
  readonly keyOf: (question: PostedQuestion, scope: QuestionScope) => string | null
}

export interface GraphqlParts {
  readonly graphql: ApolloServer<HubContext>
  readonly contextOf: (asking: Asking) => HubContext
  readonly today: () => PlainDate
  /** How long the hub works on the answer to a query, in ms; what is written may take longer. */
  readonly answerMs: number
  /** Null when every question is answered anew. */
  readonly answers: KeptAnswers | null
}

/** An answer of Apollo's, with what of it may be kept. */
interface Made extends MadeAnswer {
  readonly response: HTTPGraphQLResponse
}

/**
 * `POST /graphql`, behind everything that makes sure of a key and of a body that is one query. Says in `Cache-Status` (RFC 9211)
 * whether the answer was kept; whoever sends the `ETag` of an answer back as `If-None-Match` is told 304 when it is the same.
 */
export function graphqlRoute(parts: GraphqlParts): RequestHandler {
  return async (request, response) => {
    const stopping = stoppingOf(response, parts.answerMs)
    const asking = { actor: actorOf(request), today: parts.today(), ...requestScope(), ...stopping }
    const key = parts.answers?.keyOf(request.body, { ...asking, accept: request.headers.accept ?? '' }) ?? null
    if (key === null || parts.answers === null) return send(response, await run(parts, request, asking))
    const found = await parts.answers.cache.answer(key, async (): Promise<Made> => {
      const made = await run(parts, request, asking)
      return { response: made, kept: keepable(made) }
    })
    if (found.how === 'HIT') return sendKept(request, response, found.kept, 'hit')
    if (found.made.kept === null) return send(response, found.made.response)
    sendKept(request, response, found.made.kept, found.how === 'STORED' ? 'fwd=miss; stored' : 'fwd=miss')
  }
}

function run(parts: GraphqlParts, request: Request, asking: Asking): Promise<HTTPGraphQLResponse> {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return parts.graphql.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body: request.body },
    context: async () => parts.contextOf(asking),
  })
}

/** What may be given again: a whole answer without an error. Apollo writes errors, when there are any, before the data. */
function keepable({ status, headers, body }: HTTPGraphQLResponse): KeptAnswer | null {
  const isGood = (status ?? 200) === 200 && body.kind === 'complete' && body.string.startsWith('{"data":')
  return isGood ? answerOf(body.string, headers.get('content-type') ?? 'application/json') : null
}

function send(response: Response, { status, headers, body }: HTTPGraphQLResponse): void {
  if (body.kind !== 'complete') throw new Error('an answer in parts, which nobody can ask for')
  for (const [name, value] of headers) response.setHeader(name, value)
  response.statusCode = status ?? 200
  // As a text, of which Node tells the length itself: then it goes out with the headers in one piece.
  response.end(body.string)
}

function sendKept(request: Request, response: Response, { body, contentType, etag }: KeptAnswer, status: string): void {
  response.setHeader('ETag', etag)
  response.setHeader('Cache-Status', `baophu; ${status}`)
  if (isKnown(request.headers['if-none-match'], etag)) {
    response.statusCode = 304
    response.end()
    return
  }
  response.setHeader('Content-Type', contentType)
  response.setHeader('Content-Length', body.length)
  response.end(body)
}

/** Whether the client says that it has this answer. Tags are compared weakly, as RFC 9110 wants it here. */
function isKnown(condition: string | undefined, etag: string): boolean {
  const tags = condition?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes(etag)
}
