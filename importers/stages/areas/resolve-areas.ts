import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { addIssues } from '../stage-issues.ts'
import { LISTED_LEVELS, listDay } from './listed-units.ts'

/**
 * What each row is about and where it lies. A province or district above it that is named without its code is the one of
 * that name in the register, if there is only one; one that is given by its code alone has the name that the list gives it
 * elsewhere, else the register's. A unit itself must have both.
 */
export async function resolveAreas(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage}
     set province_resolved = province_code, district_resolved = district_code
     where outcome = 'READY'`,
  )
  await resolveFromName(context, 1, 'province')
  await resolveFromName(context, 2, 'district')
  await resolveFromDistrict(context)
  await nameFromCodes(context)
  for (const { level, word } of LISTED_LEVELS) {
    const code = word === 'commune' ? 'commune_code' : `${word}_resolved`
    await addIssues(context, 'resolve', {
      code: 'area-code-missing',
      field: `${word}_code`,
      select: `select sheet, row, ${word}_name as found, null::jsonb as args from ${context.stage}
               where outcome = 'READY' and ${code} is null and (${word}_name is not null or unit_level = ${level})`,
    })
  }
}

async function resolveFromName(context: LoaderContext, level: number, word: string): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set ${word}_resolved = named.code
     from (select name_key, min(code) as code from area
           where level = ${level} and valid_from <= $1 and $1 < valid_until group by name_key having count(*) = 1) named
     where staged.outcome = 'READY' and staged.unit_level > ${level} and staged.${word}_code is null
       and staged.${word}_key = named.name_key`,
    [listDay(context)],
  )
}

/** A row that says nothing of its province lies in that of its district, as the register has it. */
async function resolveFromDistrict(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set province_resolved = province.code
     from area district
     join area_ancestor link on link.area_id = district.area_id and link.ancestor_level = 1
       and link.valid_from <= $1 and $1 < link.valid_until
     join area province on province.area_id = link.ancestor_id
     where staged.outcome = 'READY' and staged.province_resolved is null and staged.province_name is null
       and district.level = 2 and district.code = staged.district_resolved
       and district.valid_from <= $1 and $1 < district.valid_until`,
    [listDay(context)],
  )
}

/**
 * Makes `named_above`: the names of units that rows give by their codes alone. Such rows do not vote on a name: a code with two
 * of them in the list stays without.
 */
async function nameFromCodes(context: LoaderContext): Promise<void> {
  await execute(context.em, 'drop table if exists named_above')
  await execute(
    context.em,
    `create temp table named_above (level int, code text, name text, unit_type text, key text, plain text,
     primary key (level, code)) on commit drop`,
  )
  for (const { level, word } of LISTED_LEVELS) {
    if (word === 'commune') continue
    await nameFromCode(context, level, word)
    await addIssues(context, 'resolve', {
      code: 'area-above-without-name',
      field: `${word}_code`,
      select: `select sheet, row, ${word}_resolved as found, null::jsonb as args from ${context.stage}
               where outcome = 'READY' and unit_level > ${level} and ${word}_resolved is not null and ${word}_name is null
                 and not exists (select from named_above above where above.level = ${level} and above.code = ${word}_resolved)`,
    })
  }
}

async function nameFromCode(context: LoaderContext, level: number, word: string): Promise<void> {
  await execute(
    context.em,
    `with listed as (
       select ${word}_code as code, min(${word}_name) as name, min(coalesce(${word}_type, '')) as unit_type,
              min(${word}_key) as key, min(${word}_plain) as plain,
              count(distinct ${word}_key || '|' || lower(coalesce(${word}_type, ''))) as ways
       from ${context.stage} where outcome = 'READY' and ${word}_code is not null and ${word}_name is not null group by 1
     )
     insert into named_above
     select ${level}, code, name, unit_type, key, plain from listed where ways = 1
     union all
     select ${level}, code, name, unit_type, name_key, name_plain from area
     where level = ${level} and valid_from <= $1 and $1 < valid_until and code not in (select code from listed)
       and code in (select ${word}_resolved from ${context.stage} where outcome = 'READY' and ${word}_name is null)`,
    [listDay(context)],
  )
}
