import { inScopeOf } from '../../../src/access/area-scope.ts'
import { execute, oneRow } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'

/** The levels that a list of administrative units has columns for, from the top. */
export const LISTED_LEVELS = [
  { level: 1, word: 'province' },
  { level: 2, word: 'district' },
  { level: 3, word: 'commune' },
] as const

/** From this day there is no district level (Law 72/2025/QH15 on the organisation of local government). */
export const DISTRICTS_END = '2025-07-01'

/** What the batch's area means for a list: its level and code, and whether the sender named it. */
export interface ListedArea {
  readonly id: number
  readonly level: number
  readonly code: string
  /** The province it lies in or is; null for the country. */
  readonly provinceCode: string | null
  /** The sender said that the list is complete for the whole country. */
  readonly countryStated: boolean
}

/** The day on which the list meets the register; far ahead for a first list without a day. */
export function listDay(context: LoaderContext): string {
  return context.batch.asOf ?? '9999-12-31'
}

export async function listedArea(context: LoaderContext): Promise<ListedArea> {
  return oneRow<ListedArea>(
    context.em,
    `select area.area_id as id, area.level, area.code,
            (select upper_area.code from area_ancestor link join area upper_area on upper_area.area_id = link.ancestor_id
             where link.area_id = area.area_id and link.ancestor_level = 1
               and link.valid_from <= $2 and $2 < link.valid_until limit 1) as "provinceCode",
            (select choices ->> 'areaCode' = 'VN' from import_batch where batch_id = $3) is true as "countryStated"
     from area where area.area_id = $1`,
    [context.batch.areaId, listDay(context), context.batch.id],
  )
}

/**
 * Makes `listed_mention`: every unit that a READY row names, at all three levels, with the parent that the row gives it; one
 * above that is given by its code alone has its name from `named_above`. A row that names no parent has the batch's area. A
 * province that is known by its district only is not listed: the list does not speak for all of it.
 */
export async function makeMentions(context: LoaderContext, area: ListedArea): Promise<void> {
  await execute(context.em, 'drop table if exists listed_mention')
  await execute(
    context.em,
    `create temp table listed_mention (sheet int, row int, unit_level int, level int, code text,
    name text, unit_type text, key text, plain text, parent_level int, parent_code text, province_code text,
    valid_from date) on commit drop`,
  )
  await execute(
    context.em,
    `insert into listed_mention
     select sheet, row, unit_level, unit.level, unit.code, coalesce(unit.name, above.name),
            coalesce(unit.unit_type, above.unit_type, ''), coalesce(unit.key, above.key, ''),
            coalesce(unit.plain, above.plain, ''), unit.parent_level, unit.parent_code, province,
            case when unit.level = unit_level then staged.valid_from end
     from ${context.stage} staged
     cross join lateral (select coalesce(province_resolved, $1::text) as province,
                                coalesce(district_resolved, case when $2::int = 2 then $3::text end) as district) place
     cross join lateral (values
       (1, case when coalesce(province_code, province_name) is not null then province_resolved end, province_name, province_type, province_key, province_plain, 0, 'VN'),
       (2, district_resolved, district_name, district_type, district_key, district_plain, 1, province),
       (3, commune_code, commune_name, commune_type, commune_key, commune_plain,
        case when district is null then 1 else 2 end, coalesce(district, province))
     ) unit (level, code, name, unit_type, key, plain, parent_level, parent_code)
     left join named_above above on unit.name is null and above.level = unit.level and above.code = unit.code
     where outcome = 'READY' and unit.code is not null`,
    [area.provinceCode, area.level, area.code],
  )
  await execute(context.em, 'analyze listed_mention')
}

/**
 * Makes `listed_unit`: every unit of the list once, with the version of the register that holds its code on the list's day
 * and what becomes of it: CREATED, RENAMED (another name or kind under the same code), MOVED (another parent), UNCHANGED.
 */
