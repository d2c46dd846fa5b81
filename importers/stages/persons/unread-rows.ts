import { execute, rows } from '../../../src/kernel/sql.ts'
import { matchKey } from '../../../src/kernel/vietnamese-text.ts'
import { addIssues } from '../stage-issues.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * Takes out of the table of those who are gone whom a row may mean that was not read, rejected or left out: it says that they are
 * there. It means who has its number, or its name and year of birth, also a name that stands alone in a row taken for a heading.
 * A rejected row that means none of them, nor anybody whom another row lists, may have both wrong, and mean anybody: of its
 * household, in a survey; else of its commune, or of the file's area when it names none, born within a year of what it says.
 * Those are not gone either, and the row is told so.
 */
export async function spareUnread(context: PersonContext, gone: Gone): Promise<void> {
  await makeUnreadNames(context)
  await fillTemporary(context, 'unread_row', unreadRows(context), [context.areaId, context.asOf])
  await fillTemporary(context, 'unread_meant', unreadMeant(gone))
  await fillTemporary(context, 'unclear_row', unclearRows(context))
  await execute(
    context.em,
    `delete from ${gone} gone where exists (select from unread_meant meant where meant.person_id = gone.person_id)`,
  )
  await spareUnclear(context, gone)
}

type Gone = 'gone_card' | 'gone_home'

/** Makes `unread_name`: the keys of labels of rows of which nothing else is known. */
async function makeUnreadNames(context: PersonContext): Promise<void> {
  const labels = await rows<{ label: string }>(
    context.em,
    `select distinct label from ${context.stage} where outcome = 'SKIPPED' and name_key is null and label is not null`,
  )
  const names = labels.map(({ label }) => ({ label, name_key: matchKey(label) }))
  await execute(context.em, 'drop table if exists pg_temp.unread_name')
  await execute(
    context.em,
    `create temp table unread_name on commit drop as
     select label, name_key from jsonb_to_recordset($1::jsonb) as line (label text, name_key text)`,
    [JSON.stringify(names)],
  )
}

/** What is known of each such row; whom it may mean when that is all: a household (0: a new one, with nobody to lose), or a place. */
function unreadRows({ stage, batch }: PersonContext): string {
  const survey = batch.kind === 'HOUSEHOLD_SURVEY'
  return `
    select staged.sheet, staged.row, staged.label, staged.outcome = 'REJECTED' as rejected,
           nullif(coalesce(staged.name_key, unread_name.name_key), '') as name_key,
           coalesce(staged.birth_year, extract(year from staged.birth_date)::int) as birth_year,
           staged.social_insurance_number, staged.national_id, staged.card_number,
           coalesce(commune.area_id, $1) as area_id,
           ${survey ? 'case when staged.household_no is not null then coalesce(found.household_id, 0) end' : 'null::bigint'} as household_id
    from ${stage} staged
    left join unread_name on staged.name_key is null and unread_name.label = staged.label
    ${survey ? 'left join household_found found using (household_no)' : ''}
    left join lateral (
      select min(area.area_id) as area_id
      from area join area_ancestor link on link.area_id = area.area_id and link.ancestor_id = $1 and ${contains('link', '$2')}
      where area.level = 3 and ${contains('area', '$2')}
        and case when staged.commune_code is null then area.name_plain = staged.commune_plain
                 else area.code = staged.commune_code end
      having count(*) = 1
    ) commune on true
    where staged.outcome in ('REJECTED', 'SKIPPED')`
}

/** The person of each number of a row; of `unread_row` unread. */
const OF_NUMBER = `cross join lateral (values (1::smallint, unread.social_insurance_number), (2::smallint, unread.national_id),
    (3::smallint, unread.card_number)) given (kind, code)
  join person_identity identity on identity.kind = given.kind and identity.code = given.code`

/** Of those who are gone, whom each row means. */
const unreadMeant = (gone: Gone): string => `
  with gone as (
    select distinct person_id from ${gone}
  )
  select unread.sheet, unread.row, gone.person_id
  from unread_row unread ${OF_NUMBER} join gone on gone.person_id = identity.person_id
  union
  select unread.sheet, unread.row, gone.person_id
  from gone join person using (person_id) join unread_row unread on unread.name_key = person.name_key
    and (person.birth_year = unread.birth_year or person.birth_year is null or unread.birth_year is null)`

/** Rejected rows that mean nobody for sure; the year counts only where the row says something of the person beside it. */
const unclearRows = ({ stage }: PersonContext): string => `
  with listed as (
    select person_id from planned_person union select subject_id from ${stage} where outcome = 'UNCHANGED'
  ), sure as (
    select sheet, row from unread_meant
    union
    select unread.sheet, unread.row
    from unread_row unread ${OF_NUMBER} join listed on listed.person_id = identity.person_id
    join person on person.person_id = listed.person_id
    where unread.name_key is null or unread.name_key = person.name_key
  )
  select sheet, row, label, area_id, household_id,
         case when coalesce(name_key, social_insurance_number, national_id, card_number) is not null then birth_year end as birth_year
  from unread_row unread
  where rejected and not exists (select from sure where sure.sheet = unread.sheet and sure.row = unread.row)`

async function spareUnclear(context: PersonContext, gone: Gone): Promise<void> {
  const [unclear] = await rows(context.em, 'select from unclear_row limit 1')
  if (!unclear) return
  await fillTemporary(context, 'unclear_gone', unclearGone(gone), [context.asOf])
  await addIssues(context, 'plan', {
    code: 'person-row-unclear',
    field: 'full_name',
    select: `select unclear.sheet, unclear.row, unclear.label as found,
                    jsonb_build_object('area', trim(place.unit_type || ' ' || place.name), 'count', spared.count) as args
             from unclear_row unclear
             join (select household_id, area_id, said_year, count(*) as count
                   from unclear_gone group by household_id, area_id, said_year) spared
               on spared.area_id = unclear.area_id and spared.household_id is not distinct from unclear.household_id
                 and spared.said_year is not distinct from unclear.birth_year
             join area place on place.area_id = unclear.area_id`,
  })
  await execute(
    context.em,
    `delete from ${gone} gone using unclear_gone spared
     where spared.person_id = gone.person_id and spared.valid_from = gone.valid_from`,
  )
}

/** Who is spared, by the households, or places and years of birth, of unclear rows. */
const unclearGone = (gone: Gone): string => `
  with place as (
    select distinct household_id, area_id, birth_year from unclear_row
  ), lost as (
    select gone.person_id, gone.valid_from, home.household_id, home.area_id, person.birth_year
    from ${gone} gone join person using (person_id)
    join residence home on home.person_id = gone.person_id and ${contains('home', '$1')}
  )
  select place.household_id, place.area_id, place.birth_year as said_year, lost.person_id, lost.valid_from
  from place join lost on lost.household_id = place.household_id
  union all
  select place.household_id, place.area_id, place.birth_year, lost.person_id, lost.valid_from
  from place
  join area_ancestor link on link.ancestor_id = place.area_id and ${contains('link', '$1')}
  join lost on lost.area_id = link.area_id
    and (place.birth_year is null or lost.birth_year is null or lost.birth_year between place.birth_year - 1 and place.birth_year + 1)
  where place.household_id is null`
