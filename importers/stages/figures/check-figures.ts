import { execute } from '../../../src/kernel/sql.ts'
import { checkTotals } from '../check-totals.ts'
import type { LoaderContext } from '../loader.ts'
import { addIssues, rejectRowsWithErrors } from '../stage-issues.ts'
import { MEASURE_VALUES, MEASURES } from './measures.ts'

/** A stated rate may differ from covered ÷ population by rounding: 0.1 percentage points. */
const RATE_TOLERANCE = 0.001
/** A count this many times smaller than its siblings' median is a number whose thousands were read as decimals. */
const SUSPICIOUSLY_SMALL = 50
const FEWEST_SIBLINGS = 4

/** The rules of stated numbers: within a row, between rows, between an area and its parts. */
export async function checkFigures(context: LoaderContext): Promise<void> {
  await checkRows(context)
  await rejectRowsWithErrors(context)
  await makeLines(context)
  await checkTwice(context)
  await rejectRowsWithErrors(context)
  await makeLines(context)
  await checkTotals(
    context,
    MEASURES.map(([, column]) => column),
  )
  await checkParents(context)
  await checkSiblings(context)
}

async function checkRows(context: LoaderContext): Promise<void> {
  const ready = `from ${context.stage} where outcome = 'READY' and not coalesce(is_total, false)`
  for (const [, column] of MEASURES) {
    await addIssues(context, 'check', {
      code: 'figure-negative',
      field: column,
      select: `select sheet, row, ${column}::text as found, null::jsonb as args ${ready} and ${column} < 0`,
    })
  }
  await addIssues(context, 'check', {
    code: 'covered-exceeds-population',
    field: 'covered',
    select: `select sheet, row, covered::text as found, jsonb_build_object('population', population) as args
             ${ready} and covered > population`,
  })
  await addIssues(context, 'check', {
    code: 'covered-students-exceed-students',
    field: 'students_covered',
    select: `select sheet, row, students_covered::text as found, jsonb_build_object('students', students) as args
             ${ready} and students_covered > students`,
  })
  await addIssues(context, 'check', {
    code: 'stated-rate-differs',
    field: 'stated_rate',
    select: `select sheet, row, round((stated_rate * 100)::numeric, 2)::text as found,
                    jsonb_build_object('covered', covered, 'population', population,
                                       'rate', round((covered::numeric / population) * 100, 2)::text) as args
             ${ready} and population > 0 and abs(stated_rate - covered::float8 / population) > ${RATE_TOLERANCE}`,
  })
  await addIssues(context, 'check', {
    code: 'closing-differs',
    field: 'closing',
    select: `select sheet, row, closing::text as found, jsonb_build_object('expected', opening + increase - decrease) as args
             ${ready} and opening + increase - decrease <> closing`,
  })
}

/** `figure_line`: every stated number of a READY row, with the register's number for the same area, measure and day. */
async function makeLines(context: LoaderContext): Promise<void> {
  await execute(context.em, 'drop table if exists figure_line')
  await execute(
    context.em,
    `create temp table figure_line on commit drop as
     select staged.sheet, staged.row, staged.area_id, staged.on_day, coalesce(staged.origin, 'OTHER') as origin,
            stated.measure, stated.value, stated.field,
            known.value as known_value
     from ${context.stage} staged
     cross join lateral (values ${MEASURE_VALUES}) stated (measure, value, field)
     left join reported_figure known on known.area_id = staged.area_id and known.measure = stated.measure
       and known.as_of = staged.on_day and known.origin = coalesce(staged.origin, 'OTHER')
     where staged.outcome = 'READY' and not coalesce(staged.is_total, false) and stated.value is not null`,
  )
  await execute(context.em, 'create index on figure_line (area_id, measure, on_day, origin)')
  await execute(context.em, 'analyze figure_line')
}

/** The same number may stand in two sheets; two different numbers of one office for one area and day
 * cannot both be true. */
async function checkTwice(context: LoaderContext): Promise<void> {
  for (const [measure, column] of MEASURES) {
    await addIssues(context, 'check', {
      code: 'figure-twice',
      field: column,
      select: `select sheet, row, value::text as found, jsonb_build_object('first', first_row, 'value', first_value) as args
               from (select *, first_value(row) over same as first_row, first_value(value) over same as first_value
                     from figure_line where measure = $1
                     window same as (partition by area_id, on_day, origin order by sheet, row)) line
               where value <> first_value`,
      values: [measure],
    })
  }
}

/** An area's own number is the sum of its parts' when all of them are known, in this file or in the register. */
async function checkParents(context: LoaderContext): Promise<void> {
  for (const [measure, column] of MEASURES) {
    await addIssues(context, 'check', {
      code: 'parent-differs',
      field: column,
      select: `with own as (select distinct on (area_id, on_day, origin) * from figure_line where measure = $1 order by area_id, on_day, origin, sheet, row),
               part as (
                 select own.sheet, own.row, own.value as own_value, coalesce(stated.value, known.value) as value
                 from own
                 join area_parent link on link.parent_id = own.area_id and link.valid_from <= own.on_day and own.on_day < link.valid_until
                 join area child on child.area_id = link.area_id and child.valid_from <= own.on_day and own.on_day < child.valid_until
                 left join own stated on stated.area_id = link.area_id and stated.on_day = own.on_day and stated.origin = own.origin
                 left join lateral (
                   select value from reported_figure known
                   where known.area_id = link.area_id and known.measure = $1 and known.as_of = own.on_day
                   order by known.origin = own.origin desc, known.batch_id desc limit 1
                 ) known on true
               )
               select sheet, row, own_value::text as found, jsonb_build_object('sum', sum(value)) as args
               from part group by sheet, row, own_value
               having count(*) = count(value) and sum(value) <> own_value`,
      values: [measure],
    })
  }
}

async function checkSiblings(context: LoaderContext): Promise<void> {
  for (const [measure, column] of [MEASURES[0], MEASURES[1]]) {
    await addIssues(context, 'check', {
      code: 'figure-suspiciously-small',
      field: column,
      select: `with levelled as (select line.*, area.level from figure_line line join area using (area_id) where measure = $1),
               usual as (
                 select level, on_day, count(*) as n, percentile_cont(0.5) within group (order by value) as median
                 from levelled where value > 0 group by level, on_day
               )
               select sheet, row, value::text as found, jsonb_build_object('median', round(median::numeric)) as args
               from levelled join usual using (level, on_day)
               where n >= ${FEWEST_SIBLINGS} and value > 0 and value * ${SUSPICIOUSLY_SMALL} < median`,
      values: [measure],
    })
  }
}
