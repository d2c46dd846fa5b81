import type pg from 'pg'
import { UnusableDatabase } from './orm.ts'
import { grantsSql, READER_ROLES } from './reader-grants.ts'

const NOT_ALLOWED = '42501'

/**
 * Makes the roles that are missing and the account a member of them. Roles belong to the server, not to the database: several
 * hubs may come at once. Throws `UnusableDatabase` with what an administrator must run when the account may not.
 */
export async function makeReaderRoles(client: pg.ClientBase): Promise<void> {
  for (const role of Object.values(READER_ROLES)) {
    if (await mayBecome(client, role)) continue
    try {
      await client.query(`do $$ begin
        create role ${role} nologin;
      exception when duplicate_object or unique_violation then null;
      end $$`)
      if (!(await mayBecome(client, role))) await client.query(`grant ${role} to current_user`)
    } catch (error) {
      if (!(await mayBecome(client, role))) throw rolesMissing(error)
    }
  }
}

/** Whether the account can step into the role: tried, for what a membership means differs between servers. */
async function mayBecome(client: pg.ClientBase, role: string): Promise<boolean> {
  try {
    await client.query(`set role ${role}`)
    await client.query('reset role')
    return true
  } catch {
    return false
  }
}

function rolesMissing(cause: unknown): Error {
  const isRefused = cause instanceof Error && 'code' in cause && cause.code === NOT_ALLOWED
  if (!isRefused) return cause instanceof Error ? cause : new Error(String(cause))
  const roles = Object.values(READER_ROLES)
  const statements = [
    ...roles.map((role) => `CREATE ROLE ${role} NOLOGIN;`),
    `GRANT ${roles.join(', ')} TO <the account in DATABASE_URL>;`,
  ]
  return new UnusableDatabase(
    `The hub reads as the roles ${roles.join(' and ')}, so that the database itself keeps readers to their areas, and the account in DATABASE_URL may neither make them nor become them. Let an administrator of the server run once: ${statements.join(' ')}`,
    { cause },
  )
}

/**
 * Gives the roles what they may read, after a migration and where a dump was restored on a server without them, and the
 * account its way past the guards where it is another than the one before. Two questions where all is in place.
 */
export async function openToReaders(client: pg.ClientBase, migrated: boolean): Promise<void> {
  const { rows: others } = await client.query<{ table: string }>(
    `select polrelid::regclass::text as table from pg_policy
     where polname = 'hub' and not (select oid from pg_roles where rolname = current_user) = any(polroles)`,
  )
  for (const { table } of others) await client.query(`alter policy hub on ${table} to current_user`)
  if (migrated || !(await areGranted(client))) await client.query(grantsSql())
}

async function areGranted(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `select bool_and(has_table_privilege(role, 'hub_version', 'select')) as held from unnest($1::text[]) role`,
    [Object.values(READER_ROLES)],
  )
  return rows[0]?.held === true
}
