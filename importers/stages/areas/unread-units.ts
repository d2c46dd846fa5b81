import { splitAreaName } from '../../../src/areas/area-name.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { addIssues } from '../stage-issues.ts'
import { type ListedArea, listDay } from './listed-units.ts'

/**
 * Takes out of `listed_gone` whatever a row that was not read may mean, and what that lies in: the row says that the unit is
 * there. A rejected row means the unit that has its code, and the one that has its name in the unit that it lies in. One that
 * means no unit that is known may mean any of its level there, or anywhere when it does not say where: none of them ends, and
 * the row is told why. A row that was skipped may be a unit's too, by its name.
 */
export async function spareUnread(context: LoaderContext, area: ListedArea): Promise<void> {
  await makeLabels(context)
  await makeRows(context, area)
  await makeMeant(context)
  await spare(context, 'select area_id from unread_meant')
  await makeGuarded(context)
  await tellGuarded(context)
  await spare(context, 'select area_id from unread_guarded')
}

/** SQL: a row of `unread_row` was rejected and means no unit that is known. */
const IS_UNCLEAR = `unread.rejected and not exists (
  select from unread_meant meant where meant.own and meant.sheet = unread.sheet and meant.row = unread.row)`

const onDay = (table: string): string => `${table}.valid_from <= $1 and $1 < ${table}.valid_until`

async function remake(
  context: LoaderContext,
  table: string,
  select: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await execute(context.em, `drop table if exists ${table}`)
  await execute(context.em, `create temp table ${table} on commit drop as ${select}`, values)
  await execute(context.em, `analyze ${table}`)
}

/** Makes `unread_label`: plain names of rows of which nothing is known but their label; it may be that of the unit above. */
async function makeLabels(context: LoaderContext): Promise<void> {
  const labels = await rows<{ label: string }>(
    context.em,
    `select distinct label from ${context.stage}
     where outcome in ('REJECTED', 'SKIPPED') and label is not null and unit_plain is null`,
  )
  const plain = labels.map(({ label }) => ({
    label,
    plain: splitAreaName(label, ['PROVINCE', 'DISTRICT', 'COMMUNE']).plain,
  }))
  await remake(
    context,
    'unread_label',
    'select label, plain from jsonb_to_recordset($1::jsonb) as line (label text, plain text)',
    [JSON.stringify(plain)],
  )
}

/** Makes `unread_row`: rows that were rejected or skipped, with the province and the district that they say they lie in. */
async function makeRows(context: LoaderContext, area: ListedArea): Promise<void> {
  const named = (word: string): string =>
    `(area.code = staged.${word}_code or area.name_plain = staged.${word}_plain)
     and ${onDay('area')} order by area.code = staged.${word}_code desc nulls last limit 1`
  await remake(
    context,
    'unread_row',
    `select staged.sheet, staged.row, staged.outcome = 'REJECTED' as rejected, staged.unit_level as level, staged.label,
            staged.province_code, staged.province_plain, staged.district_code, staged.district_plain,
            staged.commune_code, staged.unit_plain, unread_label.plain as label_plain,
            case when staged.unit_level is distinct from 1 then province.area_id end as province_id,
            case when staged.unit_level is null or staged.unit_level = 3 then district.area_id end as district_id,
            $2::int as file_id
     from ${context.stage} staged
     left join unread_label on unread_label.label = staged.label and staged.unit_plain is null
     left join lateral (select area_id from area where level = 1 and ${named('province')}) province on true
     left join lateral (
       select area_id from area where level = 2 and (province.area_id is null or exists (
         select from area_ancestor link where link.area_id = area.area_id and link.ancestor_id = province.area_id
           and ${onDay('link')})) and ${named('district')}) district on true
     where staged.outcome in ('REJECTED', 'SKIPPED')`,
    [listDay(context), area.id],
  )
}

/**
 * Makes `unread_meant`: units of the register that such a row may mean, `own` those that it may be about. A name is looked for in
 * the district, else in the province, and in the whole area of the file only when the row says neither.
 */
async function makeMeant(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'unread_meant',
    `with said as (
       select sheet, row, own, said.level, code, plain, places
       from unread_row unread
       cross join lateral (select array[file_id] as file, array[coalesce(province_id, file_id)] as province,
         case when coalesce(district_id, province_id) is null then array[file_id]
              else array[district_id, province_id] end as district) place
       cross join lateral (values
         (unread.level = 1, 1, province_code, province_plain, place.file),
         (unread.level = 2, 2, district_code, district_plain, place.province),
         (true, unread.level, commune_code, case when unread.level in (1, 2) then null else unit_plain end, place.district),
         (false, null, null, label_plain, place.district)
       ) said (own, level, code, plain, places)
       where coalesce(code, plain) is not null
     ), standing as (
       select area_id, level, code, name_plain from area where level between 1 and 3 and ${onDay('area')}
     ), likely as (
       select said.sheet, said.row, said.own, standing.level, standing.area_id, place.at,
              min(place.at) over (partition by said.sheet, said.row, said.level) as nearest
       from said
       join standing on standing.name_plain = said.plain and standing.level = coalesce(said.level, standing.level)
       cross join unnest(said.places) with ordinality place (area_id, at)
       join area_ancestor link on link.area_id = standing.area_id and link.ancestor_id = place.area_id and ${onDay('link')}
     )
     select sheet, row, own, area_id from likely where at = nearest
     union
     select sheet, row, own, area_id from said join standing using (level, code)`,
    [listDay(context)],
  )
}

/** Makes `unread_guarded`: what still would end where a rejected row may mean any of them. */
async function makeGuarded(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'unread_guarded',
    `with place as (
       select distinct level, coalesce(district_id, province_id, file_id) as area_id
       from unread_row unread
       where ${IS_UNCLEAR}
     )
     select place.level, place.area_id as place_id, gone.area_id, gone.name, gone.code
     from place
     join area_ancestor link on link.ancestor_id = place.area_id and ${onDay('link')}
     join listed_gone gone on gone.area_id = link.area_id and gone.level = coalesce(place.level, gone.level)`,
    [listDay(context)],
  )
}

async function tellGuarded(context: LoaderContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'area-row-unclear',
    field: null,
    select: `with guarded as (
               select level, place_id, count(*) as count,
                      array_to_string((array_agg(name order by code))[1:5], ', ') as names
               from unread_guarded group by level, place_id
             )
             select unread.sheet, unread.row, unread.label as found,
                    jsonb_build_object('area', trim(place.unit_type || ' ' || place.name), 'count', count, 'names', names) as args
             from unread_row unread
             join guarded on guarded.place_id = coalesce(district_id, province_id, file_id)
               and guarded.level is not distinct from unread.level
             join area place on place.area_id = guarded.place_id
             where ${IS_UNCLEAR}`,
  })
}

/** What stays stays where it is: with the units that it lies in. */
async function spare(context: LoaderContext, units: string): Promise<void> {
  await execute(
    context.em,
    `delete from listed_gone where area_id in (
       select link.ancestor_id from (${units}) spared (area_id)
       join listed_gone gone on gone.area_id = spared.area_id
       join area_ancestor link on link.area_id = spared.area_id and ${onDay('link')})`,
    [listDay(context)],
  )
}
