import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { verifyAudit } from '../../src/access/audit.store.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { RegisterRows } from '../support/register-rows.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from './support/officer.ts'
import { SEEDED_DAY } from './support/seeded-register.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'
import { type SeededCommune, seedTwoCommunes } from './support/two-communes.ts'

let hub: TestHub
let commune: SeededCommune
let other: SeededCommune
let known: number

interface Entry {
  readonly action: string
  readonly account: string
  readonly detail: Readonly<Record<string, unknown>>
}

beforeAll(async () => {
  hub = await startTestHub({ clock: () => new Date(`${SEEDED_DAY}T05:00:00Z`) })
  ;[commune, other] = await seedTwoCommunes(hub.database.em)
})
afterAll(async () => {
  expect((await verifyAudit(hub.database.em)).broken).toEqual([])
  await hub.close()
})
beforeEach(async () => {
  known = (await verifyAudit(hub.database.em)).entries
})

/** What was written since the test began. */
const written = () =>
  rows<Entry>(
    hub.database.em,
    'select action, account, detail from audit_entry where entry_no > $1 order by entry_no',
    [known],
  )

test('every way to persons is written down, with whom and on which request, and without their names', async () => {
  const where = `where: { within: "${commune.code}" }`
  const questions = [
    `{ persons(${where}) { nodes { fullName } } }`,
    `{ households(${where}) { nodes { headName } } }`,
    `{ doorList(within: "${commune.code}") { totalCount } }`,
    ...(['Person', 'Household', 'Enrolment'] as const).map((type) => `{ node(id: "${commune.ids[type]}") { id } }`),
  ]
  const requestIds: string[] = []
  for (const query of questions) requestIds.push((await hub.ask(query)).headers.get('x-request-id') ?? '')
  const file = await fetch(`${hub.url}/exports/door-list.xlsx?within=${commune.code}`, { headers: BEARER })
  await file.arrayBuffer()
  requestIds.push(file.headers.get('x-request-id') ?? '')
  const entries = await written()
  expect(entries.map(({ detail }) => detail.requestId)).toEqual(requestIds)
  expect(new Set(entries.map(({ action, account }) => `${action} ${account}`))).toEqual(
    new Set(['PERSONS_READ administrator']),
  )
  expect(entries[0]?.detail).toMatchObject({ within: commune.code, asOf: SEEDED_DAY })
  expect(entries[0]?.detail.personIds).toHaveLength(4)
  const [, , doors, , , , workbook] = entries
  expect(workbook?.detail).toMatchObject({ ...doors?.detail, requestId: requestIds.at(-1), workbook: true })
  expect(doors?.detail).toMatchObject(await uncoveredIn(commune.code))
  expect(JSON.stringify(entries)).not.toContain('bi-mat')
})

/** Who lives in a commune without a card, and in which households, by id. */
const uncoveredIn = (code: string) =>
  oneRow<{ personIds: readonly number[]; householdIds: readonly number[] }>(
    hub.database.em,
    `select json_agg(home.person_id order by home.household_id) as "personIds",
       json_agg(distinct home.household_id) as "householdIds"
     from residence home join area using (area_id)
     where area.code = $1 and not exists (select from enrolment where enrolment.person_id = home.person_id)`,
    [code],
  )

