import { execute } from '../../../src/kernel/sql.ts'
import type { PersonContext } from './person-stage.ts'

/**
 * The outcome of every row that goes in. A person's own changes belong to the person's first row, a household's to the
 * first row of its head; what a row says beyond that is its own card.
 */
export async function planOutcomes(context: PersonContext): Promise<void> {
  const told = context.batch.kind === 'CARD_ROLL' ? rollOutcomes : surveyOutcomes
  await execute(
    context.em,
    `update ${context.stage} staged set outcome = told.outcome, subject_id = told.person_id from (${told}) told
     where staged.line = told.line and staged.outcome = 'READY'`,
  )
  await nameRepeatedRows(context)
}

/** A row that was left out because it says the same again is the same new person. */
export async function nameRepeatedRows(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set subject_id = planned.person_id
     from repeated_row repeated, planned_person planned
     where staged.line = repeated.line and planned.person_line = staged.person_line`,
  )
}

const rollOutcomes = 'select line, person_id, outcome from planned_card'

const surveyOutcomes = `
  select planned.line, planned.person_id,
         case when planned.made then 'CREATED'
              when planned.changed or home.action <> 'NONE' or household.line is not null then 'UPDATED'
              else 'UNCHANGED' end as outcome
  from planned_person planned
  join planned_home home using (person_line)
  left join planned_household household on household.line = planned.line and (household.renamed
    or household.action <> 'NONE')`
