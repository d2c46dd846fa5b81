import { execute } from '../../../src/kernel/sql.ts'
import { checkTotals } from '../check-totals.ts'
import type { LoaderContext } from '../loader.ts'
import { addIssues, rejectRowsWithErrors } from '../stage-issues.ts'

/** The measures of targets with their staged columns; those of persons and households are counts, the others rates 0–1. */
export const TARGET_MEASURES = [
  { measure: 'COVERAGE_RATE', column: 'coverage_rate', rate: true },
  { measure: 'STUDENT_COVERAGE_RATE', column: 'student_coverage_rate', rate: true },
  { measure: 'CARDS_ISSUED', column: 'cards_issued', rate: false },
  { measure: 'HOUSEHOLDS_REVIEWED', column: 'households_reviewed', rate: false },
] as const

/** The rules of a target, and of the sum of what an area's parts were assigned. */
export async function checkTargets(context: LoaderContext): Promise<void> {
  await checkRows(context)
  await rejectRowsWithErrors(context)
  await makeLines(context)
  await checkTwice(context)
  await rejectRowsWithErrors(context)
  await makeLines(context)
  const counts = TARGET_MEASURES.filter(({ rate }) => !rate)
  await checkTotals(
    context,
    counts.map(({ column }) => column),
  )
  for (const { measure, column } of counts) await checkCascade(context, measure, column)
}

async function checkRows(context: LoaderContext): Promise<void> {
  const ready = `from ${context.stage} where outcome = 'READY' and not coalesce(is_total, false)`
  for (const { column, rate } of TARGET_MEASURES) {
    await addIssues(context, 'check', {
      code: rate ? 'target-rate-out-of-range' : 'target-count-negative',
      field: column,
      select: `select sheet, row, ${rate ? `round((${column} * 100)::numeric, 2)` : column}::text as found, null::jsonb as args
               ${ready} and (${column} < 0 ${rate ? `or ${column} > 1` : ''})`,
    })
  }
  await addIssues(context, 'check', {
    code: 'target-due-missing',
    field: 'due_on',
    select: `select sheet, row, label as found, null::jsonb as args ${ready} and due_day is null`,
  })
  await addIssues(context, 'check', {
    code: 'target-due-before-start',
    field: 'due_on',
    select: `select sheet, row, due_day::text as found, jsonb_build_object('from', on_day) as args ${ready} and due_day < on_day`,
  })
}

/** `target_line`: every target of a READY row, with the register's for the same area, measure and due day. */
async function makeLines(context: LoaderContext): Promise<void> {
  await execute(context.em, 'drop table if exists target_line')
  await execute(
    context.em,
    `create temp table target_line on commit drop as
     select staged.sheet, staged.row, staged.area_id, stated.measure, stated.value::float8 as value, staged.on_day, staged.due_day,
            staged.document, known.target_id,
            known.target_id is not null and known.value = stated.value and known.valid_from = staged.on_day
              and known.document is not distinct from coalesce(staged.document, known.document) as same
     from ${context.stage} staged
     cross join lateral (values ${TARGET_MEASURES.map(({ measure, column }) => `('${measure}', staged.${column}::float8)`).join(', ')})
       stated (measure, value)
     left join target known on known.area_id = staged.area_id and known.measure = stated.measure and known.due_on = staged.due_day
     where staged.outcome = 'READY' and not coalesce(staged.is_total, false) and stated.value is not null`,
  )
  await execute(context.em, 'analyze target_line')
}

async function checkTwice(context: LoaderContext): Promise<void> {
  for (const { measure, column } of TARGET_MEASURES) {
    await addIssues(context, 'check', {
      code: 'target-twice',
      field: column,
      select: `select sheet, row, value::text as found, jsonb_build_object('first', first_row) as args
               from (select *, first_value(row) over same as first_row, row_number() over same as place from target_line
                     where measure = $1 window same as (partition by area_id, due_day order by sheet, row)) line
               where place > 1`,
      values: [measure],
    })
  }
}

/** What the parts of an area were assigned adds up to what it was assigned itself, once all of them have a target. */
async function checkCascade(context: LoaderContext, measure: string, column: string): Promise<void> {
  await addIssues(context, 'check', {
    code: 'target-cascade-differs',
    field: column,
    select: `with assigned as (
               select area_id, due_day, value, on_day, sheet, row from target_line where measure = $1
               union all
               select area_id, due_on, value, valid_from, null, null from target where measure = $1
                 and not exists (select from target_line line where line.measure = $1 and line.area_id = target.area_id and line.due_day = target.due_on)
             ), cascade as (
               select own.area_id, own.value as own_value, own.sheet, own.row, count(*) as parts, count(part.value) as assigned_parts,
                      sum(part.value) as sum_parts, min(array[part.sheet, part.row]) as first_part
               from assigned own
               join area_parent link on link.parent_id = own.area_id and link.valid_from <= own.on_day and own.on_day < link.valid_until
               join area child on child.area_id = link.area_id and child.valid_from <= own.on_day and own.on_day < child.valid_until
               left join assigned part on part.area_id = link.area_id and part.due_day = own.due_day
               group by own.area_id, own.value, own.sheet, own.row, own.due_day
             )
             select coalesce(sheet, first_part[1]) as sheet, coalesce(row, first_part[2]) as row, own_value::text as found,
                    jsonb_build_object('area', trim(area.unit_type || ' ' || area.name), 'sum', sum_parts) as args
             from cascade join area using (area_id)
             where parts = assigned_parts and sum_parts <> own_value and coalesce(row, first_part[2]) is not null`,
    values: [measure],
  })
}
