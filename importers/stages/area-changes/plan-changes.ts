import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { changeDay } from './change-day.ts'

/** A row is a succession: CREATED when the register does not have it; a unit that stays is UPDATED when it moves. */
export async function planChanges(context: LoaderContext): Promise<void> {
  await makeLinks(context)
  await execute(
    context.em,
    `update ${context.stage} staged set subject_id = pair.old_id, outcome = case
       when old.stays and pair.people then case when link.area_id is null then 'UNCHANGED' else 'UPDATED' end
       when known.from_id is not null then 'UNCHANGED' else 'CREATED' end
     from change_pair pair
     join change_old old on old.old_id = pair.old_id
     join change_new unit on unit.code = pair.new_code
     left join change_link link on link.area_id = pair.old_id
     left join area_succession known on known.from_id = pair.old_id and known.to_id = unit.known_id and known.on_day = $1
       and known.relation = pair.relation
     where staged.outcome = 'READY' and staged.sheet = pair.sheet and staged.row = pair.row`,
    [changeDay(context)],
  )
  await execute(context.em, `update ${context.stage} set outcome = 'SKIPPED' where outcome = 'READY'`)
  await tellUnits(context)
}

/**
 * Makes `change_link`: who lies in whom from the day. New communes in their province (or district), new provinces in the
 * country, whatever lay in a unit that went over whole in the unit that continues it, and hamlets of a divided unit where
 * their row says. Codes stand for areas that are
 * not there yet. What lies there already is left out.
 */
async function makeLinks(context: LoaderContext): Promise<void> {
  await execute(context.em, 'drop table if exists change_link')
  await execute(
    context.em,
    `create temp table change_link on commit drop as
     with wanted as (
       select 3 as level, unit.code, unit.known_id as area_id, case when district_id is null then 1 else 2 end as parent_level,
              unit.province as parent_code, coalesce(district_id, province.known_id) as parent_id
       from change_new unit join change_province province on province.code = unit.province
       union all
       select 1, code, known_id, 0, 'VN', (select area_id from area where level = 0 and code = 'VN') from change_province
       union all
       select child.level, child.code, child.area_id, goal.level, goal.code, goal.known_id
       from (select pair.old_id, 3 as level, unit.code, unit.known_id from change_pair pair
             join change_new unit on unit.code = pair.new_code
             where pair.relation in ('WHOLE', 'RENAMED') and pair.old_id in (select area_id from change_ending)
             union all
             select old_id, 1, province.code, province.known_id from change_lineage lineage
             join change_province province on province.code = lineage.new_code where goals = 1) goal
       join area_parent link on link.parent_id = goal.old_id and $1 < link.valid_until
       join area child on child.area_id = link.area_id and $1 < child.valid_until
       where child.area_id not in (select area_id from change_ending)
         and child.area_id not in (select known_id from change_new where known_id is not null)
       union all
       select 4, hamlet.code, hamlet.area_id, 3, unit.code, unit.known_id
       from change_hamlet hamlet join change_pair pair on pair.old_id = hamlet.old_id and pair.new_code = hamlet.new_code
       join change_new unit on unit.code = pair.new_code where pair.relation = 'PART'
     )
     select distinct on (level, code) * from wanted
     where area_id is null or parent_id is null or not exists (
       select from area_parent link where link.area_id = wanted.area_id and link.parent_id = wanted.parent_id
         and link.valid_from <= $1 and link.valid_until = 'infinity')
     order by level, code`,
    [changeDay(context)],
  )
  await execute(context.em, 'analyze change_link')
}

async function tellUnits(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, label, after, sheet, row)
     select $1, 'CREATED', 'area', trim(unit_type || ' ' || name), jsonb_build_object('code', code), sheet, row
     from (select 1 as level, code, name, unit_type, null::int as sheet, null::int as row from change_province
             where known_id is null
           union all select 3, code, name, unit_type, sheet, row from change_new where known_id is null) made
     order by level, code`,
    [context.batch.id],
  )
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after)
     select $1, 'UPDATED', 'area', child.area_id, trim(child.unit_type || ' ' || child.name),
            jsonb_build_object('parent', trim(parent.unit_type || ' ' || parent.name)),
            jsonb_build_object('parent', coalesce((select trim(unit_type || ' ' || name) from area
                                                   where area_id = link.parent_id), link.parent_code))
     from change_link link join area child on child.area_id = link.area_id
     left join area_parent was on was.area_id = link.area_id and was.valid_from <= $2 and $2 < was.valid_until
     left join area parent on parent.area_id = was.parent_id
     order by child.level, child.code`,
    [context.batch.id, changeDay(context)],
  )
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after)
     select $1, 'GONE', 'area', area_id, name || ' (' || code || ')', jsonb_build_object('valid_until', null),
            jsonb_build_object('valid_until', $2::text)
     from change_ending where not ended order by level, code`,
    [context.batch.id, changeDay(context)],
  )
}
