import { rm } from 'node:fs/promises'
import { keptPath } from '../../../importers/kept-file.ts'
import { rows } from '../../kernel/sql.ts'
import type { Database } from '../../storage/orm.ts'

/** The register and the folder of kept files. */
export interface Kept {
  readonly database: Database
  readonly filesDirectory: string
}

/** Removes files from the disk. The same bytes may have come again meanwhile; then they are somebody's. */
export async function removeFiles({ database, filesDirectory }: Kept, files: readonly string[]): Promise<void> {
  const wanted = await rows<{ sha256: string }>(
    database.em(),
    'select sha256 from import_batch where sha256 = any($1::text[]) and file_removed_at is null',
    [files],
  )
  const held = new Set(wanted.map(({ sha256 }) => sha256))
  for (const sha256 of files) if (!held.has(sha256)) await rm(keptPath(filesDirectory, sha256), { force: true })
}
