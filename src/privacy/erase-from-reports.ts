import { execute, type SqlSession } from '../kernel/sql.ts'
import { ERASED_KEY, ERASED_NAME, ERASED_VALUE, OF_PERSONS } from './erasure.ts'

/**
 * Takes the persons of the temporary table `erased` out of what files left behind: rows, changes, the rows as they were
 * before (an undone batch must not bring a name back), issues, and the examples of a withdrawal.
 */
export async function eraseFromReports(em: SqlSession): Promise<void> {
  await eraseIssues(em)
  await eraseChanges(em)
  await eraseImages(em)
  await execute(
    em,
    `update batch_row set label = '${ERASED_NAME}' from erased, import_batch
     where batch_row.subject_id = erased.person_id and import_batch.batch_id = batch_row.batch_id and ${OF_PERSONS}
       and label is not null`,
  )
  await execute(
    em,
    `update import_batch set withdrawal = replaced.withdrawal
     from (
       select batch_id, jsonb_set(withdrawal, '{reasons}', (
         select jsonb_agg(reason || jsonb_build_object('examples', (
           select coalesce(jsonb_agg(case when named.full_name is null then example else '"${ERASED_NAME}"' end), '[]')
           from jsonb_array_elements(reason -> 'examples') example
           left join (select distinct full_name from erased) named on to_jsonb(named.full_name) = example)))
         from jsonb_array_elements(withdrawal -> 'reasons') reason)) as withdrawal
       from import_batch
       where jsonb_array_length(coalesce(withdrawal -> 'reasons', '[]')) > 0
         and exists (select from erased where position(to_jsonb(full_name)::text in withdrawal::text) > 0)
     ) replaced where import_batch.batch_id = replaced.batch_id`,
  )
}

/** Names that somebody has still. */
const NAMES = '(select full_name from erased where full_name is not null)'
/** The most persons whose names are looked for inside of texts: each text is read once for each of them. */
const MOST_SOUGHT = 100

/** Issues of the persons' own rows, and those of others' rows that name them as who it might be. */
async function eraseIssues(em: SqlSession): Promise<void> {
  await execute(
    em,
    `update row_issue set found = null, args = '{}'
     from batch_row, import_batch, erased, jsonb_array_elements(import_batch.sheets) kept
     where batch_row.subject_id = erased.person_id and import_batch.batch_id = batch_row.batch_id and ${OF_PERSONS}
       and (kept ->> 'sheet')::int = batch_row.sheet and row_issue.batch_id = batch_row.batch_id
       and row_issue.sheet = kept ->> 'name' and row_issue.row = batch_row.row`,
  )
  // Many at a time are those whose days were over years ago, when issues had long lost their values.
  await execute(
    em,
    `update row_issue set found = null, args = '{}' from import_batch
     where import_batch.batch_id = row_issue.batch_id and ${OF_PERSONS}
       and (found is not null or args <> '{}') and (found in ${NAMES} or (
         (select count(*) from erased) <= ${MOST_SOUGHT} and exists (
           select from erased where length(full_name) > 2
             and (position(full_name in found) > 0 or position(full_name in args::text) > 0))))`,
  )
}

/** What was changed of them stays told, field by field, without the values; a place and a class are part of figures. */
async function eraseChanges(em: SqlSession): Promise<void> {
  const without = (image: string): string => `(
    select jsonb_object_agg(key, case when key in ('area', 'household', 'householdClass', 'participantCode', 'validFrom',
      'validUntil', 'gone', 'sex') or value = 'null' then value else '"${ERASED_VALUE}"' end) from jsonb_each(${image}))`
  await execute(
    em,
    `update register_change set label = '${ERASED_NAME}', before = ${without('before')}, after = ${without('after')}
     from erased where register_change.subject in ('person', 'enrolment') and register_change.subject_id = erased.person_id`,
  )
  // A household is told by its head.
  await execute(
    em,
    `update register_change set label = '${ERASED_NAME}', before = ${without('before')}, after = ${without('after')}
     where subject = 'household'
       and (label in ${NAMES} or before ->> 'headName' in ${NAMES} or after ->> 'headName' in ${NAMES})
       and (batch_id, sheet, row) in (
         select batch_id, sheet, row from batch_row join erased on subject_id = person_id
         union all select batch_id, sheet, row from residence join erased using (person_id)
         union all select batch_id, sheet, row from household_state where household_id in (
           select household_id from residence join erased using (person_id)))`,
  )
}

async function eraseImages(em: SqlSession): Promise<void> {
  await execute(
    em,
    `update register_image image set was = was || case image.subject
       when 'person' then jsonb_build_object('full_name', '${ERASED_NAME}', 'name_key', '${ERASED_KEY}',
         'national_id', null, 'social_insurance_number', null)
       when 'enrolment' then jsonb_build_object('clinic_code', null, 'card_number', '#' || image_no)
       else '{"relation_to_head": null}' end
     from erased where image.subject in ('person', 'enrolment', 'residence') and image.subject_id = erased.person_id`,
  )
  await execute(
    em,
    `delete from register_image image using erased
     where image.subject = 'card_declaration' and image.subject_id = erased.person_id`,
  )
}
