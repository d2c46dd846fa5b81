import type pg from 'pg'
import { MIGRATION_TABLE, migrationsList } from './migrations/all-migrations.ts'
import { type Database, UnusableDatabase } from './orm.ts'
import { makeReaderRoles, openToReaders, passGuards } from './reader-roles.ts'

/** The advisory lock that lets one process at a time migrate a database: 'BPHU' as a number. */
const MIGRATION_LOCK = 0x42504855

export interface MigrationState {
  /** Names of migrations the database has had. */
  readonly applied: readonly string[]
  /** Names of migrations this program knows and the database has not had. */
  readonly pending: readonly string[]
  /** Names the database has had and this program does not know: it was migrated by a newer version. */
  readonly unknown: readonly string[]
}

/** Which migrations the database has had and lacks. Changes nothing. */
export async function migrationState(database: Database): Promise<MigrationState> {
  return stateOf(database.pool())
}

/**
 * Brings the database to this program's schema and gives the names of the migrations it ran. Two processes may do it at
 * once: the second waits and finds nothing to do. Makes the readers' roles where they are missing. Throws `UnusableDatabase`
 * when a newer program has migrated it, and when the account may not make those roles.
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  const client = await database.pool().connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const { unknown } = await stateOf(client)
    if (unknown.length > 0) throw new UnusableDatabase(newerSchema(unknown))
    await makeReaderRoles(client)
    await passGuards(client)
    const done = await database.orm.migrator.up()
    await openToReaders(client, done.length > 0)
    return done.map((migration) => migration.name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
    client.release()
  }
}

function newerSchema(unknown: readonly string[]): string {
  const known = migrationsList.at(-1)?.name
  return `The database was migrated by a newer baophu (${unknown.join(', ')}); this one knows up to ${known}. Install the newer version, or name another database in DATABASE_URL.`
}

async function stateOf(session: pg.Pool | pg.PoolClient): Promise<MigrationState> {
  const known: readonly string[] = migrationsList.map((migration) => migration.name)
  const applied = await appliedNames(session)
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

async function appliedNames(session: pg.Pool | pg.PoolClient): Promise<string[]> {
  const table = await session.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [
    MIGRATION_TABLE,
  ])
  if (!table.rows[0]?.exists) return []
  const { rows } = await session.query<{ name: string }>(`select name from ${MIGRATION_TABLE} order by id`)
  return rows.map((row) => row.name)
}
