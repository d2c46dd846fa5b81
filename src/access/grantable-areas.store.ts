import { BadRequest } from '../kernel/page.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { rows, type SqlSession } from '../kernel/sql.ts'
import type { Actor } from './actor.ts'
import { inScope, scopeIds } from './area-scope.ts'
import { type GrantedArea, scopeOfAreas } from './granted-scope.store.ts'

/** Areas that somebody shall be granted: by their codes on a day, and such as were found already. */
interface WantedAreas {
  readonly codes: readonly string[]
  readonly on: PlainDate
  readonly areas?: readonly GrantedArea[]
}

/**
 * The areas that were wanted, those of the codes in their order. Nobody grants more than they have: an area outside of the
 * actor's scope is as unknown as one that never was, and all that the grant would mean on the map of now lies in that scope.
 * Throws `BadRequest`: `area-unknown-on-day`, `grant-wider-than-giver`.
 */
export async function grantableAreas(
  actor: Actor,
  em: SqlSession,
  { codes, on, areas = [] }: WantedAreas,
): Promise<readonly GrantedArea[]> {
  const found = await rows<{ code: string; areaId: number }>(
    em,
    `select code, area_id as "areaId" from area
     where code = any($1::text[]) and valid_from <= $2 and $2 < valid_until and ${inScope('area.area_id', 3)}`,
    [codes, on, scopeIds(actor)],
  )
  const areaIds = new Map(found.map(({ code, areaId }) => [code, areaId]))
  const coded = codes.map((code) => {
    const areaId = areaIds.get(code)
    if (areaId === undefined)
      throw new BadRequest('area-unknown-on-day', `no area has the code ${code} on ${on}`, { code, day: on })
    return { areaId, on }
  })
  const granted = [...coded, ...areas]
  if (!(await lieInScope(actor, em, granted)))
    throw new BadRequest('grant-wider-than-giver', 'the grant would mean more than its giver has', { day: on })
  return granted
}

/** A key or an account with all that it was ever granted. */
export interface Holder {
  readonly id: string
  readonly grants: readonly GrantedArea[]
}

/** Those of the holders whose grants mean nothing outside of the actor's scope. */
export async function heldWithin<One extends Holder>(
  actor: Actor,
  em: SqlSession,
  holders: readonly One[],
): Promise<readonly One[]> {
  const verdicts = new Map<string, boolean>()
  const within: One[] = []
  for (const holder of holders) {
    const grants = holder.grants.map(({ areaId, on }) => ({ areaId, on }))
    const name = JSON.stringify(grants)
    const verdict = verdicts.get(name) ?? (await lieInScope(actor, em, grants))
    verdicts.set(name, verdict)
    if (verdict) within.push(holder)
  }
  return within
}

/** Whether all that areas which were granted as they existed on a day mean now lies in the actor's scope. */
async function lieInScope(actor: Actor, em: SqlSession, granted: readonly GrantedArea[]): Promise<boolean> {
  if (actor.scope.kind === 'COUNTRY') return true
  const { areaIds, leftOut = [] } = await scopeOfAreas(em, granted)
  const outside = await rows(
    em,
    `select from area_ancestor held
     where held.ancestor_id = any($1::int[]) and held.area_id <> all($2::int[]) and not ${inScope('held.area_id', 3)} limit 1`,
    [areaIds, leftOut, scopeIds(actor)],
  )
  return outside.length === 0
}
