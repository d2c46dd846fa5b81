import { CompiledQuery, type Kysely } from 'kysely'

/** The part of MikroORM's entity manager that set-based SQL needs: a statement joins the manager's transaction. */
export interface SqlSession {
  // biome-ignore lint/suspicious/noExplicitAny: the statement's tables are not typed, its rows are
  getKysely(): Kysely<any>
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
