import { prepared, type SqlSession } from '../kernel/sql.ts'

/** Which state of the register answers speak of. */
export interface HubVersion {
  /** Grows with every commit and withdrawal, in the order in which they become visible. */
  readonly version: string
  /** When the figures last changed; null before the first commit. */
  readonly updatedAt: Date | null
}

/** The version in an answer of which nobody reads it. */
export const NOT_READ: HubVersion = { version: '', updatedAt: null }

/**
 * The register's version as this moment's reader sees it. A commit raises it in its own transaction: whoever reads the same
 * version before and after other statements has seen one state in all of them.
 */
export async function hubVersion(em: SqlSession): Promise<HubVersion> {
  const [found] = await prepared<{ version: number; updated_at: Date }>(
    em,
    'select version, updated_at from hub_version',
  )
  if (!found) throw new Error('the register has no version')
  return { version: String(found.version), updatedAt: found.version === 0 ? null : found.updated_at }
}
