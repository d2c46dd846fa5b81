import pg from 'pg'
import { execute, type SqlSession } from '../../src/kernel/sql.ts'

/** What a piece of work answered, and every statement it sent to the database, in order. */
export interface CountedWork<Answer> {
  readonly answer: Answer
  readonly statements: readonly string[]
  /** How many statements, sums of the cube counted as one (`kindOf`): what two questions are compared by. */
  readonly cost: number
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
    return { answer, statements: asked, cost: costOf(asked), steppedIn: statements.length - asked.length }
  } finally {
    pg.Client.prototype.query = send
  }
}

/**
 * In how many ways a question reaches the same kind of thing: `target.area` and `batch.area` are both areas by id. Whether
 * two ways share a statement depends on whose answer comes first; how often one is sent never depends on the rows.
 */
export const MOST_PATHS = 7

/**
 * A statement's text, or that it adds up the cube. What is wanted of the cube at the same moment is read together
 * (src/coverage/cube-sums.ts): which columns and days stand in one statement, and in how many, is chance.
 */
export function kindOf(text: string): string {
  return /^\S+ prepared \S+ select asked\.area_id, asked\.day::text as day, asked\./.test(text)
    ? 'sums of the cube'
    : text
}

function costOf(statements: readonly string[]): number {
  const others = statements.filter((text) => kindOf(text) === text).length
  const sums = statements.length - others
  return others + (sums > MOST_PATHS ? sums : Math.min(sums, 1))
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
