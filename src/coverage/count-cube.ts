import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { type CellExpressions, type CellRecord, cellColumns, cellFilter, filterValues } from './cell-columns.ts'
import type { CoverageDimension } from './coverage-row.ts'
import { isByCard, type Question } from './question.ts'

/** What is read of the cube's rows: each is a change, so that the count is their sum. */
type CubeColumns = 'n_all, n_cov' | 'households' | 'combos, deltas, sign'

/** SQL: the columns of a row that is added (sign 1) or taken away (−1). */
const SIGNED: Readonly<Record<CubeColumns, (sign: string) => string>> = {
  'n_all, n_cov': (sign) => `n_all * ${sign} as n_all, n_cov * ${sign} as n_cov`,
  households: (sign) =>
    `array[households[1] * ${sign}, households[2] * ${sign}, households[3] * ${sign}, households[4] * ${sign}] as households`,
  'combos, deltas, sign': (sign) => `combos, deltas, ${sign} as sign`,
}

/**
 * SQL: the changes in `asked.area_id` whose sum is the count on the end of `asked.day`, from the side where fewer have to be
 * read: whole years; then months of the day's year, added from January on or taken away down from December; then days of its
 * month, added from the first on or taken away down from the last. Three index ranges, about a dozen rows.
 */
export function cubeSpans(columns: CubeColumns): string {
  const span = (number: number, sign: string, range: string) =>
    `select ${SIGNED[columns](sign)} from coverage_cube where area_id = asked.area_id and span = ${number} and ${range}`
  return [
    span(0, '1', 'bucket < asked.years_until'),
    span(1, 'asked.month_sign', 'bucket >= asked.months_from and bucket < asked.months_until'),
    span(2, 'asked.day_sign', 'bucket >= asked.days_from and bucket < asked.days_until'),
  ].join('\n    union all\n    ')
}

/** SQL: areas and days, each with the buckets that `cubeSpans` reads for it. */
function askedFrom(areaId: string, places: string): string {
  return `(
  select ${areaId} as area_id, d.day, d.day_number, d.year + case when d.months <= 6 then 0 else 1 end as years_until,
    case when d.months <= 6 then 1 else -1 end as month_sign,
    d.year * 12 + case when d.months <= 6 then 0 else d.months end as months_from,
    d.year * 12 + case when d.months <= 6 then d.months else 12 end as months_until,
    case when d.is_early then 1 else -1 end as day_sign,
    case when d.is_early then d.month_start else d.day_number + 1 end as days_from,
    case when d.is_early then d.day_number + 1 else d.month_end end as days_until
  from ${places}
) asked`
}

/** SQL: days with their numbers; `months` are those of the year that are whole when counted from the nearer end of the month. */
function numbered(days: string): string {
  return `(
    select day, day - date '1970-01-01' as day_number, extract(year from day)::int as year,
      extract(day from day) <= 15 as is_early,
      extract(month from day)::int - case when extract(day from day) <= 15 then 1 else 0 end as months,
      date_trunc('month', day::timestamp)::date - date '1970-01-01' as month_start,
      (date_trunc('month', day::timestamp) + interval '1 month')::date - date '1970-01-01' as month_end
    from ${days}
  ) d`
}

const everyAreaOn = (days: string): string =>
  askedFrom('a.area_id', `unnest($1::int[]) a(area_id) cross join ${numbered(days)}`)

/** SQL: every area of $1 on every day of $2. */
export const ASKED = everyAreaOn('unnest($2::date[]) given(day)')

/**
 * The same where the number of days is known. The planner takes a list that it cannot see for ten long, and plans a statement
 * anew each time when that seems dearer than the list given: so a few days are written out.
 */
function askedOn(days: number): string {
  const listed = Array.from({ length: days }, (_, at) => `(($2::date[])[${at + 1}])`)
  return days >= 1 && days <= 3 ? everyAreaOn(`(values ${listed.join(', ')}) given(day)`) : ASKED
}

/** SQL: each area of $1 on the day that stands in its place in $2. */
export const ASKED_PAIRS = askedFrom(
  'pair.area_id',
  `unnest($1::int[], $2::date[]) pair(area_id, day) cross join lateral ${numbered('(values (pair.day)) given(day)')}`,
)

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
    from ${askedOn(days.length)}
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
  ageBand: 'nullif(x.combo % 6, 0)',
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
    from ${askedOn(days.length)}
    cross join lateral (
    select ${askedPart(question)} as combo, sum(delta * sign) as delta
    from (select unnest(combos) as combo, unnest(deltas) as delta, sign from (
    ${cubeSpans('combos, deltas, sign')}
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
