import type { Actor } from '../../../src/access/actor.ts'
import { inScopeOf, scopeIds } from '../../../src/access/area-scope.ts'
import { masked } from './person-stage.ts'

/**
 * SQL: a person of the register as an officer recognises one: name, birth, the end of the number. Of somebody who last lived
 * outside the officer's areas it says only that there is one.
 */
export function candidate(actor: Actor, alias: string): string {
  const born = `coalesce(to_char(${alias}.birth_date, 'FMDD/FMMM/YYYY'), ${alias}.birth_year::text)`
  const number = `coalesce(${alias}.social_insurance_number, ${alias}.national_id)`
  const shown = `concat_ws(', ', ${alias}.full_name, ${born}, ${masked(number)})`
  if (scopeIds(actor) === null) return shown
  const home = `select area_id from residence where person_id = ${alias}.person_id order by valid_from desc limit 1`
  const seen = `exists (select from (${home}) last_home where ${inScopeOf(actor, 'last_home.area_id')})`
  return `case when ${seen} then ${shown} else 'một người ở địa bàn khác' end`
}
