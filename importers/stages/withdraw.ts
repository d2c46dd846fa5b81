import { rows, type SqlSession } from '../../src/kernel/sql.ts'
import type { Withdrawal } from './loader.ts'

const EXAMPLES = 5

/**
 * Sums up what a withdrawal did: `select` gives a line a register row with `verdict` (UNDONE, KEPT, BLOCKED), `reason`
 * (slug, null when undone) and `label`.
 */
export async function withdrawalOf(
  session: SqlSession,
  select: string,
  values: readonly unknown[] = [],
): Promise<Withdrawal> {
  const groups = await rows<{ verdict: string; reason: string | null; count: number; examples: string[] | null }>(
    session,
    `select verdict, reason, count(*)::int as count, (array_agg(distinct label) filter (where label is not null))[1:${EXAMPLES}] as examples
     from (${select}) judged group by verdict, reason order by verdict, reason`,
    values,
  )
  const sum = (verdict: string): number =>
    groups.filter((group) => group.verdict === verdict).reduce((total, group) => total + group.count, 0)
  return {
    undone: sum('UNDONE'),
    kept: sum('KEPT'),
    blocked: sum('BLOCKED'),
    reasons: groups.flatMap(({ reason, count, examples }) =>
      reason ? [{ code: reason, count, examples: examples ?? [] }] : [],
    ),
  }
}
