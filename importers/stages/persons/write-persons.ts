import { execute } from '../../../src/kernel/sql.ts'
import { keepImages } from './images.ts'
import type { PersonContext } from './person-stage.ts'

/** Writes new and corrected persons and to whom each number belongs. */
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
  await execute(
    em,
    `insert into person (person_id, full_name, name_key, birth_date, birth_year, sex, national_id,
      social_insurance_number, batch_id)
     select person_id, coalesce(full_name, ''), coalesce(name_key, ''), birth_date, birth_year, sex, national_id,
       insurance_number, $1
     from planned_person where made order by person_id`,
    [batch.id],
  )
  await writeIdentities(context)
}

/**
 * A number belongs to whoever had it first; one that belongs to somebody else never came this far. In the order of the key,
 * which costs the index least. Where another batch writes one of the numbers at the same time, the key refuses this one,
 * which is then committed again.
 */
async function writeIdentities(context: PersonContext): Promise<void> {
  const cards = context.batch.kind !== 'HOUSEHOLD_SURVEY'
  await execute(
    context.em,
    `insert into person_identity (kind, code, person_id, batch_id)
     select distinct on (kind, code) kind, code, staged.subject_id, $1
     from ${context.stage} staged
     join planned_person using (person_line)
     cross join lateral (values (1::smallint, staged.insurance_number), (2::smallint, nullif(staged.national_id, '')),
                                (3::smallint, case when ${cards} then nullif(card_number, '') end)) given (kind, code)
     where staged.outcome in ('CREATED', 'UPDATED', 'UNCHANGED') and code is not null
       and not exists (select from person_identity known where known.kind = given.kind and known.code = given.code)
     order by kind, code, staged.line`,
    [context.batch.id],
  )
}
