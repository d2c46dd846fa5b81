/**
 * Bands of completed years on the day asked; the bounds follow the insurance law's groups: under 6 (state pays), school
 * age, working age, 60–79, and 80 and over (state pays).
 */
export const AGE_BANDS = ['UNDER_6', 'FROM_6_TO_17', 'FROM_18_TO_59', 'FROM_60_TO_79', 'FROM_80'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

/** Completed years with which each band but the first begins. */
const BAND_AGES = [6, 18, 60, 80] as const

/** 1–5, as SQL gives it; see `ageBandSql`. */
export function ageBandNumber(band: AgeBand): number {
  return AGE_BANDS.indexOf(band) + 1
}

/** The band with this number; null for null, “birth not known”. */
export function ageBandOf(number: number | null): AgeBand | null {
  return number === null ? null : (AGE_BANDS[number - 1] ?? null)
}

/**
 * SQL: the number of the band of the person in alias `person` on the day in expression `day`; null when neither birth day
 * nor year is known. Of a person with a birth year only, the age is the difference of the years: what a form that asks for
 * the year alone means by it.
 */
export function ageBandSql(person: string, day: string): string {
  const byDay = `extract(year from age(${day}, ${person}.birth_date))::int`
  const byYear = `extract(year from ${day})::int - ${person}.birth_year`
  return `width_bucket(coalesce(${byDay}, ${byYear}), array[${BAND_AGES.join(', ')}]) + 1`
}

/**
 * SQL: the number of the one band that the person in alias `person` has from the day in expression `first` to that in `last`, where
 * counting days is enough to know it; null where it needs the calendar: near a birthday between two bands, or when one lies between
 * the days, or when the birth is not known. For nearly everybody it is enough, at a fraction of the cost of `bandDaysSql`.
 */
export function plainBandSql(person: string, first: string, last: string): string {
  const birth = `coalesce(${person}.birth_date, make_date(${person}.birth_year, 1, 1))`
  // So many years are never fewer days than the first of two bounds and never more than the second.
  const bounds = BAND_AGES.flatMap((age) => [Math.floor(age * 365.25) - 2, Math.ceil(age * 365.25) + 2])
  const between = (day: string) => `width_bucket(${day} - ${birth}, array[${bounds.join(', ')}])`
  return `case when ${between(first)} = ${between(last)} and ${between(first)} % 2 = 0 then ${between(first)} / 2 + 1 end`
}

/**
 * SQL: the four days on which the person in alias `person` comes into the next band, as a `date[]`; null when neither birth
 * day nor year is known. The same rule as `ageBandSql`: who was born on 29 February has a birthday on 1 March of other years.
 */
export function bandDaysSql(person: string): string {
  const [year, month, day] = ['year', 'month', 'day'].map((part) => `date_part('${part}', ${person}.birth_date)::int`)
  const entered = BAND_AGES.map((age) => `make_date(year + ${age}, month, 1) + days`)
  // OFFSET 0: the parts of the birth day are taken once and not for each of the four.
  return `(select array[${entered.join(', ')}] from (
    select coalesce(${year}, ${person}.birth_year) as year, coalesce(${month}, 1) as month, coalesce(${day} - 1, 0) as days
    offset 0) born where year is not null)`
}
