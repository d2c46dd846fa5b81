import { rows } from '../../../src/kernel/sql.ts'
import { addBatchIssue, addIssues } from '../stage-issues.ts'
import type { PersonContext } from './person-stage.ts'

/** Rules over the households of a survey. */
export async function checkHouseholds(context: PersonContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'household-without-head',
    field: 'relation',
    select: `select distinct on (household_no) sheet, row, label as found, '{}'::jsonb as args
             from ${context.stage} staged
             where outcome = 'READY' and household_no is not null and not exists (
               select from ${context.stage} head where head.household_no = staged.household_no and head.household_head)
             order by household_no, line`,
  })
  await addIssues(context, 'check', {
    code: 'household-repeated',
    field: 'full_name',
    select: `
      with block as (
        select household_line, household_no, min(line) as line from ${context.stage}
        where outcome = 'READY' and household_no is not null group by household_line, household_no
      ), again as (
        select household_line, line, first_value(line) over joined as first_line from block
        window joined as (partition by household_line order by line)
      )
      select staged.sheet, staged.row, staged.label as found, jsonb_build_object('first', first.row) as args
      from again
      join ${context.stage} staged on staged.line = again.line
      join ${context.stage} first on first.line = again.first_line
      where again.line > again.first_line`,
  })
  const [classless] = await rows(
    context.em,
    `select from ${context.stage} where outcome = 'READY' and household_no is not null
      and household_class is null limit 1`,
  )
  if (classless) await addBatchIssue(context, 'check', { code: 'class-not-stated' })
}
