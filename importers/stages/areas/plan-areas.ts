import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { listDay } from './listed-units.ts'

/** Outcomes by each row's most specific unit, and the difference between list and register. */
export async function planAreas(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged
     set outcome = case when unit.row <> staged.row or unit.sheet <> staged.sheet then 'SKIPPED'
                        when unit.known_id is null then 'CREATED'
                        when unit.renamed or unit.moved then 'UPDATED' else 'UNCHANGED' end,
         subject_id = unit.known_id
     from listed_unit unit
     where staged.outcome = 'READY' and unit.level = staged.unit_level
       and unit.code = case staged.unit_level when 1 then province_resolved when 2 then district_resolved else commune_code end`,
  )
  await tellCreated(context)
  await tellUpdated(context)
  await tellGone(context)
}

async function tellCreated(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, label, after, sheet, row)
     select $1, 'CREATED', 'area', trim(unit_type || ' ' || name), jsonb_build_object('code', code, '_level', level), sheet, row
     from listed_unit where known_id is null order by level, code`,
    [context.batch.id],
  )
}

/** A renamed unit is a new version: its change keeps which version ended, and who had written that last. */
async function tellUpdated(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after, sheet, row)
     select $1, 'UPDATED', 'area', unit.known_id, trim(unit.unit_type || ' ' || unit.name),
            jsonb_build_object('name', unit.known_name, '_image', to_jsonb(area)),
            jsonb_build_object('name', trim(unit.unit_type || ' ' || unit.name), '_code', unit.code, '_level', unit.level),
            unit.sheet, unit.row
     from listed_unit unit join area on area.area_id = unit.known_id
     where unit.renamed order by unit.level, unit.code`,
    [context.batch.id],
  )
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after, sheet, row)
     select $1, 'UPDATED', 'area', unit.known_id, trim(unit.unit_type || ' ' || unit.name),
            jsonb_build_object('parent', unit.known_parent),
            jsonb_build_object('parent', coalesce(
              (select trim(parent.unit_type || ' ' || parent.name) from listed_unit parent
               where parent.level = unit.parent_level and parent.code = unit.parent_code),
              (select trim(area.unit_type || ' ' || area.name) from area where area.level = unit.parent_level
               and area.code = unit.parent_code and area.valid_from <= $2 and $2 < area.valid_until), unit.parent_code)),
            unit.sheet, unit.row
     from listed_unit unit where unit.known_id is not null and unit.moved order by unit.level, unit.code`,
    [context.batch.id, listDay(context)],
  )
}

async function tellGone(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into register_change (batch_id, kind, subject, subject_id, label, before, after)
     select $1, 'GONE', 'area', gone.area_id, gone.name || ' (' || gone.code || ')',
            jsonb_build_object('valid_until', null, '_image', to_jsonb(area)), jsonb_build_object('valid_until', $2::text)
     from listed_gone gone join area using (area_id) order by gone.level, gone.code`,
    [context.batch.id, context.batch.asOf],
  )
}
