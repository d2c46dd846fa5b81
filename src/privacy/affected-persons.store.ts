import { execute, oneRow, rows, type SqlSession } from '../kernel/sql.ts'
import { holdsOn } from '../population/place.ts'
import { OF_PERSONS } from './erasure.ts'

/** Which entries of the audit log are looked at: from a moment until before another, of these accounts and keys or of all. */
export interface AffectedQuestion {
  readonly from: Date
  readonly until: Date
  readonly accounts: readonly string[] | null
}

/**
 * How somebody was touched. PERSON: read by their id · HOUSEHOLD: may have been read with somebody of their household · LIST: on a
 * door list · SEGMENT: in what a partner fetched · REPORT: in the report on a file · EXPORT: their whole record was
 * given out · REQUEST: in what they asked about themselves · CHANGED: by a file that was written or undone · ERASED.
 */
export const TOUCHES = [
  'PERSON',
  'HOUSEHOLD',
  'LIST',
  'SEGMENT',
  'REPORT',
  'EXPORT',
  'REQUEST',
  'CHANGED',
  'ERASED',
] as const
export type Touch = (typeof TOUCHES)[number]

export interface AffectedPerson {
  readonly personId: number
  readonly ways: readonly Touch[]
  readonly first: Date
  readonly last: Date
}

/** What was touched in a way, at most: the log tells who was asked for, not every field that was looked at. */
export interface TouchedFields {
  readonly way: Touch
  /** Of a segment, with its version. */
  readonly segment: string | null
  readonly persons: number
  readonly fields: readonly string[]
}

export interface Affected {
  /** Entries of the log that tell of persons. */
  readonly entries: number
  /** The oldest moment that the log still tells of; null when it is empty. */
  readonly logBegins: Date | null
  readonly persons: readonly AffectedPerson[]
  readonly touched: readonly TouchedFields[]
  /** Batches whose rows are not known any more, or not yet: who stands in them is in the file, as long as it is kept. */
  readonly untraced: readonly number[]
}

/** Persons whom the accounts touched in that time, with what of them; more rather than fewer. In the caller's transaction. */
export async function affectedPersons(em: SqlSession, { from, until, accounts }: AffectedQuestion): Promise<Affected> {
  const values = [from.toISOString(), until.toISOString(), accounts]
  await execute(
    em,
    `create temp table touched (
       person_id bigint, way text, segment text, version int, day date, first timestamptz, last timestamptz
     ) on commit drop`,
  )
  await execute(
    em,
    'create temp table touched_batch (batch_id bigint, way text, first timestamptz, last timestamptz) on commit drop',
  )
  for (const select of READS) await execute(em, `insert into touched ${select}`, values)
  await execute(em, `insert into touched_batch ${BATCHES}`, values)
  await execute(em, `insert into touched ${IN_BATCHES}`)
  await execute(em, `insert into touched ${WITH_HOUSEHOLDS}`)
  const { entries, logBegins } = await oneRow<Pick<Affected, 'entries' | 'logBegins'>>(
    em,
    `select count(*) filter (where ${ASKED} and action = any('{${ACTIONS.join()}}'))::int as entries, min(at) as "logBegins"
     from audit_entry`,
    values,
  )
  return { entries, logBegins, ...(await gathered(em)) }
}

const ACTIONS = [
  ...['PERSONS_READ', 'PERSON_EXPORTED', 'PERSON_ERASED'],
  ...['FILE_SENT', 'BATCH_RECHECKED', 'MATCH_DECIDED', 'BATCH_DISCARDED', 'BATCH_COMMITTED', 'BATCH_WITHDRAWN'],
  ...[
    'REQUEST_RECORDED',
    'REQUEST_ACKNOWLEDGED',
    'REQUEST_EXTENDED',
    'REQUEST_CARRIED_OUT',
    'REQUEST_REFUSED',
    'REQUEST_CLOSED',
  ],
]

