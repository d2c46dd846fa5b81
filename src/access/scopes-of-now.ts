import type { SqlSession } from '../kernel/sql.ts'
import { type Actor, type AreaScope, type Role, WHOLE_COUNTRY } from './actor.ts'
import { type GrantedArea, scopeOfAreas } from './granted-scope.store.ts'
import type { Purpose } from './purpose.ts'

/** Whoever was granted areas, as the database has them at this moment. */
export interface GrantHolder {
  readonly id: Actor['id']
  readonly role: Role
  readonly purposeCode: Purpose
  /** Of the register: what a grant means on the map changes with it. */
  readonly version: number
  /** Those that hold today. */
  readonly grants: readonly HeldGrant[]
  /** Until when they have opened persons; null when they have not. */
  readonly openUntil: Date | null
}

interface HeldGrant extends GrantedArea {
  readonly country: boolean
  /** Whether it is of more than a commune: a district, a province, the country. */
  readonly aboveCommunes: boolean
}

/** SQL expression: the grants of `table` that hold on the day of parameter `$position`, for `GrantHolder.grants`. */
export function grantsHeld(table: string, ofHolder: string, position: number): string {
  return `(select coalesce(jsonb_agg(jsonb_build_object('areaId', area_id, 'on', on_day, 'country', level = 0,
                                                         'aboveCommunes', level < 3)
                                     order by area_id, on_day), '[]')
           from ${table} given join area using (area_id)
           where ${ofHolder} and given.valid_from <= $${position} and $${position} < given.valid_until)`
}

/** Scopes remembered at a time; a hub has far fewer keys and accounts. */
const MOST_KNOWN = 10_000

/** What grants mean on the map of now, worked out once for a version of the register. */
export class ScopesOfNow {
  /** By holder and grants, with the version that they were worked out on. */
  readonly #known = new Map<string, { readonly version: number; readonly scope: AreaScope }>()

  /** The country's administrator sees also what lies nowhere; everybody else only what lies in their areas. */
  async of(em: SqlSession, { id, role, grants, version }: GrantHolder): Promise<AreaScope> {
    if (role === 'ADMINISTRATOR' && grants.some(({ country }) => country)) return WHOLE_COUNTRY
    const name = JSON.stringify([id, grants])
    const known = this.#known.get(name)
    if (known?.version === version) return known.scope
    const scope = await scopeOfAreas(em, grants)
    if (this.#known.size >= MOST_KNOWN) this.#known.clear()
    this.#known.set(name, { version, scope })
    return scope
  }
}
