import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Actor, Language } from '../../access/actor.ts'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { Log } from '../log.ts'
import { type Accounts, authenticate } from './authenticate.ts'
import { DoorRefusal } from './door-error.ts'
import { answerError } from './errors.ts'
import { doorListRoute } from './exports-route.ts'
import { type GraphqlParts, graphqlRoute } from './graphql-route.ts'
import { alive, ready } from './health.ts'
import { type ImportsDoor, importsRoute } from './imports-route.ts'
import { landing } from './landing.ts'
import { pages } from './pages.ts'
import { oneQuery, promptBody } from './query-body.ts'
import { openRequestScope } from './request-scope.ts'
import { segmentRoute } from './segments-route.ts'
import { type StreamDoor, streamRoute } from './stream-route.ts'
import { annotatedWorkbookRoute, templateRoute } from './workbook-routes.ts'

/** The largest query with its variables. */
const LARGEST_QUERY = '100kb'

/** Who asks, in which language, under which id: what a context is made from. */
export interface Asking {
  readonly actor: Actor
  readonly language: Language
  readonly requestId: string
  readonly leaving?: AbortSignal
  /** The day that was today when the request came, where that was read already. */
  readonly today?: PlainDate
}

export interface HttpParts extends GraphqlParts {
  readonly accounts: Accounts
  /** Whether a proxy tells who is calling. */
  readonly behindProxy: boolean
  readonly stream: Pick<StreamDoor, 'schema' | 'introspection'>
  readonly imports: ImportsDoor
  /** Resolves when the database answers. */
  readonly ping: () => Promise<void>
  /** The folder of the officers' pages as they were built. */
  readonly pagesDirectory: string
  readonly log: Log
  /** How long the body of a question may take, in ms. */
  readonly questionMs: number
}

/** Every door on one port. The officers' pages, `/doors`, `/healthz` and `/readyz` are open; whoever goes further shows a key. */
export function createHttpApp(parts: HttpParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', parts.behindProxy ? 1 : false)
  app.use(openRequestScope, headers, noStore)
  app.get('/healthz', alive)
  app.get('/readyz', ready(parts.ping))
  app.use(pages(parts.pagesDirectory))
  app.get(['/', '/doors'], landing)
  app.use(authenticate(parts.accounts))
  app.all('/imports', postOnly, importsRoute(parts.imports))
  app.all('/imports/:id/workbook', getOnly, annotatedWorkbookRoute(parts.imports.imports))
  app.all('/templates/:kind.xlsx', getOnly, templateRoute(parts.imports.imports))
  app.all('/exports/door-list.xlsx', getOnly, doorListRoute(parts.contextOf))
  app.all('/segments/:name/households.ndjson', getOnly, segmentRoute(parts.contextOf))
  app.all(
    '/graphql',
    postOnly,
    promptBody(parts.questionMs),
    express.json({ limit: LARGEST_QUERY }),
    oneQuery,
    graphqlRoute(parts),
  )
  app.all(
    '/graphql/stream',
    postOnly,
    promptBody(parts.questionMs),
    express.json({ limit: LARGEST_QUERY }),
    oneQuery,
    streamRoute({ ...parts.stream, contextOf: parts.contextOf, log: parts.log }),
  )
  app.use(() => {
    throw new DoorRefusal('NOT_FOUND', 'no-such-door')
  })
  app.use(answerError(parts.log))
  return app
}

const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
  },
})

/** Answers are about people: no cache keeps them. */
const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
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
