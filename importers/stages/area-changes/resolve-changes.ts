import { execute, rows } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { editDistance } from '../near-names.ts'
import { addIssues } from '../stage-issues.ts'
import { changeDay, STOOD_BEFORE } from './change-day.ts'

/** Rows → the old units as they stood on the day before, by code, else by a name that is the only one in its place. */
export async function resolveChanges(context: LoaderContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'area-change-other-day',
    field: 'valid_from',
    select: `select sheet, row, valid_from::text as found, jsonb_build_object('day', $1::text) as args
             from ${context.stage} where outcome = 'READY' and valid_from <> $1::date`,
    values: [changeDay(context)],
  })
  await findByCode(context)
  await findByName(context)
  await tellUnknown(context)
  await compareNames(context)
  await compareProvinces(context)
  await findNewProvinces(context)
}

/** A district that had no communes (five islands) stands for itself. */
async function findByCode(context: LoaderContext): Promise<void> {
  const places = [
    { level: 3, code: 'old_commune_code', and: '' },
    {
      level: 2,
      code: 'old_district_code',
      and: `and coalesce(old_commune_code, old_commune_key) is null
            and (old_district_key is null or old_district_key = area.name_key)`,
    },
  ]
  for (const { level, code, and } of places) {
    await execute(
      context.em,
      `update ${context.stage} staged set old_id = area.area_id from area
       where staged.outcome = 'READY' and area.level = ${level} and area.code = staged.${code}
         and ${STOOD_BEFORE('area')} ${and}`,
      [changeDay(context)],
    )
  }
}

async function findByName(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `with wanted as (
       select distinct coalesce(old_commune_key, old_district_key) as name_key, old_district_key, old_province_key,
              case when old_commune_key is null then 2 else 3 end as level
       from ${context.stage}
       where outcome = 'READY' and old_id is null and coalesce(old_commune_code, old_district_code) is null
     ), found as (
       select wanted.*, min(area.area_id) as area_id
       from wanted join area on area.level = wanted.level and area.name_key = wanted.name_key and ${STOOD_BEFORE('area')}
       where (wanted.level = 2 or old_district_key is null or exists (${ABOVE('2', 'wanted.old_district_key')}))
         and (old_province_key is null or exists (${ABOVE('1', 'wanted.old_province_key')}))
       group by wanted.name_key, old_district_key, old_province_key, wanted.level having count(*) = 1
     )
     update ${context.stage} staged set old_id = found.area_id from found
     where staged.outcome = 'READY' and staged.old_id is null
       and coalesce(old_commune_code, old_district_code) is null
       and coalesce(staged.old_commune_key, staged.old_district_key) = found.name_key
       and staged.old_district_key is not distinct from found.old_district_key
       and staged.old_province_key is not distinct from found.old_province_key`,
    [changeDay(context)],
  )
}

/** SQL: something of that level and name was above the area on the day before. */
const ABOVE = (level: string, key: string): string =>
  `select from area_ancestor link join area above on above.area_id = link.ancestor_id
   where link.area_id = area.area_id and link.ancestor_level = ${level} and ${STOOD_BEFORE('link')} and above.name_key = ${key}`

async function tellUnknown(context: LoaderContext): Promise<void> {
  const unknown = `from ${context.stage} where outcome = 'READY' and old_id is null`
  const isCommune = 'coalesce(old_commune_code, old_commune_key) is not null'
  await addIssues(context, 'resolve', {
    code: 'area-change-old-unknown',
    field: 'old_commune_code',
    select: `select sheet, row, concat_ws(' ', old_commune_code, old_commune_type, old_commune_name) as found,
                    jsonb_build_object('day', ($1::date - 1)::text) as args
             ${unknown} and ${isCommune}`,
    values: [changeDay(context)],
  })
  await addIssues(context, 'resolve', {
    code: 'area-change-district-unknown',
    field: 'old_district_code',
    select: `select sheet, row, concat_ws(' ', old_district_code, old_district_name) as found,
                    jsonb_build_object('day', ($1::date - 1)::text) as args
             ${unknown} and not ${isCommune}`,
    values: [changeDay(context)],
  })
}

interface OtherName {
  readonly id: number
  readonly key: string
  readonly plain: string
  readonly known: string
  /** Another unit of the same district or province has exactly the kind and name that the row gives. */
  readonly elsewhere: boolean
}

