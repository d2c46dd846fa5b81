import { inScopeOf } from '../../src/access/area-scope.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import type { StageColumn } from '../source.ts'
import { candidateAreas } from './candidate-areas.ts'
import { isKindAndName, KINDS_WITHOUT_ACCENTS } from './kinds-without-accents.ts'
import type { LoaderContext } from './loader.ts'
import { nearNames } from './near-names.ts'
import { addIssues } from './stage-issues.ts'

/** Working columns of a loader whose rows each speak of one area on one day. */
export const AREA_COLUMNS: readonly StageColumn[] = [
  { name: 'on_day', type: 'date' },
  { name: 'area_id', type: 'integer' },
]

/** Names looked up for similar ones; beyond that a file is simply of other places. */
const MOST_SUGGESTIONS = 200

/**
 * Finds the area of every READY row that is no total, as it stood on the row's day (`on_day`, set before), among the
 * batch's area and what lies in it: by code, else by name at the level that the sheet states, else at the level just below
 * the batch's area, else at any; accents count, and a name without them is taken only when it fits one area, and only when it
 * fits none is its first word tried as a kind without accents. What fits none or several is an ERROR.
 */
export async function resolveAreaColumn(context: LoaderContext): Promise<void> {
  await makePlaces(context)
  await execute(context.em, 'drop table if exists area_match')
  await execute(
    context.em,
    `create temp table area_match on commit drop as
     with likeness as (
       select staged.sheet, staged.row, place.area_id,
              case when staged.area_code is not null then 0
                   else 10 + case when staged.area_key = place.name_key then 0 else 8 end
                           + case when staged.area_level is null and place.level <> place.usual_level then 4 else 0 end
                           + case when coalesce(staged.area_type, '') in ('', place.unit_type) then 0 else 1 end
              end as rank
       from ${context.stage} staged
       join area_place place
         on place.valid_from <= staged.on_day and staged.on_day < place.valid_until
        and (case when staged.area_code is not null then place.code = staged.area_code
                  else staged.area_key = place.name_key or staged.area_plain = place.name_plain end)
        and (staged.area_level is null or staged.area_level = place.level or staged.area_code is not null)
       where staged.outcome = 'READY' and not coalesce(staged.is_total, false)
     )
     select sheet, row, min(area_id) as area_id, count(distinct area_id) as n, min(rank) as rank,
            array_agg(distinct area_id) as candidates
     from (select *, min(rank) over (partition by sheet, row) as best from likeness) ranked
     where rank = best group by sheet, row`,
  )
  await matchKindsWithoutAccents(context)
  await execute(
    context.em,
    `update ${context.stage} staged set area_id = found.area_id from area_match found
     where found.sheet = staged.sheet and found.row = staged.row and found.n = 1`,
  )
  await tellMatches(context)
  await tellUnknown(context)
}

/** `Xa Bo Ha` where no place is called so: its kind and its name, both without accents. */
async function matchKindsWithoutAccents(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `insert into area_match (sheet, row, area_id, n, candidates)
     select staged.sheet, staged.row, min(place.area_id), count(distinct place.area_id),
            array_agg(distinct place.area_id)
     from ${context.stage} staged
     cross join ${KINDS_WITHOUT_ACCENTS}
     join area_place place on place.level = kind.level and ${isKindAndName('staged.area_', 'place')}
       and place.valid_from <= staged.on_day and staged.on_day < place.valid_until
     where ${UNMATCHED} and staged.area_code is null and (staged.area_level is null or staged.area_level = kind.level)
     group by staged.sheet, staged.row`,
  )
}