test('a workbook of many doors is written down with all whom it tells of, two hundred doors an entry', async () => {
  const register = new RegisterRows(hub.database.em)
  const { areaId } = await oneRow<{ areaId: number }>(
    hub.database.em,
    'select area_id as "areaId" from area where code = $1',
    [other.code],
  )
  await register.batch('them-ho.xlsx')
  for (let door = 0; door < 205; door += 1) {
    const householdId = await register.household({ areaId, householdClass: 'OTHER' }, `bi-mat-${door}`)
    const person = await register.person({ name: `bi-mat-${door}`, birthYear: 1980, sex: 'MALE' })
    await register.residence(person, { areaId, householdId, householdClass: 'OTHER' })
  }
  await execute(
    hub.database.em,
    `update import_batch set sheets = (select sheets from import_batch order by batch_id limit 1) where file_name = 'them-ho.xlsx'`,
  )
  await register.settle()
  const file = await fetch(`${hub.url}/exports/door-list.xlsx?within=${other.code}`, { headers: BEARER })
  expect(file.status).toBe(200)
  await file.arrayBuffer()
  const entries = await written()
  const listed = (of: 'personIds' | 'householdIds') => entries.map(({ detail }) => detail[of] as readonly number[])
  expect(listed('householdIds').map((ids) => ids.length)).toEqual([200, 7])
  const { personIds, householdIds } = await uncoveredIn(other.code)
  expect(listed('personIds').flat()).toEqual(personIds)
  expect(listed('householdIds').flat()).toEqual(householdIds)
})

test('figures, a refusal and a node that is not there are not', async () => {
  await hub.ask(`{ coverage(within: "${commune.code}") { version } areas { totalCount } }`)
  await hub.ask(`{ persons(where: { within: "99999" }) { totalCount } }`)
  await hub.ask(`{ node(id: "${Buffer.from('Person:999999').toString('base64url')}") { id } }`)
  expect(await written()).toEqual([])
})

test('a file is written down when it is sent, written and undone; the same bytes again are not', async () => {
  const officer = new Officer(hub)
  const { id } = await officer.send(COMMUNES_OF_XUAN_LOC)
  await officer.send(COMMUNES_OF_XUAN_LOC)
  await officer.commit(id)
  await officer.withdraw(id)
  expect((await written()).map(({ action }) => action)).toEqual(['FILE_SENT', 'BATCH_COMMITTED', 'BATCH_WITHDRAWN'])
})

test('a report on persons is written down when somebody else than its sender reads it, once a question', async () => {
  const fields = `{ fileName issues { totalCount } issueGroups { count } changes { totalCount } matches { address } }`
  const batches = await rows<{ id: number; kind: string }>(
    hub.database.em,
    `insert into import_batch (kind, file_name, sha256, byte_size, status, created_by, area_id)
     select kind, kind, kind, 1, 'COMMITTED', sender, (select area_id from area where code = $1)
     from (values ('CARD_ROLL', 'bpk_other'), ('HOUSEHOLD_SURVEY', 'bpk_other'), ('FIGURES', 'bpk_other'),
                  ('CARD_ROLL', 'administrator')) made (kind, sender) returning batch_id as id, kind`,
    [commune.code],
  )
  const node = (id: number) => Buffer.from(`ImportBatch:${id}`).toString('base64url')
  const [roll, survey, ...others] = batches.map(({ id }) => id)
  await hub.ask(`{ ${others.map((id) => `b${id}: importBatch(id: "${node(id)}") ${fields}`).join(' ')} }`)
  await hub.ask(`{ importBatch(id: "${node(roll ?? 0)}") { fileName outcomes { rowsRead } } }`)
  expect(await written()).toEqual([])
  const { headers } = await hub.ask(`{ importBatches(first: 100) { nodes ${fields} } }`)
  const [entry, shown, ...more] = await written()
  expect(more).toEqual([])
  // The seeded batch tells what the register had of a person: that is written down whoever sent it.
  expect(shown?.detail.personIds).toEqual([1])
  expect(entry).toMatchObject({ action: 'PERSONS_READ', detail: { requestId: headers.get('x-request-id') } })
  expect(entry?.detail.batchIds).toEqual(expect.arrayContaining([roll, survey]))
  for (const other of others) expect(entry?.detail.batchIds).not.toContain(other)
})

