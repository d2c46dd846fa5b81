import { execute, oneRow, rows } from '../../../src/kernel/sql.ts'
import { DISTRICTS_END } from '../areas/listed-units.ts'
import type { LoaderContext } from '../loader.ts'
import { addBatchIssue, addIssues, rejectRowsWithErrors } from '../stage-issues.ts'
import { changeDay, STOOD_BEFORE } from './change-day.ts'
import { LEFT_OUT, makeChanges } from './changed-units.ts'
import { checkReach } from './check-reach.ts'

/** The rules of a table of conversion, row by row first, then what its rows together would leave behind. */
export async function checkChanges(context: LoaderContext): Promise<void> {
  await checkPlace(context)
  await checkMeanings(context)
  await rejectRowsWithErrors(context)
  await checkRepeats(context)
  let wrong: number
  do {
    await rejectRowsWithErrors(context)
    await makeChanges(context)
    wrong =
      (await checkReach(context)) +
      (await checkRelations(context)) +
      (await checkCodes(context)) +
      (await checkHamlets(context)) +
      (await checkSiblings(context))
  } while (wrong > 0)
  await checkDay(context)
  await tellUnknownHamlets(context)
  await checkProvinces(context)
  await tellWeights(context)
}

/** A table sent for one area moves only what lay in it. */
async function checkPlace(context: LoaderContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'area-outside-batch',
    field: 'old_commune_code',
    select: `select sheet, row, trim(old_commune_type || ' ' || old_commune_name) as found,
                    jsonb_build_object('area', trim(mine.unit_type || ' ' || mine.name)) as args
             from ${context.stage} staged join area mine on mine.area_id = $2
             where outcome = 'READY' and not exists (
               select from area_ancestor link where link.area_id = staged.old_id and link.ancestor_id = $2
                 and ${STOOD_BEFORE('link')})`,
    values: [changeDay(context), context.batch.areaId],
  })
}

/** One new code is one unit in one province; one province code has one name. */
async function checkMeanings(context: LoaderContext): Promise<void> {
  const meanings = [
    { code: 'area-code-two-names', of: 'new_commune_code', field: 'new_commune_name', by: 'new_commune_key' },
    { code: 'area-two-parents', of: 'new_commune_code', field: 'new_province_code', by: 'new_province' },
    { code: 'area-code-two-names', of: 'new_province', field: 'new_province_name', by: 'new_province_key' },
  ]
  for (const { code, of, field, by } of meanings) {
    const shown = by.endsWith('_key') ? by.replace('_key', '_name') : by
    await addIssues(context, 'check', {
      code,
      field,
      select: `with several as (
                 select ${of} as code, string_agg(distinct ${shown}, ', ') as names from ${context.stage}
                 where outcome = 'READY' group by ${of} having count(distinct ${by}) > 1
               )
               select sheet, row, ${shown} as found, jsonb_build_object('code', several.code, 'names', names) as args
               from ${context.stage} staged join several on several.code = staged.${of} where outcome = 'READY'`,
    })
  }
}

async function checkRepeats(context: LoaderContext): Promise<void> {
  const repeats = `select sheet, row, label as found, new_commune_code as code, first_row
     from (select sheet, row, label, new_commune_code, first_value(row) over same as first_row, row_number() over same as place
           from ${context.stage} where outcome = 'READY'
           window same as (partition by old_id, new_commune_code order by sheet, row)) pair where place > 1`
  await addIssues(context, 'check', {
    code: 'area-row-repeated',
    field: null,
    select: `select sheet, row, found, jsonb_build_object('code', code, 'first', first_row) as args from (${repeats}) repeated`,
  })
}

/** “Nhập toàn bộ” into two units cannot be; before districts ended every commune lies in one. */
async function checkRelations(context: LoaderContext): Promise<number> {
  const contradictions = await addIssues(context, 'check', {
    code: 'area-change-contradiction',
    field: 'relation',
    select: `select pair.sheet, pair.row, area.code || ' ' || area.name as found, jsonb_build_object('parts', parts) as args
             from change_pair pair join area on area.area_id = pair.old_id
             where parts > 1 and stated in ('WHOLE', 'KEPT', 'PEOPLE', 'RENAMED')`,
  })
  const homeless = await addIssues(context, 'check', {
    code: 'area-district-missing',
    field: 'new_commune_name',
    select: `select pair.sheet, pair.row, unit.name as found, null::jsonb as args
             from change_new unit join change_pair pair on pair.new_code = unit.code
             where known_id is null and district_id is null and $1::date < '${DISTRICTS_END}'`,
    values: [changeDay(context)],
  })
  return contradictions + homeless
}