/** `area_place`: the batch's area and everything in it that is in the sender's scope, each with the days on which it lay there. */
async function makePlaces(context: LoaderContext): Promise<void> {
  await execute(context.em, 'drop table if exists area_place')
  await execute(
    context.em,
    `create temp table area_place on commit drop as
     select area.area_id, area.code, area.level, area.name_key, area.name_plain, area.unit_type,
            trim(area.unit_type || ' ' || area.name) as full_name,
            greatest(area.valid_from, link.valid_from) as valid_from, least(area.valid_until, link.valid_until) as valid_until,
            min(area.level) filter (where area.area_id <> $1) over () as usual_level
     from area_ancestor link join area on area.area_id = link.area_id
     where link.ancestor_id = $1 and ${inScopeOf(context.actor, 'area.area_id')}`,
    [context.batch.areaId],
  )
  await execute(context.em, 'create index on area_place (name_key)')
  await execute(context.em, 'create index on area_place (name_plain)')
  await execute(context.em, 'create index on area_place (code)')
  await execute(context.em, 'analyze area_place')
}

async function tellMatches(context: LoaderContext): Promise<void> {
  await addIssues(context, 'resolve', {
    code: 'area-ambiguous',
    field: 'area_name',
    select: `select sheet, row, coalesce(staged.area_code, trim(coalesce(staged.area_type, '') || ' ' || staged.area_name)) as found,
                    jsonb_build_object('candidates', ${candidateAreas('found.candidates', 'staged.on_day', '$1')}) as args
             from ${context.stage} staged join area_match found using (sheet, row) where found.n > 1`,
    values: [context.batch.areaId],
  })
  await addIssues(context, 'resolve', {
    code: 'area-name-differs',
    field: 'area_name',
    select: `select sheet, row, staged.area_name as found,
                    jsonb_build_object('code', area.code, 'name', trim(area.unit_type || ' ' || area.name)) as args
             from ${context.stage} staged join area using (area_id)
             where staged.area_code is not null and staged.area_plain <> '' and staged.area_plain <> area.name_plain
               and not exists (select from ${KINDS_WITHOUT_ACCENTS} where ${isKindAndName('staged.area_', 'area')})`,
  })
}

interface UnknownArea {
  readonly sheet: number
  readonly row: number
  readonly found: string
  readonly plain: string
  readonly day: string
}

async function tellUnknown(context: LoaderContext): Promise<void> {
  const { name } = await oneRow<{ name: string }>(
    context.em,
    `select trim(unit_type || ' ' || name) as name from area where area_id = $1`,
    [context.batch.areaId],
  )
  await addIssues(context, 'resolve', {
    code: 'area-outside-batch',
    field: 'area_code',
    select: `select sheet, row, staged.area_code as found, jsonb_build_object('area', $1::text) as args
             from ${context.stage} staged
             where ${UNMATCHED} and exists (select from area where area.code = staged.area_code
               and area.valid_from <= staged.on_day and staged.on_day < area.valid_until)`,
    values: [name],
  })
  const unknown = await rows<UnknownArea>(
    context.em,
    `select sheet, row, coalesce(staged.area_code, nullif(trim(coalesce(area_type, '') || ' ' || coalesce(area_name, '')), ''), label, '') as found,
            coalesce(area_plain, '') as plain, coalesce(on_day::text, '') as day
     from ${context.stage} staged
     where ${UNMATCHED} and not exists (select from area where area.code = staged.area_code
       and area.valid_from <= staged.on_day and staged.on_day < area.valid_until)
     order by sheet, row`,
  )
  if (unknown.length > 0) await suggest(context, unknown)
}

const UNMATCHED = `staged.outcome = 'READY' and staged.area_id is null and not coalesce(staged.is_total, false)
  and not exists (select from area_match found where found.sheet = staged.sheet and found.row = staged.row)`

async function suggest(context: LoaderContext, unknown: readonly UnknownArea[]): Promise<void> {
  const known = await rows<{ plain: string; name: string }>(
    context.em,
    'select distinct name_plain as plain, full_name as name from area_place order by full_name',
  )
  const lines = unknown.map(({ sheet, row, found, plain, day }, place) => {
    const near = place < MOST_SUGGESTIONS ? nearNames(plain, known) : []
    return { sheet, row, found, args: { day, near: near.join(', ') || '–' } }
  })
  await addIssues(context, 'resolve', {
    code: 'area-unknown',
    field: 'area_name',
    select:
      'select sheet, row, found, args from jsonb_to_recordset($1::jsonb) as line (sheet int, row int, found text, args jsonb)',
    values: [JSON.stringify(lines)],
  })
}
