import { execute } from '../../../src/kernel/sql.ts'
import { addIssues } from '../stage-issues.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/** The commune, hamlet and residents' group of every READY row, looked up once for every way in which it is written. */
export async function resolveAreas(context: PersonContext): Promise<void> {
  await execute(context.em, `update ${context.stage} set line = sheet::bigint * 10000000 + row where outcome = 'READY'`)
  await findCommunes(context)
  await complainOfCommunes(context)
  await findUnits(context, HAMLETS)
  await findUnits(context, GROUPS)
  await settlePlaces(context)
}

/**
 * A commune is found by its code, else by its name with accents, else by its name without, among the communes that lie
 * in the batch's area on its day; a tie by name goes to the one of the stated kind. A row that names none belongs to
 * the batch's area when that is a commune, or lies in one.
 */
async function findCommunes(context: PersonContext): Promise<void> {
  await fillTemporary(
    context,
    'named_commune',
    `with named as (
       select distinct commune_code, commune_key, commune_plain, commune_type from ${context.stage}
         where outcome = 'READY'
     ), commune as (
       select area.area_id, area.code, area.name_key, area.name_plain, area.unit_type,
         inside.area_id is not null as within
       from area
       left join area_ancestor inside on inside.area_id = area.area_id and inside.ancestor_id = $1
         and ${contains('inside', '$2')}
       where area.level = 3 and ${contains('area', '$2')}
     ), own as (
       select link.ancestor_id as area_id from area_ancestor link
       where link.area_id = $1 and link.ancestor_level = 3 and ${contains('link', '$2')}
     ), candidate as (
       select named.*, area_id, within, 1 as likeness from named join commune on code = commune_code
       union all
       select named.*, area_id, within, case when unit_type = commune_type then 2 else 3 end
       from named join commune on name_key = commune_key
       union all
       select named.*, area_id, within, 4 from named join commune on name_plain = commune_plain
     ), best as (
       select candidate.*, min(likeness) over (partition by commune_code, commune_key, commune_plain, commune_type,
         within) as least
       from candidate
     ), chosen as (
       select commune_code, commune_key, commune_plain, commune_type,
              count(distinct area_id) filter (where within and likeness = least) as found,
              min(area_id) filter (where within and likeness = least) as commune_id,
              count(*) filter (where not within and likeness <= 3) as outside,
              count(*) filter (where not within and likeness = 1) as outside_by_code
       from best group by 1, 2, 3, 4
     )
     select named.*, coalesce(chosen.found, 0) as found, coalesce(chosen.outside, 0) as outside,
            named.commune_code is not null or coalesce(named.commune_key, '') <> '' as stated,
            case when coalesce(chosen.outside_by_code, 0) > 0 then null
                 when chosen.found = 1 then chosen.commune_id
                 when named.commune_code is null and coalesce(named.commune_key, '') = '' then (select max(area_id)
                   from own)
            end as commune_id
     from named
     left join chosen on (chosen.commune_code, chosen.commune_key, chosen.commune_plain, chosen.commune_type)
       is not distinct from (named.commune_code, named.commune_key, named.commune_plain, named.commune_type)`,
    [context.areaId, context.asOf],
  )
  await execute(
    context.em,
    `update ${context.stage} staged set commune_id = named.commune_id
     from named_commune named
     where staged.outcome = 'READY' and named.commune_id is not null and ${sameCommuneName}`,
  )
}

const sameCommuneName = `coalesce(staged.commune_code, '') = coalesce(named.commune_code, '')
  and coalesce(staged.commune_key, '') = coalesce(named.commune_key, '')
  and coalesce(staged.commune_plain, '') = coalesce(named.commune_plain, '')
  and coalesce(staged.commune_type, '') = coalesce(named.commune_type, '')`

async function complainOfCommunes(context: PersonContext): Promise<void> {
  // A change of somebody whose home the register knows needs no commune; the others are asked for it afterwards.
  const mustName = context.batch.kind === 'CARD_CHANGES' ? 'named.stated' : 'true'
  const complaints = [
    ['commune-unknown', 'named.outside = 0'],
    ['outside-batch-area', 'named.outside > 0'],
  ] as const
  for (const [code, condition] of complaints) {
    await addIssues(context, 'resolve', {
      code,
      field: 'commune_name',
      select: `select staged.sheet, staged.row, coalesce(nullif(staged.commune_name, ''), staged.commune_code) as found,
                      jsonb_build_object('area', (select trim(unit_type || ' ' || name) from area where area_id = $1),
                                         'candidates', named.found) as args
               from ${context.stage} staged join named_commune named on ${sameCommuneName}
               where staged.outcome = 'READY' and staged.commune_id is null and ${condition} and ${mustName}`,
      values: [context.areaId],
    })
  }
}

