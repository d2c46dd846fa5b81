import { formatVietnamese } from '../../../src/kernel/plain-date.ts'
import { execute } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import { contains, type PersonContext } from './person-stage.ts'

/** Stored where a row tells no participant code: the person is covered, under which code is not known. */
export const UNKNOWN_CODE = '?'

/** SQL: the code of a staged card: what the column says, else the first two letters of the card number. */
export function participantCode(staged: string): string {
  return `coalesce(nullif(${staged}.participant_code, ''), substring(${staged}.card_number
    from '^[A-Z]{2}'), '${UNKNOWN_CODE}')`
}

/** Rules over the cards of a roll; fills `card_from`. */
export async function checkCards(context: PersonContext): Promise<void> {
  const changes = context.batch.kind === 'CARD_CHANGES'
  if (changes) await settleChangeDays(context)
  else await settleCardStarts(context)
  const asOf = formatVietnamese(context.asOf)
  // A decrease has the day on which a card ends, and not a card.
  const cards = changes ? `outcome = 'READY' and change <> 'DECREASE'` : `outcome = 'READY'`
  await addIssues(context, 'check', {
    code: 'card-dates-reversed',
    field: 'valid_until',
    select: `select sheet, row, valid_until::text as found, jsonb_build_object('from', to_char(card_from,
      'FMDD/FMMM/YYYY')) as args
             from ${context.stage} where ${cards} and valid_until <= card_from`,
  })
  await addIssues(context, 'check', {
    code: 'card-start-not-stated',
    field: 'valid_from',
    select: `select sheet, row, null as found, jsonb_build_object('from', to_char(card_from, 'FMDD/FMMM/YYYY')) as args
             from ${context.stage} where ${cards} and valid_from is null`,
  })
  await addIssues(context, 'check', {
    code: 'card-ended-before',
    field: 'valid_until',
    select: `select sheet, row, to_char(valid_until - 1, 'FMDD/FMMM/YYYY') as found, jsonb_build_object('asOf',
      $2::text) as args
             from ${context.stage} where ${cards} and valid_until <= $1::date and valid_until > card_from`,
    values: [context.asOf, asOf],
  })
  await addIssues(context, 'check', {
    code: 'participant-code-unknown',
    field: 'card_number',
    select: `select sheet, row, ${participantCode('staged')} as found, '{}'::jsonb as args from ${context.stage} staged
             where ${cards} and ${participantCode('staged')} <> '${UNKNOWN_CODE}'
               and not exists (select from participant_code known where known.code = ${participantCode('staged')}
                 and known.law_order < 999)`,
  })
  await addIssues(context, 'check', {
    code: 'participant-code-missing',
    field: 'card_number',
    select: `select sheet, row, card_number as found, '{}'::jsonb as args from ${context.stage} staged
             where ${cards} and ${participantCode('staged')} = '${UNKNOWN_CODE}'`,
  })
}

/** In a list of changes `card_from` is the first day with the card, or of a decrease the first day without it. */
async function settleChangeDays(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} set card_from =
       case when change = 'DECREASE' then coalesce(valid_from, valid_until, $1) else coalesce(valid_from, $1) end
     where outcome = 'READY'`,
    [context.asOf],
  )
}

/**
 * A card without a first day counts from the day that the register has for this card, else from the day of the list: a
 * roll says that it is valid on that day.
 */
async function settleCardStarts(context: PersonContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set card_from = coalesce(staged.valid_from, known.valid_from, $1)
     from ${context.stage} given
     left join lateral (
       select min(enrolment.valid_from) as valid_from from enrolment
       where given.valid_from is null and enrolment.person_id = given.subject_id
         and enrolment.card_number = coalesce(given.card_number, '') and ${contains('enrolment', '$1')}
     ) known on given.valid_from is null
     where staged.line = given.line and staged.outcome = 'READY'`,
    [context.asOf],
  )
}
