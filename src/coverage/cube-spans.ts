import { unseen } from '../kernel/sql.ts'

/** What is read of the cube's rows, and how each column is counted when its row is taken away instead of added. */
export interface CubeColumns {
  /** SQL: what is read where `sign` is 1 or −1. */
  readonly signed: (sign: string) => string
}

/** Numbers that are null where nothing changed. */
export function signedNumbers(columns: readonly string[]): CubeColumns {
  return { signed: (sign) => columns.map((column) => `${column} * ${sign} as ${column}`).join(', ') }
}

export const HOUSEHOLDS: CubeColumns = {
  signed: (sign) => `array[${[1, 2, 3, 4].map((at) => `households[${at}] * ${sign}`).join(', ')}] as households`,
}
export const COMBINATIONS: CubeColumns = { signed: (sign) => `combos, deltas, ${sign} as sign` }

/** SQL: the changes in `asked.area_id` whose sum is the count on the end of `asked.day`. Three ranges of the key. */
export function cubeSpans(columns: CubeColumns): string {
  return spans(columns.signed, 'area_id = asked.area_id')
}

/** SQL: the same of every area from the commune up, each with its `area_id`: rows of a day lie side by side in an index of their own. */
export function cubeSpansOfAll(columns: CubeColumns): string {
  return spans((sign) => `area_id, ${columns.signed(sign)}`, 'combos is not null')
}

/**
 * From the side where fewer have to be read: whole years; then months of the day's year, added from January on or taken away down
 * from December; then days of its month, added from the first on or taken away down from the last. About a dozen rows.
 */
function spans(read: (sign: string) => string, where: string): string {
  const span = (number: number, sign: string, range: string) =>
    `select ${read(sign)} from coverage_cube where ${where} and span = ${number} and ${range}`
  return [
    span(0, '1', 'bucket < asked.years_until'),
    span(1, 'asked.month_sign', 'bucket >= asked.months_from and bucket < asked.months_until'),
    span(2, 'asked.day_sign', 'bucket >= asked.days_from and bucket < asked.days_until'),
  ].join('\n    union all\n    ')
}

/** SQL: what stands `beside` a day, with the buckets that `cubeSpans` reads for it. */
function askedFrom(beside: string, places: string): string {
  return `(
  select ${beside}d.* from ${places}
) asked`
}

/**
 * SQL: days with their numbers and buckets; `months` are those of the year that are whole when counted from the nearer end of the
 * month. Without the fence the planner would write all of this into every range, to be worked out anew for every area.
 */
function numbered(days: string): string {
  return `(
    select day, day_number, year + case when months <= 6 then 0 else 1 end as years_until,
      case when months <= 6 then 1 else -1 end as month_sign,
      year * 12 + case when months <= 6 then 0 else months end as months_from,
      year * 12 + case when months <= 6 then months else 12 end as months_until,
      case when is_early then 1 else -1 end as day_sign,
      case when is_early then month_start else day_number + 1 end as days_from,
      case when is_early then day_number + 1 else month_end end as days_until
    from (
      select day, day - date '1970-01-01' as day_number, extract(year from day)::int as year,
        extract(day from day) <= 15 as is_early,
        extract(month from day)::int - case when extract(day from day) <= 15 then 1 else 0 end as months,
        date_trunc('month', day::timestamp)::date - date '1970-01-01' as month_start,
        (date_trunc('month', day::timestamp) + interval '1 month')::date - date '1970-01-01' as month_end
      from ${days}
    ) numbers offset 0
  ) d`
}

/**
 * SQL: the days of $2. The planner takes a list that it cannot see for ten long, and plans a statement anew each time when that
 * seems dearer than the list given: so a few days are written out.
 */
function daysGiven(days: number | null): string {
  if (days === null || days < 1 || days > 3) return 'unnest($2::date[]) given(day)'
  const listed = Array.from({ length: days }, (_, at) => `(($2::date[])[${at + 1}])`)
  return `(values ${listed.join(', ')}) given(day)`
}

/** SQL: every area of $1 on every day of $2, of which there are so many, when that is known. */
export function askedAreas(days: number | null = null): string {
  return askedFrom('a.area_id, ', `unnest(${unseen('$1::int[]')}) a(area_id) cross join ${numbered(daysGiven(days))}`)
}

/** SQL: every day of $2. */
export function askedDays(days: number): string {
  return askedFrom('', numbered(daysGiven(days)))
}
