import { inScopeOf } from '../../../src/access/area-scope.ts'
import { execute, rows } from '../../../src/kernel/sql.ts'
import { candidateAreas } from '../candidate-areas.ts'
import { isKindAndName, KINDS_WITHOUT_ACCENTS } from '../kinds-without-accents.ts'
import { addIssues } from '../stage-issues.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * The commune, hamlet and residents' group of every way in which a READY row writes its place, and where such a row's person
 * lives: a line each of the temporary table `named_place`, which `rowsWithPlace` joins to the rows.
 */
export async function resolveAreas(context: PersonContext): Promise<void> {
  const written = NAME_COLUMNS.map((column) => `coalesce(${column}, '') as ${column}`)
  await fillTemporary(
    context,
    'named_place',
    `select distinct ${written.join(', ')}, ${asWritten('staged')} as as_written, null::int as commune_id, null::int as hamlet_id,
            null::int as group_id, null::int as place_id
     from ${context.stage} staged where outcome = 'READY'`,
  )
  await findCommunes(context)
  await findUnits(context, HAMLETS)
  await findUnits(context, GROUPS)
  await settlePlaces(context)
  await refuseForeignPlaces(context)
  await complainOfCommunes(context)
  await complainOfUnits(context, HAMLETS)
  await complainOfUnits(context, GROUPS)
  await tellMissingUnits(context)
}

const COMMUNE_COLUMNS = ['commune_code', 'commune_key', 'commune_plain', 'commune_type'] as const
const NAME_COLUMNS = [
  ...COMMUNE_COLUMNS,
  ...['hamlet', 'group'].flatMap((word) => [`${word}_key`, `${word}_plain`, `${word}_type`]),
]

/** SQL: all that a row writes of its place, as one text: the planner guesses well how many rows agree in one, and not in ten. */
function asWritten(staged: string): string {
  return NAME_COLUMNS.map((column) => `coalesce(${staged}.${column}, '')`).join(` || '|' || `)
}

/** SQL: the READY rows (`staged`) with their place (`place`), as far as it was found. */
export function rowsWithPlace(stage: string): string {
  return `${stage} staged
    join named_place place on staged.outcome = 'READY' and place.as_written = ${asWritten('staged')}`
}

/** SQL: two rows write these columns alike; in `named_…` tables nothing written is ''. */
function writtenAlike(columns: readonly string[], named: string): string {
  return columns.map((column) => `coalesce(staged.${column}, '') = ${named}.${column}`).join(' and ')
}

/**
 * A commune is found by its code, else by its name with accents, else by its name without, else by kind and name without
 * (Xa Bo Ha), among the communes that lie in the batch's area on its day; a tie by name goes to the one of the stated kind.
 * A row that names none belongs to the batch's area when that is a commune, or lies in one.
 */
async function findCommunes(context: PersonContext): Promise<void> {
  const columns = COMMUNE_COLUMNS.join(', ')
  await fillTemporary(
    context,
    'named_commune',
    `with named as (
       select distinct ${columns} from named_place
     ), commune as (
       select area.area_id, area.code, area.name_key, area.name_plain, area.unit_type,
         inside.area_id is not null as within
       from area
       left join area_ancestor inside on inside.area_id = area.area_id and inside.ancestor_id = $1
         and ${contains('inside', '$2')} and ${inScopeOf(context.actor, 'inside.area_id')}
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
       union all
       select named.*, area_id, within, 5 from named cross join ${KINDS_WITHOUT_ACCENTS}
       join commune on ${isKindAndName('named.commune_', 'commune')}
     ), best as (
       select candidate.*, min(likeness) over (partition by ${columns}, within) as least from candidate
     ), chosen as (
       select ${columns},
              count(distinct area_id) filter (where within and likeness = least) as found,
              min(area_id) filter (where within and likeness = least) as commune_id,
              array_agg(distinct area_id) filter (where within and likeness = least) as candidates,
              count(*) filter (where not within and likeness <= 3) as outside,
              count(*) filter (where not within and likeness = 1) as outside_by_code
       from best group by ${columns}
     )
     select named.*, coalesce(chosen.found, 0) as found, coalesce(chosen.outside, 0) as outside,
            commune_code <> '' or commune_key <> '' as stated, candidates, coalesce(chosen.outside_by_code, 0) > 0 as elsewhere,
            case when coalesce(chosen.outside_by_code, 0) > 0 then null
                 when chosen.found = 1 then chosen.commune_id
                 when commune_code = '' and commune_key = '' then (select max(area_id) from own)
            end as commune_id
     from named left join chosen using (${columns})`,
    [context.areaId, context.asOf],
  )
  const same = COMMUNE_COLUMNS.map((column) => `place.${column} = named.${column}`).join(' and ')
  await execute(
    context.em,
    `update named_place place set commune_id = named.commune_id from named_commune named where ${same}`,
  )
}

