import { refreshAncestors } from '../../../src/areas/area-ancestors.ts'
import { recountAreas } from '../../../src/coverage/cube.store.ts'
import { execute, oneRow } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { listDay } from './listed-units.ts'

/**
 * Writes the list: units appear, go over into their renamed version, move or end. Nothing is overwritten but what the same
 * day brought before: a version that began on the list's day is put right in place.
 */
export async function commitAreas(context: LoaderContext): Promise<void> {
  await endVersions(context)
  await beginVersions(context)
  await followParents(context)
  await linkUnits(context)
  await refreshBorders(context)
  await nameSubjects(context)
}

/** After borders moved: the derived links, and every count that stands on them. */
export async function refreshBorders(context: LoaderContext): Promise<void> {
  await refreshAncestors(context.em)
  const { peopled } = await oneRow<{ peopled: boolean }>(
    context.em,
    'select exists (select from residence) or exists (select from household_state) as peopled',
  )
  if (peopled) await recountAreas(context.em)
}

const NEW_VERSION = '(known_id is null or (renamed and known_from is distinct from $1))'

async function endVersions(context: LoaderContext): Promise<void> {
  const ended = `(select known_id from listed_unit where renamed and known_from <> $1
                  union select area_id from listed_gone)`
  const values = [listDay(context), context.batch.id]
  await execute(context.em, `update area set valid_until = $1, batch_id = $2 where area_id in ${ended}`, values)
  await execute(
    context.em,
    `update area_parent set valid_until = $1 where area_id in ${ended} and valid_from < $1 and $1 < valid_until`,
    [listDay(context)],
  )
}

async function beginVersions(context: LoaderContext): Promise<void> {
  const day = listDay(context)
  await execute(
    context.em,
    `update area set name = unit.name, unit_type = unit.unit_type, name_key = unit.key, name_plain = unit.plain, batch_id = $2
     from listed_unit unit where area.area_id = unit.known_id and unit.renamed and unit.known_from = $1`,
    [day, context.batch.id],
  )
  await execute(
    context.em,
    `insert into area (code, name, unit_type, level, name_key, name_plain, valid_from, batch_id)
     select code, name, unit_type, level, key, plain, case when known_id is null then starts_on else $1::date end, $2
     from listed_unit where ${NEW_VERSION} order by level, code`,
    [day, context.batch.id],
  )
  await execute(
    context.em,
    `update listed_unit unit set area_id = area.area_id
     from area where area.code = unit.code and area.level = unit.level and area.valid_until = 'infinity'`,
  )
  await execute(
    context.em,
    `insert into area_succession (from_id, to_id, on_day, relation, weight, batch_id)
     select known_id, area_id, $1, 'RENAMED', 1, $2 from listed_unit where known_id <> area_id`,
    [day, context.batch.id],
  )
}

/** Whatever lay in a renamed unit lies, from that day, in its new version: communes not in the list, hamlets, groups. */
async function followParents(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `with cut as (
       update area_parent link set valid_until = $1
       from listed_unit unit, area child
       where link.parent_id = unit.known_id and unit.known_id <> unit.area_id and link.valid_from < $1 and $1 < link.valid_until
         and child.area_id = link.area_id and $1 < child.valid_until
       returning link.area_id, unit.area_id as parent_id
     )
     insert into area_parent (area_id, parent_id, valid_from, batch_id) select area_id, parent_id, $1, $2 from cut`,
    [listDay(context), context.batch.id],
  )
}

/** Each unit of the list lies where the list says: new units from their start, others from the list's day. */
async function linkUnits(context: LoaderContext): Promise<void> {
  const values = [listDay(context), context.batch.id]
  await execute(context.em, 'drop table if exists listed_link')
  await execute(
    context.em,
    `create temp table listed_link on commit drop as
     select unit.area_id, coalesce(listed.area_id, known.area_id) as parent_id,
            case when unit.known_id is null then unit.starts_on else $1::date end as from_day
     from listed_unit unit
     left join listed_unit listed on listed.level = unit.parent_level and listed.code = unit.parent_code
     left join area known on known.level = unit.parent_level and known.code = unit.parent_code
       and known.valid_from <= $1 and $1 < known.valid_until`,
    [listDay(context)],
  )
  await execute(
    context.em,
    `update area_parent link set parent_id = wanted.parent_id, batch_id = $2 from listed_link wanted
     where link.area_id = wanted.area_id and link.valid_from = $1 and link.parent_id <> wanted.parent_id`,
    values,
  )
  await execute(
    context.em,
    `update area_parent link set valid_until = $1 from listed_link wanted
     where link.area_id = wanted.area_id and link.valid_from < $1 and $1 < link.valid_until
       and link.parent_id <> wanted.parent_id`,
    [listDay(context)],
  )
  await execute(
    context.em,
    `insert into area_parent (area_id, parent_id, valid_from, batch_id)
     select area_id, parent_id, from_day, $1 from listed_link wanted
     where not exists (select from area_parent link where link.area_id = wanted.area_id and link.valid_until = 'infinity')`,
    [context.batch.id],
  )
}

/** The rows and the changes name what they became. */
async function nameSubjects(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set subject_id = unit.area_id from listed_unit unit
     where staged.outcome in ('CREATED', 'UPDATED', 'UNCHANGED') and unit.sheet = staged.sheet and unit.row = staged.row
       and unit.level = staged.unit_level`,
  )
  await execute(
    context.em,
    `update register_change change set subject_id = unit.area_id from listed_unit unit
     where change.batch_id = $1 and change.subject = 'area' and change.kind <> 'GONE'
       and unit.code = coalesce(change.after ->> 'code', change.after ->> '_code')
       and unit.level = coalesce(change.after ->> '_level', '-1')::int`,
    [context.batch.id],
  )
}
