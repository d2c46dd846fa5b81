import { execute } from '../../../src/kernel/sql.ts'
import type { PersonContext } from './person-stage.ts'

/**
 * Writes what resolve has found to the staged rows, in one statement: each rewrites every row, and the rows are wide. A row
 * of whom it is doubted who it is gets no person; an issue has rejected it, as it has every row that is no `claim`.
 */
export async function settleRows(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged
     set commune_id = found.commune_id, hamlet_id = found.hamlet_id, group_id = found.group_id,
         place_id = found.place_id, household_line = found.household_line, household_key = found.household_key,
         household_id = found.household_id, person_line = found.person_line, subject_id = found.person_id,
         outcome = case when found.unchanged then 'UNCHANGED' else outcome end, card_from = ${firstDay(context)}
     from (${FOUND}) found
     where staged.line = found.line`,
    [context.asOf],
  )
}

const FOUND = `
  select line, commune_id, hamlet_id, group_id, place_id, case when in_household then household_line end as household_line,
         household_key, household_id, case when doubt is null then person_line end as person_line,
         case when doubt is null then person_id end as person_id, false as unchanged
  from claim
  union all
  select line, commune_id, hamlet_id, group_id, place_id, null, null, null, line, person_id, true from unchanged`

/** SQL: the day from which the card of a row counts when nothing else is known; of a decrease the first day without it. */
function firstDay({ batch }: PersonContext): string {
  if (batch.kind !== 'CARD_CHANGES') return 'coalesce(staged.valid_from, $1)'
  return `case when staged.change = 'DECREASE' then coalesce(staged.valid_from, staged.valid_until, $1)
    else coalesce(staged.valid_from, $1) end`
}
