import type { AreaRow } from '../areas/area.store.ts'
import { areaColumns, areaRow, type StoredArea } from '../areas/area-row.ts'
import { grouped } from '../kernel/grouped.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { prepared, type SqlSession } from '../kernel/sql.ts'
import type { Family } from './judged.ts'

/** Areas and their families, from the top down. */
export interface Kinship {
  readonly areas: readonly AreaRow[]
  readonly families: readonly Family[]
}

/**
 * The areas asked, all that they lie in on a day, and the brothers and sisters of each: between those one could subtract. One
 * statement, whoever asks: what an answer withholds must not depend on its reader's scope.
 */
export async function readKinship(em: SqlSession, areaIds: readonly number[], day: PlainDate): Promise<Kinship> {
  const found = await prepared<StoredArea & { parentId: number | null }>(
    em,
    `with line as (
      select distinct link.ancestor_id as area_id from area_ancestor link
      where link.area_id = any($1::int[]) and link.valid_from <= $2::date and $2::date < link.valid_until
    ), parent as (
      select distinct link.parent_id from line join area_parent link using (area_id)
      where link.valid_from <= $2::date and $2::date < link.valid_until
    ), kin as (
      select link.area_id, link.parent_id from parent join area_parent link using (parent_id)
      where link.valid_from <= $2::date and $2::date < link.valid_until
      union
      select line.area_id, null from line where not exists (
        select from area_parent link
        where link.area_id = line.area_id and link.valid_from <= $2::date and $2::date < link.valid_until)
    )
    select kin.parent_id as "parentId", ${areaColumns('area')}
    from kin join area using (area_id)
    where area.valid_from <= $2::date and $2::date < area.valid_until
    order by area.level, area.area_id`,
    [areaIds, day],
  )
  const families = [...grouped(found, (area) => area.parentId ?? -area.areaId)].map(([, children]) => ({
    parentId: children[0]?.parentId ?? null,
    childIds: children.map((child) => child.areaId),
  }))
  return { areas: [...new Map(found.map((area) => [area.areaId, areaRow(area)])).values()], families }
}
