import { join } from 'node:path'
import type { GraphQLSchema } from 'graphql'
import { createIntake, type IntakeLog } from '../../importers/intake.ts'
import { intakeLimits } from '../../importers/intake-limits.ts'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { createContext, type HubContext } from '../../schema/context.ts'
import { type AreaScope, WHOLE_COUNTRY } from '../access/actor.ts'
import { keyDigest } from '../access/api-key.ts'
import { type FindKey, type KeysAtVersion, keysAtVersion } from '../access/key-holder.store.ts'
import { actorAt } from '../access/persons-opening.store.ts'
import { hubVersion } from '../batches/hub-version.store.ts'
import type { ImportPort } from '../batches/import-port.ts'
import { keepAgesAhead } from '../coverage/cube.store.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { type Clock, vietnamDay } from '../kernel/vietnam-day.ts'
import { NONE_DECLARED } from '../kernel/working-day.ts'
import type { Database } from '../storage/orm.ts'
import { type AdminKey, adminKey } from './admin-key.ts'
import { AnswerCache } from './answers/answer-cache.ts'
import { questionKeys } from './answers/question-key.ts'
import { RegisterMemory } from './answers/register-memory.ts'
import { gatheredRead } from './answers/shared-read.ts'
import type { Config } from './config.ts'
import { loadTrustedDocuments } from './documents/trusted-documents.ts'
import { type Asking, createHttpApp } from './http/app.ts'
import { accountsOf } from './http/authenticate.ts'
import { createGraphqlServer } from './http/graphql-door.ts'
import type { KeptAnswers } from './http/graphql-route.ts'
import { listen, type Patience, USUAL_PATIENCE } from './http/listen.ts'
import { BUILT_PAGES } from './http/pages.ts'
import { questionGuard } from './http/question-guard.ts'
import { Rates } from './http/rates.ts'
import { type HubDatabase, openHubDatabase } from './hub-database.ts'
import { type Log, logToStandardError, traceError } from './log.ts'
import { purgeDaily, purgeOf } from './privacy/daily-purge.ts'
import type { Kept } from './privacy/kept.ts'
import { erasing } from './privacy/run-erasure.ts'
import { readerSessions } from './reader-sessions.ts'
import { createSignIn } from './sign-in/sign-in.ts'

/** A hub that answers. */
export interface Hub {
  /** Where it answers, without a slash at the end. */
  readonly url: string
  /** The administrator's key; to be printed when it is new, and then never again. */
  readonly adminKey: AdminKey
  readonly imports: ImportPort
  /** Fulfils when the database that the hub started itself has ended; a hub without it cannot answer. */
  readonly databaseEnded: Promise<void>
  /** Lets answers and imports under way finish, then closes the database. Safe to call twice. */
  close(): Promise<void>
}

/** What a hub takes from the world besides its configuration. */
export interface Surroundings {
  readonly clock?: Clock
  readonly log?: Log
  readonly patience?: Patience
  /** False for a hub that serves one command only: other commands are not told of it. */
  readonly announced?: boolean
  /** The officers' pages, where they do not lie beside the program. */
  readonly pagesDirectory?: string
}

/**
 * Starts a hub: database, migrations, what a killed hub left behind, doors. Throws `UnusableDatabase`, `HubAlreadyRuns`, or
 * the listener's error; whatever was started by then is ended again.
 */
