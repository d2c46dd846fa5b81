import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { rows } from '../../src/kernel/sql.ts'
import { migrate, migrationState } from '../../src/storage/migrate.ts'
import { migrationsList } from '../../src/storage/migrations/all-migrations.ts'
import { type Database, openDatabase, UnusableDatabase } from '../../src/storage/orm.ts'
import { createEmptyDatabase, createTestDatabase, dropDatabase, type TestDatabase } from '../support/database.ts'

const names = migrationsList.map((migration) => migration.name)

describe('a database that has never been migrated', () => {
  const open: Database[] = []
  let url: string
  beforeAll(async () => {
    url = await createEmptyDatabase()
  })
  afterEach(async () => {
    for (const database of open.splice(0)) await database.close()
  })
  afterAll(() => dropDatabase(url))

  async function openOne(): Promise<Database> {
    const database = await openDatabase(url, { connections: 3 })
    open.push(database)
    return database
  }

  it('lacks every migration, and looking changes nothing', async () => {
    const database = await openOne()
    expect(await migrationState(database)).toEqual({ applied: [], pending: names, unknown: [] })
    expect(await rows(database.em(), `select from pg_class where relname = 'area'`)).toEqual([])
  })

  it('is migrated once by processes that come at the same time', async () => {
    const together = await Promise.all([openOne(), openOne(), openOne()])
    const done = await Promise.all(together.map(migrate))
    expect(done.filter((ran) => ran.length > 0)).toEqual([names])
    expect(await rows(together[0].em(), 'select code from area')).toEqual([{ code: 'VN' }])
  })

  it('has nothing left to do the second time', async () => {
    const database = await openOne()
    expect(await migrate(database)).toEqual([])
    expect(await migrationState(database)).toEqual({ applied: names, pending: [], unknown: [] })
  })

  it('is refused when a newer program has migrated it, and the lock is free again', async () => {
    const database = await openOne()
    await database.pool().query(`insert into hub_migration (name) values ('0999-from-tomorrow')`)
    const refusal = await migrate(database).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UnusableDatabase)
    expect(String(refusal)).toContain(`newer baophu (0999-from-tomorrow); this one knows up to ${names.at(-1)}`)
    // The server's other databases belong to other tests, with locks of their own.
    const { rows: locks } = await database.pool().query(
      `select from pg_locks
       where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())`,
    )
    expect(locks).toEqual([])
  })
})

describe('the register after migration', () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await createTestDatabase()
  })
  afterAll(() => db.drop())

  it('has the country, without beginning or end, and as its own ancestor', async () => {
    expect(
      await rows(
        db.em,
        `select code, name, level, name_key, name_plain, ancestor_level, link.valid_from, link.valid_until
         from area join area_ancestor link using (area_id) where ancestor_id = area_id`,
      ),
    ).toEqual([
      {
        ...{ code: 'VN', name: 'Việt Nam', level: 0, name_key: 'việt nam', name_plain: 'viet nam', ancestor_level: 0 },
        ...{ valid_from: '-infinity', valid_until: 'infinity' },
      },
    ])
  })

  it('has the 43 codes of Quyết định 1351 by payer, in the order of the law, and two later ones without a payer', async () => {
    expect(
      await rows(
        db.em,
        `select participant_group, count(*), string_agg(code, ' ' order by law_order) as codes
         from participant_code group by 1 order by 1`,
      ),
    ).toEqual([
      { participant_group: 1, count: 7, codes: 'DN HX CH NN TK HC XK' },
      { participant_group: 2, count: 7, codes: 'HT TB NO CT XB TN CS' },
      {
        participant_group: 3,
        count: 24,
        codes: 'QN CA CY XN MS CC CK CB KC HD TE BT HN DT DK XD TS TC TQ TA TY HG LS PV',
      },
      { participant_group: 4, count: 4, codes: 'CN HS SV GB' },
      { participant_group: 5, count: 1, codes: 'GD' },
      { participant_group: null, count: 2, codes: 'LH AK' },
    ])
  })

  it('numbers the codes for the cube in the same order, from 1', async () => {
    expect(await rows(db.em, 'select code from participant_code where code_no <> law_order or code_no < 1')).toEqual([])
  })
})
