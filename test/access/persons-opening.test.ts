import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeAccount, inviteAccount } from '../../src/access/account.store.ts'
import { AccountHolders } from '../../src/access/account-holder.store.ts'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { issueKey } from '../../src/access/key.store.ts'
import { KeyHolders } from '../../src/access/key-holder.store.ts'
import { demand, may, PersonsNotOpen } from '../../src/access/may.ts'
import { actorAt, openPersons } from '../../src/access/persons-opening.store.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { purge } from '../../src/privacy/retention.store.ts'
import { seedRegister } from '../app/support/seeded-register.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const NOW = new Date('2017-09-30T05:00:00Z')
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)
const DRAFT = { reason: 'đối chiếu danh sách hộ nghèo', minutes: 60 }
const ISSUER = 'https://id.example.vn'

const DISTRICT: Actor = {
  id: 'officer',
  role: 'DATA_OFFICER',
  scope: { kind: 'AREAS', areaIds: [] },
  personsOpenUntil: null,
}

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await seedRegister(db.em, { communes: 1, households: 1 })
})
afterAll(() => db.drop())

const holders = new KeyHolders()
const accounts = new AccountHolders()

/** A key of a data officer, and who holds it at a moment. */
async function officerOf(...areaCodes: readonly string[]): Promise<(now?: Date) => Promise<Actor>> {
  const draft = { role: 'DATA_OFFICER', areaCodes, purpose: 'thử' } as const
  const { key } = await issueKey(ADMINISTRATOR, db.database.hub(), draft, NOW)
  return async (now = NOW) => (await holders.holderOf(db.em, key, now)) as Actor
}

/** An account of one, by the subject. */
async function accountOf(subject: string, areaCodes: readonly string[]) {
  const draft = { name: subject, role: 'DATA_OFFICER', areaCodes } as const
  const id = await inviteAccount(ADMINISTRATOR, db.em, { ...draft, issuer: ISSUER, subject }, NOW)
  return {
    id,
    draft,
    holder: async (now = NOW) => (await accounts.holderOf(db.em, { issuer: ISSUER, subject }, now)) as Actor,
  }
}

describe('whoever was granted', () => {
  test.each([
    [['VN'], null],
    [['24'], null],
    [['215'], null],
    [['07300'], undefined],
    [['07300', '215'], null],
  ])('%j reads persons without opening them: %s', async (codes, expected) => {
    const actor = await (await officerOf(...codes))()
    expect([actor.personsOpenUntil, may(actor, 'READ_PERSONS')]).toEqual([expected, expected === undefined])
  })
})

test('nobody opens what their purpose does not cover, and is told of the purpose', async () => {
  const draft = { role: 'DATA_OFFICER', areaCodes: ['215'], purpose: 'thử', purposeCode: 'STATISTICS' } as const
  const { key } = await issueKey(ADMINISTRATOR, db.database.hub(), draft, NOW)
  const actor = (await holders.holderOf(db.em, key, NOW)) as Actor
  expect([actor.personsOpenUntil, may(actor, 'READ_PERSONS')]).toEqual([undefined, false])
  await expect(openPersons(actor, db.database.hub(), DRAFT, NOW)).rejects.toMatchObject({
    ...{ name: 'NotAllowed', purpose: 'STATISTICS' },
  })
})

test('what a segment tells is persons too, also for who reads nothing else of them', async () => {
  const draft = { role: 'DATA_OFFICER', areaCodes: ['215'], purpose: 'thử', purposeCode: 'SEGMENT_SERVICE' } as const
  const { key } = await issueKey(ADMINISTRATOR, db.database.hub(), draft, NOW)
  const held = async () => (await holders.holderOf(db.em, key, NOW)) as Actor
  const ofSegments = async () => {
    const actor = await held()
    const { documents } = readerSessions(db.database, actor)
    const found = rows(documents, 'select * from segment_document')
    return [may(actor, 'READ_PERSONS'), may(actor, 'READ_SEGMENTS'), await found.catch(({ code }) => code)]
  }
  expect(await ofSegments()).toEqual([false, false, '42501'])
  expect(() => demand({ ...DISTRICT, purposeCode: 'SEGMENT_SERVICE' }, 'READ_SEGMENTS')).toThrow(PersonsNotOpen)
  await openPersons(await held(), db.database.hub(), DRAFT, NOW)
  expect(await ofSegments()).toEqual([false, true, []])
})