test('a key is written down when it is issued and revoked, without its secret', async () => {
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    `mutation { issueKey(input: { role: ANALYST, areaCodes: ["${commune.code}"], purpose: "BI" }) { id key } }`,
  )
  const { id = '', key = '' } = body.data?.issueKey ?? {}
  await hub.ask('mutation($id: ID!) { revokeKey(id: $id) }', { id })
  await hub.ask('mutation { revokeKey(id: "bpk_nobody") }')
  const entries = await written()
  expect(entries).toMatchObject([
    { action: 'KEY_ISSUED', detail: { key: id, role: 'ANALYST' } },
    { action: 'KEY_REVOKED', detail: { key: id } },
  ])
  expect(JSON.stringify(entries)).not.toContain(key)
})

test('the log is read page by page, the newest first, by account and by action; for the whole country’s administrator', async () => {
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    `mutation { issueKey(input: { role: ADMINISTRATOR, areaCodes: ["${commune.code}"], purpose: "quản trị xã" }) { id key } }`,
  )
  const { id = '', key = '' } = body.data?.issueKey ?? {}
  const holder = { authorization: `Bearer ${key}` }
  await hub.ask(`{ persons(where: { within: "${commune.code}" }) { totalCount } }`, {}, holder)
  const LOG = `query($account: String, $action: String, $after: String) {
    auditEntries(account: $account, action: $action, first: 2, after: $after) {
      totalCount pageInfo { endCursor hasNextPage } nodes { entryNo account purpose role action detail }
    }
  }`
  interface Log {
    readonly auditEntries: {
      readonly totalCount: number
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean }
      readonly nodes: readonly {
        readonly entryNo: number
        readonly account: string
        readonly purpose: string | null
        readonly detail: string
      }[]
    }
  }
  const numbers: number[] = []
  let after: string | null = null
  for (;;) {
    const page: Log | null | undefined = (await hub.ask<Log>(LOG, { after })).body.data
    if (!page) throw new Error('no log')
    numbers.push(...page.auditEntries.nodes.map(({ entryNo }) => entryNo))
    after = page.auditEntries.pageInfo.endCursor
    if (!page.auditEntries.pageInfo.hasNextPage) break
  }
  const { entries } = await verifyAudit(hub.database.em)
  expect(numbers).toEqual(Array.from({ length: entries }, (_, at) => entries - at))
  const administrator = (await hub.ask<Log>(LOG, { account: 'administrator' })).body.data?.auditEntries.nodes
  expect(administrator?.map(({ purpose }) => purpose)).toEqual([null, null])
  const own = (await hub.ask<Log>(LOG, { account: id })).body.data?.auditEntries
  expect(own?.nodes).toMatchObject([
    { account: id, purpose: 'quản trị xã', role: 'ADMINISTRATOR', action: 'PERSONS_READ' },
  ])
  expect(JSON.parse(own?.nodes[0]?.detail ?? '')).toMatchObject({ within: commune.code })
  expect((await hub.ask<Log>(LOG, { account: id, action: 'KEY_ISSUED' })).body.data?.auditEntries.totalCount).toBe(0)
  const refused = await hub.ask(LOG, {}, holder)
  expect(refused.body.errors?.[0]?.extensions.code).toBe('FORBIDDEN')
})

test('everybody is told who they are and what they may', async () => {
  const me = async (headers = {}) =>
    (
      await hub.ask<{ me: { id: string; role: string; permissions: string[] } }>(
        '{ me { id role permissions } }',
        {},
        headers,
      )
    ).body.data?.me
  expect(await me()).toMatchObject({ id: 'administrator', role: 'ADMINISTRATOR' })
  expect((await me())?.permissions).toContain('READ_AUDIT')
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    `mutation { issueKey(input: { role: ANALYST, areaCodes: ["${commune.code}"], purpose: "BI" }) { id key } }`,
  )
  const { id = '', key = '' } = body.data?.issueKey ?? {}
  expect(await me({ authorization: `Bearer ${key}` })).toEqual({ id, role: 'ANALYST', permissions: ['READ_FIGURES'] })
})
