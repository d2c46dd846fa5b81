import { execute } from '../../../src/kernel/sql.ts'
import { UNKNOWN_CODE } from '../../forms/person-stage.ts'
import { addIssues } from '../stage-issues.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/** Rules over the cards of a roll or of a list of changes. */
export async function checkCards(context: PersonContext): Promise<void> {
  const changes = context.batch.kind === 'CARD_CHANGES'
  if (!changes) await settleCardStarts(context)
  await findOddCards(context, changes)
  await addIssues(context, 'check', {
    code: 'card-dates-reversed',
    field: 'valid_until',
    select: `select sheet, row, to_char(valid_until - 1, 'FMDD/FMMM/YYYY') as found, jsonb_build_object('from', card_from) as args
             from odd_card where valid_until <= card_from`,
  })
  await addIssues(context, 'check', {
    code: 'card-start-not-stated',
    field: 'valid_from',
    select: `select sheet, row, null as found, jsonb_build_object('from', card_from) as args
             from odd_card where valid_from is null`,
  })
  await addIssues(context, 'check', {
    code: 'card-ended-before',
    field: 'valid_until',
    select: `select sheet, row, to_char(valid_until - 1, 'FMDD/FMMM/YYYY') as found, jsonb_build_object('asOf', $1::date) as args
             from odd_card where valid_until <= $1::date and valid_until > card_from`,
    values: [context.asOf],
  })
  await addIssues(context, 'check', {
    code: 'participant-code-unknown',
    field: 'card_number',
    select: `select sheet, row, card_code as found, '{}'::jsonb as args from odd_card
             where card_code <> '${UNKNOWN_CODE}' and card_code not in (${KNOWN_CODES})`,
  })
  await addIssues(context, 'check', {
    code: 'participant-code-missing',
    field: 'card_number',
    select: `select sheet, row, card_number as found, '{}'::jsonb as args from odd_card
             where card_code = '${UNKNOWN_CODE}'`,
  })
}

const KNOWN_CODES = 'select code from participant_code where law_order < 999'

/** The few rows of which one of the rules has anything to say, so that each need not look through all. */
async function findOddCards(context: PersonContext, changes: boolean): Promise<void> {
  await fillTemporary(
    context,
    'odd_card',
    // A decrease has the day on which a card ends, and not a card. `?` is not among the known codes.
    `select sheet, row, valid_from, valid_until, card_from, card_code, card_number from ${context.stage}
     where outcome = 'READY' ${changes ? `and change <> 'DECREASE'` : ''}
       and (valid_from is null or valid_until <= card_from or valid_until <= $1 or card_code not in (${KNOWN_CODES}))`,
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
    `update ${context.stage} staged set card_from = known.valid_from
     from (
       select given.line, min(enrolment.valid_from) as valid_from
       from ${context.stage} given
       join enrolment on enrolment.person_id = given.subject_id
         and enrolment.card_number = coalesce(given.card_number, '') and ${contains('enrolment', '$1')}
       where given.outcome = 'READY' and given.valid_from is null
       group by given.line
     ) known
     where staged.line = known.line`,
    [context.asOf],
  )
}