/**
 * A code with another name beside it: a spelling (Phố Bảng, Phó Bảng) is told and taken; another unit's name is an error,
 * because codes are reused and nobody can say which of the two is meant.
 */
async function compareNames(context: LoaderContext): Promise<void> {
  const others = await rows<OtherName>(
    context.em,
    `select distinct area.area_id as id, staged.old_commune_key as key, staged.old_commune_plain as plain,
            area.name_plain as known,
            exists (select from area_ancestor mine
                    join area_ancestor theirs on theirs.ancestor_id = mine.ancestor_id and ${STOOD_BEFORE('theirs')}
                    join area other on other.area_id = theirs.area_id and ${STOOD_BEFORE('other')}
                    where mine.area_id = area.area_id and mine.ancestor_level in (1, 2) and ${STOOD_BEFORE('mine')}
                      and mine.ancestor_level = (select max(ancestor_level) from area_ancestor up
                        where up.area_id = area.area_id and up.ancestor_level in (1, 2) and ${STOOD_BEFORE('up')})
                      and other.level = 3 and other.area_id <> area.area_id
                      and other.name_key = staged.old_commune_key
                      and staged.old_commune_type in ('', other.unit_type)) as elsewhere
     from ${context.stage} staged join area on area.area_id = staged.old_id
     where staged.outcome = 'READY' and staged.old_commune_key <> area.name_key`,
    [changeDay(context)],
  )
  const wrong = others.filter((other) => other.elsewhere || !isSpelling(other.plain, other.known))
  await tellNames(context, { code: 'area-change-name-wrong', these: wrong })
  await tellNames(context, { code: 'area-name-differs', these: others.filter((other) => !wrong.includes(other)) })
}

async function tellNames(
  context: LoaderContext,
  { code, these }: { readonly code: string; readonly these: readonly OtherName[] },
): Promise<void> {
  if (these.length === 0) return
  await addIssues(context, 'resolve', {
    code,
    field: 'old_commune_name',
    select: `select sheet, row, trim(old_commune_type || ' ' || old_commune_name) as found,
                    jsonb_build_object('code', area.code, 'name', trim(area.unit_type || ' ' || area.name)) as args
             from ${context.stage} staged join area on area.area_id = staged.old_id
             join unnest($1::int[], $2::text[]) other (id, key) on other.id = staged.old_id and other.key = staged.old_commune_key
             where staged.outcome = 'READY'`,
    values: [these.map(({ id }) => id), these.map(({ key }) => key)],
  })
}

/** At most half of the letters differ (Sáng Nhè, Xá Nhè: the code already says which); state farms are written `NT`. */
function isSpelling(one: string, other: string): boolean {
  const [a, b] = [one, other].map((plain) => plain.replace(/^n ?t (?=\S)/, 'nong truong '))
  const farthest = Math.max(1, Math.floor((a ?? '').length / 2))
  return editDistance(a ?? '', b ?? '', farthest) <= farthest
}

async function compareProvinces(context: LoaderContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'area-change-place-differs',
    field: 'old_province_code',
    select: `select sheet, row, concat_ws(' ', old_province_code, old_province_name) as found,
                    jsonb_build_object('unit', trim(area.unit_type || ' ' || area.name),
                                       'province', trim(province.unit_type || ' ' || province.name)) as args
             from ${context.stage} staged join area on area.area_id = staged.old_id
             join area_ancestor link on link.area_id = area.area_id and link.ancestor_level = 1 and ${STOOD_BEFORE('link')}
             join area province on province.area_id = link.ancestor_id
             where staged.outcome = 'READY'
               and case when old_province_code is null then old_province_key <> province.name_key
                        else old_province_code <> province.code end`,
    values: [changeDay(context)],
  })
}

/** A new province named without its code is the one of that name on the day, if there is only one. */
async function findNewProvinces(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set new_province = coalesce(new_province_code,
       (select min(code) from area where level = 1 and name_key = staged.new_province_key
          and valid_from <= $1 and $1 < valid_until having count(*) = 1))
     where outcome = 'READY'`,
    [changeDay(context)],
  )
  await addIssues(context, 'resolve', {
    code: 'area-code-missing',
    field: 'new_province_code',
    select: `select sheet, row, new_province_name as found, null::jsonb as args
             from ${context.stage} where outcome = 'READY' and new_province is null`,
  })
}
