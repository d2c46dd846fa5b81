import { refreshAncestors } from '../../src/areas/area-ancestors.ts'
import { rebuildCube } from '../../src/coverage/cube.store.ts'
import { execute, rows, type SqlSession } from '../../src/kernel/sql.ts'
import type { Database } from '../../src/storage/orm.ts'
import { REFORMED, REGISTERED_ANEW } from './country-reform.ts'
import { AREAS, CARDS, HOUSEHOLDS, MEMBERS, SETTLED_TABLES, TARGETS } from './country-statements.ts'

/** How large a part of the country is made. */
export interface CountrySize {
  /** Residents; two cards each on average, four to a household. */
  readonly persons: number
  readonly provinces?: number
  readonly communes?: number
  readonly hamlets?: number
  /** The same number makes the same country. */
  readonly seed?: number
  /** Whether some communes are merged and divided (`REFORM`). */
  readonly isReformed?: boolean
}

/** The country of the issue: as many units as after 1/7/2025. */
const WHOLE = { provinces: 34, communes: 3_321, hamlets: 30_000, seed: 1, isReformed: false }

/**
 * Fills an empty register with a made-up part of the country: units, households with classes, persons, residences, cards,
 * targets; then counts the cube. Set-based SQL past the import, one transaction a step, the same rows for the same seed.
 */
export async function makeCountry(database: Database, size: CountrySize): Promise<void> {
  const { persons, provinces, communes, hamlets, seed, isReformed } = { ...WHOLE, ...size }
  const [em, counts] = [database.em(), { provinces, communes, hamlets, persons }]
  await execute(em, drawFunction(seed))
  await step(database, async (session) => {
    for (const sql of [...AREAS, ...(isReformed ? REFORMED : []), TARGETS])
      await execute(session, sql.text, sql.of(counts))
    await refreshAncestors(session)
  })
  for (const statements of [HOUSEHOLDS, isReformed ? [...MEMBERS, REGISTERED_ANEW] : MEMBERS, CARDS]) {
    await step(database, async (session) => {
      for (const sql of statements) await execute(session, sql.text, sql.of(counts))
    })
  }
  for (const table of SETTLED_TABLES) await execute(em, `vacuum analyze ${table}`)
  await rebuildCube(em)
  await execute(em, 'vacuum analyze coverage_cube')
  await execute(em, 'update hub_version set version = 1, updated_at = now()')
  await execute(em, 'drop function draw')
}

async function step(database: Database, work: (session: SqlSession) => Promise<void>): Promise<void> {
  await database.em().transactional(work)
}

/** draw(n, salt, m): a number from 0 to m − 1 that looks drawn by lot and is the same for the same n, salt and seed. */
function drawFunction(seed: number): string {
  return `create or replace function draw(n bigint, salt int, m int) returns int immutable parallel safe language sql
    as $$ select ((hashint8extended(n, salt * 1000003::bigint + ${seed}) & 9007199254740991) % m)::int $$`
}

/** What was made, table by table. */
export async function countryRows(database: Database): Promise<ReadonlyMap<string, number>> {
  const counted = await rows<{ table: string; n: number }>(
    database.em(),
    [...SETTLED_TABLES, 'coverage_cube']
      .map((table) => `select '${table}' as table, count(*)::int as n from ${table}`)
      .join(' union all '),
  )
  return new Map(counted.map(({ table, n }) => [table, n]))
}