export async function startHub(config: Config, surroundings: Surroundings = {}): Promise<Hub> {
  const opened = await openHubDatabase(config, 'SERVE')
  try {
    return await serve(config, opened, surroundings)
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function serve(config: Config, opened: HubDatabase, surroundings: Surroundings): Promise<Hub> {
  const { clock = () => new Date(), log = logToStandardError, patience = USUAL_PATIENCE } = surroundings
  const { database } = opened
  const key = adminKey(config)
  const kept = { database, filesDirectory: join(config.dataDirectory, 'files') }
  const imports = createIntake({
    ...kept,
    clock,
    log: intakeLog(log),
    limits: intakeLimits(config.maxUploadBytes, config.fileLimits ?? {}, config.rateLimits),
  })
  const schema = buildHubSchema()
  const { queryLimits, rateLimits, loadLimits, introspection, trustedDocuments } = config
  const rates = new Rates(rateLimits)
  const stream = { schema, guard: questionGuard({ schema, limits: queryLimits, introspection, rates }) }
  const graphql = createGraphqlServer({ ...stream, log })
  await graphql.start()
  const today = () => vietnamDay(clock())
  const signIn = createSignIn(config, database, clock)
  const { versionNow, findKey } = sharedReads(database, clock)
  const means = { database, versionNow, imports, today, clock }
  const app = createHttpApp({
    accounts: accountsOf({ digest: keyDigest(key.key), database, findKey, clock, log, signIn }),
    signIn,
    behindProxy: config.behindProxy,
    contextOf: contextMaker({ ...means, issuer: signIn?.issuer ?? null, ...meansOfRequests(kept, config) }),
    ...{ today, graphql },
    answers: keptAnswers(config, versionNow, schema),
    stream,
    ...{ queryLimits, loadLimits, rates },
    corsOrigins: config.corsOrigins ?? [],
    documents: trustedDocuments === null ? null : loadTrustedDocuments(trustedDocuments, schema, queryLimits),
    imports: { imports, largestFile: config.maxUploadBytes },
    log,
    pagesDirectory: surroundings.pagesDirectory ?? BUILT_PAGES,
    ...{ questionMs: patience.questionMs, takenMs: patience.takenMs, answerMs: config.questionSeconds * 1_000 },
    ping: async () => {
      await rows(database.em(), 'select 1')
    },
  })
  await keepAgesAhead(database.em(), vietnamDay(clock()))
  await imports.recover()
  const listening = await listen(app, { ...config, connections: loadLimits.connections }, patience)
  const announced = surroundings.announced !== false
  if (announced) opened.announce(listening.url)
  const purging = { kept, ...purgeOf(config), clock, log }
  // A hub for one command has no days to see begin.
  const endPurging = announced ? purgeDaily(purging) : async () => {}
  const close = once(async () => {
    await listening.close()
    await endPurging()
    await graphql.stop()
    await imports.close()
    await opened.close()
  })
  return { url: listening.url, adminKey: key, imports, databaseEnded: opened.serverEnded, close }
}

/** Reads the register's version and the keys that are shown; all who ask while something is read share the next reading. */
function sharedReads(database: Database, clock: Clock) {
  const em = database.em()
  const read = gatheredRead(
    async (ids: readonly string[]): Promise<KeysAtVersion> =>
      ids.length > 0
        ? keysAtVersion(em, ids, clock())
        : { version: Number((await hubVersion(em)).version), keys: new Map() },
  )
  const findKey: FindKey = async (_em, id) => (await read(id)).keys.get(id)
  return { versionNow: async () => (await read()).version, findKey }
}

/** What requests of persons are carried out and timed with. */
function meansOfRequests(kept: Kept, { declaredDays }: Config): Pick<HubContext, 'erase' | 'declaredDays'> {
  return { erase: erasing(kept), declaredDays: declaredDays ?? NONE_DECLARED }
}

interface ContextParts extends Pick<HubContext, 'erase' | 'declaredDays'> {
  readonly database: Database
  readonly versionNow: () => Promise<number>
  readonly imports: ImportPort
  readonly today: () => PlainDate
  readonly clock: Clock
  readonly issuer: string | null
}

function contextMaker({ database, versionNow, today, clock, ...parts }: ContextParts) {
  const memory = new RegisterMemory(versionNow)
  return (asking: Asking) => {
    const now = clock()
    const actor = actorAt(asking.actor, now)
    const { em, ...sessions } = readerSessions(database, actor, asking.leaving)
    return createContext({
      ...asking,
      ...parts,
      actor,
      em: remembering(em, memory, actor.scope),
      ...sessions,
      hub: database.hub(),
      now,
      today: asking.today ?? today(),
    })
  }
}

/** The session of one question, with what readers of its scope were told since the last commit; the country's it looks at likewise. */
function remembering(em: SqlSession, memory: RegisterMemory, scope: AreaScope): SqlSession {
  const { ofCountry } = em
  const own = { ...em, remember: memory.of(scope) }
  return ofCountry ? { ...own, ofCountry: once(() => remembering(ofCountry(), memory, WHOLE_COUNTRY)) } : own
}

/** Null when the configuration keeps none. */
function keptAnswers(
  { answerCacheBytes, queryLimits }: Config,
  versionNow: () => Promise<number>,
  schema: GraphQLSchema,
): KeptAnswers | null {
  if (answerCacheBytes === 0) return null
  return { cache: new AnswerCache(answerCacheBytes, versionNow), keyOf: questionKeys(schema, queryLimits.tokens) }
}

function intakeLog(log: Log): IntakeLog {
  return {
    info: (event, fields) => log({ level: 'info', event, fields }),
    error: (event, { error, ...fields }) => log({ level: 'error', event, fields, error: traceError(error) }),
  }
}

/** The same work for everybody who asks, done when the first does. */
function once<Done>(work: () => Done): () => Done {
  let done: { readonly what: Done } | null = null
  return () => {
    done ??= { what: work() }
    return done.what
  }
}
