/**
 * The roles that readers come as; nobody signs in with them, the hub's account steps into them. FIGURES counts and names
 * nobody: no name, number, address or card can be read. PERSONS is for who may read those too. Each is there once for parts of
 * the country, whose rows the guards choose, and once for all of it. SEGMENTS reads the documents of segments, and of the
 * register what they are made of. REPORTS reads what files' reports say, for a sender who does not read persons now.
 */
export const READER_ROLES = {
  FIGURES: 'baophu_figures',
  PERSONS: 'baophu_persons',
  FIGURES_OF_COUNTRY: 'baophu_figures_of_country',
  PERSONS_OF_COUNTRY: 'baophu_persons_of_country',
  SEGMENTS: 'baophu_segments',
  REPORTS: 'baophu_reports',
} as const
export type ReaderRole = keyof typeof READER_ROLES
/** What a role may read of a person, wherever. */
type Depth = 'FIGURES' | 'PERSONS'

/** What a role may select of a table: all of it, or these columns. */
type Columns = '*' | readonly string[]

/** Open to every reader, whatever their areas. */
export const PUBLIC_TABLES: Readonly<Record<string, string>> = {
  area: 'names and codes of units are published by the state',
  area_parent: 'which unit lies in which is published by the state',
  area_succession: 'what became of which unit is published by the state',
  area_boundary: 'where units lie is published by the state',
  area_ancestor: 'derived from the three before; every policy asks it',
  area_map_day: 'days on which the map changed',
  participant_code: 'the code list of the law',
  figure_precedence: 'which office counts where several state a number holds for the whole country',
  hub_version: 'a number that grows with every commit',
  cube_ages: 'one day, the same for all',
  batch_source: 'the name, kind, area and day of a file that was written: the source that figures and cards name',
}

/** Views of the hub's own that look past the guards, for the guards: they keep to the reader's reach themselves. */
export const REACH_VIEWS = ['home_in_reach', 'place_in_reach'] as const

const HOUSEHOLD_STATE = [
  'household_id',
  'valid_from',
  'valid_until',
  'area_id',
  'household_class',
  'standard',
  'batch_id',
  'sheet',
  'row',
]
const RESIDENCE_FIGURES = [
  'person_id',
  'valid_from',
  'valid_until',
  'area_id',
  'household_id',
  'household_class',
  'batch_id',
]
const PERSON_FIGURES = ['birth_date', 'birth_year', 'sex']
const ENROLMENT_FIGURES = ['person_id', 'valid_from', 'valid_until', 'participant_code', 'ended_by', 'batch_id']

/** Rows by the reader's areas, columns by the role. */
export const GUARDED: Readonly<Record<string, Readonly<Record<Depth, Columns>>>> = {
  residence: { FIGURES: RESIDENCE_FIGURES, PERSONS: '*' },
  household_state: { FIGURES: '*', PERSONS: '*' },
  coverage_cube: { FIGURES: '*', PERSONS: '*' },
  reported_figure: { FIGURES: '*', PERSONS: '*' },
  target: { FIGURES: '*', PERSONS: '*' },
  person: { FIGURES: ['person_id', ...PERSON_FIGURES], PERSONS: '*' },
  person_identity: { FIGURES: [], PERSONS: '*' },
  enrolment: { FIGURES: ENROLMENT_FIGURES, PERSONS: '*' },
  card_declaration: { FIGURES: [], PERSONS: '*' },
  household: { FIGURES: ['household_id'], PERSONS: '*' },
  import_batch: { FIGURES: '*', PERSONS: '*' },
  row_issue: { FIGURES: [], PERSONS: '*' },
  register_change: { FIGURES: [], PERSONS: '*' },
  batch_row: {
    FIGURES: ['batch_id', 'sheet', 'row', 'outcome', 'subject_id'],
    PERSONS: ['batch_id', 'sheet', 'row', 'outcome', 'subject_id'],
  },
  campaign: { FIGURES: '*', PERSONS: '*' },
  outreach_team: { FIGURES: '*', PERSONS: '*' },
  outreach_team_area: { FIGURES: '*', PERSONS: '*' },
  survey_round: { FIGURES: '*', PERSONS: '*' },
}

