import { execute } from '../../../src/kernel/sql.ts'
import { keepImages } from './images.ts'
import { analyzeTemporary, type PersonContext } from './person-stage.ts'

/**
 * Writes new and corrected persons and to whom each number belongs, and tells every planned line its person and place.
 */
export async function writePersons(context: PersonContext): Promise<void> {
  const { em, batch } = context
  await keepImages(
    context,
    'person',
    'exists (select from planned_person planned where planned.person_id = person.person_id and planned.changed)',
  )
  await execute(
    em,
    `update person set full_name = planned.full_name, name_key = planned.name_key, birth_date = planned.birth_date,
            birth_year = planned.birth_year, sex = planned.sex, national_id = planned.national_id,
            social_insurance_number = planned.insurance_number, batch_id = $1
     from planned_person planned where planned.changed and person.person_id = planned.person_id`,
    [batch.id],
  )
  await execute(em, 'alter table planned_person add column made boolean')
  await execute(
    em,
    `update planned_person set made = true, person_id = nextval(pg_get_serial_sequence('person', 'person_id'))
     where person_id is null`,
  )
  await execute(
    em,
    `insert into person (person_id, full_name, name_key, birth_date, birth_year, sex, national_id,
      social_insurance_number, batch_id)
     select person_id, coalesce(full_name, ''), coalesce(name_key, ''), birth_date, birth_year, sex, national_id,
       insurance_number, $1
     from planned_person where made order by person_id`,
    [batch.id],
  )
  await settlePersonIds(context)
  await writeIdentities(context)
}

/** Rows, homes and cards learn the new persons' ids; homes and households learn the places that have just been made. */
async function settlePersonIds(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set subject_id = planned.person_id from planned_person planned
     where planned.made and staged.person_line = planned.person_line`,
  )
  await execute(
    context.em,
    `update planned_home home set person_id = planned.person_id, place_id = coalesce(home.place_id, staged.place_id)
     from planned_person planned join ${context.stage} staged on staged.line = planned.line
     where (planned.made or home.place_id is null) and home.person_line = planned.person_line`,
  )
  for (const table of ['planned_person', 'planned_home']) await analyzeTemporary(context, table)
}

/** A number belongs to whoever had it first; one that belongs to somebody else never came this far. */
async function writeIdentities(context: PersonContext): Promise<void> {
  const cards = context.batch.kind !== 'HOUSEHOLD_SURVEY'
  await execute(
    context.em,
    `insert into person_identity (kind, code, person_id, batch_id)
     select distinct on (kind, code) kind, code, staged.subject_id, $1
     from ${context.stage} staged
     cross join lateral (values (1::smallint, insurance_number), (2::smallint, nullif(national_id, '')),
                                (3::smallint, case when ${cards} then nullif(card_number, '') end)) given (kind, code)
     where staged.outcome in ('CREATED', 'UPDATED', 'UNCHANGED') and code is not null
       and not exists (select from person_identity known where known.kind = given.kind and known.code = given.code)
     order by kind, code, staged.line
     on conflict do nothing`,
    [context.batch.id],
  )
}