test('a key is looked up with what it opened, in one statement', async () => {
  const holder = await officerOf('215')
  const until = await openPersons(await holder(), db.database.hub(), DRAFT, NOW)
  await holder()
  const { answer, statements } = await countStatements(() => holder(later(59)))
  expect([answer.personsOpenUntil, statements.length]).toEqual([until, 1])
  expect((await holder(later(60))).personsOpenUntil).toBeNull()
})

test('so is an account', async () => {
  const { holder } = await accountOf('one', ['215'])
  expect((await holder()).personsOpenUntil).toBeNull()
  const until = await openPersons(await holder(), db.database.hub(), DRAFT, NOW)
  const { answer, statements } = await countStatements(() => holder(later(59)))
  expect([answer.personsOpenUntil, statements.length]).toEqual([until, 1])
  expect((await holder(later(60))).personsOpenUntil).toBeNull()
})

test('an account that is given other areas has opened nothing there', async () => {
  const { id, draft, holder } = await accountOf('two', ['215'])
  await openPersons(await holder(), db.database.hub(), DRAFT, NOW)
  await changeAccount(ADMINISTRATOR, db.em, { ...draft, id, areaCodes: ['24'] }, later(1))
  expect((await holder(later(2))).personsOpenUntil).toBeNull()
})

test('who was let in while persons were open is told nothing once they are not', async () => {
  const holder = await officerOf('215')
  await openPersons(await holder(), db.database.hub(), DRAFT, NOW)
  const letIn = await holder()
  expect([59, 60, 61].map((minutes) => may(actorAt(letIn, later(minutes)), 'READ_PERSONS'))).toEqual([
    true,
    false,
    false,
  ])
})

test('PostgreSQL itself gives no name while persons are not open, and no report that others sent', async () => {
  const holder = await officerOf('215')
  const ofPersons = async (actor: Actor) => {
    const { persons } = readerSessions(db.database, actor)
    return (await rows(persons, 'select full_name from person')).length
  }
  const closed = await holder()
  await expect(ofPersons(closed)).rejects.toMatchObject({ code: '42501' })
  const { reports } = readerSessions(db.database, closed)
  for (const table of ['person', 'household', 'enrolment'])
    await expect(rows(reports, `select * from ${table}`)).rejects.toMatchObject({ code: '42501' })
  expect(await rows(reports, 'select * from row_issue')).toEqual([])
  await openPersons(closed, db.database.hub(), DRAFT, NOW)
  expect(await ofPersons(await holder())).toBe(2)
})

test('two that open at once leave one open', async () => {
  const holder = await officerOf('215')
  const actor = await holder()
  await Promise.all([10, 20, 30].map((minutes) => openPersons(actor, db.database.hub(), { ...DRAFT, minutes }, NOW)))
  const { open } = await oneRow<{ open: number }>(
    db.em,
    'select count(*)::int as open from persons_opening where account = $1 and open_until > $2',
    [actor.id, NOW.toISOString()],
  )
  expect(open).toBe(1)
})

test('what was opened is kept as long as the audit log', async () => {
  await execute(db.em, 'delete from persons_opening')
  const actor = await (await officerOf('215'))()
  const day = 24 * 60
  for (const minutes of [0, 20 * day]) await openPersons(actor, db.database.hub(), DRAFT, later(minutes))
  const retention = { files: null, findings: null, persons: null, requests: null }
  const kept = async () => (await rows(db.em, 'select from persons_opening')).length
  await purge(db.database.hub(), ADMINISTRATOR, { ...retention, audit: null }, later(40 * day))
  expect(await kept()).toBe(2)
  await purge(db.database.hub(), ADMINISTRATOR, { ...retention, audit: 30 }, later(40 * day))
  expect(await kept()).toBe(1)
})
