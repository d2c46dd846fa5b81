import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { UnusableDatabase } from './orm.ts'

/** How the server's programs are started: PostgreSQL refuses to run as root. */
export interface ServerAccount {
  /** The account to become; absent when the hub's own will do. */
  readonly uid?: number
  readonly gid?: number
  /** Words to put before the program. */
  readonly prefix: readonly string[]
}

const OWN_ACCOUNT: ServerAccount = { prefix: [] }
/** Root of this machine, seen from inside as nobody: files stay root's, and PostgreSQL is content. */
const HIDDEN_ROOT: ServerAccount = { prefix: ['unshare', '-U', '--map-user=65534', '--map-group=65534'] }

/** What an account must be able to reach: the server's program, and the folder that holds its data. */
export interface ServerPlaces {
  readonly postgres: string
  readonly directory: string
  readonly data: string
}

/**
 * Chooses the account for the server. An ordinary user's own; for root the owner of the existing data, else `postgres`
 * or `nobody`; and where that account cannot enter (a checkout under /root) root itself inside a user namespace.
 * Throws `UnusableDatabase` when none can.
 */
export function serverAccount(places: ServerPlaces): ServerAccount {
  if (process.getuid?.() !== 0) return OWN_ACCOUNT
  const choices = existsSync(places.data) ? [ownerOf(places.data)] : [unprivilegedAccount(), HIDDEN_ROOT]
  const chosen = choices.find((account) => canStart(account, places))
  if (chosen) return chosen
  throw new UnusableDatabase(
    `PostgreSQL refuses to run as root, and no other account can reach ${places.directory} and ${places.postgres}. Start the hub as an ordinary user, or name a server in DATABASE_URL.`,
  )
}

function ownerOf(data: string): ServerAccount {
  const { uid, gid } = statSync(data)
  return uid === 0 ? HIDDEN_ROOT : { uid, gid, prefix: [] }
}

function unprivilegedAccount(): ServerAccount {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((text) => text.split(':'))
    .filter((fields) => fields[0] === 'postgres' || fields[0] === 'nobody')
    .sort((left, right) => String(right[0]).localeCompare(String(left[0])))[0]
  return { uid: Number(line?.[2] ?? 65534), gid: Number(line?.[3] ?? 65534), prefix: [] }
}

function canStart({ prefix, uid, gid }: ServerAccount, { postgres, directory }: ServerPlaces): boolean {
  // The account itself must walk there: a working directory given to spawn is entered before the account changes.
  const walk = ['/bin/sh', '-c', 'cd -- "$1" && exec "$2" --version', 'baophu', directory, postgres]
  const [program = '', ...words] = [...prefix, ...walk]
  return spawnSync(program, words, { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}
