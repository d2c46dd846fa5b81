import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type ServerAccount, serverAccount } from './embedded-account.ts'
import { serverBinaries } from './embedded-binaries.ts'
import { clearOrphan, type ServerPlan, startServer } from './embedded-process.ts'
import { UnusableDatabase } from './orm.ts'

const ROLE = 'baophu'
const DATABASE = 'baophu'

/** The hub's own PostgreSQL, accepting connections on 127.0.0.1 with a password that only this account can read. */
export interface EmbeddedServer {
  /** `postgresql://baophu:…@127.0.0.1:port/baophu` */
  readonly url: string
  readonly pid: number
  /** Fulfils when the server has ended, whoever ended it. */
  readonly ended: Promise<void>
  /** Shuts the server down and waits until it is gone. */
  stop(): Promise<void>
}

/**
 * Starts the hub's own PostgreSQL over `directory`, making the database there on the first start. It ends with this
 * process, however this process ends. With `throwAway` it trades safety for speed and removes the directory at its end.
 * The caller makes sure that one process at a time does this for a directory (`src/app/hub-lock.ts`).
 * Throws `UnusableDatabase` with a sentence when this machine cannot run it.
 */
export async function startEmbeddedServer(
  directory: string,
  { throwAway = false }: { readonly throwAway?: boolean } = {},
): Promise<EmbeddedServer> {
  const plan = await planServer(directory, throwAway)
  await clearOrphan(plan.data)
  const password = existsSync(plan.data) ? readPassword(plan.directory) : initialise(plan)
  const server = await startServer(plan)
  const address = (database: string): string => `postgresql://${ROLE}:${password}@127.0.0.1:${server.port}/${database}`
  try {
    await createDatabase(address('postgres'))
  } catch (error) {
    await server.stop()
    throw error
  }
  return { url: address(DATABASE), pid: server.pid, ended: server.ended, stop: server.stop }
}

async function planServer(place: string, throwAway: boolean): Promise<ServerPlan> {
  const binaries = await serverBinaries()
  // The server's account must get through to its data; everything beside the data is closed to it by its own mode.
  mkdirSync(place, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  // One name for one folder: a server is known again by the path on its command line.
  const directory = realpathSync(place)
  const data = join(directory, 'data')
  const account = serverAccount({ postgres: binaries.postgres, directory, data })
  if (throwAway) giveTo(account, directory)
  return { binaries, account, directory, data, throwAway }
}

/** Makes an empty cluster and its password. Under another name first, so that a killed try leaves nothing half made. */
function initialise({ account, binaries, data, directory, throwAway }: ServerPlan): string {
  const unfinished = `${data}.unfinished`
  const password = randomBytes(24).toString('hex')
  const passwordCopy = join(directory, 'password.initdb')
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordCopy, password, { mode: 0o600 })
  giveTo(account, unfinished)
  giveTo(account, passwordCopy)
  const words = [
    ...[...account.prefix, binaries.initdb, '-D', unfinished, '-U', ROLE, '--auth=scram-sha-256'],
    ...[`--pwfile=${passwordCopy}`, '--encoding=UTF8', '--locale=C', '--locale-provider=builtin'],
    // Order by code point, the same on every machine; lists for people ask for the Vietnamese order by name.
    ...['--builtin-locale=C.UTF-8', '--data-checksums', ...(throwAway ? ['--no-sync'] : [])],
  ]
  const options = { uid: account.uid, gid: account.gid, cwd: directory, encoding: 'utf8', windowsHide: true } as const
  const made = spawnSync(words[0] as string, words.slice(1), options)
  rmSync(passwordCopy)
  if (made.status !== 0) {
    const reason = made.error?.message ?? `${made.stderr}${made.stdout}`.trim()
    throw new UnusableDatabase(`The hub's own PostgreSQL could not be made in ${directory}: ${reason}`)
  }
  writeFileSync(join(directory, 'password'), password, { mode: 0o600 })
  renameSync(unfinished, data)
  return password
}

function giveTo(account: ServerAccount, path: string): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid)
}

function readPassword(directory: string): string {
  const path = join(directory, 'password')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  throw new UnusableDatabase(`${path} is missing, and without it the data beside it cannot be opened. Put it back.`)
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}
