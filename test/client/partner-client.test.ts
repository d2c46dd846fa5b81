import { readFileSync } from 'node:fs'
import { buildSchema, isEnumType, parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  changesQuery,
  type HouseholdClass,
  HubRefusal,
  householdsQuery,
  type ParticipantGroup,
  PartnerClient,
  type SegmentHousehold,
} from '../../src/client/partner-client.ts'
import { SEGMENT_FIELDS } from '../../src/client/segment-household.ts'
import { PARTICIPANT_GROUPS } from '../../src/enrolments/participant-group.ts'
import { HOUSEHOLD_CLASSES } from '../../src/households/household-class.ts'
import { execute, oneRow } from '../../src/kernel/sql.ts'
import { type SegmentHub, startSegmentHub } from '../segments/segment-hub.ts'

let a: SegmentHub
let partner: PartnerClient
beforeAll(async () => {
  a = await startSegmentHub()
  await a.create('moi-truong', { fields: SEGMENT_FIELDS })
  await a.create('it-truong', { fields: ['ADDRESS'] })
  await a.create('the', { fields: ['ADDRESS', 'BIRTH', 'CARD_NUMBER_LAST4'] })
  partner = new PartnerClient({ url: a.hub.url, key: await a.partnerKey('moi-truong', 'it-truong', 'the') })
})
afterAll(() => a.hub.close())

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = []
  for await (const value of values) found.push(value)
  return found
}

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))

test('what the client asks is in the schema, whatever a segment gives', () => {
  for (const fields of [SEGMENT_FIELDS, [], ...SEGMENT_FIELDS.map((field) => [field, 'MEMBERS', 'CARD_VALIDITY'])])
    for (const query of [householdsQuery(fields), changesQuery(fields)])
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([])
})

test('the client’s words are the schema’s', () => {
  const valuesOf = (name: string) => {
    const type = schema.getType(name)
    return isEnumType(type) ? type.getValues().map((value) => value.name) : []
  }
  expect([...SEGMENT_FIELDS].sort()).toEqual(valuesOf('SegmentField').sort())
  // Their types are compared by the compiler, both ways.
  const classes: readonly HouseholdClass[] = HOUSEHOLD_CLASSES
  const groups: readonly ParticipantGroup[] = PARTICIPANT_GROUPS
  const back: readonly [(typeof HOUSEHOLD_CLASSES)[number], (typeof PARTICIPANT_GROUPS)[number]] = [
    'POOR' as HouseholdClass,
    'STATE_BUDGET' as ParticipantGroup,
  ]
  expect([classes.includes(back[0]), groups.includes(back[1])]).toEqual([true, true])
})

test.each(['moi-truong', 'it-truong', 'the'])('%s is the same by pages and in bulk, field by field', async (name) => {
  const pages = await all(partner.households(name))
  expect(pages).toHaveLength(21)
  expect((await all(partner.bulk(name))).map(({ household }) => household)).toEqual(pages)
})

test('a walk goes on behind a cursor, and is of the day asked', async () => {
  const lines = await all(partner.bulk('moi-truong', { asOf: '2020-07-02' }))
  const covered = lines.map(({ household }) => household.coveredMembers)
  expect([covered.filter((n) => n === 0).length, covered.length]).toEqual([7, 21])
  const rest = await all(partner.households('moi-truong', { after: lines[9]?.cursor ?? '' }))
  expect(rest).toEqual(lines.slice(10).map(({ household }) => household))
})

test('segments tell what they give, until when and by which agreement', async () => {
  const listed = await partner.segments()
  expect(listed.map(({ name }) => name)).toEqual(['it-truong', 'moi-truong', 'the'])
  expect(listed[0]).toMatchObject({ fields: ['ADDRESS'], expiresOn: '2021-06-01', agreement: 'TT 12/2020', version: 1 })
  expect(listed[2]?.fields).toEqual(['ADDRESS', 'MEMBERS', 'BIRTH', 'CARD_VALIDITY', 'CARD_NUMBER_LAST4'])
})

test('a follower goes on from the cursor it kept: days bring changes, and none comes twice', async () => {
  const copy = new Map<string, SegmentHousehold | null>()
  const { cursor } = await partner.segment('the')
  for await (const household of partner.households('the')) copy.set(household.id, household)
  a.setDay('2020-07-01')
  const changes = await all(partner.changes('the', { after: cursor }))
  expect(changes.map(({ kind, asOf }) => `${kind} ${asOf}`)).toEqual(Array(7).fill('CHANGED 2020-07-01'))
  for (const { householdId, household } of changes) copy.set(householdId, household)
  expect([...copy.values()]).toEqual(await all(partner.households('the')))
  expect(await all(partner.changes('the', { after: changes.at(-1)?.cursor }))).toEqual([])
  expect(await all(partner.changes('the', { after: changes[4]?.cursor }))).toEqual(changes.slice(5))
  const stop = new AbortController()
  const followed: string[] = []
  for await (const { kind } of partner.follow('the', { after: changes[4]?.cursor, signal: stop.signal, everyMs: 10 })) {
    followed.push(kind)
    if (followed.length === 2) stop.abort()
  }
  expect(followed).toEqual(['CHANGED', 'CHANGED'])
})

test('changes that are no longer kept are refused to who would miss them, and told to who would not', async () => {
  const { cursor } = await partner.segment('the')
  await execute(
    a.hub.database.em,
    `update segment_change set at = at - interval '91 days' where segment_id = (select segment_id from segment where name = 'the')`,
  )
  a.setDay('2020-07-02')
  expect(await all(partner.changes('the', { after: cursor }))).toEqual([])
  const refused = await all(partner.changes('the')).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(HubRefusal)
  expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'cursor-too-old' })
})

test('refusals are errors with a reason, over both doors', async () => {
  const nobody = new PartnerClient({ url: a.hub.url, key: 'bpk_nobody', language: 'en' })
  for (const ask of [() => nobody.segments(), () => all(nobody.bulk('the'))])
    await expect(ask()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', reason: 'key-unknown' })
  await expect(all(partner.households('la'))).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'segment-not-found' })
  await expect(all(partner.bulk('la'))).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'segment-not-found' })
})

test('bulk of a large segment is read from the database only as it is taken, and is whole', async () => {
  const { em } = a.hub.database
  await execute(
    em,
    `with made as (
       insert into household (head_name, address, batch_id)
       select 'Nguyễn Văn ' || n, repeat('Thôn Thượng, xã Bắc ', 60), 1 from generate_series(1, 12000) n returning household_id
     )
     insert into household_state (household_id, valid_from, area_id, household_class, batch_id)
     select household_id, '2000-01-01', $1, 2, 1 from made`,
    [a.register.hamletId],
  )
  await a.create('lon', { fields: ['ADDRESS'], selection: { householdClasses: ['NEAR_POOR'] } })
  const reader = new PartnerClient({ url: a.hub.url, key: await a.partnerKey('lon') })
  const read = async () =>
    (
      await oneRow<{ n: number }>(
        em,
        `select count(*)::int as n from audit_entry where action = 'PERSONS_READ' and detail ->> 'segment' = 'lon'`,
      )
    ).n
  const lines = reader.bulk('lon')
  const first = await lines.next()
  for (let before = -1, now = await read(); now !== before; now = await read()) {
    before = now
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  expect(await read()).toBeLessThan(20)
  const ids = [first.value?.household.id, ...(await all(lines)).map(({ household }) => household.id)]
  expect([ids.length, new Set(ids).size, await read()]).toEqual([12_000, 12_000, 24])
})
