import { execute } from '../../../src/kernel/sql.ts'
import type { Loader, LoaderContext } from '../loader.ts'
import { AREA_COLUMNS, resolveAreaColumn } from '../resolve-area-column.ts'
import { checkFigures } from './check-figures.ts'
import { commitFigures, planFigures, withdrawFigures } from './write-figures.ts'

/** Numbers that an office states for areas on a day. */
export const figuresLoader: Loader = {
  working: AREA_COLUMNS,
  resolve: resolveFigures,
  check: checkFigures,
  plan: planFigures,
  commit: commitFigures,
  withdraw: withdrawFigures,
}

async function resolveFigures(context: LoaderContext): Promise<void> {
  await execute(context.em, `update ${context.stage} set on_day = coalesce(as_of, $1)`, [context.batch.asOf])
  await resolveAreaColumn(context)
}
