import { execute, rows, type SqlSession } from '../kernel/sql.ts'
import { evaluate } from './evaluate.ts'
import { segmentRows } from './segment-rows.ts'

/**
 * Writes to the feeds what the caller's transaction changed: the last thing it does, after it has raised the register's version,
 * so that commits come one after another and no reader sees a later change before an earlier one. Each segment stays on
 * the day it speaks of. Costs nothing while there is no segment.
 *
 * TOUCHED: the households whose `changed_at` is this transaction's moment, and those it took away. ALL: borders moved.
 */
export async function recordSegmentChanges(em: SqlSession, which: 'ALL' | 'TOUCHED'): Promise<void> {
  // First the locks, then a statement of its own: a definition that was changed meanwhile is read as it stands now.
  const standing = await rows<{ id: number }>(
    em,
    'select segment_id as id from segment where ended_at is null order by segment_id for update',
  )
  if (standing.length === 0) return
  if (which === 'TOUCHED') {
    await execute(em, 'drop table if exists pg_temp.segment_touched')
    await execute(
      em,
      'create temp table segment_touched on commit drop as select household_id from household where changed_at = now()',
    )
    await execute(em, 'analyze segment_touched')
  }
  const segments = await segmentRows(em, 's.segment_id = any($1::int[])', [standing.map(({ id }) => id)])
  for (const segment of segments)
    await evaluate(em, segment, {
      ...{ day: segment.evaluatedOn, which, logged: true },
      kept: segment.documentForm !== null,
    })
}
