import { join } from 'node:path'
import { type EmbeddedServer, startEmbeddedServer } from '../storage/embedded.ts'
import { migrate, migrationState } from '../storage/migrate.ts'
import { type Database, openDatabase, UnusableDatabase } from '../storage/orm.ts'
import type { Config } from './config.ts'
import { findRunningHub, type HubPurpose, takeHubLock } from './hub-lock.ts'

/** What of the configuration decides which database is opened. */
export type DatabaseConfig = Pick<Config, 'dataDirectory' | 'databaseUrl' | 'databaseConnections'> &
  Partial<Pick<Config, 'questionSeconds'>>

/** The hub's database, open and on this program's schema, and what has to be given back with it. */
export interface HubDatabase {
  readonly database: Database
  /** GIVEN by DATABASE_URL · STARTED here under BAOPHU_DATA · ATTACHED to the one a running hub has started. */
  readonly origin: 'GIVEN' | 'STARTED' | 'ATTACHED'
  /** Fulfils when a STARTED server has ended, by our wish or not; never for the others. */
  readonly serverEnded: Promise<void>
  /** Tells commands where the hub answers. To be called when it serves. */
  announce(hubUrl: string): void
  /** Closes connections, stops a STARTED server, and lets go of the data folder. */
  close(): Promise<void>
}

/** What was started and must be ended again, the last first. */
type Ending = () => Promise<void> | void

/**
 * Opens the hub's database and migrates it. A SERVE takes the data folder for itself and throws `HubAlreadyRuns` when it
 * is taken; a COMMAND uses the server of whoever holds it. Throws `UnusableDatabase` with a sentence.
 */
export async function openHubDatabase(config: DatabaseConfig, purpose: HubPurpose): Promise<HubDatabase> {
  const endings: Ending[] = []
  try {
    return await openWith(config, purpose, endings)
  } catch (error) {
    await endAll(endings)
    throw error
  }
}

async function openWith(config: DatabaseConfig, purpose: HubPurpose, endings: Ending[]): Promise<HubDatabase> {
  if (purpose === 'COMMAND') {
    const found = config.databaseUrl ? null : await findRunningHub(config.dataDirectory)
    if (found) return attach(config, found.databaseUrl, endings)
  }
  const needsLock = purpose === 'SERVE' || config.databaseUrl === null
  const lock = needsLock ? await takeHubLock(config.dataDirectory, purpose) : null
  if (lock) endings.push(() => lock.release())
  const server = config.databaseUrl === null ? await startOwn(config, endings) : null
  const databaseUrl = server?.url ?? (config.databaseUrl as string)
  const database = await connect(config, databaseUrl, endings)
  await migrate(database)
  lock?.announce({ databaseUrl })
  return {
    database,
    origin: server ? 'STARTED' : 'GIVEN',
    serverEnded: server?.ended ?? new Promise(() => {}),
    announce: (url) => lock?.announce({ url }),
    close: () => endAll(endings),
  }
}

async function startOwn(config: DatabaseConfig, endings: Ending[]): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(join(config.dataDirectory, 'postgres'))
  endings.push(() => server.stop())
  return server
}

async function attach(config: DatabaseConfig, url: string | null, endings: Ending[]): Promise<HubDatabase> {
  if (url === null) {
    throw new UnusableDatabase(`The hub on ${config.dataDirectory} is still starting. Try again in a moment.`)
  }
  const database = await connect(config, url, endings)
  const { pending, unknown } = await migrationState(database)
  if (pending.length + unknown.length > 0) {
    throw new UnusableDatabase('The running hub is of another version than this command. Restart it, then try again.')
  }
  const close = (): Promise<void> => endAll(endings)
  return { database, origin: 'ATTACHED', serverEnded: new Promise(() => {}), announce: () => {}, close }
}

async function connect(config: DatabaseConfig, url: string, endings: Ending[]): Promise<Database> {
  const database = await openDatabase(url, {
    connections: config.databaseConnections,
    // The hub's own clock is the first to ring; this is for a hub that is gone.
    ...(config.questionSeconds && { readerStatementMs: config.questionSeconds * 1_000 + 1_000 }),
  })
  endings.push(() => database.close())
  return database
}

async function endAll(endings: Ending[]): Promise<void> {
  for (let ending = endings.pop(); ending; ending = endings.pop()) await ending()
}
