import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  DOCUMENT_SOURCES,
  GIVEN_SEGMENTS,
  GUARDED,
  HOME_VIEWS,
  PUBLIC_TABLES,
  REACH_VIEWS,
  READER_ROLES,
  type ReaderRole,
  SEGMENT_TABLES,
  TOLD,
} from '../../src/storage/reader-grants.ts'
import { seedTwoCommunes } from '../app/support/two-communes.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { asRole } from '../support/reader-clients.ts'

const ROLES = Object.keys(READER_ROLES) as ReaderRole[]
const IN_PARTS = ['FIGURES', 'PERSONS'] as const
/** What no reader may open but one of segments some, and why each is there. */
const CLOSED: Readonly<Record<string, string>> = {
  household_identity: 'how surveys name households: the import asks',
  register_image: 'the way back of a withdrawal',
  import_recipe: 'how a sender’s form was read: the import asks',
  match_decision: 'who a doubtful row speaks of: the import asks',
  api_key: 'digests of keys',
  api_key_grant: 'who holds what',
  audit_entry: 'who read what',
  audit_anchor: 'where the log was cut',
  account: 'who may sign in',
  account_grant: 'who holds what',
  persons_opening: 'who opened persons, for what and until when',
  erased_number: 'digests of the numbers of those who were erased',
  erasure_salt: 'what those digests are made with',
  person_request: 'who asked what about their own data, and how they are reached',
  partner: 'the secret by which a partner’s ids are made',
  segment: 'what partners fetch: the hub gives it, under its own fields',
  segment_version: 'the same',
  segment_area: 'the same',
  segment_member: 'the same',
  segment_document: 'the same',
  segment_change: 'the same',
  api_key_segment: 'which key fetches what',
  hub_migration: 'the migrations’ own',
}

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await seedTwoCommunes(db.em)
})
afterAll(() => db.drop())

const column = async (sql: string): Promise<string[]> => {
  const { rows } = await db.pool().query<{ name: string }>(sql)
  return rows.map(({ name }) => name)
}

describe('every table', () => {
  test('is guarded, closed or public with a reason', async () => {
    const known = [
      ...Object.keys(GUARDED),
      ...Object.keys(HOME_VIEWS),
      ...Object.keys(CLOSED),
      TOLD.table,
      ...Object.keys(PUBLIC_TABLES),
      ...REACH_VIEWS,
    ]
    const found = await column(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in ('public', 'stage') and c.relname <> 'planned_area'
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
    )
    expect(found.sort()).toEqual(known.sort())
  })

  test('that is guarded or closed has its guard forced on, for its owner too', async () => {
    const forced = await column('select relname as name from pg_class where relrowsecurity and relforcerowsecurity')
    const { hub_migration: _own, ...closed } = CLOSED
    expect(forced.sort()).toEqual([...Object.keys(GUARDED), ...Object.keys(closed), TOLD.table].sort())
  })

  test('lets readers select what is written down, and nothing else', async () => {
    const granted = await column(
      `select distinct format('%s %s', privilege_type, table_name) as name from information_schema.column_privileges
       where grantee like 'baophu\\_%' and table_schema not in ('pg_catalog', 'information_schema')`,
    )
    const readable = [GUARDED, HOME_VIEWS, PUBLIC_TABLES]
      .flatMap(Object.keys)
      .concat(REACH_VIEWS, SEGMENT_TABLES, GIVEN_SEGMENTS)
    const told = ['SELECT', 'INSERT', 'UPDATE'].map((privilege) => `${privilege} ${TOLD.table}`)
    expect(granted.sort()).toEqual([...readable.map((table) => `SELECT ${table}`), ...told].sort())
  })

  test('is looked at past its guard by six views alone, and by no function', async () => {
    const views = await column(
      `select relname as name from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
       and not coalesce('security_invoker=true' = any(reloptions), false)
       and exists (select from unnest(array['${Object.values(READER_ROLES).join("','")}']) role
                   where has_table_privilege(role, pg_class.oid, 'select'))`,
    )
    expect(views.sort()).toEqual(['batch_source', ...REACH_VIEWS, ...Object.keys(HOME_VIEWS)].sort())
    expect(
      await column(`select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`),
    ).toEqual([])
  })
})

