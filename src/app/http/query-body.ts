import type { Request, RequestHandler } from 'express'
import type { TrustedDocuments } from '../documents/trusted-documents.ts'
import type { QueryLimits } from '../limit-settings.ts'
import { actorOf } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'

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

export interface QuestionBody {
  readonly limits: Pick<QueryLimits, 'variableDepth' | 'variableValues'>
  /** The questions that may be asked by their ids, and all that partners may ask; null when there are none. */
  readonly documents: TrustedDocuments | null
}

/**
 * Lets through a body that is one question as JSON, with its text or the id of a registered one, which is given its text here.
 * Refuses several at once, Apollo's stored queries (`persistedQuery`), forms and plain text, and variables that are nested too
 * deep or hold too many values.
 */
export function oneQuery({ limits, documents }: QuestionBody): RequestHandler {
  return (request, _response, next) => {
    const body: unknown = request.body
    if (!isObject(body) || Array.isArray(body) || isStored(body.extensions)) throw noQuery()
    if (!isSmall(body.variables, limits)) throw new DoorRefusal('BAD_USER_INPUT', 'variables-too-large')
    const query = Object.hasOwn(body, 'documentId') ? textById(body, documents) : ownText(body, documents, request)
    const { variables, operationName } = body
    request.body = {
      query,
      ...(variables !== undefined && { variables }),
      ...(operationName !== undefined && { operationName }),
    }
    next()
  }
}

type Body = Readonly<Record<string, unknown>>

function textById({ documentId, query }: Body, documents: TrustedDocuments | null): string {
  if (query !== undefined) throw new DoorRefusal('BAD_REQUEST', 'document-and-query')
  const document = typeof documentId === 'string' ? documents?.get(documentId) : undefined
  if (document === undefined) throw new DoorRefusal('BAD_REQUEST', 'document-unknown')
  return document.text
}

function ownText({ query }: Body, documents: TrustedDocuments | null, request: Request): string {
  if (documents !== null && actorOf(request).role === 'PARTNER') throw new DoorRefusal('BAD_REQUEST', 'documents-only')
  if (typeof query !== 'string') throw noQuery()
  return query
}

function noQuery(): DoorRefusal {
  return new DoorRefusal('BAD_REQUEST', 'query-missing')
}

function isStored(extensions: unknown): boolean {
  return isObject(extensions) && 'persistedQuery' in extensions
}

/** Walks level by level: however deep the value, the stack is not. */
function isSmall(value: unknown, { variableDepth, variableValues }: QuestionBody['limits']): boolean {
  let level: unknown[] = [value]
  let leaves = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > variableDepth) return false
    const nested = level.filter(isObject)
    leaves += level.length - nested.length
    if (leaves > variableValues) return false
    level = nested.flatMap((item) => Object.values(item))
  }
  return true
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null
}
