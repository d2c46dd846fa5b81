import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { oneRow } from '../../src/kernel/sql.ts'
import { startEmbeddedServer } from '../../src/storage/embedded.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openDatabase } from '../../src/storage/orm.ts'
import { makeCountry } from './country.ts'
import { tableRow } from './print-table.ts'

interface CubeSize {
  readonly persons: number
  readonly enrolments: number
  readonly rows: number
  readonly above: number
  readonly bytes: number
  readonly register: number
}

/** How the cube grows with the persons: a quarter, a half, all of them, each in a country of its own with the same areas. */
export async function measureGrowth(persons: number, print: (line: string) => void): Promise<void> {
  print(
    tableRow([
      'persons',
      'cards',
      'rows of the cube',
      'of communes and above',
      'MB with its index',
      'MB of the register',
    ]),
  )
  print('|---|---|---|---|---|---|')
  for (const part of [persons / 4, persons / 2, persons]) {
    const size = await sizeWith(Math.round(part))
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0)
    print(
      tableRow([size.persons, size.enrolments, size.rows, size.above, megabytes(size.bytes), megabytes(size.register)]),
    )
  }
}

async function sizeWith(persons: number): Promise<CubeSize> {
  const server = await startEmbeddedServer(await mkdtemp(join(tmpdir(), 'bench-growth-')), { throwAway: true })
  const database = await openDatabase(server.url)
  try {
    await migrate(database)
    await makeCountry(database, { persons })
    return await oneRow<CubeSize>(
      database.em(),
      `select (select count(*)::int from person) as persons, (select count(*)::int from enrolment) as enrolments,
        (select count(*)::int from coverage_cube) as rows,
        (select count(*)::int from coverage_cube join area using (area_id) where level < 4) as above,
        pg_total_relation_size('coverage_cube')::float8 as bytes,
        (select sum(pg_total_relation_size(name::regclass))::float8
         from unnest('{person,person_identity,residence,enrolment,household,household_state}'::text[]) name) as register`,
    )
  } finally {
    await database.close()
    await server.stop()
  }
}
