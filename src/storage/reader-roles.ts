import type pg from 'pg'
import { UnusableDatabase } from './orm.ts'
import { grantsSql, READER_ROLES } from './reader-grants.ts'

/**
 * Makes the roles that are missing and the account one that may step into them. Roles belong to the server, not to the
 * database: several hubs may come at once. Throws `UnusableDatabase` with what an administrator must run when the account
 * may not.
 */
export async function makeReaderRoles(client: pg.ClientBase): Promise<void> {
  for (const role of Object.values(READER_ROLES)) {
    if (await isReady(client, role)) continue
    const { givesUp } = await accountOf(client)
    try {
      await client.query(`do $$ begin
        create role ${role} nologin;
      exception when duplicate_object or unique_violation then null;
      end $$`)
      if (!(await isReady(client, role))) await client.query(`grant ${role} to current_user ${givesUp}`)
    } catch {
      // Whoever came at the same time may have done it; whoever may not is told below.
    }
    if (!(await isReady(client, role))) throw await rolesMissing(client)
  }
}

/**
 * Whether the account can step into the role (tried, for what a membership means differs between servers) and is not the
 * role's like all the time: an account that inherits from it would be kept to a reader's rows itself.
 */
async function isReady(client: pg.ClientBase, role: string): Promise<boolean> {
  try {
    await client.query(`set role ${role}`)
    await client.query('reset role')
  } catch {
    return false
  }
  const { rows } = await client.query<{ inherits: boolean }>(
    `select not (rolsuper or rolbypassrls) and pg_has_role(current_user, $1, 'usage') as inherits
     from pg_roles where rolname = current_user`,
    [role],
  )
  return rows[0]?.inherits === false
}

/** The account's name, and the words with which it may become another role and inherits nothing from it. */
async function accountOf(client: pg.ClientBase): Promise<{ readonly name: string; readonly givesUp: string }> {
  const { rows } = await client.query<{ name: string; version: number }>(
    `select quote_ident(current_user) as name, current_setting('server_version_num')::int as version`,
  )
  const [account] = rows
  return { name: account?.name ?? '', givesUp: (account?.version ?? 0) < 160_000 ? '' : 'with inherit false, set true' }
}

async function rolesMissing(client: pg.ClientBase): Promise<UnusableDatabase> {
  const { name, givesUp } = await accountOf(client)
  const roles = Object.values(READER_ROLES)
  const statements = [
    ...roles.map((role) => `CREATE ROLE ${role} NOLOGIN;`),
    `GRANT ${roles.join(', ')} TO ${name}${givesUp === '' ? '' : ` ${givesUp.toUpperCase()}`};`,
    ...(givesUp === '' ? [`ALTER ROLE ${name} NOINHERIT;`] : []),
  ]
  return new UnusableDatabase(
    `The hub reads as roles of its own (${roles.join(', ')}), so that the database itself keeps readers to their areas, and the account ${name} may not make them, step into them, or inherits from them. Let an administrator of the server run this once, without those lines that say what there is already: ${statements.join(' ')}`,
  )
}

/**
 * Gives the account its way past the guards where it is another than the one before: a dump was restored. Before migrations,
 * which would see no rows.
 */
export async function passGuards(client: pg.ClientBase): Promise<void> {
  const { rows: others } = await client.query<{ table: string }>(
    `select polrelid::regclass::text as table from pg_policy
     where polname = 'hub' and not (select oid from pg_roles where rolname = current_user) = any(polroles)`,
  )
  for (const { table } of others) await client.query(`alter policy hub on ${table} to current_user`)
}

/** Gives the roles what they may read, after a migration and where a dump was restored on a server without them. */
export async function openToReaders(client: pg.ClientBase, migrated: boolean): Promise<void> {
  if (migrated || !(await areGranted(client))) await client.query(grantsSql())
}

async function areGranted(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `select bool_and(has_table_privilege(role, 'hub_version', 'select')) as held from unnest($1::text[]) role`,
    [Object.values(READER_ROLES)],
  )
  return rows[0]?.held === true
}