export async function makeUnits(context: LoaderContext, area: ListedArea): Promise<void> {
  await execute(context.em, 'drop table if exists listed_unit')
  await execute(
    context.em,
    `create temp table listed_unit (level int, code text, name text, unit_type text, key text,
    plain text, parent_level int, parent_code text, sheet int, row int, known_id int, known_name text, known_from date,
    known_parent text, renamed boolean, moved boolean, starts_on date, area_id int, primary key (level, code)) on commit drop`,
  )
  await execute(
    context.em,
    `with listed_before as materialized (
       select distinct area.level, case when area.level = 1 and $2 then null else province.code end as province_code
       from area
       join area_ancestor up on up.area_id = area.area_id and up.ancestor_level = 1
       join area province on province.area_id = up.ancestor_id
       where area.level <= 3
     )
     insert into listed_unit
     select unit.level, unit.code, unit.name, coalesce(nullif(unit.unit_type, ''), known.unit_type, ''), unit.key, unit.plain,
            unit.parent_level, unit.parent_code, unit.sheet, unit.row, known.area_id,
            trim(known.unit_type || ' ' || known.name), known.valid_from, trim(parent.unit_type || ' ' || parent.name),
            known.name_key <> unit.key
              or (unit.unit_type <> '' and lower(known.unit_type) <> lower(unit.unit_type)),
            (parent.level, parent.code) is distinct from (unit.parent_level, unit.parent_code),
            greatest(coalesce(unit.valid_from, case when listed_before.level is null then '-infinity' else $1::date end),
                     (select max(valid_until) from area ended where ended.code = unit.code and ended.valid_until <= $1)),
            null
     from (select distinct on (level, code) * from listed_mention order by level, code, unit_level <> level, sheet, row) unit
     left join area known on known.code = unit.code and known.level = unit.level
       and known.valid_from <= $1 and $1 < known.valid_until
     left join area_parent link on link.area_id = known.area_id and link.valid_from <= $1 and $1 < link.valid_until
     left join area parent on parent.area_id = link.parent_id
     left join listed_before on listed_before.level = unit.level
       and (listed_before.province_code is null or listed_before.province_code = unit.province_code)`,
    [listDay(context), area.countryStated],
  )
  await execute(context.em, 'analyze listed_unit')
}

/**
 * Makes `listed_gone`: units of the register, in the sender's scope, that the list should have and has not. The list speaks for its batch's area,
 * or for the provinces it names when nobody said that it is the whole country; and only for the levels that occur in it. A
 * list with rows of communes only cannot name a district without any (five islands): such a district stays.
 */
export async function makeGone(context: LoaderContext, area: ListedArea): Promise<void> {
  await execute(context.em, 'drop table if exists listed_gone')
  await execute(
    context.em,
    `create temp table listed_gone (area_id int primary key, name text, code text, level int, known_from date) on commit drop`,
  )
  await execute(
    context.em,
    `insert into listed_gone
     select distinct area.area_id, trim(area.unit_type || ' ' || area.name), area.code, area.level, area.valid_from
     from area
     join area_ancestor link on link.area_id = area.area_id and link.valid_from <= $1 and $1 < link.valid_until
     where area.valid_from <= $1 and $1 < area.valid_until and area.area_id <> $2
       and (case when $3::int > 0 or $4 then link.ancestor_id = $2
                 else link.ancestor_id in (select known_id from listed_unit where level = 1) end)
       and (area.level in (select level from listed_unit where level >= 1)
            or (area.level = 2 and $1 >= '${DISTRICTS_END}' and exists (select from listed_unit where level = 3)))
       and area.level between 1 and 3 and ${inScopeOf(context.actor, 'area.area_id')}
       and not exists (select from listed_unit unit where unit.level = area.level and unit.code = area.code)
       and (area.level = 3 or (area.level = 2 and $1 >= '${DISTRICTS_END}')
            or exists (select from listed_mention where level = area.level and unit_level = level)
            or exists (select from area_parent below where below.parent_id = area.area_id
                         and below.valid_from <= $1 and $1 < below.valid_until))`,
    [listDay(context), area.id, area.level, area.countryStated],
  )
}
