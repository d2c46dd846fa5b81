import { changesAreas } from '../../src/batches/source-kind.ts'
import { REGISTER_LOCK } from '../../src/kernel/register-lock.ts'
import { rows } from '../../src/kernel/sql.ts'
import type { LoaderContext } from './loader.ts'

/** First key of the advisory locks on areas, which a writing transaction holds until its end. */
const AREA_LOCK = 1

/** A batch that moves borders waits for every other that writes, and they for it. */
export async function lockBorders(context: LoaderContext): Promise<void> {
  await rows(context.em, `select pg_advisory_xact_lock${changesAreas(context.batch.kind) ? '' : '_shared'}($1, 0)`, [
    REGISTER_LOCK,
  ])
}

/**
 * Lets one batch write an area at a time, and batches of areas apart from each other write together: the area itself is
 * locked, the areas above it are locked shared, from the country down, so that no two wait for each other.
 */
export async function lockArea(context: LoaderContext): Promise<void> {
  if (changesAreas(context.batch.kind) || context.batch.areaId === null) return
  const above = await rows<{ id: number }>(
    context.em,
    `select distinct on (ancestor_level, ancestor_id) ancestor_id as id from area_ancestor
     where area_id = $1 and ancestor_id <> $1 order by ancestor_level, ancestor_id`,
    [context.batch.areaId],
  )
  for (const { id } of above) await rows(context.em, 'select pg_advisory_xact_lock_shared($1, $2)', [AREA_LOCK, id])
  await rows(context.em, 'select pg_advisory_xact_lock($1, $2)', [AREA_LOCK, context.batch.areaId])
}
