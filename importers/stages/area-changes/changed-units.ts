import { execute } from '../../../src/kernel/sql.ts'
import { DISTRICTS_END } from '../areas/listed-units.ts'
import type { LoaderContext } from '../loader.ts'
import { changeDay, STOOD_BEFORE } from './change-day.ts'

/**
 * Makes the tables that check, plan and commit read: `change_hamlet` (hamlets that rows name), `change_pair` (old unit → new code, with relation and weight),
 * `change_old` (old units, and whether they end), `change_new` (new communes), `change_province` (new provinces),
 * `change_ending` (everything that ends) and `change_lineage` (provinces that went over into another).
 */
export async function makeChanges(context: LoaderContext): Promise<void> {
  await makeHamlets(context)
  await makePairs(context)
  await makeOld(context)
  await makeProvinces(context)
  await makeNew(context)
  await makeEnding(context)
  await makeLineage(context)
}

async function remake(
  context: LoaderContext,
  table: string,
  select: string,
  values: readonly unknown[],
): Promise<void> {
  await execute(context.em, `drop table if exists ${table}`)
  await execute(context.em, `create temp table ${table} on commit drop as ${select}`, values)
  await execute(context.em, `analyze ${table}`)
}

/** The hamlets of the old unit that a row names, with the people registered in them on the day before. */
async function makeHamlets(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'change_hamlet',
    `select staged.sheet, staged.row, staged.old_id, staged.new_commune_code as new_code, hamlet.area_id, hamlet.code,
            trim(hamlet.unit_type || ' ' || hamlet.name) as name,
            (select coalesce(sum(n_all), 0) from coverage_cube cube
             where cube.area_id = hamlet.area_id and cube.span = 2 and cube.bucket < $1::date - date '1970-01-01') as people
     from ${context.stage} staged cross join unnest(string_to_array(staged.hamlets, '|')) named(key)
     join area_parent link on link.parent_id = staged.old_id and ${STOOD_BEFORE('link')}
     join area hamlet on hamlet.area_id = link.area_id and hamlet.level = 4 and hamlet.name_key = named.key
     where staged.outcome = 'READY'`,
    [changeDay(context)],
  )
}

/**
 * An old unit in several rows is split, whatever is not land alone; in one row it moves whole. The weight of a part is its
 * share of the people that the sheet states, else of those registered in the hamlets that it names, else of the square
 * kilometres, whichever is known of all parts of the unit first; else an equal share.
 */
async function makePairs(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'change_pair',
    `with pair as (
       select distinct on (old_id, new_commune_code) sheet, row, old_id, new_commune_code as new_code,
              new_province, relation as stated, relation is distinct from 'LAND_ONLY' as people,
              part_population::float8 as population, part_area as area,
              (select sum(people) from change_hamlet hamlet
               where hamlet.old_id = staged.old_id and hamlet.new_code = new_commune_code)::float8 as registered, document, divided is true as divided
       from ${context.stage} staged where outcome = 'READY' order by old_id, new_commune_code, sheet, row
     ), counted as (
       select *, count(*) filter (where people) over (partition by old_id) as parts,
              count(*) filter (where people) over (partition by new_code) as comers,
              case when bool_and(population > 0 is true or not people) over (partition by old_id) then 'POPULATION'
                   when bool_and(registered > 0 is true or not people) over (partition by old_id) then 'REGISTERED'
                   when bool_and(area > 0 is true or not people) over (partition by old_id) then 'AREA'
                   else 'EQUAL' end as basis
       from pair
     ), weighed as (
       select *, case when not people then 0.0 when basis = 'POPULATION' then population when basis = 'REGISTERED' then registered
                      when basis = 'AREA' then area
                      else 1.0 end::float8 as size
       from counted
     )
     select sheet, row, old_id, new_code, new_province, stated, people, document, divided, parts,
            case when not people then 'LAND_ONLY' when parts > 1 then 'PART'
                 when stated in ('RENAMED', 'KEPT') or (stated is null and comers = 1) then 'RENAMED'
                 else 'WHOLE' end as relation,
            case when not people then 0 when parts = 1 then 1
                 else size / sum(size) over (partition by old_id) end::float8 as weight,
            case when people and parts > 1 then basis end as basis
     from weighed`,
    [],
  )
}

/** A unit stays when its row says so and names the same code, name and kind, or when it gives nothing but land. */
async function makeOld(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'change_old',
    `select pair.old_id, area.level, bool_or(people) as people,
            bool_or(stated is not distinct from 'KEPT' and area.code = new_code and area.name_key = staged.new_commune_key
                    and lower(staged.new_commune_type) in ('', lower(area.unit_type))) or not bool_or(people) as stays,
            (select link.ancestor_id from area_ancestor link where link.area_id = pair.old_id and link.ancestor_level = 1
               and ${STOOD_BEFORE('link')} limit 1) as province_id,
            (select link.parent_id from area_parent link join area parent on parent.area_id = link.parent_id
             where link.area_id = pair.old_id and parent.level = 2 and ${STOOD_BEFORE('link')}) as district_id
     from change_pair pair join area on area.area_id = pair.old_id
     join ${context.stage} staged on staged.sheet = pair.sheet and staged.row = pair.row
     group by pair.old_id, area.level`,
    [changeDay(context)],
  )
}

/**
 * The provinces of the new units; `known_id` is the version that goes on under the same code, name and kind. One that a province
 * that ends went into is another place under the old name, and begins on the day; one that took in single communes goes on.
 */
