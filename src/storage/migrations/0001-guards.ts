import { DOCUMENT_SOURCES, GIVEN_SEGMENTS, READER_ROLES, type REPORT_TABLES, TOLD } from '../reader-grants.ts'

/**
 * Who may see which rows, kept by PostgreSQL itself (row-level security) for every account but the hub's own. Readers come as
 * roles (`reader-grants.ts`): those of the country see every row, what lies nowhere included. The others say in settings of
 * their session for whom they read:
 * - `baophu.scope`: the areas granted, as ranges of their ids (`int4multirange`);
 * - `baophu.reach`: the same with the areas whose figures are carried over borders into the scope;
 * - `baophu.above`: ids of the areas that the scope lies in, with commas;
 * - `baophu.account`: who it is;
 * - `baophu.segments`: OWN for the segments that the account was given, ALL for whatever of a segment lies in the scope.
 * Unset and empty mean nothing at all, and what cannot be read fails.
 */
type Setting = 'baophu.scope' | 'baophu.reach'

/** SQL: the area in this column is one of the setting's. The select around the setting has it read once a statement, not once a row. */
const isOf = (setting: Setting, area: string) =>
  `${area} <@ (select nullif(current_setting('${setting}', true), '')::int4multirange)`

/**
 * SQL condition: this is true, not false and not unknown. Said so that the planner takes it for true of nearly every row: stores
 * ask for what the reader may see, and a plan that counts on the guard to leave rows out is the wrong one.
 */
const holds = (condition: string) => `nullif(${condition}, false) is not null`

const within = (setting: Setting, area: string) => holds(isOf(setting, area))

/** SQL condition: the scope lies in the area in this column. */
const above = (area: string) =>
  `${area} = any ((select string_to_array(current_setting('baophu.above', true), ',')::int[])::int[])`

/**
 * SQL condition of a view of the hub's own, for readers of parts: the area is in the reach. Once a statement it asks whether
 * somebody reads the whole country, or is the hub's account, which may come as one who does.
 */
const inReach = (area: string) =>
  holds(`(select pg_has_role(current_user, '${READER_ROLES.FIGURES_OF_COUNTRY}', 'member')
    or pg_has_role(current_user, '${READER_ROLES.PERSONS_OF_COUNTRY}', 'member')) or ${isOf('baophu.reach', area)}`)

/** Whoever has lived in the reach is seen with all of their history, and so is a household: stores ask where they live last. */
const hasLivedThere = (table: string) =>
  `exists (select from home_in_reach own where own.person_id = ${table}.person_id)`
const hasStoodThere = (table: string) =>
  `exists (select from place_in_reach own where own.household_id = ${table}.household_id)`

/** A subquery of a policy stands under the policies of its own table: who sees a batch is said once. */
const batchSeen = (table: string) => `exists (select from import_batch batch where batch.batch_id = ${table}.batch_id)`

/** SQL condition: the segment is one that the session may read. Each case is asked once a statement. */
const segmentGiven = (table: string) =>
  holds(`case (select current_setting('baophu.segments', true))
    when 'ALL' then true
    when 'OWN' then ${table}.segment_id = any (array(select given.segment_id from ${GIVEN_SEGMENTS} given
      where given.key_id = (select current_setting('baophu.account', true))))
    else false end`)

/** Of whoever reads segments: the rows of those that it may. */
const OF_SEGMENTS: Readonly<Record<string, string>> = {
  segment: segmentGiven('segment'),
  segment_member: `${within('baophu.scope', 'segment_member.area_id')} and ${segmentGiven('segment_member')}`,
  // Asked of each document that is told: as a set, all members would be looked at for a page.
  segment_document: `${segmentGiven('segment_document')} and (select true from segment_member member
    where member.segment_id = segment_document.segment_id and member.household_id = segment_document.household_id)`,
  segment_change: segmentGiven('segment_change'),
  import_batch: "import_batch.kind = 'AREAS'",
  [GIVEN_SEGMENTS]: `${GIVEN_SEGMENTS}.key_id = (select current_setting('baophu.account', true))`,
}

/** Tables of which readers see rows: which ones. Everything that the stores show, and hardly more. */
const SEEN: Readonly<Record<string, string>> = {
  residence: `${within('baophu.reach', 'residence.area_id')} or ${hasLivedThere('residence')}`,
  household_state: `${within('baophu.reach', 'household_state.area_id')} or ${hasStoodThere('household_state')}`,
  coverage_cube: within('baophu.reach', 'coverage_cube.area_id'),
  reported_figure: within('baophu.reach', 'reported_figure.area_id'),
  target: within('baophu.reach', 'target.area_id'),
  person: hasLivedThere('person'),
  person_identity: hasLivedThere('person_identity'),
  enrolment: hasLivedThere('enrolment'),
  card_declaration: hasLivedThere('card_declaration'),
  household: hasStoodThere('household'),
  import_batch: `(import_batch.area_id is null and import_batch.created_by = (select current_setting('baophu.account', true)))
    or ${within('baophu.scope', 'import_batch.area_id')}`,
  row_issue: batchSeen('row_issue'),
  register_change: batchSeen('register_change'),
  // A sheet of the office above speaks of the scope's households too.
  batch_row: `exists (select from batch_source source where source.batch_id = batch_row.batch_id
    and (${within('baophu.scope', 'source.area_id')} or ${above('source.area_id')}))`,
  campaign: within('baophu.scope', 'campaign.area_id'),
  outreach_team: 'exists (select from campaign where campaign.campaign_id = outreach_team.campaign_id)',
  outreach_team_area: 'exists (select from outreach_team team where team.team_id = outreach_team_area.team_id)',
  survey_round: `${within('baophu.scope', 'survey_round.area_id')} or ${above('survey_round.area_id')}`,
}

