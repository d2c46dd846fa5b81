import { execute, rows } from '../../../src/kernel/sql.ts'
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
  await fillTemporary(context, 'unchanged', roll ? unchangedRows : NOBODY, [context.asOf, context.areaId])
  const [found] = await rows(context.em, 'select from unchanged limit 1')
  if (!found) return
  // Made anew: it is read many times from here on, and deleted rows would be read with it.
  await fillTemporary(
    context,
    'claim_left',
    'select * from claim where not exists (select from unchanged where unchanged.line = claim.line)',
  )
  await execute(context.em, 'drop table claim')
  await execute(context.em, 'alter table claim_left rename to claim')
}

const FOUND = 'claim.line, claim.commune_id, claim.hamlet_id, claim.group_id, claim.place_id'

const NOBODY = `select ${FOUND}, claim.person_id from claim limit 0`

/**
 * Everybody who lives in the batch's area on its day, with the cards of that day of which no rule has anything to say. OFFSET 0
 * keeps it together: of so many columns that agree with a row the planner would expect one person, and look up all of them
 * one by one.
 */
const resident = `
  select person.*, home.area_id, home.household_id, commune.ancestor_id as commune_id, card.valid_from, card.valid_until,
         card.card_number, card.participant_code, card.clinic_code
  from residence home
  join area_ancestor within on within.area_id = home.area_id and within.ancestor_id = $2 and ${contains('within', '$1')}
  join area_ancestor commune on commune.area_id = home.area_id and commune.ancestor_level = 3
    and ${contains('commune', '$1')}
  join person on person.person_id = home.person_id
  join enrolment card on card.person_id = home.person_id
  where ${contains('home', '$1')} and card.valid_until > $1 and card.ended_by is null
    and card.participant_code <> '${UNKNOWN_CODE}'
    and card.participant_code in (select code from participant_code where law_order < 999)
  offset 0`

const sameCard = `known.valid_from = claim.valid_from and known.card_number = coalesce(claim.card_number, '')
  and known.valid_until = coalesce(claim.valid_until, 'infinity') and known.participant_code = claim.card_code
  and known.clinic_code is not distinct from coalesce(claim.clinic_code, known.clinic_code)`

const samePerson = `known.name_key = claim.name_key
  and known.birth_date is not distinct from coalesce(claim.birth_date, known.birth_date)
  and known.birth_year is not distinct from coalesce(claim.birth_year, known.birth_year)
  and claim.sex in (0, known.sex)
  and known.national_id is not distinct from coalesce(claim.national_id, known.national_id)`

/** Nothing that a roll would place more finely. */
const samePlace = `known.commune_id = claim.commune_id
  and (known.area_id <> claim.commune_id or claim.place_id = claim.commune_id or known.household_id is not null)`

/** SQL: the claims that a resident with the same number answers word for word. */
function answered(sameNumber: string): string {
  return `
    select ${FOUND}, known.person_id from claim join (${resident}) known on ${sameNumber} and ${sameCard}
    where ${samePerson} and ${samePlace}
      and claim.person_line not in (select person_line from claim where person_line <> line)`
}

/** A number is one person's; a row without the social-insurance number is known by its card. */
const unchangedRows = `${answered('known.social_insurance_number = claim.insurance_number')}
  union all ${answered('claim.insurance_number is null and known.card_number = claim.card_number')}`