/** Views that look past the guards at what the homes in a reader's reach open, and at those homes alone. */
export const HOME_VIEWS: typeof GUARDED = {
  resident: { FIGURES: [...RESIDENCE_FIGURES, ...PERSON_FIGURES], PERSONS: '*' },
  resident_card: {
    FIGURES: [
      ...['area_id', 'household_id', 'household_class', 'lives_from', 'lives_until'],
      ...ENROLMENT_FIGURES,
      ...PERSON_FIGURES,
    ],
    PERSONS: '*',
  },
  resident_household: { FIGURES: HOUSEHOLD_STATE, PERSONS: '*' },
}

/** What SEGMENTS reads by the reader's areas: what documents are made of on any day. */
export const DOCUMENT_SOURCES: Readonly<Record<string, readonly string[]>> = {
  household_state: ['household_id', 'valid_from', 'valid_until', 'area_id', 'household_class'],
  household: ['household_id', 'code', 'address', 'head_name'],
  residence: ['person_id', 'valid_from', 'valid_until', 'household_id', 'relation_to_head'],
  person: ['person_id', 'full_name', ...PERSON_FIGURES, 'national_id'],
  enrolment: ['person_id', 'valid_from', 'valid_until', 'card_number', 'participant_code', 'clinic_code'],
  // Lists of units, by which it is known what became of a segment's areas.
  import_batch: ['batch_id', 'kind'],
}

/** What SEGMENTS reads of the segments that the account was given, or of all in its areas; no definition and no secret. */
export const SEGMENT_TABLES = ['segment', 'segment_member', 'segment_document', 'segment_change'] as const

/** What REPORTS reads of the batches in the reader's areas: of files that name persons only what their sender sent. */
export const REPORT_TABLES = ['import_batch', 'row_issue', 'register_change'] as const

/** By this the guards know which segments those are; it shows an account its own rows. */
export const GIVEN_SEGMENTS = 'api_key_segment'

/** What was told of small counts, by the one session that tells them: it writes down what is told for the first time. */
export const TOLD = { table: 'published_count', role: READER_ROLES.FIGURES_OF_COUNTRY } as const

/** Everything the roles had is taken away first. */
export function grantsSql(): string {
  const { SEGMENTS, REPORTS, ...byDepth } = READER_ROLES
  const roles = Object.values(READER_ROLES).join(', ')
  const guarded = Object.entries({ ...GUARDED, ...HOME_VIEWS }).flatMap(([table, columns]) =>
    Object.entries(byDepth).map(([name, role]) =>
      grantOf(table, columns[name.startsWith('FIGURES') ? 'FIGURES' : 'PERSONS'], role),
    ),
  )
  const sources = Object.entries(DOCUMENT_SOURCES).map(([table, columns]) => grantOf(table, columns, SEGMENTS))
  return [
    `revoke all on all tables in schema public from ${roles}`,
    `grant select on ${[...Object.keys(PUBLIC_TABLES), ...REACH_VIEWS].join(', ')} to ${roles}`,
    ...[...guarded, ...sources].filter((statement) => statement !== null),
    `grant select on ${[...SEGMENT_TABLES, GIVEN_SEGMENTS].join(', ')} to ${SEGMENTS}`,
    `grant select on ${REPORT_TABLES.join(', ')} to ${REPORTS}`,
    `grant select, insert, update on ${TOLD.table} to ${TOLD.role}`,
  ].join(';\n')
}

function grantOf(table: string, columns: Columns, role: string): string | null {
  if (columns === '*') return `grant select on ${table} to ${role}`
  return columns.length === 0 ? null : `grant select (${columns.join(', ')}) on ${table} to ${role}`
}
