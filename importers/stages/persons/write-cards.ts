import { execute } from '../../../src/kernel/sql.ts'
import { keepImages } from './images.ts'
import type { PersonContext } from './person-stage.ts'

/** Writes the cards of a roll or of a list of changes: new ones and corrected ones. */
export async function writeCards(context: PersonContext): Promise<void> {
  const { em, batch } = context
  await execute(
    em,
    `insert into participant_code (code, participant_group, law_order)
     select distinct code, null::smallint, 999 from planned_card where action <> 'NONE' on conflict do nothing`,
  )
  await execute(
    em,
    `insert into enrolment
       (person_id, valid_from, card_number, valid_until, participant_code, clinic_code, batch_id, sheet, row)
     select person_id, card_from, card_number, card_until, code, clinic, $1, sheet, row
     from planned_card where action = 'CREATE' order by person_id`,
    [batch.id],
  )
  const same = `card.person_id = enrolment.person_id and card.card_from = enrolment.valid_from
    and card.card_number = enrolment.card_number`
  await keepImages(
    context,
    'enrolment',
    `exists (select from planned_card card where card.action = 'UPDATE' and ${same})`,
  )
  await execute(
    em,
    `update enrolment set valid_until = card.card_until, stated_until = null, ended_by = null,
      participant_code = card.code,
            clinic_code = card.clinic, batch_id = $1, sheet = card.sheet, row = card.row
     from planned_card card where card.action = 'UPDATE' and ${same}`,
    [batch.id],
  )
}

/** Ends what the roll no longer has. The card keeps what it said of its end; one that began on this very day never was. */
export async function endGoneCards(context: PersonContext): Promise<void> {
  const { em, batch, asOf } = context
  const gone = `exists (select from gone_card gone where gone.person_id = enrolment.person_id
    and gone.valid_from = enrolment.valid_from and gone.card_number = enrolment.card_number)`
  await keepImages(context, 'enrolment', gone)
  await execute(em, `delete from enrolment where ${gone} and valid_from = $1`, [asOf])
  await execute(
    em,
    `update enrolment set stated_until = valid_until, valid_until = $1, ended_by = 'GONE', batch_id = $2 where ${gone}`,
    [asOf, batch.id],
  )
}

/** Ends what a list of changes takes away, each card on its own day. */
export async function endDecreasedCards(context: PersonContext): Promise<void> {
  const { em, batch } = context
  const same = `ended.person_id = enrolment.person_id and ended.valid_from = enrolment.valid_from
    and ended.card_number = enrolment.card_number`
  await keepImages(context, 'enrolment', `exists (select from ended_card ended where ${same})`)
  await execute(
    em,
    `delete from enrolment where exists (select from ended_card ended where ${same} and ended.ends_on <= ended.valid_from)`,
  )
  await execute(
    em,
    `update enrolment set stated_until = coalesce(enrolment.stated_until, enrolment.valid_until),
            valid_until = ended.ends_on, ended_by = case when ended.died then 'DIED' else 'DECREASE' end, batch_id = $1, sheet = ended.sheet, row = ended.row
     from ended_card ended where ${same}`,
    [batch.id],
  )
}
