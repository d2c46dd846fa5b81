import { basename } from 'node:path'
import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor } from '../src/access/actor.ts'
import { scopeIds } from '../src/access/area-scope.ts'
import { audit } from '../src/access/audit.store.ts'
import { seen } from '../src/batches/batch-row.store.ts'
import type { ImportChoices, Received } from '../src/batches/import-port.ts'
import { execute, oneRow, rows } from '../src/kernel/sql.ts'
import type { ReceivedFile } from './kept-file.ts'

/** A file whose bytes are safe on disk, and what its sender says of it. */
export interface Admission {
  readonly actor: Actor
  readonly choices: ImportChoices
  readonly file: ReceivedFile
  readonly name: string
}

/**
 * Makes the batch, or finds the one that these bytes with these choices already have; six at once make one. Whoever may not
 * see that one is not told of it.
 */
export async function admit(em: SqlEntityManager, admission: Admission): Promise<Received> {
  const { actor, file } = admission
  const choices = JSON.stringify(admission.choices)
  await rows(em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [file.sha256])
  const [first] = await rows<{ id: number }>(
    em,
    `select batch_id as id from import_batch
     where sha256 = $1 and (received = $2::jsonb or choices = $2::jsonb)
       and status not in ('FAILED', 'DISCARDED', 'WITHDRAWN') and ${seen(3)}
     order by batch_id limit 1`,
    [file.sha256, choices, scopeIds(actor), actor.id],
  )
  if (first) {
    // Its bytes have just come again.
    await execute(em, 'update import_batch set file_removed_at = null where sha256 = $1', [file.sha256])
    return { batchId: first.id, repeated: true }
  }
  const { id } = await oneRow<{ id: number }>(
    em,
    `insert into import_batch (file_name, sha256, byte_size, choices, received, created_by, actor)
     values ($1, $2, $3, $4, $4, $5, $6) returning batch_id as id`,
    [shownName(admission.name), file.sha256, file.byteSize, choices, actor.id, JSON.stringify(actor)],
  )
  await audit(em, actor, 'FILE_SENT', { batchId: id, sha256: file.sha256 })
  return { batchId: id, repeated: false }
}

/** A file's name for people: no folders, no line breaks, not endless. */
function shownName(name: string): string {
  const bare = basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, ' ')
    .trim()
  return (bare || 'file').slice(-200)
}
