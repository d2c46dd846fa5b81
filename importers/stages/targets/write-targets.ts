import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext, Withdrawal } from '../loader.ts'
import { withdrawalOf } from '../withdraw.ts'

/** Outcomes of the rows, and every target that would be new or another. */
export async function planTargets(context: LoaderContext): Promise<void> {
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
     left join (select sheet, row, count(*) as n, count(target_id) as known, count(*) filter (where same) as same
                from target_line group by sheet, row) line using (sheet, row)
     where ready.sheet = staged.sheet and ready.row = staged.row and staged.outcome = 'READY'`,
  )
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after, sheet, row)
     select $1, case when known.target_id is null then 'CREATED' else 'UPDATED' end, 'target', known.target_id,
            trim(area.unit_type || ' ' || area.name),
            case when known.target_id is not null
                 then jsonb_build_object(line.measure, known.value, '_image', to_jsonb(known)) end,
            jsonb_build_object(line.measure, line.value, '_area_id', line.area_id, '_measure', line.measure, '_due_on', line.due_day),
            line.sheet, line.row
     from target_line line join area using (area_id) left join target known using (target_id)
     where not line.same
     order by line.sheet, line.row, line.measure`,
    [context.batch.id],
  )
}

/** Writes the new and the other targets; the batch's area is the one that assigned them, to its parts. */
export async function commitTargets(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into target (area_id, measure, value, valid_from, due_on, assigned_by, document, batch_id, sheet, row)
     select line.area_id, measure, value, on_day, due_day,
            case when line.area_id <> $2 then $2
                 else (select parent_id from area_parent link where link.area_id = line.area_id
                       and link.valid_from <= line.on_day and line.on_day < link.valid_until) end,
            document, $1, sheet, row
     from target_line line where not same
     on conflict (area_id, measure, due_on) do update
     set value = excluded.value, valid_from = excluded.valid_from, assigned_by = excluded.assigned_by,
         document = coalesce(excluded.document, target.document), batch_id = excluded.batch_id, sheet = excluded.sheet,
         row = excluded.row`,
    [context.batch.id, context.batch.areaId],
  )
  await execute(
    context.em,
    `update register_change change set subject_id = target.target_id from target
     where change.batch_id = $1 and change.subject = 'target' and target.area_id = (change.after ->> '_area_id')::int
       and target.measure = change.after ->> '_measure' and target.due_on = (change.after ->> '_due_on')::date`,
    [context.batch.id],
  )
}

/** New targets go, others are as they were; what a later batch wrote over stays. */
export async function withdrawTargets(context: LoaderContext): Promise<Withdrawal> {
  await execute(context.em, 'drop table if exists target_undo')
  await execute(
    context.em,
    `create temp table target_undo on commit drop as
     select change.kind, change.label, change.before -> '_image' as image, change.subject_id as target_id,
            written.batch_id is not distinct from $1 as ours
     from register_change change left join target written on written.target_id = change.subject_id
     where change.batch_id = $1 and change.subject = 'target'`,
    [context.batch.id],
  )
  await execute(
    context.em,
    `delete from target using target_undo undo where undo.ours and undo.kind = 'CREATED' and target.target_id = undo.target_id`,
  )
  await execute(
    context.em,
    `update target written
     set value = (image ->> 'value')::float8, valid_from = (image ->> 'valid_from')::date,
         assigned_by = (image ->> 'assigned_by')::int, document = image ->> 'document',
         batch_id = (image ->> 'batch_id')::bigint, sheet = (image ->> 'sheet')::smallint, row = (image ->> 'row')::int
     from target_undo undo where undo.ours and undo.kind = 'UPDATED' and written.target_id = undo.target_id`,
  )
  return withdrawalOf(
    context.em,
    `select case when ours then 'UNDONE' else 'KEPT' end as verdict,
            case when not ours then 'withdrawal-written-later' end as reason, label from target_undo`,
  )
}
