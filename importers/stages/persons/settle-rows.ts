import { execute } from '../../../src/kernel/sql.ts'
import type { PersonContext } from './person-stage.ts'

/**
 * Writes what resolve has found to the staged rows, in one statement: each rewrites every row, and the rows are wide. A row
 * of whom it is doubted who it is gets no person; an issue has rejected it.
 */
export async function settleRows(context: PersonContext): Promise<void> {
  const survey = context.batch.kind === 'HOUSEHOLD_SURVEY'
  const household = survey
    ? `household_line = found.household_line, household_key = found.household_key, household_id = found.household_id,`
    : ''
  await execute(
    context.em,
    `update ${context.stage} staged
     set commune_id = found.commune_id, hamlet_id = found.hamlet_id, group_id = found.group_id,
         place_id = found.place_id, ${household} person_line = found.person_line, subject_id = found.person_id,
         outcome = case when found.unchanged then 'UNCHANGED' else outcome end, card_from = ${firstDay(context)}
     from (${survey ? foundInSurvey(context.stage) : FOUND}) found
     where staged.line = found.line`,
    [context.asOf],
  )
}

const FOUND = `
  select placed.*, coalesce(unchanged.line, claim.person_line) as person_line,
         coalesce(unchanged.person_id, claim.person_id) as person_id, unchanged.line is not null as unchanged
  from placed
  left join claim on claim.line = placed.line and claim.doubt is null
  left join unchanged on unchanged.line = placed.line`

const foundInSurvey = (stage: string): string => `
  select placed.*, claim.person_line, claim.person_id, false as unchanged, household.household_line, household.household_key,
         household.household_id
  from placed
  join ${stage} listed using (line)
  left join household_found household on household.household_no = listed.household_no
  left join claim on claim.line = placed.line and claim.doubt is null`

/** SQL: the day from which the card of a row counts when nothing else is known; of a decrease the first day without it. */
function firstDay({ batch }: PersonContext): string {
  if (batch.kind !== 'CARD_CHANGES') return 'coalesce(staged.valid_from, $1)'
  return `case when staged.change = 'DECREASE' then coalesce(staged.valid_from, staged.valid_until, $1)
    else coalesce(staged.valid_from, $1) end`
}
