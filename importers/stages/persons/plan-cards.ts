import { inScopeOf } from '../../../src/access/area-scope.ts'
import { contains, fillPlan, type PersonContext } from './person-stage.ts'
import { spareUnread } from './unread-rows.ts'

/**
 * Every card of the roll beside what the register has of it: the same person, first day and number are the same card. With the
 * outcome of its row: a person's own changes belong to the person's first one.
 */
export async function planCards(context: PersonContext): Promise<void> {
  await fillPlan(context, 'planned_card', plannedCards(context.stage))
}

const plannedCards = (stage: string): string => `
  with compared as (
    select staged.line, staged.person_line, person.person_id, person.made, staged.sheet, staged.row, staged.label,
           staged.card_from, coalesce(staged.card_number, '') as card_number,
           coalesce(staged.valid_until, 'infinity') as card_until, staged.card_code as code,
           coalesce(nullif(staged.clinic_code, ''), held.clinic_code) as clinic, held,
           case when held.person_id is null then 'CREATE'
                when held.valid_until <> coalesce(staged.valid_until, 'infinity') or held.ended_by is not null
                  or held.participant_code <> staged.card_code
                  or held.clinic_code is distinct from coalesce(nullif(staged.clinic_code, ''), held.clinic_code)
                then 'UPDATE' else 'NONE' end as action,
           staged.line = person.line and (person.changed or home.action <> 'NONE') as changes_person
    from ${stage} staged
    join planned_person person using (person_line)
    join planned_home home using (person_line)
    left join enrolment held on held.person_id = staged.subject_id and held.valid_from = staged.card_from
      and held.card_number = coalesce(staged.card_number, '')
    where staged.outcome = 'READY'
  )
  select line, person_line, person_id, made, action, sheet, row, label, card_from, card_number, card_until, code, clinic,
         case when action = 'UPDATE' then to_jsonb(held) end as known,
         case when made or action = 'CREATE' then 'CREATED' when action = 'UPDATE' or changes_person then 'UPDATED'
              else 'UNCHANGED' end as outcome
  from compared`

/** Whom a stock of the same place no longer has, but for those whom a row that was not read may mean. */
export async function planGone(context: PersonContext): Promise<void> {
  if (context.batch.kind === 'CARD_ROLL') {
    await fillPlan(context, 'gone_card', goneCards(context), [context.areaId, context.asOf])
    await spareUnread(context, 'gone_card')
  } else {
    await fillPlan(context, 'gone_home', goneHomes, [context.asOf])
    await spareUnread(context, 'gone_home')
  }
}

/**
 * Cards that were valid on the day and that the roll does not have: of persons who live in the batch's area and the sender's
 * scope, or who move there by this roll.
 */
const goneCards = ({ stage, actor }: PersonContext): string => `
  with listed as (
    select person_id, card_from, card_number from planned_card
    union all
    select subject_id, card_from, coalesce(card_number, '') from ${stage} where outcome = 'UNCHANGED'
  ), resident as (
    select home.person_id
    from residence home
    join area_ancestor link on link.area_id = home.area_id and link.ancestor_id = $1 and ${contains('link', '$2')}
    where ${contains('home', '$2')} and ${inScopeOf(actor, 'home.area_id')}
    union
    select person_id from planned_home where not made
  )
  select enrolment.person_id, enrolment.valid_from, enrolment.card_number, enrolment.valid_until,
    person.full_name as label,
         still.person_id is not null as still_listed
  from resident
  join enrolment on enrolment.person_id = resident.person_id and ${contains('enrolment', '$2')}
  join person on person.person_id = resident.person_id
  left join (select distinct person_id from listed) still on still.person_id = resident.person_id
  where not exists (select from listed kept where kept.person_id = enrolment.person_id
                    and kept.card_from = enrolment.valid_from and kept.card_number = enrolment.card_number)`

/** Members whom their surveyed household no longer lists. Households that the survey does not have are not touched. */
const goneHomes = `
  select home.person_id, home.valid_from, home.valid_until, home.household_id, person.full_name as label
  from planned_household listed
  join residence home on home.household_id = listed.household_id and ${contains('home', '$1')}
  join person on person.person_id = home.person_id
  where not exists (select from planned_person planned where planned.person_id = home.person_id)`
