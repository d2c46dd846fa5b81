import { Migrator } from '@mikro-orm/migrations'
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql'
import { type Driver, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { HubSession, SqlSession } from '../kernel/sql.ts'
import { BoundedPool, QUESTION_LIMITS, READER_IDLE_MS, READER_LOCK_MS, WORK_LIMITS } from './bounded-pool.ts'
import { MIGRATION_TABLE, migrationsList } from './migrations/all-migrations.ts'
import type { ReaderRole } from './reader-grants.ts'
import { ReaderPool, type ReaderSettings } from './reader-pool.ts'
import { valueParsers } from './value-parsers.ts'

/** The oldest PostgreSQL the register's SQL runs on. */
const OLDEST_SERVER = 15

/** Two segments may be brought to a new day at a time, each over a connection for questions; one is left for all else. */
const FEWEST_OF_QUESTIONS = 3

/** How many connections the hub may hold, and how long it waits for one. */
export interface PoolLimits {
  /**
   * Most connections at a time for the hub's own work, as many for readers, half as many for readers of segments, and half as
   * many for what the hub reads and writes for questions; 10 when left out.
   */
  readonly connections?: number
  /** Milliseconds to wait for a connection before the question fails; 10,000 when left out. */
  readonly waitMs?: number
  /** Milliseconds that the server lets a statement of a reader run; 16,000 when left out. */
  readonly readerStatementMs?: number
}

/** One open database: entities through `em()`, set-based SQL through `em().getKysely()`, COPY through `pool()`. */
export interface Database {
  readonly orm: MikroORM
  /** A fresh entity manager: one per request, because it remembers the entities it has seen. */
  em(): SqlEntityManager
  /** The hub's own account for a question: keys, plans, the audit log. It takes nothing from the hub's work, and is held to a time. */
  hub(): HubSession
  /** Reads for somebody, within what the database's own guards leave them; what it asks ends with the signal. */
  reader(role: ReaderRole, settings: () => Promise<ReaderSettings>, signal?: AbortSignal): SqlSession
  /** The connections beneath the entity managers. A client taken here stands outside every manager's transaction. */
  pool(): pg.Pool
  close(): Promise<void>
}

/** The database cannot be used as it is; the message is a sentence for the person who starts the hub. */
export class UnusableDatabase extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UnusableDatabase'
  }
}

/**
 * Connects to the database at `url` (`postgresql://user:password@host:port/name`). Migrates nothing: see `migrate`.
 * Throws `UnusableDatabase` when nothing answers there or the server is too old.
 */
export async function openDatabase(url: string, limits: PoolLimits = {}): Promise<Database> {
  const { connections = 10, waitMs = 10_000, readerStatementMs = 16_000 } = limits
  const common = {
    connectionString: url,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: waitMs,
    types: valueParsers,
  }
  const half = Math.ceil(connections / 2)
  const pool = new BoundedPool({ ...common, max: connections, application_name: 'baophu' }, WORK_LIMITS)
  const questions = new BoundedPool(
    { ...common, max: Math.max(FEWEST_OF_QUESTIONS, half), application_name: 'baophu question' },
    QUESTION_LIMITS,
  )
  const readerLimits = { statementMs: readerStatementMs, lockMs: READER_LOCK_MS, idleMs: READER_IDLE_MS }
  const readers = new ReaderPool({ ...common, max: connections, application_name: 'baophu reader' }, readerLimits)
  // Partners, however many of them ask for a slow day at once, leave everybody else's connections alone.
  const segments = new ReaderPool({ ...common, max: half, application_name: 'baophu segment reader' }, readerLimits)
  const pools = [pool, questions, readers, segments]
  const asked = new Kysely<unknown>({ dialect: new LossyDialect({ pool: questions }) })
  try {
    await checkServer(pool, url)
    const orm = await MikroORM.init({
      clientUrl: url,
      driverOptions: new LossyDialect({ pool }),
      entities: [],
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      migrations: { migrationsList: [...migrationsList], tableName: MIGRATION_TABLE, snapshot: false, silent: true },
    })
    return {
      orm,
      em: () => orm.em.fork(),
      hub: () => hubSession(asked),
      reader: (role, settings, signal) =>
        (role === 'SEGMENTS' ? segments : readers).session(async () => ({ role, settings: await settings() }), signal),
      pool: () => pool,
      close: () => closeOnce(orm, pools),
    }
  } catch (error) {
    await Promise.all(pools.map((each) => each.end()))
    throw error
  }
}

/** What is said of a connection that is gone; the server has rolled back whatever was open on it. */
const GONE = /not queryable|Connection terminated|Connection ended|ECONNRESET|EPIPE/

/**
 * Gives a connection back to the pool also when it died inside a transaction. Kysely releases it only after a ROLLBACK
 * that went through, so that every crash of the server would cost the pool a connection, and `close` would wait for it.
 */
class LossyDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const rollBack = driver.rollbackTransaction.bind(driver)
    driver.rollbackTransaction = (connection) =>
      rollBack(connection).catch((error: unknown) => {
        const state = error instanceof Error && 'code' in error ? String(error.code) : ''
        if (!/^57P0[123]$/.test(state) && !(error instanceof Error && GONE.test(error.message))) throw error
      })
    return driver
  }
}

/** Why a server of this `server_version_num` (180004) cannot carry the register; null when it can. */
export function serverProblem(versionNumber: number, version: string): string | null {
  if (Math.floor(versionNumber / 10_000) >= OLDEST_SERVER) return null
  return `PostgreSQL ${OLDEST_SERVER} or newer is needed; the server says it is ${version}. Upgrade it, or name another in DATABASE_URL.`
}

/** The address without its password, for messages. */
export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return '(not an address)'
  const address = new URL(url)
  return `${address.protocol}//${address.username ? `${address.username}@` : ''}${address.host}${address.pathname}`
}

async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  const { rows } = await pool
    .query<{ number: number; version: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
    )
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message || error.name : String(error)
      throw new UnusableDatabase(`No database answers at ${shownAddress(url)}: ${reason}`, { cause: error })
    })
  const [server] = rows
  const problem = server ? serverProblem(server.number, server.version) : 'The database server tells no version.'
  if (problem !== null) throw new UnusableDatabase(problem)
}

/** A transaction that is begun within another is a part of it. */
function hubSession(kysely: Kysely<unknown>): HubSession {
  return {
    getKysely: () => kysely,
    transactional: (work) => {
      if (kysely.isTransaction) return work(hubSession(kysely))
      return kysely.transaction().execute((transaction) => work(hubSession(transaction)))
    },
  }
}

async function closeOnce(orm: MikroORM, pools: readonly pg.Pool[]): Promise<void> {
  if (pools.every((pool) => pool.ending)) return
  await orm.close(true)
  await Promise.all(pools.map((pool) => pool.ending || pool.end()))
}