async function complainOfCommunes(context: PersonContext): Promise<void> {
  // A change of somebody whose home the register knows needs no commune; the others are asked for it afterwards.
  const mustName = context.batch.kind === 'CARD_CHANGES' ? 'named.stated' : 'true'
  const complaints = [
    ['commune-ambiguous', 'named.found > 1 and not named.elsewhere'],
    ['commune-unknown', 'named.found <= 1 and named.outside = 0'],
    ['outside-batch-area', 'named.outside > 0 and (named.found <= 1 or named.elsewhere)'],
  ] as const
  for (const [code, condition] of complaints) {
    await addIssues(context, 'resolve', {
      code,
      field: 'commune_name',
      select: `select staged.sheet, staged.row, coalesce(nullif(staged.commune_name, ''), staged.commune_code) as found,
                      jsonb_build_object('area', (select trim(unit_type || ' ' || name) from area where area_id = $1),
                                         'candidates', ${candidateAreas('named.candidates', '$2', '$1')}) as args
               from ${context.stage} staged join named_commune named on ${writtenAlike(COMMUNE_COLUMNS, 'named')}
               where staged.outcome = 'READY' and named.commune_id is null and ${condition} and ${mustName}`,
      values: [context.areaId, context.asOf],
    })
  }
}

interface Units {
  readonly level: 4 | 5
  readonly word: 'hamlet' | 'group'
  /** SQL over a named place: the area that the unit lies in; null when unknown or still to be made. */
  readonly parent: string
}

const HAMLETS: Units = { level: 4, word: 'hamlet', parent: 'commune_id' }
const GROUPS: Units = {
  level: 5,
  word: 'group',
  parent: `case when hamlet_key = '' then commune_id else hamlet_id end`,
}

/**
 * Units below a commune are known by name alone: with accents and kind, with accents, without, kind and name without (Ap
 * Trung); a tie is an issue.
 */
async function findUnits(context: PersonContext, units: Units): Promise<void> {
  const { word, level, parent } = units
  await fillTemporary(
    context,
    `named_${word}`,
    `with named as (
       select distinct ${parent} as parent_id, ${word}_key as key, ${word}_plain as plain, ${word}_type as type
       from named_place
       where ${word}_key <> '' and ${parent} is not null
     ), within as (
       select named.*, area.area_id, area.unit_type, area.name_key, area.name_plain
       from named
       join area_ancestor link on link.ancestor_id = named.parent_id and ${contains('link', '$1')}
       join area on area.area_id = link.area_id and area.level = ${level} and ${contains('area', '$1')}
     ), candidate as (
       select within.*,
              case when name_key = key and unit_type = type then 1 when name_key = key then 2 else 3 end as likeness
       from within where name_key = key or name_plain = plain
       union all
       select within.*, 4 from within
       join ${KINDS_WITHOUT_ACCENTS} on kind.level = ${level} and ${isKindAndName('within.', 'within')}
     ), best as (
       select candidate.*, min(likeness) over (partition by parent_id, key, plain, type) as least from candidate
     )
     select parent_id, key, plain, type, count(*) as found, min(area_id) as area_id
     from best where likeness = least group by 1, 2, 3, 4`,
    [context.asOf],
  )
  await execute(
    context.em,
    `update named_place set ${word}_id = named.area_id
     from named_${word} named
     where named.found = 1 and named.parent_id = ${parent} and named.key = ${word}_key and named.plain = ${word}_plain
       and named.type = ${word}_type`,
  )
}

