import type { LoaderContext } from './loader.ts'
import { addIssues } from './stage-issues.ts'

/**
 * Compares every total row with the rows it may sum: all rows of its sheet above it, or those since the total before it.
 * Rows of an area whose own parts are listed too are left out, so that nobody is counted twice. `columns` are counts.
 */
export async function checkTotals(context: LoaderContext, columns: readonly string[]): Promise<void> {
  for (const column of columns) {
    await addIssues(context, 'check', {
      code: 'total-differs',
      field: column,
      select: `with line as (
                 select staged.sheet, staged.row, coalesce(is_total, false) as total, staged.${column} as value, staged.area_id, on_day
                 from ${context.stage} staged where outcome in ('READY', 'REJECTED')
               ), part as (
                 select * from line where not total and value is not null and not exists (
                   select from line inner_line
                   join area_ancestor link on link.area_id = inner_line.area_id and link.ancestor_id = line.area_id
                     and link.valid_from <= line.on_day and line.on_day < link.valid_until
                   where inner_line.sheet = line.sheet and inner_line.area_id <> line.area_id and inner_line.value is not null)
               ), total as (
                 select *, lag(row, 1, 0) over (partition by sheet order by row) as row_before from line where total and value is not null
               ), summed as (
                 select total.sheet, total.row, total.value, coalesce(sum(part.value), 0) as all_above,
                        coalesce(sum(part.value) filter (where part.row > total.row_before), 0) as since_total,
                        coalesce(sum(part.value) filter (where part.row < total.row), 0) as above
                 from total left join part on part.sheet = total.sheet group by total.sheet, total.row, total.value
               )
               select sheet, row, value::text as found, jsonb_build_object('sum', all_above) as args
               from summed where value not in (all_above, above, since_total)`,
    })
  }
}