/** A code that another unit goes on to bear is not free. */
async function checkCodes(context: LoaderContext): Promise<number> {
  const select = (units: string, match: string): string =>
    `select pair.sheet, pair.row, unit.name as found,
            jsonb_build_object('code', unit.code, 'name', trim(area.unit_type || ' ' || area.name), 'day', $1::text) as args
     from ${units} unit join area on area.area_id = unit.taken_id join change_pair pair on ${match}`
  const communes = await addIssues(context, 'check', {
    code: 'area-code-taken',
    field: 'new_commune_code',
    select: select('change_new', 'pair.new_code = unit.code'),
    values: [changeDay(context)],
  })
  const provinces = await addIssues(context, 'check', {
    code: 'area-code-taken',
    field: 'new_province_code',
    select: `${select('change_province', 'pair.new_province = unit.code')} where unit.taken_from >= $1::date`,
    values: [changeDay(context)],
  })
  return communes + provinces
}

/** A hamlet goes to one unit. */
async function checkHamlets(context: LoaderContext): Promise<number> {
  return addIssues(context, 'check', {
    code: 'area-change-hamlet-twice',
    field: 'hamlets',
    select: `select sheet, row, name as found, jsonb_build_object('row', first_row) as args
             from (select *, min(row) over same as first_row, min(new_code) over same <> max(new_code) over same as differs
                   from change_hamlet window same as (partition by area_id)) hamlet
             where differs and row > first_row`,
  })
}

/** A name that is none of the hamlets that the register has of the unit: what lives there stays with the unit's rest. */
async function tellUnknownHamlets(context: LoaderContext): Promise<void> {
  await addIssues(context, 'check', {
    code: 'area-change-hamlet-unknown',
    field: 'hamlets',
    select: `select staged.sheet, staged.row, named.key as found,
                    jsonb_build_object('unit', trim(area.unit_type || ' ' || area.name)) as args
             from ${context.stage} staged cross join unnest(string_to_array(staged.hamlets, '|')) named(key)
             join area on area.area_id = staged.old_id
             where staged.outcome = 'READY' and exists (
               select from area_parent link where link.parent_id = staged.old_id and ${STOOD_BEFORE('link')}
             ) and not exists (
               select from area_parent link join area hamlet on hamlet.area_id = link.area_id
               where link.parent_id = staged.old_id and ${STOOD_BEFORE('link')} and hamlet.name_key = named.key)`,
    values: [changeDay(context)],
  })
}

/**
 * The rows of one old unit go in together or not at all: with one of them missing its parts would not add up, or it would move
 * whole where it was divided. A rejected row is known by its code or its name; one that tells neither may be a part of any unit in
 * its district, in its province, or of all when it says no place.
 */
async function checkSiblings(context: LoaderContext): Promise<number> {
  const siblings = await addIssues(context, 'check', {
    code: 'area-change-sibling',
    field: null,
    select: heldRows(context, [
      'held.old_id = staged.old_id',
      'held.old_commune_code = staged.old_commune_code',
      `held.old_commune_plain = old.name_plain and held.old_id is null and ${SAME_PLACE}`,
    ]),
  })
  if (siblings > 0) return siblings
  return addIssues(context, 'check', {
    code: 'area-change-row-unclear',
    field: null,
    select: heldRows(context, [
      `held.old_id is null and coalesce(held.old_commune_code, held.old_commune_plain) is null and ${SAME_PLACE}`,
    ]),
  })
}

/** SQL: READY rows that one rejected row or more holds, for one of the reasons; the first of them is told. */
function heldRows(context: LoaderContext, reasons: readonly string[]): string {
  const held = reasons.map(
    (reason) =>
      `select staged.sheet, staged.row, staged.label, held.row as held_by
       from ${context.stage} staged
       join area old on old.area_id = staged.old_id
       join (select old_id, ${HELD_COLUMNS}, min(row) as row from ${context.stage}
             where outcome = 'REJECTED' group by old_id, ${HELD_COLUMNS}) held on ${reason}
       where staged.outcome = 'READY'`,
  )
  return `select sheet, row, label as found, jsonb_build_object('row', min(held_by)) as args
          from (${held.join(' union all ')}) pair group by sheet, row, label`
}

