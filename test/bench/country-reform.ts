import type { MakingStatement } from './country-statements.ts'

/** The day on which the made-up communes are merged and divided, as the real ones were. */
export const REFORM = '2025-07-01'

const none = () => []

/**
 * Everywhere but in the first province one in ten communes goes over into another, in threes: the first becomes the larger part of a
 * new commune, the last of another, and the one between is divided among them.
 */
const CHANGED = `
  create temporary table changed on commit drop as
  select first.code as first_code, first.area_id as first_id, divided.area_id as divided_id, last.code as last_code,
    last.area_id as last_id, link.parent_id as province_id
  from area first join area_parent link on link.area_id = first.area_id join area province on province.area_id = link.parent_id
  join area divided on divided.level = 3 and divided.code::int = first.code::int + 1
  join area last on last.level = 3 and last.code::int = first.code::int + 2
  where first.level = 3 and first.code::int % 30 = 10 and province.code <> '01' and not exists (
    select from area_parent other where other.area_id in (divided.area_id, last.area_id) and other.parent_id <> link.parent_id)`

const NEW_COMMUNES = `
  insert into area (code, name, unit_type, level, name_key, name_plain, valid_from, batch_id)
  select code, 'Mới ' || code, 'Xã', 3, 'mới ' || code, 'moi ' || code, date '${REFORM}', 1
  from changed cross join unnest(array[first_code, last_code]) code`

const newCommune = (code: string) => `(select area_id from area where code = ${code} and valid_from = date '${REFORM}')`

const SUCCESSIONS = `
  insert into area_succession (from_id, to_id, on_day, relation, weight, weight_basis, document, batch_id)
  select from_id, to_id, date '${REFORM}', relation, weight, basis, 'NQ ' || province_id, 1
  from changed cross join lateral (values
    (first_id, ${newCommune('first_code')}, 'WHOLE', 1, null),
    (divided_id, ${newCommune('first_code')}, 'PART', 0.6, 'POPULATION'),
    (divided_id, ${newCommune('last_code')}, 'PART', 0.4, 'POPULATION'),
    (last_id, ${newCommune('last_code')}, 'WHOLE', 1, null)) part(from_id, to_id, relation, weight, basis)`

/** Hamlets go with their commune. Of a divided one the decision names where those with odd numbers are, and of the others nothing. */
const MOVED_HAMLETS = `
  create temporary table moved on commit drop as
  select hamlet.area_id, succession.to_id
  from area_succession succession join area_parent link on link.parent_id = succession.from_id
  join area hamlet on hamlet.area_id = link.area_id
  where succession.relation = 'WHOLE' or succession.weight = 0.6 and right(hamlet.code, 1)::int % 2 = 1`

/** The communes that are merged and divided, their hamlets, and what continues them. After `AREAS`, before anybody lives there. */
export const REFORMED: readonly MakingStatement[] = [
  CHANGED,
  `update area set valid_until = date '${REFORM}'
    where area_id in (select unnest(array[first_id, divided_id, last_id]) from changed)`,
  NEW_COMMUNES,
  SUCCESSIONS,
  MOVED_HAMLETS,
  `update area_parent set valid_until = date '${REFORM}'
    where area_id in (select area_id from moved union select from_id from area_succession)`,
  `insert into area_parent (area_id, parent_id, valid_from) select area_id, to_id, date '${REFORM}' from moved`,
  `insert into area_parent (area_id, parent_id, valid_from)
    select ${newCommune('new_code')}, province_id, date '${REFORM}'
    from changed cross join unnest(array[first_code, last_code]) new_code`,
].map((text) => ({ text, of: none }))

/** Whoever moves after the day into a new commune is registered in it, no longer in a hamlet. */
export const REGISTERED_ANEW: MakingStatement = {
  text: `update residence set area_id = link.ancestor_id
    from area_ancestor link join area commune on commune.area_id = link.ancestor_id
    where link.area_id = residence.area_id and commune.level = 3 and commune.valid_from = date '${REFORM}'
      and residence.household_id is null and residence.valid_from >= date '${REFORM}'`,
  of: none,
}
