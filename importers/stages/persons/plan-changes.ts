import { execute, rows } from '../../../src/kernel/sql.ts'
import { fillPlaces } from './person-places.ts'
import { masked, type PersonContext } from './person-stage.ts'

/**
 * Writes the diff that an officer reads: who and what is new, every field that changes, one line each, and everybody who is
 * gone.
 */
export async function reportChanges(context: PersonContext): Promise<void> {
  await reportCreated(context, newPersons)
  await reportCreated(context, context.batch.kind === 'HOUSEHOLD_SURVEY' ? newHouseholds : newCards)
  await report(context, 'UPDATED', personChanges)
  await report(context, 'UPDATED', homeChanges)
  if (context.batch.kind === 'CARD_ROLL') {
    await report(context, 'UPDATED', cardChanges)
    await report(context, 'GONE', goneCards)
  } else if (context.batch.kind === 'CARD_CHANGES') {
    await report(context, 'UPDATED', cardChanges)
    await report(context, 'UPDATED', endedCards)
    await report(context, 'GONE', deadPersons)
  } else {
    await report(context, 'UPDATED', householdChanges)
    await report(context, 'GONE', goneHomes)
  }
  await placeNewcomers(context)
}

/**
 * Marks what is told of persons who lived outside of the batch's area with where that was: `src/batches/batch-change.store.ts`
 * keeps it from those who do not hold that place.
 */
async function placeNewcomers(context: PersonContext): Promise<void> {
  await fillPlaces(context, 'newcomer', 'select person_id from planned_person where not made')
  const [found] = await rows(context.em, 'select from newcomer limit 1')
  if (!found) return
  await execute(
    context.em,
    `update register_change change set home_before = newcomer.area_id from newcomer
     where change.batch_id = $1 and change.subject in ('person', 'enrolment') and change.kind <> 'CREATED'
       and change.subject_id = newcomer.person_id`,
    [context.batch.id],
  )
}

/** `select` gives subject, subject_id, label, field, before, after (text), sheet, row. */
async function report(context: PersonContext, kind: 'UPDATED' | 'GONE', select: string): Promise<void> {
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after, sheet, row)
     select $1, '${kind}', subject, subject_id, label, jsonb_build_object(field, before),
            case when after is null and '${kind}' = 'GONE' then null
              else jsonb_build_object(field, after) end, sheet, row
     from (${select}) change
     where before is distinct from after
     order by sheet, row, subject_id`,
    [context.batch.id],
  )
}

/** `select` gives subject, subject_id (the id that it will have, null when that is not known yet), label, after, sheet, row. */
async function reportCreated(context: PersonContext, select: string): Promise<void> {
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, after, sheet, row)
     select $1, 'CREATED', subject, subject_id, label, after, sheet, row from (${select}) made order by sheet, row`,
    [context.batch.id],
  )
}

const newPersons = `
  select 'person' as subject, person_id as subject_id, label, null::jsonb as after, sheet, row
  from planned_person where made`

const newHouseholds = `
  select 'household' as subject, null::bigint as subject_id, head_name as label, null::jsonb as after, sheet, row
  from planned_household where household_id is null`

/** Cards that somebody whom the register knows gets; a new person's card comes with the person. */
const newCards = `
  select 'enrolment' as subject, person_id as subject_id,
         concat_ws(', ', label, ${masked("nullif(card_number, '')")}) as label,
         jsonb_build_object('participantCode', code, 'validFrom', card_from, 'validUntil', card_until) as after,
         sheet, row
  from planned_card where action = 'CREATE' and not made`

/** Fields of which one line each is made: name, value before, value after. */
function fields(...given: readonly (readonly [string, string, string])[]): string {
  const lines = given.map(([name, before, after]) => `('${name}', (${before})::text, (${after})::text)`)
  return `cross join lateral (values ${lines.join(', ')}) field (field, before, after)`
}

const personChanges = `
  select 'person' as subject, person_id as subject_id, label, field, before, after, sheet, row
  from planned_person
  ${fields(
    ['fullName', "known->>'full_name'", 'full_name'],
    ['birthDate', "known->>'birth_date'", 'birth_date'],
    ['birthYear', "known->>'birth_year'", 'birth_year'],
    ['sex', "known->>'sex'", 'sex'],
    ['nationalId', masked("(known->>'national_id')"), masked('national_id')],
    ['socialInsuranceNumber', masked("(known->>'social_insurance_number')"), masked('insurance_number')],
  )}
  where changed`

/** The place by name, so that the diff can be read without the list of areas. */
const homeChanges = `
  select 'person' as subject, home.person_id as subject_id, home.label, field, before, after, home.sheet, home.row
  from planned_home home
  left join residence old on old.person_id = home.person_id and old.valid_from = home.current_from
  left join area old_area on old_area.area_id = old.area_id
  left join area new_area on new_area.area_id = home.place_id
  ${fields(
    [
      'area',
      "trim(old_area.unit_type || ' ' || old_area.name)",
      "coalesce(trim(new_area.unit_type || ' ' || new_area.name), concat_ws(', ', home.group_key, home.hamlet_key))",
    ],
    [
      'household',
      'old.household_id',
      "coalesce(home.household_id::text, case when home.household_line is not null then '+' end)",
    ],
    ['householdClass', 'old.household_class', 'home.household_class'],
    ['relationToHead', 'old.relation_to_head', 'home.relation'],
  )}
  where not home.made and home.action <> 'NONE'`

const householdChanges = `
  select 'household' as subject, household.household_id as subject_id, household.head_name as label, field, before,
    after,
         household.sheet, household.row
  from planned_household household
  ${fields(
    ['code', "known->>'code'", 'code'],
    ['address', "known->>'address'", 'address'],
    ['headName', "known->>'head_name'", 'head_name'],
    ['householdClass', "state->>'household_class'", 'household_class'],
    ['standard', "state->>'standard'", 'standard'],
  )}
  where household.household_id is not null and (renamed or action <> 'NONE')`

const cardChanges = `
  select 'enrolment' as subject, person_id as subject_id, concat_ws(', ', label,
    ${masked("nullif(card_number, '')")}) as label,
         field, before, after, sheet, row
  from planned_card
  ${fields(
    ['validUntil', "known->>'valid_until'", 'card_until'],
    ['participantCode', "known->>'participant_code'", 'code'],
    ['clinicCode', "known->>'clinic_code'", 'clinic'],
  )}
  where action = 'UPDATE'`

const endedCards = `
  select 'enrolment' as subject, person_id as subject_id, concat_ws(', ', label,
    ${masked("nullif(card_number, '')")}) as label,
         'validUntil' as field, valid_until::text as before, ends_on::text as after, sheet, row
  from ended_card`

const deadPersons = `
  select distinct 'person' as subject, person_id as subject_id, label, 'gone' as field, 'DIED' as before, null as after,
         sheet, row
  from ended_card where died`

/** REPLACED: the person is in the roll with another card. NOT_LISTED: the person is not in the roll at all. */
const goneCards = `
  select 'enrolment' as subject, person_id as subject_id, concat_ws(', ', label,
    ${masked("nullif(card_number, '')")}) as label,
         'gone' as field, case when still_listed then 'REPLACED' else 'NOT_LISTED' end as before, null as after,
         null::int as sheet, null::int as row
  from gone_card`

const goneHomes = `
  select 'person' as subject, person_id as subject_id, label, 'gone' as field, 'NOT_IN_HOUSEHOLD' as before,
    null as after,
         null::int as sheet, null::int as row
  from gone_home`
