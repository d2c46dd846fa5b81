import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { ageBandSql } from '../population/age-band.ts'
import { holdsOn, livesOn } from '../population/place.ts'
import { type CellExpressions, type CellRecord, cellColumns, cellFilter, filterValues } from './cell-columns.ts'
import { isByCard, type Question } from './question.ts'

/** A person `p` at home `r` with the card of the day, if any. */
export const PERSON_CELL: CellExpressions = {
  code: 'card.code',
  group: 'card.participant_group',
  householdClass: 'r.household_class',
  sex: 'p.sex',
  ageBand: `(${ageBandSql('p', 'd.day')})`,
}

/** SQL: the card of the person at home `r` on day `d.day`; of several the one whose code the law names first. */
export const CARD = `
    left join lateral (
      select e.participant_code as code, pc.participant_group
      from enrolment e left join participant_code pc on pc.code = e.participant_code
      where e.person_id = r.person_id and e.valid_from <= d.day and d.day < e.valid_until
      order by pc.law_order, pc.code_no limit 1
    ) card on true`

/**
 * SQL: who lives in each area of `asked (area_id, source_id, day)`, which is made of these sources on the day, as a row each: `area_id`,
 * `day`, the home, what is counted of the person, and `code` and `participant_group` of the card that holds; of several the one whose
 * code the law names first.
 */
export const residentsOf = (asked: string) => `
    select distinct on (asked.area_id, asked.day, r.person_id) asked.area_id, asked.day, r.household_id, r.household_class,
      r.sex, r.birth_date, r.birth_year, card.code, card.participant_group
    from ${asked}
    join area_ancestor link on link.ancestor_id = asked.source_id and ${holdsOn('link', 'asked.day')}
    join resident_card r on r.area_id = link.area_id and ${livesOn('r', 'asked.day')}
    left join participant_code card on card.code = case when ${holdsOn('r', 'asked.day')} then r.participant_code end
    order by asked.area_id, asked.day, r.person_id, card.law_order, card.code_no`

/** SQL: each area ($1) on each day ($2), made of itself. */
const AREAS_THEMSELVES = `(select area_id, area_id as source_id, day
      from unnest($1::int[]) area(area_id) cross join unnest($2::date[]) d(day)) asked`

/** A row `r` of `residentsOf`. */
export const RESIDENT_CELL: CellExpressions = {
  code: 'r.code',
  group: 'r.participant_group',
  householdClass: 'r.household_class',
  sex: 'r.sex',
  ageBand: `(${ageBandSql('r', 'r.day')})`,
}

/**
 * Residents and covered residents of every area on every day, cell by cell, from the persons themselves: one statement, whose
 * cost grows with the persons. For what the cube does not keep: cells of hamlets and
 * residents' groups, and ages on days that lie far ahead.
 * A person with several cards counts once, under the code that the law names first.
 */
export function countPersons(
  em: SqlSession,
  areaIds: readonly number[],
  days: readonly PlainDate[],
  question: Pick<Question, 'by' | 'where'>,
): Promise<CellRecord[]> {
  return rows<CellRecord>(
    em,
    `select r.area_id, r.day::text as day, ${cellColumns(question.by, RESIDENT_CELL)},
      count(*)::int as population, count(r.code)::int as covered
    from (${residentsOf(AREAS_THEMSELVES)}) r
    where ${isByCard(question) ? 'r.code is not null' : 'true'} and ${cellFilter(RESIDENT_CELL)}
    group by 1, 2, 3, 4, 5, 6, 7`,
    [areaIds, days, ...filterValues(question)],
  )
}
