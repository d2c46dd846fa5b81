import { execute } from '../../../src/kernel/sql.ts'
import type { Loader, LoaderContext } from '../loader.ts'
import { AREA_COLUMNS, resolveAreaColumn } from '../resolve-area-column.ts'
import { checkTargets } from './check-targets.ts'
import { commitTargets, planTargets, withdrawTargets } from './write-targets.ts'

/** Rates and counts assigned to areas, due on a day: one row gives up to four targets. */
export const targetsLoader: Loader = {
  working: [...AREA_COLUMNS, { name: 'due_day', type: 'date' }],
  resolve: resolveTargets,
  check: checkTargets,
  plan: planTargets,
  commit: commitTargets,
  withdraw: withdrawTargets,
}

/**
 * A target is due at the end of the title's year and holds from the first of January of the year in which it is due, unless
 * the row says otherwise. Its area is the one of its first day.
 */
async function resolveTargets(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged
     set due_day = due.day, on_day = coalesce(staged.valid_from, date_trunc('year', due.day)::date)
     from ${context.stage} same
     cross join lateral (select coalesce(same.due_on, (date_trunc('year', $1::date) + interval '1 year - 1 day')::date) as day) due
     where same.sheet = staged.sheet and same.row = staged.row`,
    [context.batch.asOf],
  )
  await resolveAreaColumn(context)
}
