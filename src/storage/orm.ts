import { Migrator } from '@mikro-orm/migrations'
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql'
import { type Driver, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { SqlSession } from '../kernel/sql.ts'
import { MIGRATION_TABLE, migrationsList } from './migrations/all-migrations.ts'
import { PreparingClient } from './preparing-client.ts'
import { type ReadsAs, readerPool } from './reader-pool.ts'
import { valueParsers } from './value-parsers.ts'

/** The oldest PostgreSQL the register's SQL runs on. */
const OLDEST_SERVER = 15

/** How many connections the hub may hold, and how long it waits for one. */
export interface PoolLimits {
  /** Most connections at a time for the hub's own work, and as many for readers; 10 when left out. */
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
  /** Reads for somebody, within what the database's own guards leave them; what it asks ends with the signal. */
  reader(reads: () => Promise<ReadsAs>, signal?: AbortSignal): SqlSession
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
    types: valueParsers,
  }
  const pool = new pg.Pool({
    ...common,
    Client: PreparingClient,
    max: connections,
    connectionTimeoutMillis: waitMs,
    application_name: 'baophu',
  })
  const readers = readerPool(common, { connections, waitMs, statementMs: readerStatementMs })
  survivesLostConnections(pool)
  survivesLostConnections(readers.pool)
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
      reader: readers.session,
      pool: () => pool,
      close: () => closeOnce(orm, [pool, readers.pool]),
    }
  } catch (error) {
    await Promise.all([pool.end(), readers.pool.end()])
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

/**
 * A connection that the server drops is reported as an 'error' event, which would end the process if nobody listened.
 * The statement under way fails by itself and the pool has already thrown the connection away: nothing is left to do.
 */
function survivesLostConnections(pool: pg.Pool): void {
  const ignore = (): void => {}
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
}

async function closeOnce(orm: MikroORM, pools: readonly pg.Pool[]): Promise<void> {
  if (pools.every((pool) => pool.ending)) return
  await orm.close(true)
  await Promise.all(pools.map((pool) => pool.ending || pool.end()))
}
