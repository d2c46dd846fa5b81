import { execute } from '../../../src/kernel/sql.ts'
import { refreshBorders } from '../areas/commit-areas.ts'
import type { LoaderContext, Withdrawal } from '../loader.ts'
import { withdrawalOf } from '../withdraw.ts'

/**
 * Takes a change of borders back as a whole: half of it would leave communes in provinces that never were. While anything
 * of another batch stands on a unit that it brought, nothing is undone and the units in use are named.
 */
export async function withdrawChanges(context: LoaderContext): Promise<Withdrawal> {
  await judge(context)
  const undone = await execute(
    context.em,
    `update change_undo set verdict = 'UNDONE' where not exists (select from change_undo where reason is not null)`,
  )
  if (undone > 0) {
    await undo(context)
    await refreshBorders(context)
  }
  return withdrawalOf(context.em, 'select verdict, reason, label from change_undo')
}

/** Units that the batch brought (made) or ended, with what stands in the way. */
async function judge(context: LoaderContext): Promise<void> {
  await execute(context.em, 'drop table if exists change_undo')
  await execute(
    context.em,
    `create temp table change_undo on commit drop as
     select area_id, made, trim(unit_type || ' ' || name) as label, 'BLOCKED' as verdict,
            case when written_later then 'withdrawal-written-later' when in_use then 'withdrawal-area-in-use' end as reason
     from (
       select area.*, image.subject_id is null as made,
              area.batch_id is distinct from $1 or (image.subject_id is null and area.valid_until < 'infinity')
                or exists (select from area_parent link where link.area_id = area.area_id
                             and link.batch_id is distinct from $1 and image.subject_id is null) as written_later,
              image.subject_id is null and (
                exists (select from residence where area_id = area.area_id)
                or exists (select from household_state where area_id = area.area_id)
                or exists (select from reported_figure where area_id = area.area_id)
                or exists (select from target where area_id = area.area_id or assigned_by = area.area_id)
                or exists (select from planned_area where planned_area.area_id = area.area_id)
                or exists (select from area_succession later
                           where area.area_id in (from_id, to_id) and later.batch_id is distinct from $1)
                or exists (select from area_parent child
                           where child.parent_id = area.area_id and child.batch_id is distinct from $1)) as in_use
       from area
       left join (select distinct subject_id from register_image where batch_id = $1 and subject = 'area') image
         on image.subject_id = area.area_id
       where area.batch_id = $1 or image.subject_id is not null
     ) touched`,
    [context.batch.id],
  )
}

/** What the batch made goes first, so that the old units have their codes and days back. */
async function undo(context: LoaderContext): Promise<void> {
  const values = [context.batch.id]
  await execute(context.em, 'delete from area_succession where batch_id = $1', values)
  await execute(
    context.em,
    `delete from area_parent link using register_image image
     where image.batch_id = $1 and image.subject = 'area_parent' and link.area_id = image.subject_id
       and link.valid_from = (image.was ->> 'valid_from')::date`,
    values,
  )
  await execute(context.em, 'delete from area_parent where batch_id = $1', values)
  await execute(context.em, 'delete from area where area_id in (select area_id from change_undo where made)')
  await execute(
    context.em,
    `update area set valid_until = (was ->> 'valid_until')::date, batch_id = (was ->> 'batch_id')::bigint
     from register_image image
     where image.batch_id = $1 and image.subject = 'area' and area.area_id = image.subject_id`,
    values,
  )
  for (const table of ['area_parent', 'area_succession']) {
    await execute(
      context.em,
      `insert into ${table} select (jsonb_populate_record(null::${table}, was)).* from register_image
       where batch_id = $1 and subject = '${table}'`,
      values,
    )
  }
  await execute(context.em, 'delete from register_image where batch_id = $1', values)
}
