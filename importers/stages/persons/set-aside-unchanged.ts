import { execute } from '../../../src/kernel/sql.ts'
import { UNKNOWN_CODE } from '../../forms/person-stage.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * Rows of a roll that say, word for word, what the register has: card, person and commune. Of next month's roll that is
 * nearly every row, and nothing more need be asked of it: it leaves `claim` for the temporary table `unchanged`, and
 * `settleRows` gives it its outcome. A row that shares a number, or name and birth, with another row of the file is looked
 * at like any other, and so is one of which a rule might have to say something. Other kinds of sheets set nothing aside.
 */
export async function setAsideUnchanged(context: PersonContext): Promise<void> {
  const roll = context.batch.kind === 'CARD_ROLL'
  await fillTemporary(context, 'unchanged', roll ? unchangedRows(context.stage) : NOBODY, [context.asOf])
  if (!roll) return
  const setAside = await execute(context.em, 'delete from claim using unchanged where claim.line = unchanged.line')
  if (setAside > 0) await execute(context.em, 'analyze claim')
}

const NOBODY = 'select line, person_id from claim limit 0'

const unchangedRows = (stage: string): string => `
  select claim.line, person.person_id
  from claim
  join ${stage} staged using (line)
  join person_identity named on named.code = coalesce(claim.insurance_number, claim.card_number)
    and named.kind = case when claim.insurance_number is null then 3 else 1 end
  join person on person.person_id = named.person_id
  join enrolment card on card.person_id = named.person_id and card.valid_from = staged.valid_from
    and card.card_number = coalesce(claim.card_number, '')
  join residence home on home.person_id = named.person_id and ${contains('home', '$1')}
  join area_ancestor link on link.area_id = home.area_id and link.ancestor_id = claim.commune_id
    and ${contains('link', '$1')}
  join placed on placed.line = claim.line
  where claim.person_line not in (select person_line from claim group by person_line having count(*) > 1)
    and ${sameCard} and ${samePerson}
    -- nothing that a roll would place more finely
    and (home.area_id <> claim.commune_id or placed.place_id = claim.commune_id or home.household_id is not null)`

const sameCard = `card.valid_until = coalesce(staged.valid_until, 'infinity') and card.valid_until > $1
  and card.ended_by is null and card.participant_code = staged.card_code and staged.card_code <> '${UNKNOWN_CODE}'
  and card.participant_code in (select code from participant_code where law_order < 999)
  and card.clinic_code is not distinct from coalesce(nullif(staged.clinic_code, ''), card.clinic_code)`

const samePerson = `person.name_key = claim.name_key
  and person.birth_date is not distinct from coalesce(claim.birth_date, person.birth_date)
  and person.birth_year is not distinct from coalesce(claim.birth_year, person.birth_year)
  and claim.sex in (0, person.sex)
  and person.national_id is not distinct from coalesce(claim.national_id, person.national_id)
  and person.social_insurance_number is not distinct
    from coalesce(claim.insurance_number, person.social_insurance_number)`