/** SQL condition on `audit_entry`: it was asked for. */
const ASKED = 'at >= $1 and at < $2 and ($3::text[] is null or account = any($3))'
/** The day that the entry's question was about. */
const DAY = `coalesce((detail ->> 'asOf')::date, (at at time zone 'Asia/Ho_Chi_Minh')::date)`
/** Global ids of the contract (`src/kernel/node-id.ts`): base64url without its end. */
const NODE = `convert_from(decode(rpad(translate(detail ->> 'node', '-_', '+/'), (length(detail ->> 'node') + 3) / 4 * 4, '='), 'base64'), 'UTF8')`

/** Rows of `touched`, aggregated: some person in some way. */
const row = (person: string, way: string, { segment = 'null', version = 'null', day = 'null', of = '' } = {}): string =>
  `select ${person} as person_id, ${way} as way, ${segment} as segment, ${version}::int as version, ${day}::date as day,
     ${of === '' ? 'min(at), max(at)' : `min(${of}.first), max(${of}.last)`}`

const READS: readonly string[] = [
  `${row(
    'id::bigint',
    `case when action = 'PERSON_EXPORTED' then 'EXPORT' when action = 'PERSON_ERASED' then 'ERASED'
     when action like 'REQUEST%' or detail ? 'personRequests' then 'REQUEST'
     when detail ?& array['within', 'householdIds'] then 'LIST' else 'PERSON' end`,
    { day: DAY },
  )}
   from audit_entry cross join jsonb_array_elements(detail -> 'personIds') id
   where ${ASKED} and detail ? 'personIds' group by 1, 2, 5`,
  `${row(`split_part(named.node, ':', 2)::bigint`, `'PERSON'`, { day: DAY })}
   from audit_entry cross join lateral (select ${NODE} as node) named
   where ${ASKED} and detail ? 'node' and named.node ~ '^(Person|Enrolment):' group by 1, 5`,
  `${row('home.person_id', `'HOUSEHOLD'`, { of: 'read' })}
   from (
     select split_part(${NODE}, ':', 2)::bigint as household_id, at as first, at as last from audit_entry
     where ${ASKED} and detail ? 'node' and ${NODE} like 'Household:%'
     union all
     select id::bigint, min(at), max(at) from audit_entry cross join jsonb_array_elements(detail -> 'householdIds') id
     where ${ASKED} and detail ? 'householdIds' and not detail ? 'segment' group by 1
   ) read join residence home using (household_id) group by 1`,
  `${row('home.person_id', `'SEGMENT'`, { segment: 'read.segment', version: 'read.version', of: 'read' })}
   from (
     select id::bigint as household_id, detail ->> 'segment' as segment, (detail ->> 'version')::int as version, ${DAY} as day,
            min(at) as first, max(at) as last from audit_entry cross join jsonb_array_elements(detail -> 'householdIds') id
     where ${ASKED} and detail ? 'householdIds' and detail ? 'segment' group by 1, 2, 3, 4
   ) read join residence home on home.household_id = read.household_id and ${holdsOn('home', 'read.day')} group by 1, 3, 4`,
]

/** Files that were sent, whose report was read, or that were written or undone. */
const BATCHES = `
  select batch_id, way, min(at), max(at) from (
    select (detail ->> 'batchId')::bigint as batch_id, case when action in ('BATCH_COMMITTED', 'BATCH_WITHDRAWN') then 'CHANGED' else 'REPORT' end as way, at
    from audit_entry where ${ASKED} and detail ? 'batchId'
    union all
    select id::bigint, 'REPORT', at from audit_entry cross join jsonb_array_elements(detail -> 'batchIds') id
    where ${ASKED} and detail ? 'batchIds'
  ) read group by batch_id, way`

