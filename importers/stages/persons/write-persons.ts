import { execute } from '../../../src/kernel/sql.ts'
import { keepImages } from './images.ts'
import { fillTemporary, type PersonContext } from './person-stage.ts'

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

/** Kinds of numbers in `person_identity`, and the staged column of each. */
const NUMBERS = [
  [1, 'insurance_number'],
  [2, 'national_id'],
  [3, 'card_number'],
] as const

/**
 * A number belongs to whoever had it first; one that belongs to somebody else never came this far. A new person's numbers are
 * new, else the person would have been found by them; of all others the known ones are left out. In the order of the key,
 * which costs the index least. Where another batch writes one of the numbers at the same time, the key refuses this one,
 * which is then committed again.
 */
async function writeIdentities(context: PersonContext): Promise<void> {
  await fillTemporary(
    context,
    'further_number',
    `select line, subject_id as person_id, insurance_number, nullif(national_id, '') as national_id,
            nullif(card_number, '') as card_number
     from ${context.stage}
     where outcome in ('CREATED', 'UPDATED', 'UNCHANGED')
       and (line <> person_line or person_line in (select person_line from planned_person where not made))`,
  )
  const cards = context.batch.kind !== 'HOUSEHOLD_SURVEY'
  for (const [kind, column] of cards ? NUMBERS : NUMBERS.slice(0, 2)) {
    await execute(
      context.em,
      `insert into person_identity (kind, code, person_id, batch_id)
       select distinct on (code) ${kind}, code, person_id, $1
       from (
         select ${column} as code, person_id, line from planned_person where made and ${column} is not null
         union all
         select ${column}, person_id, line from further_number
         where not exists (select from person_identity known where known.kind = ${kind} and known.code = ${column})
           and ${column} is not null
       ) given
       order by code, line`,
      [context.batch.id],
    )
  }
}