async function complainOfUnits(context: PersonContext, { word, parent }: Units): Promise<void> {
  const [ambiguous] = await rows(context.em, `select from named_${word} where found > 1 limit 1`)
  if (!ambiguous) return
  await addIssues(context, 'resolve', {
    code: 'hamlet-ambiguous',
    field: `${word}_name`,
    select: `select staged.sheet, staged.row, staged.${word}_name as found,
                    jsonb_build_object('count', named.found) as args
             from named_place
             join named_${word} named on named.found > 1 and named.parent_id = ${parent} and named.key = ${word}_key
               and named.plain = ${word}_plain and named.type = ${word}_type
             join ${context.stage} staged on staged.outcome = 'READY' and ${writtenAlike(NAME_COLUMNS, 'named_place')}`,
  })
}

/** SQL: the named place has a hamlet or a group that the register does not know. */
function missingUnit(named: string): string {
  return `((${named}.hamlet_key <> '' and ${named}.hamlet_id is null)
    or (${named}.group_key <> '' and ${named}.group_id is null))`
}

/**
 * The finest area that is known of each written place; null while a survey's hamlet is still to be made. A file of one
 * hamlet need not name it in every row.
 */
async function settlePlaces(context: PersonContext): Promise<void> {
  const survey = context.batch.kind === 'HOUSEHOLD_SURVEY'
  await execute(
    context.em,
    `update named_place
     set place_id = coalesce(group_id, hamlet_id, (select area_id from area where area_id = $1 and level > 3), commune_id)
     where commune_id is not null and not (${survey} and ${missingUnit('named_place')})`,
    [context.areaId],
  )
  await execute(context.em, 'analyze named_place')
}

/**
 * A place found by name within its commune may lie outside of the batch's area, when that is another hamlet, or of the sender's
 * scope; and so may a place where a hamlet would be made. Such rows are refused, and have no place.
 */
async function refuseForeignPlaces(context: PersonContext): Promise<void> {
  const foreign = `place.commune_id is not null and not exists (
    select from area_ancestor link
    where link.area_id = coalesce(place.place_id, place.hamlet_id, place.commune_id) and link.ancestor_id = $1
      and ${contains('link', '$2')} and ${inScopeOf(context.actor, 'link.area_id')})`
  const values = [context.areaId, context.asOf]
  const [found] = await rows(context.em, `select from named_place place where ${foreign} limit 1`, values)
  if (!found) return
  await addIssues(context, 'resolve', {
    code: 'area-outside-batch',
    field: 'hamlet_name',
    select: `select staged.sheet, staged.row,
                    coalesce(nullif(concat_ws(', ',
                      nullif(concat_ws(' ', nullif(staged.hamlet_type, ''), staged.hamlet_name), ''),
                      nullif(concat_ws(' ', nullif(staged.group_type, ''), staged.group_name), '')), ''), staged.commune_name) as found,
                    jsonb_build_object('area', (select trim(unit_type || ' ' || name) from area where area_id = $1)) as args
             from ${rowsWithPlace(context.stage)} where ${foreign}`,
    values,
  })
  await execute(
    context.em,
    `update named_place place set commune_id = null, hamlet_id = null, group_id = null, place_id = null where ${foreign}`,
    values,
  )
}

/**
 * A roll places a person whose hamlet the register does not know in the commune and says so; a survey makes the hamlet,
 * and says so once.
 */
async function tellMissingUnits(context: PersonContext): Promise<void> {
  const survey = context.batch.kind === 'HOUSEHOLD_SURVEY'
  const one = survey ? 'distinct on (place.commune_id, place.hamlet_key, place.group_key)' : ''
  const [missing] = await rows(
    context.em,
    `select from named_place where commune_id is not null and ${missingUnit('named_place')} limit 1`,
  )
  if (!missing) return
  await addIssues(context, 'resolve', {
    code: survey ? 'hamlet-new' : 'hamlet-unknown',
    field: 'hamlet_name',
    select: `select ${one} sheet, row, concat_ws(', ', nullif(concat_ws(' ', nullif(staged.hamlet_type, ''),
        hamlet_name), ''), nullif(concat_ws(' ', nullif(staged.group_type, ''), group_name), '')) as found,
      '{}'::jsonb as args
             from named_place place
             join ${context.stage} staged on staged.outcome = 'READY' and ${writtenAlike(NAME_COLUMNS, 'place')}
             where place.commune_id is not null and ${missingUnit('place')}
             order by ${survey ? 'place.commune_id, place.hamlet_key, place.group_key,' : ''} staged.line`,
  })
}
