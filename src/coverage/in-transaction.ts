import type { SqlSession } from '../kernel/sql.ts'

/**
 * Runs the work in the session's transaction, or in one of its own when none is open: temporary tables live that long.
 */
export async function inTransaction(
  session: SqlSession,
  work: (transaction: SqlSession) => Promise<void>,
): Promise<void> {
  const database = session.getKysely()
  if (database.isTransaction) return work(session)
  await database.transaction().execute((transaction) => work({ getKysely: () => transaction }))
}
