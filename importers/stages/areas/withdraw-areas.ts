import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext, Withdrawal } from '../loader.ts'
import { withdrawalOf } from '../withdraw.ts'
import { refreshBorders } from './commit-areas.ts'

/**
 * Takes back a list of units. A version that the batch brought goes when nothing of another batch hangs on it; what it
 * ended or renamed goes on again. The rest stays, with the reason.
 */
export async function withdrawAreas(context: LoaderContext): Promise<Withdrawal> {
  await collect(context)
  await judge(context)
  await undoLinks(context)
  await undoVersions(context)
  await refreshBorders(context)
  return withdrawalOf(context.em, 'select verdict, reason, label from list_undo')
}

/** Every version that the batch wrote, with what it did to it and how it was before. */
async function collect(context: LoaderContext): Promise<void> {
  await execute(context.em, 'drop table if exists list_undo')
  await execute(
    context.em,
    `create temp table list_undo (change_no bigint primary key, what text, area_id int, old_id int, image jsonb, label text,
       verdict text not null default 'UNDONE', reason text) on commit drop`,
  )
  await execute(
    context.em,
    `insert into list_undo (change_no, what, area_id, old_id, image, label)
     select change_no,
            case when kind = 'CREATED' then 'BEGUN' when kind = 'GONE' then 'ENDED'
                 when (before -> '_image' ->> 'area_id')::int = subject_id then 'CORRECTED' else 'RENAMED' end,
            subject_id, (before -> '_image' ->> 'area_id')::int, before -> '_image', label
     from register_change
     where batch_id = $1 and subject = 'area' and (kind <> 'UPDATED' or before ? '_image')`,
    [context.batch.id],
  )
}

async function judge(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update list_undo undo set verdict = 'KEPT', reason = 'withdrawal-written-later'
     from area where area.area_id = undo.area_id
       and (area.batch_id is distinct from $1
            or (undo.what <> 'ENDED' and exists (
                  select from area_parent link where link.area_id = area.area_id and link.batch_id is distinct from $1
                    and link.valid_from >= area.valid_from))
            or (undo.what = 'ENDED' and exists (
                  select from area later where later.code = area.code and later.area_id <> area.area_id
                    and later.valid_until > area.valid_until)))`,
    [context.batch.id],
  )
  await execute(
    context.em,
    `update list_undo undo set verdict = 'BLOCKED', reason = 'withdrawal-area-in-use'
     where verdict = 'UNDONE' and what in ('BEGUN', 'RENAMED')
       and (exists (select from residence where area_id = undo.area_id)
         or exists (select from household_state where area_id = undo.area_id)
         or exists (select from reported_figure where area_id = undo.area_id)
         or exists (select from target where area_id = undo.area_id or assigned_by = undo.area_id)
         or exists (select from planned_area where area_id = undo.area_id)
         or exists (select from area_succession where undo.area_id in (from_id, to_id) and batch_id is distinct from $1)
         or exists (select from area_parent where parent_id = undo.area_id and batch_id is distinct from $1))`,
    [context.batch.id],
  )
  await spreadUpwards(context)
}

/** A unit stays while something that the batch put into it stays. */
async function spreadUpwards(context: LoaderContext): Promise<void> {
  let blocked: number
  do {
    blocked = await execute(
      context.em,
      `update list_undo undo set verdict = 'BLOCKED', reason = 'withdrawal-area-in-use'
       where verdict = 'UNDONE' and what in ('BEGUN', 'RENAMED')
         and exists (select from area_parent link join list_undo child on child.area_id = link.area_id
                     where link.parent_id = undo.area_id and child.what in ('BEGUN', 'RENAMED') and child.verdict <> 'UNDONE')`,
    )
  } while (blocked > 0)
}

/** Links that the batch made are removed, and those that it cut there reach on as before. */
async function undoLinks(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `with undone as (
       delete from area_parent link
       where link.batch_id = $1
         and (link.area_id in (select area_id from list_undo where what in ('BEGUN', 'RENAMED') and verdict = 'UNDONE')
              or (link.valid_until = 'infinity'
                  and not exists (select from list_undo stays where stays.area_id = link.area_id
                                    and stays.what in ('BEGUN', 'RENAMED'))
                  and not exists (select from list_undo stays where stays.area_id = link.parent_id and stays.verdict <> 'UNDONE')
                  and exists (select from area_parent earlier where earlier.area_id = link.area_id
                                and earlier.valid_until = link.valid_from)))
       returning link.area_id, link.valid_from
     )
     update area_parent earlier set valid_until = 'infinity' from undone
     where earlier.area_id = undone.area_id and earlier.valid_until = undone.valid_from`,
    [context.batch.id],
  )
}

async function undoVersions(context: LoaderContext): Promise<void> {
  const undone = (what: string): string =>
    `(select area_id from list_undo where what in (${what}) and verdict = 'UNDONE')`
  await execute(context.em, `delete from area_succession where to_id in ${undone(`'RENAMED'`)}`)
  await execute(context.em, `delete from area where area_id in ${undone(`'BEGUN', 'RENAMED'`)}`)
  await execute(
    context.em,
    `update area set name = image ->> 'name', unit_type = image ->> 'unit_type', name_key = image ->> 'name_key',
            name_plain = image ->> 'name_plain', valid_until = (image ->> 'valid_until')::date,
            batch_id = (image ->> 'batch_id')::bigint
     from list_undo undo
     where area.area_id = undo.old_id and undo.verdict = 'UNDONE' and undo.what <> 'BEGUN'`,
  )
  await execute(
    context.em,
    `update area_parent link set valid_until = 'infinity'
     from list_undo undo
     where link.area_id = undo.old_id and undo.verdict = 'UNDONE' and undo.what in ('ENDED', 'RENAMED')
       and link.valid_until = (select max(valid_until) from area_parent last where last.area_id = link.area_id)`,
  )
}