describe.each(IN_PARTS)('%s without a scope', (role) => {
  const SAID: readonly Readonly<Record<string, string>>[] = [
    {},
    { scope: '', reach: '', above: '', account: '' },
    { scope: '{}', reach: '{}', above: '', account: 'somebody' },
    { scope: '{[1000000,)}', reach: '{[1000000,)}' },
  ]
  test.each(SAID.map((settings) => [JSON.stringify(settings), settings] as const))(
    'sees nothing: %s',
    async (_text, settings) => {
      for (const [table, columns] of Object.entries({ ...GUARDED, ...HOME_VIEWS })) {
        if (columns[role].length === 0) continue
        const names = columns[role] === '*' ? '*' : columns[role].join(', ')
        const { rows } = await asRole(db.url, { role, settings }, (client) =>
          client.query(`select ${names} from ${table}`),
        )
        expect([table, rows]).toEqual([table, []])
      }
    },
  )

  test.each(['country', 'x', '{', '1,2', '{1}', '[1,2)', "' or true --"])('fails or sees nothing: %s', async (text) => {
    const settings = { scope: text, reach: text, above: text, account: text }
    for (const table of [
      'residence',
      'resident',
      'resident_card',
      'coverage_cube',
      'campaign',
      'survey_round',
      'import_batch',
    ]) {
      const seen = await asRole(db.url, { role, settings }, (client) =>
        client.query(`select count(*)::int as n from ${table}`).then(
          ({ rows }) => rows[0].n,
          () => 'refused',
        ),
      )
      expect([table, seen]).toEqual([table, seen === 0 ? 0 : 'refused'])
    }
  })
})

test('whoever counts reads no name, number, address or card of anybody', async () => {
  const asked = [
    ...['select full_name from person', 'select national_id from person', 'select name_key from person'],
    ...['select address from household', 'select head_name from household', 'select card_number from enrolment'],
    ...['select relation_to_head from residence', 'select * from person_identity', 'select * from card_declaration'],
    ...[
      'select full_name from resident',
      'select card_days from resident',
      'select card_number from resident_card',
      'select address from resident_household',
    ],
    ...['select found from row_issue', 'select label from register_change', 'select label from batch_row'],
  ]
  for (const sql of asked)
    for (const role of ['FIGURES', 'FIGURES_OF_COUNTRY'] as const)
      await expect(asRole(db.url, { role }, (client) => client.query(sql))).rejects.toMatchObject({ code: '42501' })
})

describe('SEGMENTS', () => {
  const EVERYWHERE = { scope: '{(,)}', reach: '{(,)}' }
  const asked = [
    ...SEGMENT_TABLES.map((table) => `select * from ${table}`),
    ...Object.entries(DOCUMENT_SOURCES).map(([table, columns]) => `select ${columns.join(', ')} from ${table}`),
  ]
  const counted = (settings: Readonly<Record<string, string>>, sql: string) =>
    asRole(db.url, { role: 'SEGMENTS', settings }, async (client) => (await client.query(sql)).rowCount)

  test('without a scope or an account sees nothing', async () => {
    const said: readonly Readonly<Record<string, string>>[] = [
      {},
      { scope: '', reach: '', account: '', segments: '' },
      { scope: '{}', segments: 'OWN' },
    ]
    for (const settings of said)
      for (const sql of asked)
        if (!sql.endsWith('import_batch')) expect([sql, await counted(settings, sql)]).toEqual([sql, 0])
  })

  test('reads members of its areas, of the segments it was given or of all', async () => {
    const [given] = await column('select segment_id as name from segment order by 1')
    await db.pool().query(
      `insert into api_key (key_id, digest, role, purpose, purpose_code, created_by, created_at, valid_until)
         values ('bpk_thu', '\\x00', 'PARTNER', 'x', 'SEGMENT_SERVICE', 'x', now(), 'infinity')`,
    )
    await db.pool().query('insert into api_key_segment (key_id, segment_id) values ($1, $2)', ['bpk_thu', given])
    const members = (settings: object) => counted({ ...settings }, 'select from segment_member')
    const [all, own] = [
      await members({ ...EVERYWHERE, segments: 'ALL' }),
      await members({ ...EVERYWHERE, segments: 'OWN', account: 'bpk_thu' }),
    ]
    expect([all, own]).toEqual([4, 2])
    // Documents go with their members, whose areas they do not have.
    const told = (settings: object) => counted({ ...settings }, 'select from segment_document')
    await db.pool().query(`insert into segment_document (segment_id, household_id, shown_id, document)
      select segment_id, household_id, area_id, '{}' from segment_member on conflict do nothing`)
    expect(await told({ ...EVERYWHERE, segments: 'ALL' })).toBe(4)
    expect(await told({ ...EVERYWHERE, segments: 'OWN', account: 'bpk_thu' })).toBe(2)
    expect(await told({ ...EVERYWHERE, segments: 'OWN', account: 'bpk_another' })).toBe(0)
    expect(await told({ scope: '{[1000000,)}', segments: 'ALL' })).toBe(0)
    expect(await members({ ...EVERYWHERE, segments: 'OWN', account: 'bpk_another' })).toBe(0)
    expect(await members({ ...EVERYWHERE, account: 'bpk_thu' })).toBe(0)
    expect(await members({ scope: '{[1000000,)}', segments: 'ALL' })).toBe(0)
    expect(await counted({ ...EVERYWHERE, segments: 'OWN', account: 'bpk_thu' }, 'select from segment')).toBe(1)
  })

  test('reads no definition, no secret and nothing else of the register', async () => {
    const closed = [
      ...['select secret from partner', 'select * from segment_version', 'select * from segment_area'],
      ...['select name_key from person', 'select social_insurance_number from person', 'select * from person_identity'],
      ...['select file_name from import_batch', 'select * from resident', 'select * from coverage_cube'],
    ]
    for (const sql of closed) await expect(counted(EVERYWHERE, sql), sql).rejects.toMatchObject({ code: '42501' })
  })
})

