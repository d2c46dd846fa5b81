import { execute } from '../../../src/kernel/sql.ts'
import { refreshBorders } from '../areas/commit-areas.ts'
import type { LoaderContext } from '../loader.ts'
import { changeDay } from './change-day.ts'

/** Writes the change of borders, after keeping every row of the register that it touches as it was. */
export async function commitChanges(context: LoaderContext): Promise<void> {
  await keepImages(context)
  await endUnits(context)
  await beginUnits(context)
  await linkUnits(context)
  await writeSuccessions(context)
  await refreshBorders(context)
  await nameSubjects(context)
}

/** SQL: links that end or are replaced: of what ends, and of what lies elsewhere from the day. */
const touchedLinks = (day: string): string => `link.valid_until > ${day} and (
  link.area_id in (select area_id from change_ending)
  or link.area_id in (select area_id from change_link where area_id is not null))`

/** A list of units that came first took a code's next unit for the old one renamed; the table knows better. */
const TAKEN_FOR_RENAMED = `from_id in (select area_id from change_ending) and on_day = $2 and relation = 'RENAMED'
  and batch_id is distinct from $1`

async function keepImages(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into register_image (batch_id, subject, subject_id, was)
     select $1::bigint, 'area', area_id::bigint, to_jsonb(area) from area
     where area_id in (select area_id from change_ending where not ended)
     union all
     select $1::bigint, 'area_parent', link.area_id, to_jsonb(link) from area_parent link where ${touchedLinks('$2')}
     union all
     select $1::bigint, 'area_succession', from_id, to_jsonb(succession) from area_succession succession where ${TAKEN_FOR_RENAMED}`,
    [context.batch.id, changeDay(context)],
  )
}

async function endUnits(context: LoaderContext): Promise<void> {
  const day = changeDay(context)
  await execute(context.em, `delete from area_succession where ${TAKEN_FOR_RENAMED}`, [context.batch.id, day])
  await execute(context.em, `delete from area_parent link where ${touchedLinks('$1')} and link.valid_from >= $1`, [day])
  await execute(context.em, `update area_parent link set valid_until = $1 where ${touchedLinks('$1')}`, [day])
  await execute(
    context.em,
    `update area set valid_until = $2, batch_id = $1 where area_id in (select area_id from change_ending where not ended)`,
    [context.batch.id, day],
  )
}

async function beginUnits(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into area (code, name, unit_type, level, name_key, name_plain, valid_from, batch_id)
     select code, name, unit_type, level, key, plain, $2::date, $1::bigint
     from (select code, name, unit_type, 1 as level, key, plain from change_province where known_id is null
           union all select code, name, unit_type, 3, key, plain from change_new where known_id is null) made
     order by level, code`,
    [context.batch.id, changeDay(context)],
  )
  for (const { table, level } of [
    { table: 'change_province', level: 1 },
    { table: 'change_new', level: 3 },
  ]) {
    await execute(
      context.em,
      `update ${table} unit set area_id = area.area_id from area
       where area.code = unit.code and area.level = ${level} and area.valid_from <= $1 and $1 < area.valid_until`,
      [changeDay(context)],
    )
  }
}

async function linkUnits(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into area_parent (area_id, parent_id, valid_from, batch_id)
     select child.area_id, coalesce(link.parent_id, province.area_id, commune.area_id), greatest($2::date, child.valid_from), $1
     from change_link link
     join area child on child.code = link.code and child.level = link.level
       and (child.area_id = link.area_id or (link.area_id is null and child.valid_from <= $2 and $2 < child.valid_until))
     left join change_province province on link.parent_level = 1 and province.code = link.parent_code
     left join change_new commune on link.parent_level = 3 and commune.code = link.parent_code`,
    [context.batch.id, changeDay(context)],
  )
}

async function writeSuccessions(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into area_succession (from_id, to_id, on_day, relation, weight, weight_basis, document, batch_id)
     select old_id, unit.area_id, $2::date, relation, weight, basis, document, $1::bigint
     from change_pair pair join change_new unit on unit.code = pair.new_code where old_id <> unit.area_id
     union all
     select old_id, province.area_id, $2::date, relation, weight, case when goals > 1 then 'EQUAL' end, document, $1::bigint
     from change_lineage lineage join change_province province on province.code = lineage.new_code
     on conflict do nothing`,
    [context.batch.id, changeDay(context)],
  )
}

/** The rows and the changes name the new units. */
async function nameSubjects(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set subject_id = unit.area_id from change_new unit
     where staged.outcome in ('CREATED', 'UPDATED', 'UNCHANGED') and unit.code = staged.new_commune_code`,
  )
  await execute(
    context.em,
    `update register_change change set subject_id = area.area_id from area
     where change.batch_id = $1 and change.kind = 'CREATED' and area.code = change.after ->> 'code' and area.batch_id = $1
       and area.valid_until = 'infinity'`,
    [context.batch.id],
  )
}
