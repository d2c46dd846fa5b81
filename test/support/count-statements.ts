import pg from 'pg'
import { execute, type SqlSession } from '../../src/kernel/sql.ts'

/** What a piece of work answered, and every statement it sent to the database, in order. */
export interface CountedWork<Answer> {
  readonly answer: Answer
  readonly statements: readonly string[]
  /** How often a connection was told for whom it reads: once for each that changed hands, which is as many as ran at once. */
  readonly steppedIn: number
}

/**
 * Runs `work` and listens to what this process really sends to PostgreSQL, whoever sends it: entity manager, Kysely or
 * a client of the pool. For tests that hold a question to a number of statements. One at a time.
 */
export async function countStatements<Answer>(work: () => Promise<Answer>): Promise<CountedWork<Answer>> {
  const statements: string[] = []
  const send = pg.Client.prototype.query
  const listening = function (this: pg.Client, ...words: unknown[]): unknown {
    statements.push(statementText(words[0]))
    return Reflect.apply(send, this, words)
  }
  pg.Client.prototype.query = listening as typeof send
  try {
    const answer = await work()
    const asked = statements.filter((text) => !text.includes(`set_config('role'`))
    return { answer, statements: asked, steppedIn: statements.length - asked.length }
  } finally {
    pg.Client.prototype.query = send
  }
}

/** As after a commit: hubs on this database read anew what they remember of the map and kept of answers. */
export async function forgetWhatIsRemembered(em: SqlSession): Promise<void> {
  await execute(em, 'update hub_version set version = version + 1')
}

function statementText(statement: unknown): string {
  if (typeof statement === 'string') return statement
  const { text } = statement as { readonly text?: unknown }
  return typeof text === 'string' ? text : '(a stream)'
}
