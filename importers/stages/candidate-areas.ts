/** More than these are no help to whoever has to choose. */
const MOST_CANDIDATES = 10

/**
 * SQL: areas among which a name cannot decide, by an array of their ids, as an officer tells them apart on a day: kind and name,
 * and where it lies when that is not the file's own area (`ownArea`, an id).
 */
export function candidateAreas(ids: string, day: string, ownArea: string): string {
  return `(
    select string_agg(named.shown, ', ' order by named.code)
    from (
      select area.code, trim(area.unit_type || ' ' || area.name) || ' (' || concat_ws(', ', above.name, area.code) || ')' as shown
      from area
      left join lateral (
        select trim(upper_area.unit_type || ' ' || upper_area.name) as name
        from area_parent link join area upper_area on upper_area.area_id = link.parent_id
        where link.area_id = area.area_id and link.valid_from <= ${day} and ${day} < link.valid_until
          and link.parent_id <> ${ownArea} limit 1
      ) above on true
      where area.area_id = any (${ids}) order by area.code limit ${MOST_CANDIDATES}
    ) named)`
}
