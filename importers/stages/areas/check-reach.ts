import { inScopeOf } from '../../../src/access/area-scope.ts'
import { rows } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { addIssues } from '../stage-issues.ts'
import { LISTED_LEVELS, type ListedArea, listDay } from './listed-units.ts'

/**
 * A list of an area below the country changes what lies inside of it and nothing else: each unit that it names and the
 * register knows lies there on the list's day, and so does what it is put into; all of it is in the sender's scope. The area
 * itself and those above it may be named, and are to be as the register has them. Gives how many issues it found.
 */
export async function checkReach(context: LoaderContext, area: ListedArea): Promise<number> {
  if (area.level === 0) return 0
  const refused = await rows<Refused>(context.em, refusedUnits(context), [area.id, listDay(context), area.level])
  let found = 0
  for (const { level, word } of LISTED_LEVELS)
    for (const code of REFUSALS) {
      const units = refused.filter((unit) => unit.level === level && unit.issue === code)
      if (units.length === 0) continue
      found += await addIssues(context, 'check', {
        code,
        field: `${word}_code`,
        select: `select sheet, row, trim(mention.unit_type || ' ' || mention.name) as found,
                        jsonb_build_object('area', trim(mine.unit_type || ' ' || mine.name)) as args
                 from listed_mention mention join area mine on mine.area_id = $3
                 where mention.level = $1 and mention.code = any($2::text[])`,
        values: [level, units.map((unit) => unit.code), area.id],
      })
    }
  return found
}

const REFUSALS = ['area-above-batch', 'area-outside-batch', 'area-outside-scope'] as const

interface Refused {
  readonly level: number
  readonly code: string
  readonly issue: (typeof REFUSALS)[number]
}

/** SQL: units of `listed_unit` that a list of area $1, of level $3, may not touch on the day $2, and why not. */
const refusedUnits = ({ actor }: LoaderContext): string => `
  with upper as (
    select link.ancestor_id as area_id from area_ancestor link where link.area_id = $1 and ${onDay('link')}
  ), inside as (
    select link.area_id from area_ancestor link
    where link.ancestor_id = $1 and link.area_id <> $1 and ${onDay('link')}
  ), judged as (
    select unit.level, unit.code,
           case when unit.level <= $3 then
                  case when unit.known_id not in (select area_id from upper) or unit.known_id is null or unit.renamed or unit.moved
                       then 'area-above-batch' end
                when unit.known_id not in (select area_id from inside) then 'area-outside-batch'
                when listed.code is null and parent.area_id is distinct from $1
                  and (parent.area_id is null or parent.area_id not in (select area_id from inside)) then 'area-above-batch'
                when (parent.area_id is not null and not ${inScopeOf(actor, 'parent.area_id')}) or exists (
                       select from area_ancestor held
                       where held.ancestor_id = unit.known_id and ${onDay('held')} and not ${inScopeOf(actor, 'held.area_id')})
                then 'area-outside-scope' end as issue
    from listed_unit unit
    left join listed_unit listed on listed.level = unit.parent_level and listed.code = unit.parent_code and listed.level > $3
    left join area parent on parent.level = unit.parent_level and parent.code = unit.parent_code and ${onDay('parent')}
  )
  select level, code, issue from judged where issue is not null`

const onDay = (table: string): string => `${table}.valid_from <= $2 and $2 < ${table}.valid_until`
