import { execute, rows } from '../../../src/kernel/sql.ts'
import { matchKey } from '../../../src/kernel/vietnamese-text.ts'
import { addIssues } from '../stage-issues.ts'
import { contains, fillTemporary, type PersonContext } from './person-stage.ts'

/**
 * Makes `unread_person`: whom rows name that were rejected or left out. Whoever has the row's number, or its name and year of
 * birth, is there and not gone; so is whoever has the name that stands alone in a row taken for a heading.
 */
export async function makeUnreadPersons(context: PersonContext): Promise<void> {
  await makeUnreadNames(context)
  await fillTemporary(context, 'unread_person', unreadPersons(context.stage))
}

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

const unreadPersons = (stage: string): string => `
  with unread as (
    select coalesce(staged.name_key, unread_name.name_key) as name_key,
           coalesce(birth_year, extract(year from birth_date)::int) as birth_year,
           social_insurance_number, national_id, card_number
    from ${stage} staged left join unread_name on staged.name_key is null and unread_name.label = staged.label
    where outcome in ('REJECTED', 'SKIPPED')
  )
  select identity.person_id
  from unread
  cross join lateral (values (1::smallint, social_insurance_number), (2::smallint, national_id), (3::smallint,
    card_number)) given (kind, code)
  join person_identity identity on identity.kind = given.kind and identity.code = given.code
  union
  select person.person_id
  from unread join person on person.name_key = unread.name_key
    and (person.birth_year = unread.birth_year or person.birth_year is null or unread.birth_year is null)`

/**
 * A rejected row without a readable name or number may mean anybody: of its household, in a survey; else of its commune, or of the
 * file's area when it names none. Takes these out of the table of those who are gone, and tells the row.
 */
export async function spareUnclear(context: PersonContext, gone: 'gone_card' | 'gone_home'): Promise<void> {
  await fillTemporary(context, 'unclear_row', unclearRows(context), [context.areaId, context.asOf])
  const [unclear] = await rows(context.em, 'select from unclear_row limit 1')
  if (!unclear) return
  await fillTemporary(context, 'unclear_gone', unclearGone(gone), [context.asOf])
  await addIssues(context, 'plan', {
    code: 'person-row-unclear',
    field: 'full_name',
    select: `select unclear.sheet, unclear.row, unclear.label as found,
                    jsonb_build_object('area', trim(place.unit_type || ' ' || place.name), 'count', spared.count) as args
             from unclear_row unclear
             join (select household_id, area_id, count(*) as count from unclear_gone group by household_id, area_id) spared
               on spared.area_id = unclear.area_id and spared.household_id is not distinct from unclear.household_id
             join area place on place.area_id = unclear.area_id`,
  })
  await execute(
    context.em,
    `delete from ${gone} gone using unclear_gone spared
     where spared.person_id = gone.person_id and spared.valid_from = gone.valid_from`,
  )
}

function unclearRows({ stage, batch }: PersonContext): string {
  const survey = batch.kind === 'HOUSEHOLD_SURVEY'
  return `
    select staged.sheet, staged.row, staged.label, coalesce(commune.area_id, $1) as area_id,
           ${survey ? 'case when staged.household_no is not null then coalesce(found.household_id, 0) end' : 'null::bigint'} as household_id
    from ${stage} staged
    ${survey ? 'left join household_found found using (household_no)' : ''}
    left join lateral (
      select min(area.area_id) as area_id
      from area join area_ancestor link on link.area_id = area.area_id and link.ancestor_id = $1 and ${contains('link', '$2')}
      where area.level = 3 and ${contains('area', '$2')}
        and case when staged.commune_code is null then area.name_plain = staged.commune_plain
                 else area.code = staged.commune_code end
      having count(*) = 1
    ) commune on true
    where staged.outcome = 'REJECTED' and coalesce(staged.name_key, '') = ''
      and coalesce(staged.social_insurance_number, staged.national_id, staged.card_number) is null`
}

/** Who is spared, by the households and places of unclear rows: a household of a survey that is new (0) has nobody to lose. */
const unclearGone = (gone: string): string => `
  with place as (
    select distinct household_id, area_id from unclear_row
  ), lost as (
    select gone.person_id, gone.valid_from, home.household_id, home.area_id
    from ${gone} gone join residence home on home.person_id = gone.person_id and ${contains('home', '$1')}
  )
  select place.household_id, place.area_id, lost.person_id, lost.valid_from
  from place join lost on lost.household_id = place.household_id
  union all
  select place.household_id, place.area_id, lost.person_id, lost.valid_from
  from place
  join area_ancestor link on link.ancestor_id = place.area_id and ${contains('link', '$1')}
  join lost on lost.area_id = link.area_id
  where place.household_id is null`
