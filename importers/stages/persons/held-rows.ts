import type { Actor } from '../../../src/access/actor.ts'
import { scopeIds } from '../../../src/access/area-scope.ts'
import { audit } from '../../../src/access/audit.store.ts'
import { type HubSession, oneRow } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { ReadingFailed } from '../read.ts'

/** A sender's files named more people of other places in a day than they may: nothing is told of this file's rows. */
export class TooManyHeld extends ReadingFailed {
  /** Held rows of this file; 0 when it was not even looked at. */
  readonly held: number

  constructor(most: number, held: number) {
    super('too-many-elsewhere', { most })
    this.name = 'TooManyHeld'
    this.held = held
  }
}

/**
 * Throws `TooManyHeld` when the sender's files of the last day have reached the limit: from then on every file of persons is
 * refused, whatever it holds, for one that is refused and one that is not would tell the two apart.
 */
export async function refuseSpent({ em, actor }: LoaderContext, most: number): Promise<void> {
  if (scopeIds(actor) !== null && (await heldInADay(em, actor)) >= most) throw new TooManyHeld(most, 0)
}

/**
 * Writes down how many rows of a checked file are held, and throws `TooManyHeld` when that passes the limit. The audit log is the
 * count: its entries wait for each other, so that two files at once are counted one after the other.
 */
export async function countHeld(context: LoaderContext, most: number): Promise<void> {
  const { em, actor, batch } = context
  if (scopeIds(actor) === null) return
  const { held } = await oneRow<{ held: number }>(
    em,
    `select count(*)::int as held from row_issue where batch_id = $1 and code = 'person-elsewhere'`,
    [batch.id],
  )
  if (held === 0) return
  await tellHeldRows(em, actor, { batchId: batch.id, held, refused: false })
  if ((await heldInADay(em, actor)) > most) throw new TooManyHeld(most, held)
}

/** How many, of which batch; never which. */
export async function tellHeldRows(
  em: HubSession,
  actor: Actor,
  { batchId, held, refused }: { readonly batchId: number; readonly held: number; readonly refused: boolean },
): Promise<void> {
  const { areaId } = await oneRow<{ areaId: number | null }>(
    em,
    'select area_id as "areaId" from import_batch where batch_id = $1',
    [batchId],
  )
  await audit(em, actor, 'ROWS_HELD', { batchId, areaId, rows: held, refused })
}

async function heldInADay(em: HubSession, actor: Actor): Promise<number> {
  const { rows } = await oneRow<{ rows: number }>(
    em,
    `select coalesce(sum((detail->>'rows')::int), 0)::int as rows from audit_entry
     where action = 'ROWS_HELD' and account = $1 and at > now() - interval '1 day'`,
    [actor.id],
  )
  return rows
}
