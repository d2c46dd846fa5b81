import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import { classOf, type HouseholdState } from './household.store.ts'

/**
 * Place and class of each household on that day, by household. A household that is nowhere on the day has those it had last
 * before it, or first after it: what is known of it has a place, even when it is gone. One statement.
 */
export async function nearestStates(
  actor: Actor,
  em: SqlSession,
  ids: readonly number[],
  asOf: PlainDate,
): Promise<Map<number, HouseholdState>> {
  const found = await prepared<{ householdId: number; areaId: number; number: number }>(
    em,
    `select distinct on (s.household_id) s.household_id as "householdId", s.area_id as "areaId", s.household_class as number
    from household_state s
    where s.household_id = any($1::bigint[]) and ${inScope('s.area_id', 3)}
    order by s.household_id, (s.valid_from <= $2::date) desc, abs(s.valid_from - $2::date)`,
    [ids, asOf, scopeIds(actor)],
  )
  return new Map(
    found.map(({ householdId, areaId, number }) => [
      householdId,
      { householdId, areaId, householdClass: classOf(number) },
    ]),
  )
}
