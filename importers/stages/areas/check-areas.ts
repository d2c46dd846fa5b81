import { oneRow, rows } from '../../../src/kernel/sql.ts'
import type { LoaderContext } from '../loader.ts'
import { addBatchIssue, addIssues, rejectRowsWithErrors } from '../stage-issues.ts'
import { checkReach } from './check-reach.ts'
import {
  DISTRICTS_END,
  LISTED_LEVELS,
  type ListedArea,
  listDay,
  listedArea,
  makeGone,
  makeMentions,
  makeUnits,
} from './listed-units.ts'
import { spareUnread } from './unread-units.ts'

/** The rules of a list of units: one code one unit one parent, nothing outside the batch's area, nothing older than known. */
export async function checkAreas(context: LoaderContext): Promise<void> {
  const area = await listedArea(context)
  await checkPlace(context, area)
  await rejectRowsWithErrors(context)
  await makeMentions(context, area)
  await checkParents(context)
  for (const { level, word } of LISTED_LEVELS) {
    await checkOneMeaning(context, {
      level,
      field: `${word}_name`,
      code: 'area-code-two-names',
      by: `key || '|' || lower(unit_type)`,
      shown: `trim(unit_type || ' ' || name)`,
    })
    if (level > 1) {
      await checkOneMeaning(context, {
        level,
        field: `${word}_code`,
        code: 'area-two-parents',
        by: `parent_level || '|' || parent_code`,
        shown: 'parent_code',
      })
    }
  }
  do {
    await rejectRowsWithErrors(context)
    await makeMentions(context, area)
    await makeUnits(context, area)
  } while ((await checkReach(context, area)) > 0)
  await checkRepeats(context)
  await checkDay(context)
  await makeGone(context, area)
  await spareUnread(context, area)
  await checkAgainstRegister(context, area)
}

async function checkPlace(context: LoaderContext, area: ListedArea): Promise<void> {
  const word = area.level === 1 ? 'province' : 'district'
  if (area.level !== 1 && area.level !== 2) return
  await addIssues(context, 'check', {
    code: 'area-outside-batch',
    field: `${word}_code`,
    select: `select sheet, row, ${word}_code as found, jsonb_build_object('area', $1::text) as args
             from ${context.stage} where outcome = 'READY' and ${word}_resolved <> $1`,
    values: [area.code],
  })
}

async function checkParents(context: LoaderContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'area-parent-missing',
    field: null,
    select: `select sheet, row, name as found, null::jsonb as args from listed_mention where parent_code is null`,
  })
  await addIssues(context, 'check', {
    code: 'area-district-missing',
    field: 'district_code',
    select: `select sheet, row, name as found, null::jsonb as args from listed_mention
             where level = 3 and parent_level = 1 and $1::date < '${DISTRICTS_END}'`,
    values: [context.batch.asOf],
  })
}

interface MeaningRule {
  readonly level: number
  readonly field: string
  readonly code: string
  /** What must be the same wherever the code stands. */
  readonly by: string
  readonly shown: string
}

/** The majority is right; rows that say otherwise are wrong; without a majority nobody is right. */
async function checkOneMeaning(context: LoaderContext, rule: MeaningRule): Promise<void> {
  await addIssues(context, 'check', {
    code: rule.code,
    field: rule.field,
    select: `with meaning as (
               select code, ${rule.by} as said, min(${rule.shown}) as shown, count(*) as n
               from listed_mention where level = ${rule.level} group by code, ${rule.by}
             ), ranked as (
               select *, rank() over (partition by code order by n desc) as place, count(*) over (partition by code) as said_ways
               from meaning
             ), judged as (
               select *, count(*) over (partition by code, place) as ties,
                      string_agg(shown, ', ') over (partition by code) as all_shown from ranked where said_ways > 1
             )
             select sheet, row, ${rule.shown} as found, jsonb_build_object('code', mention.code, 'names', all_shown) as args
             from listed_mention mention join judged on judged.code = mention.code and judged.said = (${rule.by})
             where mention.level = ${rule.level} and (judged.place > 1 or judged.ties > 1)`,
  })
}

/** The same unit in a second row says nothing new: the row is skipped and told. */
async function checkRepeats(context: LoaderContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'area-row-repeated',
    field: null,
    select: `select sheet, row, name as found, jsonb_build_object('code', code, 'first', first_row) as args
             from (select *, first_value(row) over same as first_row, row_number() over same as place from listed_mention
                   where level = unit_level window same as (partition by level, code order by sheet, row)) mention
             where place > 1`,
  })
}

async function checkDay(context: LoaderContext): Promise<void> {
  if (context.batch.asOf === null) {
    const { known } = await oneRow<{ known: boolean }>(
      context.em,
      'select exists (select from area join listed_mention unit on unit.level = area.level and unit.code = area.code) as known',
    )
    if (known) await addBatchIssue(context, 'check', { code: 'as-of-not-stated' })
    return
  }
  const [{ newest } = { newest: null }] = await rows<{ newest: string | null }>(
    context.em,
    `select max(day) as newest
     from area join listed_mention unit on unit.level = area.level and unit.code = area.code
     cross join lateral (values (area.valid_from), (area.valid_until)) days (day)
     where day > $1 and day < 'infinity'`,
    [context.batch.asOf],
  )
  if (newest === null) return
  await addBatchIssue(context, 'check', { code: 'area-list-too-old', args: { asOf: context.batch.asOf, newest } })
}

/** What the list would do to others: residents who lose their area, provinces it does not speak of, corrections of its own day. */
async function checkAgainstRegister(context: LoaderContext, area: ListedArea): Promise<void> {
  const day = listDay(context)
  const endings = await rows<{ name: string; residents: number }>(
    context.em,
    `select gone.name || ' (' || gone.code || ')' as name, count(*)::int as residents
     from listed_gone gone
     join area_ancestor link on link.ancestor_id = gone.area_id and link.valid_from <= $1 and $1 < link.valid_until
     join residence on residence.area_id = link.area_id and residence.valid_from <= $1 and $1 < residence.valid_until
     where gone.level = 3 group by gone.name, gone.code order by count(*) desc limit 50`,
    [day],
  )
  for (const { name, residents } of endings) {
    await addBatchIssue(context, 'check', { code: 'area-with-residents-ends', found: name, args: { residents } })
  }
  await tellSameDay(context, day)
  if (area.level > 0 || area.countryStated) return
  const [unlisted] = await rows<{ n: number; names: string }>(
    context.em,
    `select count(*)::int as n, (array_to_string((array_agg(name order by code))[1:5], ', ')) as names from area
     where level = 1 and valid_from <= $1 and $1 < valid_until
       and not exists (select from listed_unit unit where unit.level = 1 and unit.code = area.code)`,
    [day],
  )
  if (unlisted && unlisted.n > 0) {
    await addBatchIssue(context, 'check', {
      code: 'area-provinces-not-listed',
      args: { count: unlisted.n, names: unlisted.names },
    })
  }
}

/** A unit that another list of the same day brought cannot end on that day: it would never have been. */
async function tellSameDay(context: LoaderContext, day: string): Promise<void> {
  const sameDay = await rows<{ name: string }>(
    context.em,
    `delete from listed_gone where known_from = $1 returning name || ' (' || code || ')' as name`,
    [day],
  )
  for (const { name } of sameDay.slice(0, 50)) {
    await addBatchIssue(context, 'check', { code: 'area-began-on-this-day', found: name, args: { day } })
  }
}
