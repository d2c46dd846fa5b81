import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext, Withdrawal } from '../loader.ts'
import { withdrawalOf } from '../withdraw.ts'
import { MEASURES } from './measures.ts'

/** Outcomes of the rows, and every number that would be new or another. */
export async function planFigures(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} set outcome = 'SKIPPED' where outcome = 'READY' and coalesce(is_total, false)`,
  )
  await execute(
    context.em,
    `update ${context.stage} staged
     set subject_id = staged.area_id,
         outcome = case when line.n is null then 'SKIPPED' when line.known = 0 then 'CREATED'
                        when line.same = line.n then 'UNCHANGED' else 'UPDATED' end
     from ${context.stage} ready
     left join (select sheet, row, count(*) as n, count(known_value) as known,
                       count(*) filter (where known_value = value) as same
                from figure_line group by sheet, row) line using (sheet, row)
     where ready.sheet = staged.sheet and ready.row = staged.row and staged.outcome = 'READY'`,
  )
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after, sheet, row)
     select $1, case when known.area_id is null then 'CREATED' else 'UPDATED' end, 'reported_figure', line.area_id,
            trim(area.unit_type || ' ' || area.name),
            case when known.area_id is not null
                 then jsonb_build_object(line.measure, known.value, '_image', to_jsonb(known)) end,
            jsonb_build_object(line.measure, line.value, '_as_of', line.on_day, '_origin', line.origin), line.sheet, line.row
     from (select distinct on (area_id, measure, on_day, origin) * from figure_line order by area_id, measure, on_day, origin, sheet, row) line
     join area using (area_id)
     left join reported_figure known on known.area_id = line.area_id and known.measure = line.measure and known.as_of = line.on_day
       and known.origin = line.origin
     where known.value is distinct from line.value
     order by line.sheet, line.row, line.measure`,
    [context.batch.id],
  )
}

/** Writes the new and the other numbers; a number that is the same stays the earlier batch's. */
export async function commitFigures(context: LoaderContext): Promise<void> {
  const letters = context.sheetNames.map((_, sheet) =>
    Object.fromEntries(MEASURES.map(([, column]) => [column, context.columnLetters(sheet, column)])),
  )
  await execute(
    context.em,
    `insert into reported_figure (area_id, measure, as_of, origin, value, batch_id, sheet, row, column_letters)
     select distinct on (area_id, measure, on_day, origin) area_id, measure, on_day, origin, value, $1, sheet, row,
            $2::jsonb -> sheet ->> field
     from figure_line where known_value is distinct from value
     order by area_id, measure, on_day, origin, sheet, row
     on conflict (area_id, measure, as_of, origin) do update
     set value = excluded.value, batch_id = excluded.batch_id, sheet = excluded.sheet, row = excluded.row,
         column_letters = excluded.column_letters`,
    [context.batch.id, JSON.stringify(letters)],
  )
}

/** New numbers go, others are as they were; what a later batch wrote over stays. */
export async function withdrawFigures(context: LoaderContext): Promise<Withdrawal> {
  await execute(context.em, 'drop table if exists figure_undo')
  await execute(
    context.em,
    `create temp table figure_undo on commit drop as
     select change.change_no, change.kind, change.label, change.before -> '_image' as image, written.area_id, written.measure,
            written.as_of, written.origin, written.batch_id is not distinct from $1 as ours
     from register_change change
     cross join lateral (select key as measure from jsonb_object_keys(change.after) key where key not like '\\_%') stated
     left join reported_figure written on written.area_id = change.subject_id and written.measure = stated.measure
       and written.as_of = (change.after ->> '_as_of')::date and written.origin = change.after ->> '_origin'
     where change.batch_id = $1 and change.subject = 'reported_figure'`,
    [context.batch.id],
  )
  await execute(
    context.em,
    `delete from reported_figure written using figure_undo undo
     where undo.ours and undo.kind = 'CREATED' and written.area_id = undo.area_id and written.measure = undo.measure
       and written.as_of = undo.as_of and written.origin = undo.origin`,
  )
  await execute(
    context.em,
    `update reported_figure written
     set value = (image ->> 'value')::bigint, batch_id = (image ->> 'batch_id')::bigint, sheet = (image ->> 'sheet')::smallint,
         row = (image ->> 'row')::int, column_letters = image ->> 'column_letters'
     from figure_undo undo
     where undo.ours and undo.kind = 'UPDATED' and written.area_id = undo.area_id and written.measure = undo.measure
       and written.as_of = undo.as_of and written.origin = undo.origin`,
  )
  return withdrawalOf(
    context.em,
    `select case when ours then 'UNDONE' else 'KEPT' end as verdict,
            case when not ours then 'withdrawal-written-later' end as reason, label from figure_undo`,
  )
}
