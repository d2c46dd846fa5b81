import type { Actor } from './actor.ts'

/**
 * The area ids whose subtrees the actor may see, or null for the whole country: the value of the `int[]` parameter that
 * every store's statement compares with `inScope`. An area that is left out stands in it as its negative.
 */
export function scopeIds({ scope }: Actor): readonly number[] | null {
  return scope.kind === 'COUNTRY' ? null : [...scope.areaIds, ...(scope.leftOut ?? []).map((areaId) => -areaId)]
}

/**
 * SQL condition: the area in column `areaColumn` lies in the scope given by parameter `$position` (see `scopeIds`). An area
 * that is unknown lies in nobody's scope but the country's.
 */
export function inScope(areaColumn: string, position: number): string {
  return liesInScope(areaColumn, `$${position}::int[]`)
}

/** The same with the actor's scope written into the statement, for one whose parameters are all taken. */
export function inScopeOf(actor: Actor, areaColumn: string): string {
  const ids = scopeIds(actor)
  return liesInScope(areaColumn, ids === null ? 'null::int[]' : `'{${ids.map(Number).join()}}'::int[]`)
}

/**
 * SQL condition: the same of a set of areas, for a statement made for this actor. Its text says whether there is a scope at all,
 * so that the planner joins the two sets and knows how few areas a commune is. A parameter of somebody else leaves no area.
 */
export function joinsScopeOf({ scope }: Actor, areaColumn: string, position: number): string {
  const ids = `$${position}::int[]`
  if (scope.kind === 'COUNTRY') return `${ids} is null`
  return `-${areaColumn} <> all(${ids})
    and ${areaColumn} in (select scope_link.area_id from area_ancestor scope_link where scope_link.ancestor_id = any(${ids}))`
}

function liesInScope(areaColumn: string, scope: string): string {
  return `(${scope} is null or (-${areaColumn} <> all(${scope}) and exists (select from area_ancestor scope_link where scope_link.area_id = ${areaColumn} and scope_link.ancestor_id = any(${scope}))))`
}
