import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import { unwrapResolverError } from '@apollo/server/errors'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql'
import type { HubContext } from '../../../schema/context.ts'
import { NO_REAL_DAY } from '../../../schema/scalars/date.scalar.ts'
import { operationRunner } from '../answers/run-query.ts'
import { type Log, traceError } from '../log.ts'
import { DoorRefusal, ERROR_CODES, type ErrorCode, maskedError, refusalOf, tellError } from './door-error.ts'
import type { QuestionGuard } from './question-guard.ts'
import { type RequestScope, requestScope } from './request-scope.ts'
import { variablePlace, withoutValues } from './without-values.ts'

type GatewayInterface = ApolloServerOptionsWithGateway<HubContext>['gateway']

export interface GraphqlDoor {
  readonly schema: GraphQLSchema
  readonly guard: QuestionGuard
  readonly log: Log
}

/** Apollo with every setting of the edge said here, none left to NODE_ENV. */
export function createGraphqlServer(door: GraphqlDoor): ApolloServer<HubContext> {
  return new ApolloServer<HubContext>({
    gateway: ownRunner(door.schema),
    // Who may ask for the schema is the guard's to say.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: door.guard.tokens },
    validationRules: [...door.guard.rules],
    stopOnTerminationSignals: false,
    status400ForVariableCoercionErrors: true,
    formatError: (formatted, error) => formatGraphqlError(formatted, error, door.log),
    // Apollo's cache hints would put a function around every field of every row.
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      queriesAndMutationsOnly,
      queriesEnd,
      letPass(door.guard),
      waitAndAskAgain,
    ],
    logger: silent,
  })
}

/** Apollo's one way to have operations run by somebody else than graphql-js; nothing is behind it but this schema. */
function ownRunner(schema: GraphQLSchema): GatewayInterface {
  const run = operationRunner(schema)
  return {
    load: async () => ({
      executor: async ({ document, operation, operationName, context, request: { variables } }) =>
        run({ document, operation, operationName, context, variables: variables ?? {} }),
    }),
    onSchemaLoadOrUpdate: (take) => {
      take({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    stop: async () => {},
  }
}

/** A subscription that is posted would be run once as a query; it is refused instead. */
const queriesAndMutationsOnly: ApolloServerPlugin<HubContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== 'subscription') return
      throw new GraphQLError('Subscriptions are not answered here.', {
        extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
      })
    },
  }),
}

/** A query has so much time and no more. What is written goes on to its end, and its answer is waited for. */
const queriesEnd: ApolloServerPlugin<HubContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, contextValue }) => {
      if (operation?.operation === 'query') contextValue.startTheClock?.()
    },
  }),
}

/** Asks the guard before anything is asked of the database. */
function letPass(guard: QuestionGuard): ApolloServerPlugin<HubContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, request, contextValue }) => {
        if (!operation) return
        try {
          await guard.letPass({ document, operation, variables: request.variables ?? {} }, contextValue.actor)
        } catch (error) {
          throw error instanceof DoorRefusal ? inGraphql(error) : error
        }
      },
    }),
  }
}

/** When there was too much to do for any part of an answer, all of it is to be asked again: 503, as at every door. */
const waitAndAskAgain: ApolloServerPlugin<HubContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, response }) => {
      for (const error of errors) {
        const refusal = refusalOf(causeOf(error))
        if (refusal?.code !== 'OVERLOADED' || refusal.retryAfter === undefined) continue
        response.http.status = ERROR_CODES[refusal.code]
        response.http.headers.set('retry-after', String(refusal.retryAfter))
      }
    },
  }),
}

function inGraphql(refusal: DoorRefusal): GraphQLError {
  const headers = new HeaderMap(refusal.retryAfter === undefined ? [] : [['retry-after', String(refusal.retryAfter)]])
  return new GraphQLError(refusal.reason, {
    originalError: refusal,
    extensions: { http: { status: ERROR_CODES[refusal.code], headers } },
  })
}

/** Apollo's own codes of a query that cannot be run: its message says why and holds nothing of the hub's inside. */
const QUERY_CODES = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE'])

/** An error as GraphQL's doors tell it: in the one shape, or masked and logged. */
export function formatGraphqlError(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const scope = requestScope()
  const cause = causeOf(error)
  const refused = tellError(cause, scope)
  const place = { locations: formatted.locations, path: formatted.path }
  if (refused !== null) {
    const { message, ...extensions } = refused
    return { message, ...place, extensions }
  }
  const code = String(formatted.extensions?.code ?? '')
  if (formatted.message.includes(NO_REAL_DAY)) return { ...wrongDay(formatted, code, scope), ...place }
  if (cause instanceof GraphQLError && isClientsMistake(code)) {
    return { message: withoutValues(formatted.message), ...place, extensions: { code, requestId: scope.requestId } }
  }
  log({ level: 'error', event: 'query-failed', requestId: scope.requestId, error: traceError(cause) })
  const { message, ...extensions } = maskedError(scope)
  return { message, ...place, extensions }
}

/** A value that is no day, in the reader's language: where it stands and how to write it, without the value. */
function wrongDay(
  { message, locations }: GraphQLFormattedError,
  code: string,
  scope: RequestScope,
): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  const [at] = locations ?? []
  const { line = 0, column = 0 } = at ?? {}
  const inQuestion = {
    vi: `dòng ${line}, cột ${column} của câu hỏi`,
    en: `line ${line}, column ${column} of the question`,
  }
  const refusal = new DoorRefusal('BAD_USER_INPUT', 'day-not-real', {
    place: variablePlace(message) ?? inQuestion[scope.language],
  })
  const told = tellError(refusal, scope)
  return { message: told?.message ?? message, extensions: { ...told, code, message: undefined } }
}

/** What a resolver or the guard threw. */
function causeOf(error: unknown): unknown {
  const isRefusal = error instanceof GraphQLError && error.originalError instanceof DoorRefusal
  return isRefusal ? error.originalError : unwrapResolverError(error)
}

function isClientsMistake(code: string): boolean {
  return QUERY_CODES.has(code) || (code in ERROR_CODES && ERROR_CODES[code as ErrorCode] < 500)
}

/** Apollo tells its errors through `formatError`; it has nothing else to say. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