/** A file of such a kind names nobody. */
const NAMES_NOBODY = "batch.kind in ('AREAS', 'AREA_CHANGES', 'FIGURES', 'TARGETS')"
const OWN_FILE = "batch.created_by = (select current_setting('baophu.account', true))"

const reportSeen = (table: string, files: string) =>
  `exists (select from import_batch batch where batch.batch_id = ${table}.batch_id and (${files}))`

/** Of whoever reads reports and no persons: what their own files say, and all of files that name nobody. Changes tell what the register had. */
const OF_REPORTS: Readonly<Record<(typeof REPORT_TABLES)[number], string>> = {
  import_batch: SEEN.import_batch ?? 'false',
  row_issue: reportSeen('row_issue', `${OWN_FILE} or ${NAMES_NOBODY}`),
  register_change: reportSeen('register_change', NAMES_NOBODY),
}

/** Tables that none of those readers opens: their questions are the hub's own. */
const CLOSED = [
  'household_identity',
  'register_image',
  'import_recipe',
  'match_decision',
  'api_key',
  'api_key_grant',
  'audit_entry',
  'audit_anchor',
  'account',
  'account_grant',
  'persons_opening',
  'erased_number',
  'erasure_salt',
  'person_request',
  // Whoever reads segments is given some of these by policies of their own, above.
  'partner',
  'segment',
  'segment_version',
  'segment_area',
  'segment_member',
  'segment_document',
  'segment_change',
  'api_key_segment',
]

const guard = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy hub on ${table} to current_user using (true) with check (true);
`

const IN_PARTS = [READER_ROLES.FIGURES, READER_ROLES.PERSONS].join(', ')
const OF_THE_COUNTRY = [READER_ROLES.FIGURES_OF_COUNTRY, READER_ROLES.PERSONS_OF_COUNTRY].join(', ')

/** Whoever reads segments sees the same rows of what documents are made of, where no policy of its own says which. */
const readersOf = (table: string) =>
  table in DOCUMENT_SOURCES && !(table in OF_SEGMENTS) ? `${IN_PARTS}, ${READER_ROLES.SEGMENTS}` : IN_PARTS

const seen = ([table, rows]: readonly [string, string]) => `
create policy reader on ${table} for select to ${readersOf(table)} using (${rows});
create policy country on ${table} for select to ${OF_THE_COUNTRY} using (true);
`

const segmentsSeen = ([table, rows]: readonly [string, string]) => `
create policy segments on ${table} for select to ${READER_ROLES.SEGMENTS} using (${rows});
`

const reportsSeen = ([table, rows]: readonly [string, string]) => `
create policy reports on ${table} for select to ${READER_ROLES.REPORTS} using (${rows});
`

export const guards = `
-- Where a number comes from: what every reader is told of a file that was written, whoever sent it.
create view batch_source as
select batch_id, kind, status, file_name, area_id, as_of, sheets from import_batch
where status in ('COMMITTED', 'WITHDRAWN');

-- Who has ever lived, and stood, in the reader's reach. The hub's account looks, or the tables' policies would ask themselves.
create view home_in_reach as
select home.person_id from residence home where ${within('baophu.reach', 'home.area_id')};

create view place_in_reach as
select state.household_id from household_state state where ${within('baophu.reach', 'state.area_id')};

-- Homes in the reach with what they open: the person, each of their cards or none, the household. Whoever counts or lists asks
-- these: then nothing of what a home opens is looked for among all homes once more. What is not asked for is not joined.
-- card_days: the days of each card, so that whether one holds can be asked of a home. Nobody but who asks has cards read for it.
create view resident as
select home.*, person.full_name, person.name_key, person.birth_date, person.birth_year, person.sex, person.national_id,
  person.social_insurance_number,
  array(select daterange(card.valid_from, card.valid_until) from enrolment card where card.person_id = home.person_id) as card_days
from residence home left join person on person.person_id = home.person_id
where ${inReach('home.area_id')};

create view resident_card as
select home.person_id, home.area_id, home.household_id, home.household_class, home.valid_from as lives_from,
  home.valid_until as lives_until, person.birth_date, person.birth_year, person.sex, card.valid_from, card.valid_until,
  card.stated_until, card.card_number, card.participant_code, card.clinic_code, card.ended_by, card.batch_id, card.sheet, card.row
from residence home
left join person on person.person_id = home.person_id
left join enrolment card on card.person_id = home.person_id
where ${inReach('home.area_id')};

create view resident_household as
select state.*, household.code, household.address, household.head_name, household.changed_at
from household_state state left join household on household.household_id = state.household_id
where ${inReach('state.area_id')};
${[...Object.keys(SEEN), ...CLOSED, TOLD.table].map(guard).join('')}${Object.entries(SEEN).map(seen).join('')}${Object.entries(OF_SEGMENTS).map(segmentsSeen).join('')}${Object.entries(OF_REPORTS).map(reportsSeen).join('')}
-- By the session that tells small counts, which looks at an area's siblings whoever asks.
create policy told on ${TOLD.table} to ${TOLD.role} using (true) with check (true);
`
