import { rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from '../population/place.ts'

/** Whom somebody asked about: a person's id, or one of the numbers that name a person. */
export async function personsNamed(em: SqlSession, asked: string): Promise<number[]> {
  const found = await rows<{ id: number }>(
    em,
    `select person_id as id from person_identity where code = $1
     union select person_id from person where person_id::text = $1 and length($1) < 9
     union select person_id from erased_number
       where digest in (select erased_digest(kind::smallint, $1) from generate_series(1, 3) kind)
     order by id`,
    [asked.replace(/\s/g, '').toUpperCase()],
  )
  return found.map(({ id }) => id)
}

/** Everything that the hub keeps about one person, by where it stands. */
export interface PersonRecord {
  readonly personId: number
  readonly person: object
  readonly numbers: readonly object[]
  readonly homes: readonly object[]
  readonly cards: readonly object[]
  readonly declarations: readonly object[]
  /** Files that speak of the person: name, sender, days, and what became of the rows. */
  readonly sources: readonly object[]
  readonly issues: readonly object[]
  readonly changes: readonly object[]
  /** How rows of the register were before a file changed them. */
  readonly earlier: readonly object[]
  readonly decisions: readonly object[]
  /** What was asked about the person's own data, and what became of it; how a representative is reached is theirs. */
  readonly requests: readonly object[]
  /** Partners who may read of the household, for what and under which agreement; `kept`: a document for them is kept. */
  readonly segments: readonly object[]
  /** Who read the person, alone, in a list, in a list of their area or in a file's report. */
  readonly readers: readonly object[]
}

const PARTS: Readonly<Record<Exclude<keyof PersonRecord, 'personId' | 'person'>, string>> = {
  numbers: `select case kind when 1 then 'socialInsuranceNumber' when 2 then 'nationalId' else 'cardNumber' end as kind, code,
      batch_id as "batchId" from person_identity where person_id = $1 order by kind, code`,
  homes: `select residence.valid_from as "from", nullif(residence.valid_until, 'infinity') as until, area.code as "areaCode",
      trim(area.unit_type || ' ' || area.name) as area, relation_to_head as "relationToHead",
      household_class as "householdClass", household.household_id as "householdId", household.code as "householdCode",
      household.address, household.head_name as "headName", residence.batch_id as "batchId"
    from residence join area using (area_id) left join household using (household_id)
    where person_id = $1 order by residence.valid_from`,
  cards: `select card_number as "cardNumber", participant_code as "participantCode", valid_from as "from",
      nullif(valid_until, 'infinity') as until, stated_until as "statedUntil", clinic_code as "clinicCode",
      ended_by as "endedBy", batch_id as "batchId"
    from enrolment where person_id = $1 order by valid_from, card_number`,
  declarations: `select as_of as "asOf", has_card as "hasCard", declared_until as "declaredUntil", batch_id as "batchId"
    from card_declaration where person_id = $1 order by as_of`,
  sources: `select import_batch.batch_id as "batchId", kind, file_name as "fileName", status, as_of as "asOf",
      created_by as "sentBy", created_at as "sentAt", committed_at as "committedAt", withdrawn_at as "withdrawnAt",
      file_removed_at as "fileRemovedAt",
      jsonb_agg(jsonb_build_object('sheet', batch_row.sheet, 'row', batch_row.row, 'outcome', outcome, 'label', label)
        order by batch_row.sheet, batch_row.row) as rows
    from batch_row join import_batch using (batch_id) where ${ofPerson('batch_row')}
    group by import_batch.batch_id order by import_batch.batch_id`,
  issues: `select row_issue.batch_id as "batchId", row_issue.sheet, row_issue.row, row_issue.code, found, args
    from batch_row join import_batch using (batch_id) cross join jsonb_array_elements(import_batch.sheets) kept
    join row_issue on row_issue.batch_id = batch_row.batch_id and row_issue.row = batch_row.row
      and row_issue.sheet = kept ->> 'name' and (kept ->> 'sheet')::int = batch_row.sheet
    where ${ofPerson('batch_row')} order by 1, issue_no`,
  changes: `select batch_id as "batchId", kind, subject, label, before, after from register_change
    where subject in ('person', 'enrolment') and subject_id = $1 order by batch_id, change_no`,
  earlier: `select batch_id as "batchId", subject, was from register_image
    where subject in ('person', 'residence', 'enrolment', 'card_declaration') and subject_id = $1 order by batch_id, image_no`,
  decisions: `select batch_id as "batchId", decided_by as "decidedBy", decided_at as "decidedAt" from match_decision
    where person_id = $1 order by decided_at`,
  requests: `select request_id as "requestId", kind, asked_by as "askedBy", reference, asked,
      case asked_by when 'PERSON' then contact end as contact, received_on as "receivedOn",
      due_on as "dueOn", acknowledged_at as "acknowledgedAt", extended_at as "extendedAt", extension_reason as "extensionReason",
      decided_at as "decidedAt", outcome, ground, done, closed_at as "closedAt"
    from person_request where person_id = $1 order by request_id`,
  segments: `select segment.name, partner.name as partner, purpose, purpose_code as "purposeCode", agreement, expires_on as "expiresOn", evaluated_on as "asOf",
      exists (select from segment_document told where told.segment_id = member.segment_id
        and told.household_id = member.household_id) as kept
    from residence home join segment_member member using (household_id) join segment using (segment_id)
    join segment_version using (segment_id, version) join partner using (partner_id)
    where home.person_id = $1 and ${holdsOn('home', 'evaluated_on')} order by segment.name collate "C"`,
  readers: `with lived as (
      select distinct ancestor.code, home.household_id from residence home
      join area_ancestor link on link.area_id = home.area_id join area ancestor on ancestor.area_id = link.ancestor_id
      where home.person_id = $1
    )
    select at, account, (select purpose from api_key where key_id = account) as purpose, purpose_code as "purposeCode", role,
      case when detail -> 'personIds' @> to_jsonb($1::bigint) or detail ? 'node' then 'PERSON'
        when detail ? 'householdIds' then 'HOUSEHOLD' when detail ? 'batchId' or detail ? 'batchIds' then 'REPORT'
        else 'AREA_LIST' end as how
    from audit_entry
    where action in ('PERSONS_READ', 'PERSON_EXPORTED') and (
      detail -> 'personIds' @> to_jsonb($1::bigint)
      or detail ->> 'node' = rtrim(translate(encode(convert_to('Person:' || $1, 'UTF8'), 'base64'), '+/', '-_'), '=')
      or exists (select from lived where detail -> 'householdIds' @> to_jsonb(lived.household_id))
      or (not detail ?| array['personIds', 'householdIds'] and exists (select from lived where detail ->> 'within' = lived.code))
      or exists (select from batch_row join import_batch using (batch_id) where ${ofPerson('batch_row')}
        and (detail ->> 'batchId' = batch_id::text or detail -> 'batchIds' @> to_jsonb(batch_id))))
    order by entry_no`,
}

function ofPerson(row: string): string {
  return `${row}.subject_id = $1 and import_batch.kind in ('CARD_ROLL', 'CARD_CHANGES', 'HOUSEHOLD_SURVEY')`
}

/** The record of a person; null when there is none with that id. */
export async function personRecord(em: SqlSession, personId: number): Promise<PersonRecord | null> {
  const [person] = await rows<object>(
    em,
    `select full_name as "fullName", birth_date as "birthDate", birth_year as "birthYear", sex, national_id as "nationalId",
            social_insurance_number as "socialInsuranceNumber", batch_id as "batchId" from person where person_id = $1`,
    [personId],
  )
  if (person === undefined) return null
  const parts: Record<string, readonly object[]> = {}
  for (const [part, select] of Object.entries(PARTS)) parts[part] = await rows<object>(em, select, [personId])
  return { personId, person, ...(parts as Omit<PersonRecord, 'personId' | 'person'>) }
}