async function makeProvinces(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'change_province',
    `with named as (
       select distinct on (new_province) new_province as code,
              coalesce(new_province_name, '') as name, coalesce(new_province_type, '') as unit_type,
              coalesce(new_province_key, '') as key, coalesce(new_province_plain, '') as plain
       from ${context.stage} where outcome = 'READY' order by new_province, sheet, row
     ), likely as (
       select named.code, same.area_id, same.valid_from
       from named join area same on same.code = named.code and same.level = 1 and same.valid_from <= $1
         and $1 < same.valid_until
         and (named.key = '' or (same.name_key = named.key and lower(named.unit_type) in ('', lower(same.unit_type))))
     ), comer as (
       select distinct pair.new_province as code, old.province_id
       from change_pair pair join change_old old on old.old_id = pair.old_id where pair.people
     ), grown as (
       select likely.* from likely
       where valid_from < $1 and (code, area_id) in (select code, province_id from comer) and exists (
         select from comer other where other.code = likely.code and other.province_id not in (select area_id from likely))
     ), known as (
       select * from likely where code not in (select code from grown)
     )
     select named.code, coalesce(nullif(named.name, ''), former.name, '') as name,
            coalesce(nullif(named.unit_type, ''), former.unit_type, '') as unit_type,
            coalesce(nullif(named.key, ''), former.name_key, '') as key,
            coalesce(nullif(named.plain, ''), former.name_plain, '') as plain,
            known.area_id as known_id, known.area_id as area_id, taken.area_id as taken_id, taken.valid_from as taken_from
     from named left join known on known.code = named.code
     left join grown on grown.code = named.code left join area former on former.area_id = grown.area_id
     left join area taken on known.area_id is null and taken.code = named.code and taken.valid_from <= $1
       and $1 < taken.valid_until`,
    [changeDay(context)],
  )
}

/**
 * The communes of the new borders. Before districts ended a commune lies in the district that its old units share. A code
 * that another unit keeps (`taken_id`) cannot be given to a new one.
 */
async function makeNew(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'change_new',
    `select named.*, known.area_id as known_id, known.area_id as area_id, taken.area_id as taken_id,
            case when $1::date < '${DISTRICTS_END}' then home.district_id end as district_id
     from (select distinct on (new_commune_code) new_commune_code as code, new_province as province,
                  new_commune_name as name, coalesce(new_commune_type, '') as unit_type, new_commune_key as key,
                  new_commune_plain as plain, sheet, row
           from ${context.stage} where outcome = 'READY' order by new_commune_code, sheet, row) named
     left join area known on known.code = named.code and known.level = 3 and known.valid_from <= $1
       and $1 < known.valid_until
       and known.name_key = named.key and lower(named.unit_type) in ('', lower(known.unit_type))
       and known.area_id not in (select old_id from change_old where not stays)
     left join area taken on known.area_id is null and taken.code = named.code and taken.valid_from <= $1
       and $1 < taken.valid_until and taken.area_id not in (select old_id from change_old where not stays)
     left join lateral (
       select case when count(distinct old.district_id) = 1 then min(old.district_id) end as district_id
       from change_pair pair join change_old old on old.old_id = pair.old_id where pair.new_code = named.code
     ) home on true`,
    [changeDay(context)],
  )
}

/** SQL: communes of the day before in `place` that the table does not dispose of. */
export const LEFT_OUT = (place: string): string =>
  `select commune.area_id, commune.name, commune.unit_type from area_ancestor inside
   join area commune on commune.area_id = inside.area_id and commune.level = 3
   where inside.ancestor_id = ${place} and ${STOOD_BEFORE('inside')} and ${STOOD_BEFORE('commune')}
     and commune.area_id not in (select old_id from change_old where people)`

/**
 * What ends: old units that do not stay; districts, from the day on which there are none, when no commune is left in them;
 * provinces whose code goes to another, or of whose communes none is left in a province that goes on.
 */
async function makeEnding(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'change_ending',
    `select area.area_id, area.level, area.code, trim(area.unit_type || ' ' || area.name) as name,
            area.valid_until = $1 as ended
     from area
     where area.area_id in (select old_id from change_old where not stays)
        or ($1::date >= '${DISTRICTS_END}' and area.area_id in (select district_id from change_old)
            and not exists (${LEFT_OUT('area.area_id')}))
        or area.area_id in (select taken_id from change_province where taken_from < $1)
        or (area.area_id in (select province_id from change_old)
            and area.area_id not in (select known_id from change_province where known_id is not null)
            and not exists (${LEFT_OUT('area.area_id')}))`,
    [changeDay(context)],
  )
}

/** Where the communes of an ending province went: into one new province, or, by their number, into several. */
async function makeLineage(context: LoaderContext): Promise<void> {
  await remake(
    context,
    'change_lineage',
    `with went as (
       select old.province_id as old_id, pair.new_province as new_code, count(distinct old.old_id)::float8 as communes,
              min(pair.document) as document
       from change_old old join change_pair pair on pair.old_id = old.old_id and pair.people
       group by old.province_id, pair.new_province
     ), counted as (
       select *, count(*) over (partition by old_id) as goals, count(*) over (partition by new_code) as comers,
              communes / sum(communes) over (partition by old_id) as share
       from went
     )
     select old_id, new_code, document, goals,
            case when goals > 1 then 'PART' when comers = 1 then 'RENAMED' else 'WHOLE' end as relation,
            case when goals > 1 then share else 1 end as weight
     from counted where old_id in (select area_id from change_ending where level = 1)`,
    [],
  )
}