const HELD_COLUMNS = ['commune', 'district', 'province']
  .flatMap((word) => [`old_${word}_code`, `old_${word}_plain`])
  .join(', ')

/** SQL condition: what the rejected row says of the old district and province does not speak against the other row's. */
const SAME_PLACE = ['old_district', 'old_province']
  .map((word) => {
    const [name, code] = ['plain', 'code'].map((part) => `held.${word}_${part} = staged.${word}_${part}`)
    return `coalesce(nullif(${name}, false), ${code}, ${name}, true)`
  })
  .join(' and ')

async function checkDay(context: LoaderContext): Promise<void> {
  const { newest } = await oneRow<{ newest: string | null }>(
    context.em,
    `select max(day) as newest
     from area join (select code, 3 as level from change_new union select area.code, area.level
                     from change_ending join area using (area_id) union select code, 1 from change_province) unit
       on unit.code = area.code and unit.level = area.level
     cross join lateral (values (area.valid_from), (area.valid_until)) days (day)
     where day > $1 and day < 'infinity'`,
    [changeDay(context)],
  )
  if (newest === null) return
  await addBatchIssue(context, 'check', { code: 'area-list-too-old', args: { asOf: changeDay(context), newest } })
}

/** Communes that the table leaves out follow their province if it went over whole; if it went into several, nobody can say. */
async function checkProvinces(context: LoaderContext): Promise<void> {
  const left = await rows<{ name: string; goals: number; count: number; names: string }>(
    context.em,
    `select ending.name, coalesce((select max(goals) from change_lineage where old_id = ending.area_id), 0)::int as goals,
            left_out.count, left_out.names
     from change_ending ending
     cross join lateral (select count(*)::int as count, array_to_string((array_agg(name order by name))[1:5], ', ') as names
                         from (${LEFT_OUT('ending.area_id')}) commune) left_out
     where ending.level = 1 and (left_out.count > 0 or not exists (select from change_lineage where old_id = ending.area_id))`,
    [changeDay(context)],
  )
  for (const { name, goals, count, names } of left) {
    const code = goals === 1 ? 'area-change-unlisted' : 'area-change-province-unclear'
    await addBatchIssue(context, 'check', { code, found: name, args: { count, names } })
  }
  const districts = await rows<{ name: string; count: number; names: string }>(
    context.em,
    `select trim(district.unit_type || ' ' || district.name) as name, count(*)::int as count,
            array_to_string((array_agg(commune.name order by commune.name))[1:5], ', ') as names
     from area district cross join lateral (${LEFT_OUT('district.area_id')}) commune
     where $1::date >= '${DISTRICTS_END}' and district.area_id in (select district_id from change_old)
     group by district.area_id order by district.code limit 50`,
    [changeDay(context)],
  )
  for (const { name, count, names } of districts) {
    await addBatchIssue(context, 'check', { code: 'area-change-unlisted', found: name, args: { count, names } })
  }
}

/** Says what the weights of split units are made of, and which units are called split and go to one only. */
async function tellWeights(context: LoaderContext): Promise<void> {
  const bases = await rows<{ basis: string; count: number }>(
    context.em,
    `select basis, count(distinct old_id)::int as count from change_pair where basis is not null group by basis order by basis`,
  )
  for (const { basis, count } of bases) {
    const code = {
      POPULATION: 'area-weights-people',
      REGISTERED: 'area-weights-registered',
      AREA: 'area-weights-land',
      EQUAL: 'area-weights-equal',
    }[basis]
    if (code) await addBatchIssue(context, 'check', { code, args: { count } })
  }
  await addIssues(context, 'check', {
    code: 'area-change-part-alone',
    field: 'relation',
    select: `select pair.sheet, pair.row, trim(area.unit_type || ' ' || area.name) as found, null::jsonb as args
             from change_pair pair join area on area.area_id = pair.old_id
             where people and parts = 1 and (divided or stated = 'PART')`,
  })
  await execute(context.em, `analyze ${context.stage}`)
}