/** Who stands in them, whom they change, and whom a row of them may mean. */
const IN_BATCHES = `
  select person_id, way, null, null, null, min(first), max(last) from (
    select subject_id as person_id, way, first, last from touched_batch read
    join import_batch using (batch_id) join batch_row using (batch_id) where ${OF_PERSONS} and subject_id is not null
    union all
    select subject_id, way, first, last from touched_batch read
    join register_change using (batch_id) where subject in ('person', 'enrolment') and subject_id is not null
    union all
    select candidate::bigint, way, first, last from touched_batch read
    join row_issue using (batch_id) cross join unnest(string_to_array(args ->> 'persons', ' ')) candidate
    where code = 'person-ambiguous' and way = 'REPORT'
  ) named group by person_id, way`

/** Whoever was read by id or in a list may have been asked for their household, and for who lives in it on any day. */
const WITH_HOUSEHOLDS = `
  select member.person_id, 'HOUSEHOLD', null, null, null, min(read.first), max(read.last)
  from touched read join residence home on home.person_id = read.person_id and ${holdsOn('home', 'read.day')}
  join residence member on member.household_id = home.household_id and member.person_id <> read.person_id
  where read.way in ('PERSON', 'LIST') group by 1`

async function gathered(em: SqlSession): Promise<Pick<Affected, 'persons' | 'touched' | 'untraced'>> {
  const persons = await rows<AffectedPerson>(
    em,
    `select person_id as "personId", array_agg(distinct way order by way) as ways, min(first) as first, max(last) as last
     from touched group by person_id order by person_id`,
  )
  const ways = await rows<Omit<TouchedFields, 'fields'> & { given: readonly string[] | null }>(
    em,
    `select way, case when segment is not null then segment || ' v' || version end as segment, count(distinct person_id)::int as persons,
            (select definition.fields from segment_version definition join segment known using (segment_id)
             where known.name = touched.segment and definition.version = touched.version) as given
     from touched group by way, segment, version order by way, segment, version`,
  )
  const [changed] = await rows<{ fields: readonly string[] | null }>(
    em,
    `select array_agg(distinct field order by field) as fields from touched_batch join register_change using (batch_id)
     cross join jsonb_object_keys(coalesce(before, '{}') || coalesce(after, '{}')) field
     where way = 'CHANGED' and subject in ('person', 'enrolment', 'household')`,
  )
  const untraced = await rows<{ id: number }>(
    em,
    `select distinct batch_id as id from touched_batch join import_batch using (batch_id)
     where ${OF_PERSONS} and status not in ('COMMITTED', 'WITHDRAWN') order by 1`,
  )
  const touched = ways.map(({ given, ...way }) => ({
    ...way,
    fields: way.way === 'CHANGED' ? (changed?.fields ?? []) : (given ?? FIELDS[way.way]),
  }))
  return { persons, touched, untraced: untraced.map(({ id }) => id) }
}

const OF_A_PERSON = [
  ...['fullName', 'birthDate', 'birthYear', 'sex', 'nationalId', 'socialInsuranceNumber', 'area', 'relationToHead'],
  ...[
    'householdCode',
    'address',
    'headName',
    'householdClass',
    'cardNumber',
    'participantCode',
    'clinicCode',
    'validFrom',
    'validUntil',
  ],
]

/** The most that each way shows; a file's report shows what its cells held beside what the register had. */
const FIELDS: Readonly<Record<Touch, readonly string[]>> = {
  PERSON: OF_A_PERSON,
  HOUSEHOLD: OF_A_PERSON,
  LIST: [...OF_A_PERSON, 'premium'],
  SEGMENT: [],
  REPORT: OF_A_PERSON,
  EXPORT: [
    ...OF_A_PERSON,
    'declarations',
    'sources',
    'issues',
    'changes',
    'earlier',
    'decisions',
    'requests',
    'readers',
  ],
  REQUEST: ['personId', 'kind', 'reference', 'asked', 'contact'],
  CHANGED: [],
  ERASED: [],
}
