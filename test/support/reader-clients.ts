import pg from 'pg'
import { READER_ROLES, type ReaderRole } from '../../src/storage/reader-grants.ts'

/** Steps into a reader's role over a connection of its own, with these settings (`baophu.…`) and no others. */
export async function asRole<Result>(
  url: string,
  { role, settings = {} }: { readonly role: ReaderRole; readonly settings?: Readonly<Record<string, string>> },
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const [name, value] of Object.entries(settings))
      await client.query('select set_config($1, $2, false)', [`baophu.${name}`, value])
    await client.query(`set role ${READER_ROLES[role]}`)
    return await work(client)
  } finally {
    await client.end()
  }
}