interface Units {
  readonly level: 4 | 5
  readonly word: 'hamlet' | 'group'
  /** SQL over `staged`: the area that the unit lies in; null when that is unknown or still to be made. */
  readonly parent: string
}

const HAMLETS: Units = { level: 4, word: 'hamlet', parent: 'staged.commune_id' }
const GROUPS: Units = {
  level: 5,
  word: 'group',
  parent: `case when coalesce(staged.hamlet_key, '') = '' then staged.commune_id else staged.hamlet_id end`,
}

/** Units below a commune are known by name alone: with accents and kind, with accents, without; a tie is an issue. */
async function findUnits(context: PersonContext, units: Units): Promise<void> {
  const { word, level, parent } = units
  await fillTemporary(
    context,
    `named_${word}`,
    `with named as (
       select distinct ${parent} as parent_id, ${word}_key as key, ${word}_plain as plain, coalesce(${word}_type,
         '') as type
       from ${context.stage} staged
       where outcome = 'READY' and ${word}_key <> '' and ${parent} is not null
     ), candidate as (
       select named.*, area.area_id,
              case when area.name_key = named.key and area.unit_type = named.type then 1
                   when area.name_key = named.key then 2 else 3 end as likeness
       from named
       join area_ancestor link on link.ancestor_id = named.parent_id and ${contains('link', '$1')}
       join area on area.area_id = link.area_id and area.level = ${level} and ${contains('area', '$1')}
         and (area.name_key = named.key or area.name_plain = named.plain)
     ), best as (
       select candidate.*, min(likeness) over (partition by parent_id, key, plain, type) as least from candidate
     )
     select parent_id, key, plain, type, count(*) as found, min(area_id) as area_id
     from best where likeness = least group by 1, 2, 3, 4`,
    [context.asOf],
  )
  const same = `named.parent_id = ${parent} and named.key = staged.${word}_key and named.plain = staged.${word}_plain
    and named.type = coalesce(staged.${word}_type, '')`
  await execute(
    context.em,
    `update ${context.stage} staged set ${word}_id = named.area_id
     from named_${word} named where staged.outcome = 'READY' and named.found = 1 and ${same}`,
  )
  await addIssues(context, 'resolve', {
    code: 'hamlet-ambiguous',
    field: `${word}_name`,
    select: `select staged.sheet, staged.row, staged.${word}_name as found, jsonb_build_object('count',
      named.found) as args
             from ${context.stage} staged join named_${word} named on ${same}
             where staged.outcome = 'READY' and named.found > 1`,
  })
}

/**
 * A roll places a person whose hamlet the register does not know in the commune and says so; a survey makes the hamlet,
 * and says so once. A file of one hamlet need not name it in every row.
 */
async function settlePlaces(context: PersonContext): Promise<void> {
  const survey = context.batch.kind === 'HOUSEHOLD_SURVEY'
  const missing = `((hamlet_key <> '' and hamlet_id is null) or (group_key <> '' and group_id is null))`
  await execute(
    context.em,
    `update ${context.stage} staged
     set place_id = case when ${survey} and ${missing} then null
                         else coalesce(group_id, hamlet_id, (select area_id from area where area_id = $1
                           and level > 3), commune_id) end
     where outcome = 'READY' and commune_id is not null`,
    [context.areaId],
  )
  const one = survey ? 'distinct on (commune_id, hamlet_key, group_key)' : ''
  await addIssues(context, 'resolve', {
    code: survey ? 'hamlet-new' : 'hamlet-unknown',
    field: 'hamlet_name',
    select: `select ${one} sheet, row, concat_ws(', ', nullif(concat_ws(' ', nullif(hamlet_type, ''), hamlet_name), ''),
        nullif(concat_ws(' ', nullif(group_type, ''), group_name), '')) as found,
      '{}'::jsonb as args
             from ${context.stage} staged
             where outcome = 'READY' and commune_id is not null and ${missing}
             order by ${survey ? 'commune_id, hamlet_key, group_key,' : ''} line`,
  })
}
