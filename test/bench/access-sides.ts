import { tmpdir } from 'node:os'
import { createIntake } from '../../importers/intake.ts'
import { type Actor, WHOLE_COUNTRY } from '../../src/access/actor.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import type { ImportPort } from '../../src/batches/import-port.ts'
import { type HubSession, oneRow, type SqlSession } from '../../src/kernel/sql.ts'
import { type Database, openDatabase } from '../../src/storage/orm.ts'
import { type BenchDatabase, withBenchDatabase } from './bench-database.ts'
import { makeCountry } from './country.ts'
import { ownSeconds, scheduledSeconds } from './process-cost.ts'

/** One account's way to the database, with the clocks of what it costs. */
export interface Side {
  readonly actor: Actor
  readonly em: SqlSession
  readonly persons: SqlSession
  readonly hub: HubSession
  readonly imports: ImportPort
  /** Seconds of CPU so far: of the backends that answer or write down, and of this process. */
  clocks(): { readonly database: number; readonly own: number }
}

type SidesOf = (areaCode: string) => Promise<readonly [owner: Side, guarded: Side]>

/** Makes the country, or finds it; each side has one connection, whose backend's clock tells what a question costs. */
export async function withBothSides(
  kept: string | undefined,
  persons: number,
  work: (sidesOf: SidesOf) => Promise<void>,
): Promise<void> {
  const prepared = async ({ database, server }: BenchDatabase): Promise<void> => {
    const { n } = await oneRow<{ n: number }>(database.em(), 'select count(*)::int as n from person')
    if (n === 0) await makeCountry(database, { persons })
    const single = await openDatabase(server.url, { connections: 1 })
    try {
      await work((areaCode) => sidesOf(single, areaCode))
    } finally {
      await single.close()
    }
  }
  await withBenchDatabase('access', prepared, kept)
}

async function sidesOf(database: Database, code: string): Promise<readonly [Side, Side]> {
  const em = database.em()
  const { id } = await oneRow<{ id: number }>(em, 'select area_id as id from area where code = $1', [code])
  const scope = code === 'VN' ? WHOLE_COUNTRY : await scopeOfAreas(em, [{ areaId: id, on: '2025-12-01' }])
  const actor: Actor = { id: 'bench', role: 'DATA_OFFICER', scope }
  const readers = readerSessions(database, actor)
  const backends = [await backendOf(em), await backendOf(readers.em)]
  const clocks = () => ({
    database: backends.reduce((sum, pid) => sum + scheduledSeconds(pid), 0),
    own: ownSeconds(),
  })
  const both = { actor, hub: em, imports: intakeOf(database), clocks }
  return [
    { ...both, em, persons: em },
    { ...both, ...readers },
  ]
}

async function backendOf(em: SqlSession): Promise<number> {
  return (await oneRow<{ pid: number }>(em, 'select pg_backend_pid() as pid')).pid
}

/** Nothing is imported here; a context has one. */
function intakeOf(database: Database): ImportPort {
  return createIntake({ database, filesDirectory: tmpdir(), clock: () => new Date(), log: { info() {}, error() {} } })
}
