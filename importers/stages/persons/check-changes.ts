import { addIssues } from '../stage-issues.ts'
import type { PersonContext } from './person-stage.ts'
import { endedBefore, endingCards } from './plan-card-changes.ts'

/** Rules over the rows by which somebody loses a card; `card_from` is the first day without it. */
export async function checkDecreases(context: PersonContext): Promise<void> {
  const day = `jsonb_build_object('day', staged.card_from)`
  const decreases = `from ${context.stage} staged where staged.outcome = 'READY' and staged.change = 'DECREASE'`
  await addIssues(context, 'check', {
    code: 'decrease-day-not-stated',
    field: 'valid_from',
    select: `select staged.sheet, staged.row, null as found,
                    jsonb_build_object('day', $1::text) as args
             ${decreases} and staged.valid_from is null and staged.valid_until is null`,
    values: [context.asOf],
  })
  await addIssues(context, 'check', {
    code: 'decrease-without-card',
    field: 'full_name',
    select: `select staged.sheet, staged.row, staged.label as found, ${day} as args
             ${decreases} and not exists (${endingCards(context.stage)}) and not exists (${endedBefore})`,
  })
}

/**
 * “Tổng số thẻ BHYT đề nghị cấp: n” below the table against the rows that ask for a card, rejected ones included.
 */
export async function compareCardsRequested(context: PersonContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'cards-requested-differ',
    field: null,
    select: `
      with stated as (
        select sheet, row, label,
               regexp_replace(substring(label from '[0-9][0-9., ]*\\s*$'), '[^0-9]', '', 'g') as cards
        from ${context.stage}
        where outcome = 'SKIPPED' and change is null and lower(label) ~ 'tổng số thẻ.*đề nghị.*cấp'
      ), asked as (
        select sheet, count(*) as cards from ${context.stage} where change in ('INCREASE', 'CHANGE') group by sheet
      )
      select stated.sheet, stated.row, stated.cards as found,
             jsonb_build_object('rows', coalesce(asked.cards, 0)) as args
      from stated left join asked using (sheet)
      where stated.cards <> '' and stated.cards::numeric <> coalesce(asked.cards, 0)`,
  })
}
