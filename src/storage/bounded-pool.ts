import pg from 'pg'
import { NoConnectionFree } from '../kernel/sql.ts'
import { PreparingClient } from './preparing-client.ts'

/** What the server holds every statement of a connection to, whatever becomes of the hub; in ms. */
export interface TimeLimits {
  readonly statementMs: number
  /** How long a statement waits for a lock. */
  readonly lockMs: number
  /** How long a transaction waits for its next statement. */
  readonly idleMs: number
}

/** How long a reader's statement waits for a lock, and a transaction of its own for its next statement, in ms. */
export const READER_LOCK_MS = 5_000
export const READER_IDLE_MS = 30_000

/** Of what the hub reads and writes for a question: keys, plans, definitions of segments, the audit log. */
export const QUESTION_LIMITS: TimeLimits = { statementMs: 60_000, lockMs: 30_000, idleMs: 60_000 }

/** Of the hub's own work: imports, migrations, removals. A commit waits for the one before it, and a file of a million rows is copied in one statement. */
export const WORK_LIMITS: TimeLimits = { statementMs: 3_600_000, lockMs: 900_000, idleMs: 600_000 }

/** Connections of one purpose. Whoever waits too long for one is told `NoConnectionFree`; one that the server drops ends nothing else. */
export class BoundedPool extends pg.Pool {
  constructor(config: pg.PoolConfig, { statementMs, lockMs, idleMs }: TimeLimits) {
    super({
      ...config,
      Client: PreparingClient,
      statement_timeout: statementMs,
      lock_timeout: lockMs,
      idle_in_transaction_session_timeout: idleMs,
    })
    this.on('error', ignored)
    this.on('connect', (client) => client.on('error', ignored))
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): unknown {
    if (callback === undefined) return super.connect().catch((error: unknown) => Promise.reject(told(error)))
    return super.connect((error, client, done) => callback(error && (told(error) as Error), client, done))
  }
}

type Connected = Parameters<pg.Pool['connect']>[0]

/**
 * A connection that the server drops is reported as an 'error' event, which would end the process if nobody listened.
 * The statement under way fails by itself and the pool has already thrown the connection away: nothing is left to do.
 */
function ignored(): void {}

/** The pool's words for a wait that took too long: for one of its connections, or for the server to open another. */
const NONE_FREE = ['timeout exceeded when trying to connect', 'Connection terminated due to connection timeout']

function told(error: unknown): unknown {
  return error instanceof Error && NONE_FREE.includes(error.message) ? new NoConnectionFree({ cause: error }) : error
}
