import type { Actor } from '../access/actor.ts'
import { inScope, scopeIds } from '../access/area-scope.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'

/**
 * The area in which each person lives on that day, by person; of somebody who lives nowhere on it, where they lived last
 * before it, or first after it. One statement.
 */
export async function nearestHomes(
  actor: Actor,
  em: SqlSession,
  personIds: readonly number[],
  asOf: PlainDate,
): Promise<Map<number, number>> {
  const found = await prepared<{ personId: number; areaId: number }>(
    em,
    `select distinct on (r.person_id) r.person_id as "personId", r.area_id as "areaId"
    from residence r
    where r.person_id = any($1::bigint[]) and ${inScope('r.area_id', 3)}
    order by r.person_id, (r.valid_from <= $2::date) desc, abs(r.valid_from - $2::date)`,
    [personIds, asOf, scopeIds(actor)],
  )
  return new Map(found.map(({ personId, areaId }) => [personId, areaId]))
}
