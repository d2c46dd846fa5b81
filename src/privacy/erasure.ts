import type { Actor } from '../access/actor.ts'
import type { HubSession } from '../kernel/sql.ts'
import { bandDaysSql } from '../population/age-band.ts'

/** What an erasure took away. */
export interface Erasure {
  /** Of those asked for, whom the register still named. */
  readonly persons: number
  /** Whose birth day is part of a figure and had to stay; of the others the year is left. */
  readonly birthDaysKept: number
}

/** What it took away on request, with the files that named the person. */
export interface ErasureReport extends Erasure {
  /** How many files that named the person are gone from the disk. */
  readonly files: number
  /** Batches on their way that name the person. */
  readonly waiting: readonly number[]
}

/** Whom to erase, and what the request rests on. */
export interface ErasureAsked {
  readonly personId: number
  readonly reason: string
  /** The person's request, where there is one. */
  readonly personRequest?: number
}

/**
 * Erases a person in the session's transaction. `removeFiles` is called once that is committed. Given by whoever keeps the
 * files.
 */
export type ErasePerson = (
  em: HubSession,
  actor: Actor,
  asked: ErasureAsked,
  now: Date,
) => Promise<{ readonly report: ErasureReport; readonly removeFiles: () => Promise<void> }>

/** What stands instead of a name that was erased: data, as an officer reads it in a list. */
export const ERASED_NAME = '(đã xóa)'
/** What a folded name never is, so that no row of a sheet is taken for somebody erased. */
export const ERASED_KEY = '#'
/** What stands instead of a number, a text or a value that was erased from a report. */
export const ERASED_VALUE = '…'

/**
 * SQL condition on alias `person`: a year of birth instead of the day counts the same on every day that the person lives
 * somewhere, up to the day until which ages are counted ahead (`cube_ages`). Where it does not, the birthday on which the
 * person comes into the next age band is part of a figure, and stays.
 */
export const COUNTS_THE_SAME_BY_YEAR = `
  not exists (
    select from residence home cross join cube_ages
    cross join lateral (select ${bandDaysSql('person')} as days) by_day
    cross join lateral (
      select ${bandDaysSql('reduced')} as days
      from (select null::date as birth_date, extract(year from person.birth_date)::int as birth_year) reduced
    ) by_year
    cross join generate_series(1, 4) band
    where home.person_id = person.person_id
      and greatest(home.valid_from, least(by_day.days[band], home.valid_until, cube_ages.kept_until))
        <> greatest(home.valid_from, least(by_year.days[band], home.valid_until, cube_ages.kept_until)))`

/** Kinds of sheets whose rows are persons; a file that was not understood may be one. */
export const OF_PERSONS = `(import_batch.kind is null or import_batch.kind in ('CARD_ROLL', 'CARD_CHANGES', 'HOUSEHOLD_SURVEY'))`
