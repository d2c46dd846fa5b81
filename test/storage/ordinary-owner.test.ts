import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ADMINISTRATOR } from '../../src/access/actor.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { rows } from '../../src/kernel/sql.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { migrationsList } from '../../src/storage/migrations/all-migrations.ts'
import { type Database, openDatabase, UnusableDatabase } from '../../src/storage/orm.ts'
import { READER_ROLES } from '../../src/storage/reader-grants.ts'
import { seedTwoCommunes } from '../app/support/two-communes.ts'
import { createEmptyDatabase, dropDatabase } from '../support/database.ts'
import { onServer } from '../support/server.ts'

const EVERY_MIGRATION = migrationsList.map(({ name }) => name)
/** The account in DATABASE_URL as an administrator of a server gives it out: it owns its database and may do nothing else. */
const OWNER = `owner_${randomBytes(4).toString('hex')}`
const ROLES = Object.values(READER_ROLES).join(', ')
let url: string
let admin: string

beforeAll(async () => {
  admin = await createEmptyDatabase()
  const name = new URL(admin).pathname.slice(1)
  await onServer(
    inject('serverUrl'),
    `create role ${OWNER} login password 'x'`,
    `alter database ${name} owner to ${OWNER}`,
  )
  const address = new URL(admin)
  address.username = OWNER
  address.password = 'x'
  url = address.href
})
afterAll(async () => {
  await dropDatabase(admin)
  await onServer(inject('serverUrl'), `drop role ${OWNER}`)
})

async function withOwner<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(url, { connections: 3 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

describe('an owner without any right beyond its database', () => {
  test('is told in one sentence what an administrator must run', async () => {
    await withOwner(async (database) => {
      const refused = await migrate(database).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(UnusableDatabase)
      expect((refused as Error).message).toContain(`GRANT ${ROLES} TO`)
      expect((refused as Error).message).toContain('CREATE ROLE baophu_figures NOLOGIN')
    })
  })

  test('is told so too when it would be kept to a reader’s rows itself', async () => {
    await onServer(inject('serverUrl'), `grant ${ROLES} to ${OWNER}`)
    await expect(withOwner(migrate)).rejects.toThrow('WITH INHERIT FALSE, SET TRUE')
  })

  test('migrates once that was run, writes, and reads as anybody', async () => {
    await onServer(inject('serverUrl'), `grant ${ROLES} to ${OWNER} with inherit false, set true`)
    await withOwner(async (database) => {
      expect(await migrate(database)).toEqual(EVERY_MIGRATION)
      const em = database.em()
      const [own] = await seedTwoCommunes(em)
      const country = readerSessions(database, ADMINISTRATOR)
      const [area] = await rows<{ id: number }>(em, 'select area_id as id from area where code = $1', [own.code])
      const scope = { kind: 'AREAS', areaIds: [area?.id ?? 0] } as const
      const commune = readerSessions(database, { id: 'x', role: 'DATA_OFFICER', scope })
      const count = 'select count(*)::int as n from person'
      const [all, seen, held] = await Promise.all(
        [country.persons, commune.persons, em].map((session) => rows<{ n: number }>(session, count)),
      )
      expect([all, seen, held]).toEqual([[{ n: 8 }], [{ n: 4 }], [{ n: 8 }]])
      await expect(rows(commune.persons, 'delete from person')).rejects.toMatchObject({ code: '42501' })
    })
  })

  test('is not slowed down by the guards: its own plans know nothing of them', async () => {
    await withOwner(async (database) => {
      const plan = await rows(
        database.em(),
        'explain select from residence join person using (person_id) where area_id = 1',
      )
      expect(JSON.stringify(plan)).not.toMatch(/InitPlan|SubPlan|get_bit/)
    })
  })

  test('cannot dump without saying that guards are on, and then dumps every row', async () => {
    await withOwner(async (database) => {
      const client = await database.pool().connect()
      try {
        // What pg_dump does first, unless it is given --enable-row-security.
        await client.query('set row_security = off')
        await expect(client.query('select from person')).rejects.toMatchObject({ code: '42501' })
        await client.query('set row_security = on')
        expect((await client.query('select from person')).rowCount).toBe(8)
      } finally {
        client.release(true)
      }
    })
  })

  test('comes into a restored database that another owned, and grants what the server did not know', async () => {
    const other = `${OWNER}_2`
    await onServer(
      inject('serverUrl'),
      `create role ${other} login password 'x'`,
      `grant ${ROLES} to ${other} with inherit false, set true`,
    )
    await onServer(
      admin,
      `reassign owned by ${OWNER} to ${other}`,
      `revoke all on all tables in schema public from ${ROLES}`,
    )
    const address = new URL(url)
    address.username = other
    const database = await openDatabase(address.href, { connections: 3 })
    try {
      expect(await rows(database.em(), 'select from person')).toEqual([])
      await migrate(database)
      expect(await rows(database.em(), 'select from person')).toHaveLength(8)
      expect(await rows(readerSessions(database, ADMINISTRATOR).em, 'select from residence')).toHaveLength(8)
    } finally {
      await database.close()
      await onServer(admin, `reassign owned by ${other} to ${OWNER}`, `drop owned by ${other}`)
      await onServer(inject('serverUrl'), `drop owned by ${other}`, `drop role ${other}`)
    }
  })
})

test('hubs that come to a server at once do not trip over its roles', async () => {
  const urls = await Promise.all([1, 2, 3].map(() => createEmptyDatabase()))
  const databases = await Promise.all(urls.map((address) => openDatabase(address, { connections: 2 })))
  try {
    expect(await Promise.all(databases.map((database) => migrate(database)))).toEqual(urls.map(() => EVERY_MIGRATION))
  } finally {
    for (const database of databases) await database.close()
    for (const address of urls) await dropDatabase(address)
  }
})
