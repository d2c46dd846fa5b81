import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { type PersonRow, personColumns, personRow, type StoredPerson } from '../population/person.store.ts'
import { holdsOn, livesOn } from '../population/place.ts'
import type { HouseholdRow } from './household.store.ts'

/** How many live in a household on a day, and how many of them have a valid card. */
export interface Headcount {
  readonly size: number
  readonly covered: number
}

/** The members of each household on that day, the head first, by household. */
export async function membersOf(
  actor: Actor,
  em: SqlSession,
  householdIds: readonly number[],
  asOf: PlainDate,
): Promise<Map<number, PersonRow[]>> {
  const found = await prepared<StoredPerson & { householdId: number }>(
    em,
    `select r.household_id as "householdId", ${personColumns('r')}
    from resident r left join household h on h.household_id = r.household_id
    where r.household_id = any($1::bigint[]) and ${holdsOn('r', '$2::date')} and ${inScope('r.area_id', 3)}
    order by r.household_id, (r.full_name is distinct from h.head_name), r.person_id`,
    [householdIds, asOf, scopeIds(actor)],
  )
  const members = grouped(found, (row) => row.householdId)
  return new Map([...members].map(([householdId, stored]) => [householdId, stored.map(personRow)]))
}

/** Size and covered members of each household on that day, by household; a household with nobody in it is left out. */
export async function headcounts(
  actor: Actor,
  em: SqlSession,
  householdIds: readonly number[],
  asOf: PlainDate,
): Promise<Map<number, Headcount>> {
  const found = await prepared<Headcount & { householdId: number }>(
    em,
    `select r.household_id as "householdId", count(distinct r.person_id)::int as size,
      count(distinct r.person_id) filter (where ${holdsOn('r', '$2::date')})::int as covered
    from resident_card r
    where r.household_id = any($1::bigint[]) and ${livesOn('r', '$2::date')} and ${inScope('r.area_id', 3)}
    group by r.household_id`,
    [householdIds, asOf, scopeIds(actor)],
  )
  return new Map(found.map(({ householdId, size, covered }) => [householdId, { size, covered }]))
}

/** The household in which each person lives on that day, by person. */
export async function householdOf(
  actor: Actor,
  em: SqlSession,
  personIds: readonly number[],
  asOf: PlainDate,
): Promise<Map<number, HouseholdRow>> {
  const found = await prepared<HouseholdRow & { personId: number }>(
    em,
    `select r.person_id as "personId", h.household_id as "householdId", h.code, h.address, h.head_name as "headName",
      h.changed_at as "changedAt"
    from residence r join household h on h.household_id = r.household_id
    where r.person_id = any($1::bigint[]) and ${holdsOn('r', '$2::date')} and ${inScope('r.area_id', 3)}`,
    [personIds, asOf, scopeIds(actor)],
  )
  return new Map(found.map(({ personId, ...household }) => [personId, household]))
}