describe('REPORTS', () => {
  const EVERYWHERE = { scope: '{(,)}', reach: '{(,)}' }
  const counted = (settings: Readonly<Record<string, string>>, sql: string) =>
    asRole(db.url, { role: 'REPORTS', settings }, async (client) => (await client.query(sql)).rowCount)

  test('reads what files say for their sender, and what files of figures say for everybody', async () => {
    const batch = (kind: string, sender: string) =>
      column(
        `insert into import_batch (kind, file_name, sha256, byte_size, status, area_id, created_by)
         select '${kind}', 'x', repeat('0', 64), 1, 'CHECKED', min(area_id), '${sender}' from area where level = 3
         returning batch_id::text as name`,
      )
    await db.pool().query('delete from row_issue; delete from register_change')
    for (const [kind, sender] of [...['an', 'binh'].map((who) => ['CARD_ROLL', who]), ['FIGURES', 'binh']]) {
      const [id] = await batch(kind ?? '', sender ?? '')
      await db.pool().query(
        `with issue as (insert into row_issue (batch_id, sheet, row, severity, code) values ($1, 'S', 2, 'ERROR', '${kind} ${sender}'))
         insert into register_change (batch_id, kind, subject, label) values ($1, 'CREATED', 'x', '${kind} ${sender}')`,
        [id],
      )
    }
    const read = (settings: Readonly<Record<string, string>>, name: string, table: string) =>
      asRole(db.url, { role: 'REPORTS', settings }, async (client) =>
        (await client.query<{ name: string }>(`select ${name} as name from ${table} order by 1`)).rows.map(
          (row) => row.name,
        ),
      )
    const an = { ...EVERYWHERE, account: 'an' }
    expect(await read(an, 'code', 'row_issue')).toEqual(['CARD_ROLL an', 'FIGURES binh'])
    expect(await read(an, 'label', 'register_change')).toEqual(['FIGURES binh'])
    expect(await read({ scope: '{}', account: 'an' }, 'code', 'row_issue')).toEqual([])
    expect(await read({}, 'code', 'row_issue')).toEqual([])
  })

  test('reads nothing of the register', async () => {
    for (const table of [
      'person',
      'residence',
      'enrolment',
      'household',
      'resident',
      'coverage_cube',
      'segment_document',
    ])
      await expect(counted(EVERYWHERE, `select * from ${table}`), table).rejects.toMatchObject({ code: '42501' })
  })
})

test.each(ROLES)('%s writes nothing', async (role) => {
  const tables = await column(
    `select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  )
  await asRole(db.url, { role }, async (client) => {
    const refused = async (sql: string): Promise<void> => {
      await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501' })
    }
    for (const table of tables) {
      const tells = table === TOLD.table && READER_ROLES[role] === TOLD.role
      if (!tells) await refused(`insert into ${table} select * from ${table} where false`)
      await refused(`delete from ${table}`)
      await refused(`truncate ${table}`)
    }
    await refused('update hub_version set version = version + 1')
    await refused(`select append_audit_entry('x', 'x', 'x', '{}')`)
    await refused('create table mine (a int)')
    await refused('alter table person disable row level security')
    await refused('select digest from api_key')
  })
})
