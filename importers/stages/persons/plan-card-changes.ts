import { execute } from '../../../src/kernel/sql.ts'
import { UNKNOWN_CODE } from '../../forms/person-stage.ts'
import { contains, fillPlan, type PersonContext } from './person-stage.ts'
import { nameRepeatedRows } from './plan-outcomes.ts'

/**
 * Every card that a list of changes gives, beside the card of the register that it means: of the same person and first day,
 * and of the same number when the row has one; a reissue also means the card that holds on its day. What the row leaves
 * open stays as it is. A card that the register has ended is opened again only by a row that says something new of it.
 */
export async function planChangedCards(context: PersonContext): Promise<void> {
  await fillPlan(context, 'planned_card', changedCards(context.stage))
}

const changedCards = (stage: string): string => `
  with asked as (
    select staged.line, staged.person_line, person.person_id, person.made, staged.sheet, staged.row, staged.label,
           coalesce(held.valid_from, staged.card_from) as card_from,
           coalesce(held.card_number, staged.card_number, '') as card_number,
           coalesce(staged.valid_until, held.stated_until, held.valid_until, 'infinity') as card_until,
           coalesce(nullif(staged.participant_code, ''), substring(staged.card_number from '^[A-Z]{2}'),
                    held.participant_code, '${UNKNOWN_CODE}') as code,
           coalesce(nullif(staged.clinic_code, ''), held.clinic_code) as clinic, to_jsonb(held) as known,
           held.person_id is null as is_new,
           coalesce(held.stated_until, held.valid_until) as known_until,
           held.participant_code as known_code, held.clinic_code as known_clinic
    from ${stage} staged
    join planned_person person using (person_line)
    left join lateral (
      select enrolment.* from enrolment
      where enrolment.person_id = staged.subject_id
        and (coalesce(staged.card_number, '') in ('', enrolment.card_number))
        and (enrolment.valid_from = staged.card_from
          or (staged.change = 'CHANGE' and ${contains('enrolment', 'staged.card_from')}))
      order by enrolment.valid_from = staged.card_from desc,
               enrolment.card_number = coalesce(staged.card_number, '') desc, enrolment.valid_from desc,
               enrolment.card_number
      limit 1
    ) held on true
    where staged.outcome = 'READY' and staged.change in ('INCREASE', 'CHANGE')
  ), numbered as (
    select asked.*, row_number() over (partition by person_line, card_from, card_number order by line) as place from asked
  )
  select line, person_line, person_id, made, sheet, row, label, card_from, card_number, card_until, code, clinic, known,
         case when place > 1 then 'NONE' when is_new then 'CREATE'
              when card_until <> known_until or code <> known_code or clinic is distinct from known_clinic then 'UPDATE'
              else 'NONE' end as action
  from numbered`

/** Cards that a decrease ends: whatever holds on its day, of the number and the code that the row has, if it has them. */
export async function planEndedCards(context: PersonContext): Promise<void> {
  await fillPlan(
    context,
    'ended_card',
    `select distinct on (enrolment.person_id, enrolment.valid_from, enrolment.card_number)
            enrolment.person_id, enrolment.valid_from, enrolment.card_number, enrolment.valid_until, staged.line,
            staged.card_from as ends_on, coalesce(staged.died, false) as died, staged.sheet, staged.row, staged.label
     from ${context.stage} staged
     join enrolment on ${meantBy} and ${contains('enrolment', 'staged.card_from')}
     where staged.outcome = 'READY' and staged.change = 'DECREASE'
       and not exists (${endedBefore})
       and not exists (select from planned_card given where given.person_id = enrolment.person_id
                       and given.card_from = enrolment.valid_from and given.card_number = enrolment.card_number)
     order by enrolment.person_id, enrolment.valid_from, enrolment.card_number, staged.card_from, staged.line`,
  )
}

/** SQL: the card may be the one that the decrease `staged` speaks of. */
const meantBy = `enrolment.person_id = staged.subject_id
  and (coalesce(staged.card_number, '') in ('', enrolment.card_number) or enrolment.card_number = '')
  and (coalesce(staged.participant_code, '') in ('', enrolment.participant_code)
    or enrolment.participant_code = '${UNKNOWN_CODE}')`

/** SQL: the decrease `staged` is known already: a card of the person ended by one on that very day. */
export const endedBefore = `select from enrolment where ${meantBy} and enrolment.ended_by in ('DECREASE', 'DIED')
  and enrolment.valid_until = staged.card_from`

/** SQL: the cards that the decrease `staged` would end; one that another row of the file gives is not among them. */
export function endingCards(stage: string): string {
  return `select from enrolment where ${meantBy} and ${contains('enrolment', 'staged.card_from')}
    and not exists (select from ${stage} given where given.outcome = 'READY' and given.change <> 'DECREASE'
      and given.subject_id = staged.subject_id and given.card_from = enrolment.valid_from
      and coalesce(given.card_number, '') in ('', enrolment.card_number))`
}

/** The outcome of every row that goes in; a person's own changes belong to the person's first row. */
export async function planChangeOutcomes(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set outcome = told.outcome, subject_id = told.person_id
     from (${changeOutcomes(context.stage)}) told
     where staged.line = told.line and staged.outcome = 'READY'`,
  )
  await nameRepeatedRows(context)
}

const changeOutcomes = (stage: string): string => `
  select staged.line, planned.person_id,
         case when card.action = 'CREATE' or planned.made then 'CREATED'
              when card.action = 'UPDATE' or home.action <> 'NONE' or (planned.changed and planned.line = staged.line)
                or exists (select from ended_card ended where ended.line = staged.line) then 'UPDATED'
              else 'UNCHANGED' end as outcome
  from ${stage} staged
  join planned_person planned using (person_line)
  left join planned_card card on card.line = staged.line
  left join planned_home home on home.line = staged.line`
