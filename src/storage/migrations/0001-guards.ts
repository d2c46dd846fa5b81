import { READER_ROLES } from '../reader-grants.ts'

/**
 * Who may see which rows, kept by PostgreSQL itself (row-level security) for every account but the hub's own. Readers come
 * as one of two roles (`reader-roles.ts`) and say in settings of their session for whom they read:
 * - `baophu.scope`: ids of the areas granted, with commas, those left out negative; `country` for all there is;
 * - `baophu.reach`: the same with the areas whose figures are carried over borders into the scope;
 * - `baophu.account`: who it is.
 * Unset and empty mean nothing at all, and what is no list of numbers fails.
 */
type Setting = 'baophu.scope' | 'baophu.reach'

/** A setting is read once a statement, not once a row: hence the selects around it. */
const everything = (setting: Setting) => `(select current_setting('${setting}', true) = 'country')`
const granted = (setting: Setting) =>
  `(select string_to_array(nullif(current_setting('${setting}', true), 'country'), ',')::int[])::int[]`

/** SQL condition: the area in this column lies in the setting's areas; what lies nowhere, in the country's alone. */
const within = (setting: Setting, area: string) => `${everything(setting)} or (-${area} <> all (${granted(setting)})
  and exists (select from area_ancestor link where link.area_id = ${area} and link.ancestor_id = any (${granted(setting)})))`

/** SQL condition: the area in this column has some of the scope's areas in it. */
const above = (area: string) =>
  `exists (select from area_ancestor part where part.area_id = any (${granted('baophu.scope')}) and part.ancestor_id = ${area})`

/** Whoever has lived in the reach is seen with all of their history, and so is a household: stores ask where they live last. */
const hasLivedThere = (table: string) =>
  `exists (select from home_in_reach own where own.person_id = ${table}.person_id)`
const hasStoodThere = (table: string) =>
  `exists (select from place_in_reach own where own.household_id = ${table}.household_id)`
const person = (table: string) => `${everything('baophu.reach')} or ${hasLivedThere(table)}`

/** A subquery of a policy stands under the policies of its own table: who sees a batch is said once. */
const batchSeen = (table: string) => `exists (select from import_batch batch where batch.batch_id = ${table}.batch_id)`

const READERS = Object.values(READER_ROLES).join(', ')

/** Tables of which readers see rows: which ones. Everything that the stores show, and hardly more. */
const SEEN: Readonly<Record<string, string>> = {
  residence: `${within('baophu.reach', 'residence.area_id')} or ${hasLivedThere('residence')}`,
  household_state: `${within('baophu.reach', 'household_state.area_id')} or ${hasStoodThere('household_state')}`,
  coverage_cube: within('baophu.reach', 'coverage_cube.area_id'),
  reported_figure: within('baophu.reach', 'reported_figure.area_id'),
  target: within('baophu.reach', 'target.area_id'),
  person: person('person'),
  person_identity: person('person_identity'),
  enrolment: person('enrolment'),
  card_declaration: person('card_declaration'),
  household: `${everything('baophu.reach')} or ${hasStoodThere('household')}
    or exists (select from home_in_reach own where own.household_id = household.household_id)`,
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

/** Tables that no reader opens: their questions are the hub's own. */
const CLOSED = [
  'household_identity',
  'register_image',
  'import_recipe',
  'match_decision',
  'api_key',
  'api_key_grant',
  'audit_entry',
]

const guard = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy hub on ${table} to current_user using (true) with check (true);
`

const seen = ([table, rows]: readonly [string, string]) => `
create policy reader on ${table} for select to ${READERS} using (${rows});
`

export const guards = `
-- Where a number comes from: what every reader is told of a file that was written, whoever sent it.
create view batch_source as
select batch_id, kind, status, file_name, area_id, as_of, sheets from import_batch
where status in ('COMMITTED', 'WITHDRAWN');

-- Who has ever lived, and stood, in the reader's reach. The hub's account looks, or the tables' policies would ask themselves.
create view home_in_reach with (security_barrier) as
select home.person_id, home.household_id from residence home where ${within('baophu.reach', 'home.area_id')};

create view place_in_reach with (security_barrier) as
select state.household_id from household_state state where ${within('baophu.reach', 'state.area_id')};
${[...Object.keys(SEEN), ...CLOSED].map(guard).join('')}${Object.entries(SEEN).map(seen).join('')}`
