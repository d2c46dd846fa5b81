import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import { ageBandSql } from '../population/age-band.ts'
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
    `select a.area_id, d.day::text as day, ${cellColumns(question.by, PERSON_CELL)},
      count(*)::int as population, count(card.code)::int as covered
    from unnest($1::int[]) a(area_id) cross join unnest($2::date[]) d(day)
    join area_ancestor link on link.ancestor_id = a.area_id and link.valid_from <= d.day and d.day < link.valid_until
    join residence r on r.area_id = link.area_id and r.valid_from <= d.day and d.day < r.valid_until
    join person p on p.person_id = r.person_id
    ${CARD}
    where ${isByCard(question) ? 'card.code is not null' : 'true'} and ${cellFilter(PERSON_CELL)}
    group by 1, 2, 3, 4, 5, 6, 7`,
    [areaIds, days, ...filterValues(question)],
  )
}
