import type { Actor } from '../../../src/access/actor.ts'
import { inScopeOf } from '../../../src/access/area-scope.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/** The place of somebody who has never had a home: it lies in nobody's scope but the country's. */
const NOWHERE = 0

/** SQL: where a person lives, or lived last; `NOWHERE` for somebody without a home. */
export function lastHome(person: string): string {
  return `coalesce((select area_id from residence where residence.person_id = ${person}
    order by valid_from desc limit 1), ${NOWHERE})`
}

/** SQL condition: on the file's day ($1) the person lives in the batch's area ($2), as far as the actor holds it. */
function atHome(actor: Actor, person: string): string {
  return `exists (select from residence home
    join area_ancestor within on within.area_id = home.area_id and within.ancestor_id = $2
    where home.person_id = ${person} and ${contains('home', '$1')} and ${inScopeOf(actor, 'home.area_id')})`
}

/**
 * Fills a temporary table with the persons of a SELECT (`person_id`) who do not live in the batch's area on its day, and where
 * they live, or lived last (`home_id`) and which place of the day that is (`area_id`). A home in a unit that is no more lies in what the unit became: in the batch's area, when a
 * part of the unit went there.
 */
export async function fillPlaces(context: PersonContext, name: string, persons: string): Promise<void> {
  const { em, actor, asOf, areaId } = context
  await fillTemporary(
    context,
    name,
    `with strangers as materialized (
       select distinct person_id from (${persons}) named where not ${atHome(actor, 'named.person_id')}
     )
     select person_id, home_id, home_id as area_id from strangers cross join lateral (select ${lastHome('strangers.person_id')} as home_id) home`,
    [asOf, areaId],
  )
  const [found] = await rows(em, `select from ${name} limit 1`)
  if (!found) return
  await fillTemporary(context, 'present_place', presentPlaces(name), [asOf, areaId])
  await execute(
    em,
    `update ${name} set area_id = present_place.now_id from present_place where present_place.area_id = ${name}.area_id`,
  )
}

/** What the places in a table that lie in no commune of the day ($1) became: a unit of that day for each, of the batch's area ($2) first. */
const presentPlaces = (name: string): string => `
  with recursive went (area_id, at_id) as (
    select place.area_id, link.ancestor_id
    from (select distinct area_id from ${name}) place
    join area_ancestor link on link.area_id = place.area_id and link.ancestor_level >= 3
    where not exists (select from area_ancestor standing where standing.area_id = place.area_id
      and standing.ancestor_level = 3 and ${contains('standing', '$1')})
    union
    select went.area_id, change.to_id from went
    join area_succession change on change.from_id = went.at_id and change.relation <> 'LAND_ONLY'
  )
  select distinct on (went.area_id) went.area_id, area.area_id as now_id
  from went join area on area.area_id = went.at_id and ${contains('area', '$1')}
  order by went.area_id, exists (select from area_ancestor own where own.area_id = area.area_id and own.ancestor_id = $2) desc,
    area.area_id`
