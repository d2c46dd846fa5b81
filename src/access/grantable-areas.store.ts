import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { Actor } from './actor.ts'
import { inScope, scopeIds } from './area-scope.ts'

/**
 * The areas that these codes meant on a day, in the order of the codes. Nobody grants more than they have: an area outside of
 * the actor's scope is as unknown as one that never was. Throws `BadRequest` `area-unknown-on-day`.
 */
export async function grantableAreas(
  actor: Actor,
  em: SqlSession,
  codes: readonly string[],
  on: PlainDate,
): Promise<number[]> {
  const found = await rows<{ code: string; areaId: number }>(
    em,
    `select code, area_id as "areaId" from area
     where code = any($1::text[]) and valid_from <= $2 and $2 < valid_until and ${inScope('area.area_id', 3)}`,
    [codes, on, scopeIds(actor)],
  )
  const areaIds = new Map(found.map(({ code, areaId }) => [code, areaId]))
  return codes.map((code) => {
    const areaId = areaIds.get(code)
    if (areaId === undefined)
      throw new BadRequest('area-unknown-on-day', `no area has the code ${code} on ${on}`, { code, day: on })
    return areaId
  })
}
