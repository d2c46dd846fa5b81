import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedServer, startEmbeddedServer } from '../../src/storage/embedded.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { type Database, openDatabase } from '../../src/storage/orm.ts'
import { endContestants } from './contestants.ts'
import { interruption } from './interruption.ts'

/** The hub's own PostgreSQL on the hub's schema, and a folder for what else there is. */
export interface BenchDatabase {
  readonly folder: string
  readonly server: EmbeddedServer
  readonly database: Database
}

/**
 * Works on a database in a folder of its own, or in the one that is `kept`. Whatever happens, servers that were started meanwhile
 * end, then the database, and the folder goes unless it is kept. Rejects with `Interrupted` at SIGINT and SIGTERM: the work may
 * still wait for something then.
 */
export async function withBenchDatabase(
  name: string,
  work: (bench: BenchDatabase) => Promise<void>,
  kept?: string,
): Promise<void> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), `bench-${name}-`)))
  if (!kept) await chmod(folder, 0o711)
  const server = await startEmbeddedServer(join(folder, 'postgres'))
  const database = await openDatabase(server.url)
  const interrupted = interruption()
  try {
    await migrate(database)
    await Promise.race([work({ folder, server, database }), interrupted.promise])
  } finally {
    interrupted.forget()
    await endContestants()
    // Before the connections, which would wait for a statement that is under way.
    await server.stop()
    await database.close()
    if (!kept) await rm(folder, { recursive: true, force: true })
  }
}
