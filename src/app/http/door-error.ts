import { UnreadableFile } from '../../../importers/workbook/workbook.ts'
import { NotAllowed, PersonsNotOpen, purposesCovering } from '../../access/may.ts'
import { purposeNames } from '../../access/purpose.ts'
import { BatchRefused } from '../../batches/import-port.ts'
import { issueText } from '../../kernel/issue-catalogue.ts'
import { BadRequest } from '../../kernel/page.ts'
import { NoConnectionFree, Stopped } from '../../kernel/sql.ts'
import { sqlStateOf } from '../log.ts'
import { maskNumbers } from '../mask-numbers.ts'
import { refusalSentence } from './refusal-texts.ts'
import type { RequestScope } from './request-scope.ts'

/** What went wrong, for programs. Every door says one of these and nothing else. */
export const ERROR_CODES = {
  BAD_REQUEST: 400,
  BAD_USER_INPUT: 400,
  QUERY_TOO_COMPLEX: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  BATCH_REFUSED: 409,
  GONE: 410,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_READY: 503,
  TIMEOUT: 504,
  OVERLOADED: 503,
} as const
export type ErrorCode = keyof typeof ERROR_CODES

/** One thing that is wrong with what was asked: a slug for programs, a sentence for people. */
export interface DoorIssue {
  readonly code: string
  readonly message: string
}

/** The one shape in which every door says no: HTTP body, and `extensions` beside the message in GraphQL. */
export interface DoorError {
  readonly code: ErrorCode
  readonly message: string
  readonly issues?: readonly DoorIssue[]
  readonly requestId: string
}

/** A door says no. `reason` is the slug of a sentence in `refusal-texts.ts`. */
export class DoorRefusal extends Error {
  readonly code: ErrorCode
  readonly reason: string
  readonly args: Readonly<Record<string, string | number>>
  /** In how many seconds the same may be asked again; undefined when waiting does not help. */
  readonly retryAfter: number | undefined

  constructor(
    code: ErrorCode,
    reason: string,
    args: Readonly<Record<string, string | number>> = {},
    retryAfter?: number,
  ) {
    super(reason)
    this.name = 'DoorRefusal'
    this.code = code
    this.reason = reason
    this.args = args
    this.retryAfter = retryAfter
  }
}

/** When the same may be asked again after all connections to the database were taken, in seconds. */
const CONNECTIONS_FREE_SECONDS = 5
/** PostgreSQL's words for a statement that ran out of time, and for a lock that was waited for too long. */
const OUT_OF_TIME: readonly (string | null)[] = ['57014', '55P03']

/** The refusal that an error is, when it says nothing but that there is too much to do or too little time; else null. */
export function refusalOf(error: unknown): DoorRefusal | null {
  if (error instanceof DoorRefusal) return error
  if (error instanceof NoConnectionFree)
    return new DoorRefusal('OVERLOADED', 'overloaded', {}, CONNECTIONS_FREE_SECONDS)
  if (error instanceof Stopped || OUT_OF_TIME.includes(sqlStateOf(error)))
    return new DoorRefusal('TIMEOUT', 'answer-took-too-long')
  return error instanceof NotAllowed ? notAllowed(error) : null
}

/** What a door answers to this error; null when nobody expected it, and it must be masked and logged. */
export function tellError(error: unknown, scope: RequestScope): DoorError | null {
  const refusal = refusalOf(error)
  if (refusal !== null) {
    const { code, reason, args } = refusal
    const message = sentenceOf(reason, args, scope) ?? reason
    return { code, message, issues: [{ code: reason, message }], requestId: scope.requestId }
  }
  if (error instanceof BadRequest) return told('BAD_USER_INPUT', error.reason, error, scope)
  if (error instanceof BatchRefused) return told(batchErrorCode(error), error.code, error, scope)
  if (error instanceof UnreadableFile) return unreadable(error, scope)
  return null
}

/** What to do is said where something can be done: persons are opened, another purpose is asked for, or the same office has somebody who may. */
function notAllowed(error: NotAllowed): DoorRefusal {
  if (error instanceof PersonsNotOpen) return new DoorRefusal('FORBIDDEN', 'persons-not-open')
  const { permission, purpose } = error
  if (purpose !== null) {
    const others = purposesCovering(permission).join(' ')
    return new DoorRefusal('FORBIDDEN', 'purpose-does-not-cover', { purpose, others })
  }
  if (permission === 'CHANGE_AREAS') return new DoorRefusal('FORBIDDEN', 'change-areas-not-allowed')
  return new DoorRefusal('FORBIDDEN', 'not-allowed')
}

/** The answer to an error nobody expected: nothing of it is told but the id under which the log has it. */
export function maskedError(scope: RequestScope): DoorError {
  const message = refusalSentence('internal', scope.language, {}) ?? 'internal'
  return { code: 'INTERNAL_SERVER_ERROR', message, requestId: scope.requestId }
}

function told(code: ErrorCode, reason: string, error: BadRequest | BatchRefused, scope: RequestScope): DoorError {
  const args = error instanceof BadRequest ? error.args : {}
  const message = sentenceOf(reason, args, scope) ?? maskNumbers(error.message)
  return { code, message, issues: [{ code: reason, message }], requestId: scope.requestId }
}

type Args = Readonly<Record<string, string | number>>

/**
 * The sentence of a refusal. What it repeats of a question is shown without numbers of persons: somebody who typed one into the
 * wrong place must not find it in the answer, nor whoever keeps answers. As whom the reader signed in, and networks, are told as they are.
 */
function sentenceOf(reason: string, args: Args, { language }: RequestScope): string | null {
  const shown = Object.entries(args).map(([name, value]) => {
    if (AS_IT_IS.includes(name)) return [name, value]
    return [name, PURPOSE_ARGS.includes(name) ? purposeNames(String(value).split(' '), language) : maskNumbers(value)]
  })
  return refusalSentence(reason, language, Object.fromEntries(shown))
}

/** Arguments that are no numbers of persons, whatever they look like. */
const AS_IT_IS: readonly string[] = ['subject', 'network']

/** Arguments that are codes of purposes, with a space between: told by their names. */
const PURPOSE_ARGS: readonly string[] = ['purpose', 'others']

function batchErrorCode(error: BatchRefused): ErrorCode {
  if (error.code === 'no-room') return 'NOT_READY'
  if (error.code === 'file-removed') return 'GONE'
  return error.code === 'batch-not-found' ? 'BAD_USER_INPUT' : 'BATCH_REFUSED'
}

/** A file that was refused before there was a batch that could carry the issue. */
function unreadable(error: UnreadableFile, scope: RequestScope): DoorError {
  const told = issueText(error, scope.language)
  const message = maskNumbers(`${told.message} ${told.remedy}`.trim())
  const code = error.code === 'file-too-large' ? 'PAYLOAD_TOO_LARGE' : 'BAD_USER_INPUT'
  return { code, message, issues: [{ code: error.code, message }], requestId: scope.requestId }
}
