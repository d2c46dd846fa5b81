import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { type SqlSession, Stopped, stoppedBy, unlessStopped } from '../kernel/sql.ts'
import { BoundedPool, type TimeLimits } from './bounded-pool.ts'
import { READER_ROLES, type ReaderRole } from './reader-grants.ts'

/** For whom a session reads: the role's columns, and the rows that the guards leave of them. */
interface ReadsAs {
  readonly role: ReaderRole
  readonly settings: ReaderSettings
}

/** The values of the settings `baophu.…`. */
export type ReaderSettings = Readonly<Record<ReaderSetting, string>>

/** What the guards ask of a session; `migrations/0001-guards.ts` says what each means. */
const SETTINGS = ['scope', 'reach', 'above', 'account', 'segments'] as const
type ReaderSetting = (typeof SETTINGS)[number]

/** Connections that read for others. */
export class ReaderPool extends BoundedPool {
  readonly #settings: pg.PoolConfig

  constructor(config: pg.PoolConfig, limits: TimeLimits) {
    super(config, limits)
    this.#settings = config
  }

  /**
   * Statements of this session run as `reads` says, and end when `signal` aborts, on the server too. A session costs nothing
   * until it asks.
   */
  session(reads: () => Promise<ReadsAs>, signal?: AbortSignal): SqlSession {
    let database: Kysely<unknown> | undefined
    const open = (): Kysely<unknown> => {
      const driver = new ReaderDriver({ pool: this, settings: this.#settings }, reads, signal)
      return new Kysely<unknown>({ dialect: { ...DIALECT, createDriver: () => driver } })
    }
    return {
      getKysely: () => {
        database ??= open()
        return database
      },
    }
  }
}

const DIALECT = {
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (database: Kysely<unknown>) => new PostgresIntrospector(database),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

interface Connections {
  readonly pool: pg.Pool
  readonly settings: pg.PoolConfig
}

/** For whom a connection read last: who asks again over it says nothing anew. */
const readLastAs = new WeakMap<pg.PoolClient, ReadsAs>()

const STEP_IN = `select set_config('role', $1, false), ${SETTINGS.map(
  (name, place) => `set_config('baophu.${name}', $${place + 2}, false)`,
).join(', ')}`

function isSame(one: ReadsAs | undefined, other: ReadsAs): boolean {
  return one?.role === other.role && SETTINGS.every((name) => one.settings[name] === other.settings[name])
}

/** Every connection that a session takes reads for that session, and for nobody before it. */
class ReaderDriver implements Driver {
  readonly #connections: Connections
  readonly #reads: () => Promise<ReadsAs>
  readonly #signal: AbortSignal | undefined

  constructor(connections: Connections, reads: () => Promise<ReadsAs>, signal: AbortSignal | undefined) {
    this.#connections = connections
    this.#reads = reads
    this.#signal = signal
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ReaderConnection> {
    const reads = await this.#reads()
    const client = await this.#client()
    const connection = new ReaderConnection(client, this.#connections.settings, this.#signal)
    if (isSame(readLastAs.get(client), reads)) return connection
    try {
      readLastAs.delete(client)
      const values = [READER_ROLES[reads.role], ...SETTINGS.map((name) => reads.settings[name])]
      await client.query({ name: 'step_in', text: STEP_IN, values })
      readLastAs.set(client, reads)
      return connection
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  /** Whoever leaves while waiting for a connection waits no longer; the connection goes back when it comes. */
  async #client(): Promise<pg.PoolClient> {
    const signal = this.#signal
    if (signal?.aborted) throw stoppedBy(signal)
    const { pool } = this.#connections
    const isFree = pool.idleCount > pool.waitingCount
    const taken = pool.connect()
    if (signal === undefined || isFree) return taken
    try {
      return await unlessStopped(taken, signal)
    } catch (error) {
      taken.then((client) => client.release()).catch(() => {})
      throw error
    }
  }

  async beginTransaction(connection: ReaderConnection): Promise<void> {
    await connection.run('begin isolation level repeatable read read only')
  }

  async commitTransaction(connection: ReaderConnection): Promise<void> {
    await connection.run('commit')
  }

  /** Kysely gives a connection back only after a rollback that went through: one that is gone must not be lost to the pool. */
  async rollbackTransaction(connection: ReaderConnection): Promise<void> {
    await connection.run('rollback').catch(() => connection.giveUp())
  }

  async releaseConnection(connection: ReaderConnection): Promise<void> {
    connection.release()
  }

  /** The pool is the database's, not the session's. */
  async destroy(): Promise<void> {}
}

class ReaderConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #settings: pg.PoolConfig
  readonly #signal: AbortSignal | undefined
  #isSpent = false

  constructor(client: pg.PoolClient, settings: pg.PoolConfig, signal: AbortSignal | undefined) {
    this.#client = client
    this.#settings = settings
    this.#signal = signal
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#signal?.aborted) throw stoppedBy(this.#signal)
    let cancelling: Promise<void> | null = null
    const cancel = (): void => {
      this.#isSpent = true
      cancelling = cancelStatement(this.#client, this.#settings)
    }
    this.#signal?.addEventListener('abort', cancel, { once: true })
    try {
      const { rows } = await this.#client.query(sql, [...parameters])
      return { rows: rows as Row[] }
    } catch (error) {
      throw this.#signal?.aborted ? stoppedBy(this.#signal) : stoppedByServer(error)
    } finally {
      this.#signal?.removeEventListener('abort', cancel)
      await cancelling
    }
  }

  // biome-ignore lint/correctness/useYield: the interface wants a generator and no store asks for one
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('readers ask page by page')
  }

  async run(sql: string): Promise<void> {
    await this.#client.query(sql)
  }

  giveUp(): void {
    this.#isSpent = true
  }

  /** A connection whose statement was cancelled is closed: a late cancellation must not hit whoever has it next. */
  release(): void {
    this.#client.release(this.#isSpent)
  }
}

/** PostgreSQL's words for a statement that ran out of time, and for a lock that was waited for too long. */
const OUT_OF_TIME = new Set(['57014', '55P03'])

function stoppedByServer(error: unknown): unknown {
  const isLate = error instanceof Error && 'code' in error && OUT_OF_TIME.has(String(error.code))
  return isLate ? new Stopped('OVERTIME', { cause: error }) : error
}

/**
 * Asks the server over a connection of its own, for all others may be taken. When even that fails, the statement ends by the
 * server's own limit.
 */
async function cancelStatement(client: pg.PoolClient, settings: pg.PoolConfig): Promise<void> {
  const { processID } = client as pg.PoolClient & { readonly processID: number }
  const control = new pg.Client({ ...settings, application_name: 'baophu cancel' })
  control.on('error', () => {})
  try {
    await control.connect()
    await control.query('select pg_cancel_backend($1)', [processID])
  } catch {
    // Said above.
  } finally {
    await control.end().catch(() => {})
  }
}
