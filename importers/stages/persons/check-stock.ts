import type { SourceKind } from '../../../src/batches/source-kind.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { addBatchIssue, addIssues } from '../stage-issues.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/** The first year of health insurance in Viet Nam (Nghị định 299-HĐBT, in force 1/10/1992). */
const FIRST_DAY = '1992-10-01'

/** A stock must come in the order of its days, and from a day that can be. Nothing of the file goes in otherwise. */
export async function checkDay(context: PersonContext): Promise<void> {
  const [implausible] = await rows(
    context.em,
    `select from import_batch
     where batch_id = $1 and ($2::date < date '${FIRST_DAY}' or $2::date > created_at::date + 31)`,
    [context.batch.id, context.asOf],
  )
  const { asOf } = context
  if (implausible) await addBatchIssue(context, 'check', { code: 'as-of-implausible', args: { asOf } })
  const [newer] = await rows<{ newest: string; file: string }>(
    context.em,
    `select batch.as_of as newest, batch.file_name as file
     from import_batch batch
     where batch.status = 'COMMITTED' and batch.kind = any ($2) and batch.batch_id <> $1 and batch.as_of > $4
       and exists (select from area_ancestor link
                   where (link.area_id, link.ancestor_id) in ((batch.area_id, $3::int), ($3::int, batch.area_id)))
     order by batch.as_of desc limit 1`,
    [context.batch.id, kindsInOrder(context.batch.kind), context.areaId, context.asOf],
  )
  if (newer) await addBatchIssue(context, 'check', { code: 'older-than-register', args: { asOf, ...newer } })
}

/**
 * Kinds of which none may be in already for a later day. A roll knows all changes before its day, and an older roll would
 * open again what a later change has ended; changes among themselves may come in any order.
 */
function kindsInOrder(kind: SourceKind): SourceKind[] {
  if (kind === 'CARD_ROLL') return ['CARD_ROLL', 'CARD_CHANGES']
  return kind === 'CARD_CHANGES' ? ['CARD_ROLL'] : [kind]
}

/**
 * Rows that say the same again are left out: `same` lists the columns that, beside the person, make two READY rows one.
 */
export async function skipRepeatedRows(context: PersonContext, same: readonly string[] = []): Promise<void> {
  const person = ['person_line', ...same].join(', ')
  await fillTemporary(
    context,
    'repeated_row',
    `with several as (
       select distinct person_line from ${context.stage} where outcome = 'READY' and person_line <> line
     ), numbered as (
       select line, sheet, row, label, first_value(row) over again as first_row, row_number() over again as place
       from ${context.stage} join several using (person_line)
       where outcome = 'READY'
       window again as (partition by ${person} order by line)
     )
     select line, sheet, row, label, first_row from numbered where place > 1`,
  )
  await addIssues(context, 'check', {
    code: 'row-repeated',
    field: 'full_name',
    select: `select sheet, row, label as found, jsonb_build_object('first', first_row) as args
      from repeated_row`,
  })
  await execute(
    context.em,
    `update ${context.stage} staged set outcome = 'SKIPPED' from repeated_row repeated
      where staged.line = repeated.line`,
  )
}

/**
 * What the household said of its card, against the cards of that day; only where a roll of the area has been committed.
 */
export async function compareDeclarations(context: PersonContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'declaration-differs',
    field: 'declared_card',
    select: `
      with rolled as (
        select batch.area_id from import_batch batch
        where batch.kind = 'CARD_ROLL' and batch.status = 'COMMITTED' and batch.as_of <= $1
      ), told as (
        select staged.sheet, staged.row, staged.label, staged.declared_card,
               exists (select from enrolment where enrolment.person_id = staged.subject_id
                 and ${contains('enrolment', '$1')}) as has_card
        from ${context.stage} staged
        where staged.outcome = 'READY' and staged.declared_card is not null and exists (
          select from area_ancestor link join rolled on rolled.area_id = link.ancestor_id
            where link.area_id = staged.commune_id)
      )
      select sheet, row, label as found,
             jsonb_build_object('declared', case when declared_card then 'có' else 'không có' end,
                                'register', case when has_card then 'có' else 'không có' end) as args
      from told where declared_card <> has_card`,
    values: [context.asOf],
  })
}
