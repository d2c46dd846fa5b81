import { execute } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { addIssues } from '../stage-issues.ts'
import { LISTED_LEVELS, listDay } from './listed-units.ts'

/**
 * What each row is about and where it lies. A province or district above it that is named without its code is the one of
 * that name in the register, if there is only one; a unit itself must have a code.
 */
export async function resolveAreas(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage}
     set province_resolved = province_code, district_resolved = district_code,
         unit_level = case when coalesce(commune_code, commune_name) is not null then 3
                           when coalesce(district_code, district_name) is not null then 2 else 1 end
     where outcome = 'READY'`,
  )
  await resolveFromName(context, 1, 'province')
  await resolveFromName(context, 2, 'district')
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
