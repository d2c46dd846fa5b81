import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { type CellExpressions, type CellRecord, cellColumns, cellFilter, filterValues } from './cell-columns.ts'
import type { CoverageDimension } from './coverage-row.ts'
import { isByCard, type Question } from './question.ts'

/**
 * SQL: the three spans of the cube whose sum is the count on the end of `asked.day` in `asked.area_id`: whole years before the
 * day's, months of that year before the day's, days of that month up to it. Three index ranges, a few rows each.
 */
export function cubeSpans(columns: string): string {
  const span = (number: number, range: string) =>
    `select ${columns} from coverage_cube where area_id = asked.area_id and span = ${number} and ${range}`
  return [
    span(0, 'bucket < asked.year'),
    span(1, 'bucket >= asked.year * 12 and bucket < asked.year * 12 + asked.month - 1'),
    span(2, 'bucket >= asked.month_start and bucket <= asked.day_number'),
  ].join('\n    union all\n    ')
}

/** SQL: every area of $1 on every day of $2, with the buckets of the day. */
export const ASKED = `(
  select a.area_id, d.day, extract(year from d.day)::int as year, extract(month from d.day)::int as month,
    date_trunc('month', d.day::timestamp)::date - date '1970-01-01' as month_start,
    d.day - date '1970-01-01' as day_number
  from unnest($1::int[]) a(area_id) cross join unnest($2::date[]) d(day)
) asked`

/** Residents and covered residents of every area on every day, from the cube's totals, and whether the register knew it: one statement. */
export function countTotals(
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
): Promise<CellRecord[]> {
  return prepared<CellRecord>(
    em,
    `select asked.area_id, asked.day::text as day, null as code, null as participant_group, null as household_class,
      null as sex, null as age_band,
      count.population, count.covered, count.population > 0 or exists (
        select from coverage_cube where area_id = asked.area_id and span = 2 and bucket <= asked.day_number and n_all <> 0
      ) as known
    from ${ASKED}
    cross join lateral (
    select coalesce(sum(n_all), 0)::int as population, coalesce(sum(n_cov), 0)::int as covered from (
    ${cubeSpans('n_all, n_cov')}
    ) change
    ) count`,
    [areaIds, days],
  )
}

/** A combination is ((code_no * 5 + household_class) * 3 + sex) * 6 + age_band; code_no 0 is “not covered”. */
export const CUBE_CELL: CellExpressions = {
  code: 'pc.code',
  group: 'pc.participant_group',
  householdClass: '(x.combo / 18 % 5)',
  sex: '(x.combo / 6 % 3)',
  ageBand: 'null::int',
}

/**
 * SQL: a combination without what the question does not tell apart, so that a few sums are left of hundreds of changes before
 * anything is joined to them. Whoever is covered stays so.
 */
function askedPart({ by, where }: Pick<Question, 'by' | 'where'>): string {
  const isAsked = (dimension: CoverageDimension, list: readonly string[] | null | undefined) =>
    by.includes(dimension) || (list != null && list.length > 0)
  const parts = [
    isByCard({ by, where }) ? 'combo / 90 * 90' : 'case when combo >= 90 then 90 else 0 end',
    isAsked('HOUSEHOLD_CLASS', where.householdClasses) ? 'combo / 18 % 5 * 18' : null,
    isAsked('SEX', where.sexes) ? 'combo / 6 % 3 * 6' : null,
    isAsked('AGE_BAND', where.ageBands) ? 'combo % 6' : null,
  ]
  return parts.filter((part) => part !== null).join(' + ')
}

/** Residents and covered residents of every area on every day, cell by cell, from the cube's combinations: one statement. */
export function countCombinations(
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
  question: Pick<Question, 'by' | 'where'>,
): Promise<CellRecord[]> {
  return prepared<CellRecord>(
    em,
    `select asked.area_id, asked.day::text as day, ${cellColumns(question.by, CUBE_CELL)},
      sum(x.delta)::int as population, coalesce(sum(x.delta) filter (where x.combo >= 90), 0)::int as covered
    from ${ASKED}
    cross join lateral (
    select ${askedPart(question)} as combo, sum(delta) as delta
    from (select unnest(combos) as combo, unnest(deltas) as delta from (
    ${cubeSpans('combos, deltas')}
    ) change) part
    group by 1
    ) x
    left join participant_code pc on pc.code_no = x.combo / 90
    where ${isByCard(question) ? 'x.combo >= 90' : 'true'} and ${cellFilter(CUBE_CELL)}
    group by 1, 2, 3, 4, 5, 6, 7
    having sum(x.delta) <> 0`,
    [areaIds, days, ...filterValues(question)],
  )
}

/** The first day on which anybody resided in each area, for areas that ever had a resident. */
export async function firstResidentDays(em: SqlSession, areaIds: readonly number[]): Promise<Map<number, PlainDate>> {
  const found = await prepared<{ area_id: number; day: string }>(
    em,
    `select a.area_id, (date '1970-01-01' + c.bucket)::text as day
    from unnest($1::int[]) a(area_id)
    cross join lateral (
      select bucket from coverage_cube where area_id = a.area_id and span = 2 and n_all <> 0 order by bucket limit 1
    ) c`,
    [areaIds],
  )
  return new Map(found.map((row) => [row.area_id, row.day]))
}
