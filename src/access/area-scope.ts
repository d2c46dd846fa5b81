import type { Actor } from './actor.ts'

/**
 * The area ids whose subtrees the actor may see, or null for the whole country: the value of the `int[]` parameter that
 * every store's statement compares with `inScope`.
 */
export function scopeIds(actor: Actor): readonly number[] | null {
  return actor.scope.kind === 'COUNTRY' ? null : actor.scope.areaIds
}

/**
 * SQL condition: the area in column `areaColumn` lies in the scope given by parameter `$position` (see `scopeIds`). An area
 * that is unknown lies in nobody's scope but the country's.
 */
export function inScope(areaColumn: string, position: number): string {
  return `($${position}::int[] is null or exists (select from area_ancestor scope_link where scope_link.area_id = ${areaColumn} and scope_link.ancestor_id = any($${position}::int[])))`
}
