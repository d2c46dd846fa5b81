import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Actor, Language } from '../../access/actor.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { sharedRead } from '../answers/shared-read.ts'
import type { TrustedDocuments } from '../documents/trusted-documents.ts'
import type { LoadLimits, QueryLimits } from '../limit-settings.ts'
import type { Log } from '../log.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { type Accounts, authenticate } from './authenticate.ts'
import { boundariesRoute } from './boundaries-route.ts'
import { allowOrigins } from './cross-origin.ts'
import { DoorRefusal } from './door-error.ts'
import { answerError } from './errors.ts'
import { coverageRoute, doorListRoute } from './exports-route.ts'
import { fewOfEach } from './few-of-each.ts'
import { type GraphqlParts, graphqlRoute } from './graphql-route.ts'
import { alive, ready } from './health.ts'
import { type ImportsDoor, importsRoute } from './imports-route.ts'
import { landing } from './landing.ts'
import { pages } from './pages.ts'
import { admit, type Places } from './places.ts'
import { oneQuery, promptBody } from './query-body.ts'
import type { Rates } from './rates.ts'
import { recordRoute } from './record-route.ts'
import { openRequestScope } from './request-scope.ts'
import { segmentRoute } from './segments-route.ts'
import { signInRoute } from './sign-in-route.ts'
import { type StreamDoor, streamRoute } from './stream-route.ts'
import { annotatedWorkbookRoute, templateRoute } from './workbook-routes.ts'

/** Who asks, in which language, under which id: what a context is made from. */
export interface Asking {
  readonly actor: Actor
  readonly language: Language
  readonly requestId: string
  /** Aborted when nobody waits for the answer any more. */
  readonly leaving?: AbortSignal
  readonly startTheClock?: () => void
  /** The day that was today when the request came, where that was read already. */
  readonly today?: PlainDate
}

export interface HttpParts extends GraphqlParts {
  readonly accounts: Accounts
  /** Null where nobody can sign in with a name. */
  readonly signIn: SignIn | null
  /** Whether a proxy tells who is calling. */
  readonly behindProxy: boolean
  readonly stream: Pick<StreamDoor, 'schema' | 'guard'>
  readonly imports: ImportsDoor
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>
  /** The folder of the officers' pages as they were built. */
  readonly pagesDirectory: string
  readonly log: Log
  /** How long the body of a question may take, in ms. */
  readonly questionMs: number
  /** How long the next lines of an answer wait to be taken, in ms. */
  readonly takenMs: number
  readonly queryLimits: QueryLimits
  readonly loadLimits: LoadLimits
  /** What every key has asked already. */
  readonly rates: Rates
  /** Other sites whose pages may ask. */
  readonly corsOrigins: readonly string[]
  readonly documents: TrustedDocuments | null
}

/** Every door on one port. The officers' pages, `/sign-in`, `/doors`, `/healthz` and `/readyz` are open; whoever goes further shows a key. */
export function createHttpApp(parts: HttpParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', parts.behindProxy ? 1 : false)
  app.use(openRequestScope, headers)
  if (parts.corsOrigins.length > 0) app.use(allowOrigins(parts.corsOrigins))
  const files = admit(placesFor(parts.loadLimits, 'files'))
  const questions = admit(placesFor(parts.loadLimits, 'questions'))
  const holder = [authenticate(parts.accounts, parts.rates.wrongKeys), parts.rates.countRequest]
  // First, for it is asked most: every door before it would be tried.
  const question = [
    ...[questions, ...holder, postOnly],
    promptBody(parts.questionMs),
    express.json({ limit: `${parts.queryLimits.bodyKb}kb` }),
    oneQuery({ limits: parts.queryLimits, documents: parts.documents }),
  ]
  app.all('/graphql', question, graphqlRoute(parts))
  app.all('/graphql/stream', question, streamRoute({ ...parts.stream, contextOf: parts.contextOf, log: parts.log }))
  app.get('/healthz', alive)
  // Open to everybody: however many ask at once, the database is asked once and again.
  app.get('/readyz', ready(sharedRead(parts.ping)))
  app.use(pages(parts.pagesDirectory, parts.signIn))
  app.get('/sign-in', signInRoute(parts.signIn))
  app.get(['/', '/doors'], landing)
  app.use((request, response, next) => (FILES.test(request.path) ? files : questions)(request, response, next))
  app.use(holder)
  app.all('/imports', postOnly, parts.rates.countUpload, importsRoute(parts.imports))
  // Not counted as uploads: nothing of them is kept, and a province may come as a file for each commune.
  app.all('/boundaries', postOnly, boundariesRoute(parts.contextOf, parts.imports.largestFile))
  app.all('/imports/:id/workbook', getOnly, annotatedWorkbookRoute(parts.imports.imports))
  app.all('/templates/:kind.xlsx', getOnly, templateRoute(parts.imports.imports))
  app.all('/exports/coverage.xlsx', getOnly, coverageRoute(parts, 'xlsx'))
  app.all('/exports/coverage.csv', getOnly, coverageRoute(parts, 'csv'))
  app.all('/exports/door-list.xlsx', getOnly, doorListRoute(parts))
  app.all('/requests/:id/record.json', getOnly, recordRoute(parts.contextOf))
  app.all('/segments/:name/households.ndjson', getOnly, fewOfEach(MOST_WALKS), segmentRoute(parts))
  app.use(() => {
    throw new DoorRefusal('NOT_FOUND', 'no-such-door')
  })
  app.use(answerError(parts.log))
  return app
}

/** Segments that one key may take whole at a time, so that slow readers of one partner leave the others their places. */
const MOST_WALKS = 4

/** The doors through which files come and go: they take long, and must not keep questions waiting. */
const FILES = /^\/(imports|boundaries|templates|exports|segments)(\/|$)/i

function placesFor({ waiting, waitSeconds, ...atOnce }: LoadLimits, what: 'files' | 'questions'): Places {
  return { atOnce: atOnce[what], waiting, waitMs: waitSeconds * 1_000 }
}

/** What every answer says first. Answers are about people: no cache keeps them. */
const HEADERS: ReadonlyMap<string, string> = new Map([
  ...headersOf(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
      },
    }),
  ),
  ['Cache-Control', 'no-store'],
])

const headers: RequestHandler = (_request, response, next) => {
  for (const [name, value] of HEADERS) response.setHeader(name, value)
  next()
}

/** The headers that helmet sets, which are the same for every answer: asked once, its dozen functions run once. */
function headersOf(guard: ReturnType<typeof helmet>): Map<string, string> {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  guard(response.req, response, () => {})
  return new Map(response.getHeaderNames().map((name) => [name, String(response.getHeader(name))]))
}

/** Questions are posted, so that no id and no name stands in an address or a log of addresses. */
const postOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'POST') return next()
  response.setHeader('Allow', 'POST')
  throw new DoorRefusal('METHOD_NOT_ALLOWED', 'post-only')
}

/** Files are fetched; their addresses hold an opaque id, a kind or a code, and no name. */
const getOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET') return next()
  response.setHeader('Allow', 'GET')
  throw new DoorRefusal('METHOD_NOT_ALLOWED', 'get-only')
}
