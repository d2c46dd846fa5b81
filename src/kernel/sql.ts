import { CompiledQuery, type Kysely } from 'kysely'

/** The part of MikroORM's entity manager that set-based SQL needs: a statement joins the manager's transaction. */
export interface SqlSession {
  // biome-ignore lint/suspicious/noExplicitAny: the statement's tables are not typed, its rows are
  getKysely(): Kysely<any>
  /**
   * Reads figures of the whole country, for what is told of a reader's areas by a rule that looks at their neighbours; left
   * out where the session itself sees all. Only for statements that are the same whoever asks: what it remembers is everybody's.
   */
  ofCountry?(): SqlSession
  /**
   * The rows that were read under this name since the register is at its present version, else those that `read` gives now: for
   * what nothing but a commit changes. Left out where nothing is remembered.
   */
  remember?<Row>(name: string, read: () => Promise<readonly Row[]>): Promise<readonly Row[]>
}

/**
 * A session of the hub itself, outside of any reader's scope: what writes (keys, plans, the audit log) asks for one, so that
 * a reader's session handed to it does not compile. Only this one opens transactions.
 */
export interface HubSession extends SqlSession {
  transactional<Result>(work: (session: HubSession) => Promise<Result>): Promise<Result>
}

/** A reader's statement was ended before it answered: LEFT, nobody waits for it; OVERTIME, it had no more time. */
export class Stopped extends Error {
  readonly why: 'LEFT' | 'OVERTIME'

  constructor(why: 'LEFT' | 'OVERTIME', options?: ErrorOptions) {
    super(why === 'LEFT' ? 'whoever asked has left' : 'the question took too long', options)
    this.name = 'Stopped'
    this.why = why
  }
}

/** Why a signal aborted, where it says so; else whoever asked has left. */
export function stoppedBy({ reason }: AbortSignal): Stopped {
  return reason instanceof Stopped ? reason : new Stopped('LEFT')
}

/** What comes of the work, which goes on in any case; throws `Stopped` as soon as the signal aborts, and nobody waits for it any more. */
export async function unlessStopped<Result>(work: Promise<Result>, signal?: AbortSignal): Promise<Result> {
  if (signal === undefined) return work
  const stopped = Promise.withResolvers<never>()
  const stop = (): void => stopped.reject(stoppedBy(signal))
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  // Whichever comes second is nobody's any more.
  work.catch(() => {})
  stopped.promise.catch(() => {})
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** So many ask at once that no connection to the database came free in time. */
export class NoConnectionFree extends Error {
  constructor(options?: ErrorOptions) {
    super('no connection came free in time', options)
    this.name = 'NoConnectionFree'
  }
}

/** Runs one statement with `$1 …` parameters and gives its rows. Arrays and JSON travel as they are. */
export async function rows<Row>(session: SqlSession, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const result = await session.getKysely().executeQuery<Row>(CompiledQuery.raw(sql, [...values]))
  return result.rows
}

/** Begins the text of a statement that a connection plans once and then runs by its name; the storage room's client looks for it. */
export const PREPARED = '/* prepared */ '

/**
 * The same for a statement that is asked again and again with other values: each connection parses and plans it once. Only
 * for texts of which there are few; a text with a table's name or a list written into it would fill the server's memory.
 */
export function prepared<Row>(session: SqlSession, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return rows(session, PREPARED + sql, values)
}

/**
 * SQL: the list in a parameter, as `$1::int[]`, of a length that the planner does not see. It takes any list for ten long and
 * would plan a prepared statement anew for each that is shorter, which costs more than running it for a single area.
 */
export function unseen(list: `$${number}::${string}[]`): string {
  return `(select ${list})::${list.slice(list.indexOf('::') + 2)}`
}

/** The same rows from the session's memory, where it has one. */
export function remembered<Row>(
  session: SqlSession,
  name: string,
  read: () => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  return session.remember?.(name, read) ?? read()
}

/** Runs one statement that gives exactly one row. */
export async function oneRow<Row>(session: SqlSession, sql: string, values: readonly unknown[] = []): Promise<Row> {
  const found = await rows<Row>(session, sql, values)
  const [row] = found
  if (row === undefined || found.length > 1) throw new Error(`expected one row, got ${found.length}`)
  return row
}

/** Runs one statement for its effect and gives the number of rows it changed. */
export async function execute(session: SqlSession, sql: string, values: readonly unknown[] = []): Promise<number> {
  const result = await session.getKysely().executeQuery(CompiledQuery.raw(sql, [...values]))
  return Number(result.numAffectedRows ?? 0n)
}

/** The most that a statement of such work may take, and wait for a lock or for the next, in ms. */
const WORK_MS = 600_000

/**
 * Gives the statements of a transaction the time of work that is done once for everybody, in place of a question's: ten minutes
 * each, waiting for locks included, and as long between them.
 */
export async function takeTime(transaction: SqlSession): Promise<void> {
  const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']
  const set = limits.map((limit) => `set_config('${limit}', $1, true)`).join(', ')
  await rows(transaction, `select ${set}`, [String(WORK_MS)])
}
