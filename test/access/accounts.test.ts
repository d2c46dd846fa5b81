import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type AccountDraft,
  changeAccount,
  endAccount,
  type Invitation,
  inviteAccount,
  listAccounts,
} from '../../src/access/account.store.ts'
import { AccountHolders } from '../../src/access/account-holder.store.ts'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { execute, rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const NOW = new Date('2026-11-22T05:00:00Z')
const TOMORROW = new Date('2026-11-23T05:00:00Z')
const ISSUER = 'https://id.example.vn'

let database: TestDatabase
let commune: number
let neighbour: number
let known = 0
const holders = new AccountHolders()

beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const province = await register.area({ code: '75', level: 'PROVINCE', parentId: await register.country() })
  commune = await register.area({ code: '26446', level: 'COMMUNE', parentId: province })
  neighbour = await register.area({ code: '26443', level: 'COMMUNE', parentId: province })
  await register.settle()
})
afterAll(() => database.drop())

const draft: AccountDraft = { name: 'Trần Thị B', role: 'DATA_OFFICER', areaCodes: ['26446'] }
const fresh = (): string => {
  known += 1
  return `subject-${known}`
}
const invite = (changed: Partial<Invitation> = {}, actor: Actor = ADMINISTRATOR, now = NOW) =>
  inviteAccount(actor, database.em, { ...draft, issuer: ISSUER, subject: fresh(), ...changed }, now)
const change = (id: string, changed: Partial<AccountDraft> = {}, actor: Actor = ADMINISTRATOR, now = NOW) =>
  changeAccount(actor, database.em, { ...draft, id, ...changed }, now)
const holder = (subject: string, now = NOW, issuer = ISSUER) => holders.holderOf(database.em, { issuer, subject }, now)
const row = async (id: string) => (await listAccounts(ADMINISTRATOR, database.em)).find((each) => each.id === id)
const refusal = (reason: string) => expect.objectContaining({ reason })

describe('an account', () => {
  test('is its subject at its provider, and nobody else’s', async () => {
    const id = await invite({ subject: 'one' })
    expect(id).toMatch(/^acc_[A-Za-z0-9]{12}$/)
    expect(await holder('one')).toEqual({
      ...{ id, role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [commune] } },
      purposeCode: 'REGISTER_KEEPING',
    })
    expect([
      await holder('One'),
      await holder('one ', NOW),
      await holder('one', NOW, 'https://id.example.com'),
    ]).toEqual(['account-unknown', 'account-unknown', 'account-unknown'])
    await expect(invite({ subject: 'one' })).rejects.toThrow(refusal('account-exists'))
  })

  test('of the country’s administrator sees all', async () => {
    await invite({ subject: 'root', role: 'ADMINISTRATOR', areaCodes: ['VN'] })
    expect(await holder('root')).toMatchObject({ scope: { kind: 'COUNTRY' } })
  })

  test('that is changed has its new role and areas at once; what it had until yesterday stays written', async () => {
    const subject = fresh()
    const id = await invite({ subject })
    await change(id, { role: 'ANALYST', areaCodes: ['26443'], until: '2027-01-01' }, ADMINISTRATOR, TOMORROW)
    expect(await holder(subject, TOMORROW)).toMatchObject({ role: 'ANALYST', scope: { areaIds: [neighbour] } })
    expect((await row(id))?.grants).toEqual([
      { areaId: commune, on: '2026-11-22', from: '2026-11-22', until: '2026-11-23' },
      { areaId: neighbour, on: '2026-11-23', from: '2026-11-23', until: '2027-01-01' },
    ])
  })

  test('that is changed twice a day is what it was made last', async () => {
    const subject = fresh()
    const id = await invite({ subject })
    await change(id, { areaCodes: ['26443', '26446'] })
    await change(id, { areaCodes: ['26443'], until: '2026-12-01', on: '2020-01-01' })
    expect((await row(id))?.grants).toEqual([
      { areaId: neighbour, on: '2020-01-01', from: '2026-11-22', until: '2026-12-01' },
    ])
  })

  test('that was ended stays in the list and lets nobody in; the subject can be invited again as another', async () => {
    const subject = fresh()
    const id = await invite({ subject })
    await endAccount(ADMINISTRATOR, database.em, id, NOW)
    await endAccount(ADMINISTRATOR, database.em, id, TOMORROW)
    expect(await holder(subject)).toBe('account-ended')
    expect(await row(id)).toMatchObject({ endedAt: NOW, endedBy: 'administrator' })
    await expect(change(id)).rejects.toThrow(refusal('account-not-found'))
    const again = await invite({ subject })
    expect(await holder(subject)).toMatchObject({ id: again })
  })

  test('reads figures as a partner only where they were granted', async () => {
    const [partner, analyst] = [fresh(), fresh()]
    await invite({ subject: partner, role: 'PARTNER', readsFigures: true })
    await invite({ subject: analyst, role: 'ANALYST', readsFigures: true })
    expect(await holder(partner)).toMatchObject({ readsFigures: true })
    expect(await holder(analyst)).not.toHaveProperty('readsFigures')
  })

  test('is for what it was let in for; a change widens that only when it says so, or under another role', async () => {
    const subject = fresh()
    const id = await invite({ subject, purposeCode: 'STATISTICS' })
    const isFor = async () => [await holder(subject), await row(id)].map((each) => Object(each).purposeCode)
    expect(await isFor()).toEqual(['STATISTICS', 'STATISTICS'])
    await change(id, { areaCodes: ['26443'] })
    expect(await isFor()).toEqual(['STATISTICS', 'STATISTICS'])
    await change(id, { purposeCode: 'CAMPAIGNS' })
    expect(await isFor()).toEqual(['CAMPAIGNS', 'CAMPAIGNS'])
    await change(id, { role: 'ANALYST' })
    expect(await isFor()).toEqual(['STATISTICS', 'STATISTICS'])
    await expect(change(id, { role: 'PARTNER', purposeCode: 'STATISTICS' })).rejects.toThrow(
      refusal('purpose-not-of-role'),
    )
  })

  test('never widens when its area takes in a neighbour, and keeps what was granted', async () => {
    const subject = fresh()
    await invite({ subject, on: '2025-06-30' })
    const register = new RegisterRows(database.em)
    const day = '2025-07-01'
    await execute(database.em, 'update area set valid_until = $1 where area_id = any($2)', [day, [commune, neighbour]])
    const merged = await register.area({
      code: '26446',
      level: 'COMMUNE',
      parentId: await register.country(),
      from: day,
    })
    for (const from of [commune, neighbour]) await register.succession({ from, to: merged, on: day, relation: 'WHOLE' })
    await register.settle()
    await execute(database.em, 'update hub_version set version = version + 1')
    expect(await holder(subject)).toMatchObject({ scope: { areaIds: [commune] } })
    // The map of the other tests again.
    await execute(database.em, 'delete from area_succession')
    await execute(database.em, 'delete from area_parent where area_id = $1', [merged])
    await execute(database.em, 'delete from area_ancestor where area_id = $1', [merged])
    await execute(database.em, 'delete from area where area_id = $1', [merged])
    await execute(database.em, `update area set valid_until = 'infinity' where area_id = any($1)`, [
      [commune, neighbour],
    ])
    await register.settle()
    await execute(database.em, 'update hub_version set version = version + 1')
  })
})

describe('an administrator of an area', () => {
  const local = (): Actor => ({ id: 'local', role: 'ADMINISTRATOR', scope: { kind: 'AREAS', areaIds: [commune] } })

  test('lets people in for it and for nothing else', async () => {
    await invite({}, local())
    for (const areaCodes of [['75'], ['26446', 'VN'], ['26443']])
      await expect(invite({ areaCodes }, local())).rejects.toThrow(refusal('area-unknown-on-day'))
  })

  test('sees, changes and ends accounts of it alone, also where a part of another’s lies in it', async () => {
    const own = await invite()
    const wide = await invite({ areaCodes: ['26446', '26443'] })
    const seen = (await listAccounts(local(), database.em)).map(({ id }) => id)
    expect([seen.includes(own), seen.includes(wide)]).toEqual([true, false])
    await expect(change(wide, {}, local())).rejects.toThrow(refusal('account-not-found'))
    await expect(endAccount(local(), database.em, wide, NOW)).rejects.toThrow(refusal('account-not-found'))
    await expect(change(own, { areaCodes: ['26443'] }, local())).rejects.toThrow(refusal('area-unknown-on-day'))
    await endAccount(local(), database.em, own, NOW)
    expect([(await row(own))?.endedBy, (await row(wide))?.endedAt]).toEqual(['local', null])
  })
})

test.each([
  ['account-name-missing', { name: '  ' }],
  ['account-area-missing', { areaCodes: [] }],
  ['account-days-passed', { from: '2026-11-21' }],
  ['account-days-passed', { until: '2026-11-22' }],
  ['area-unknown-on-day', { areaCodes: ['99999'] }],
  ['subject-not-readable', { subject: 'Trần Thị B' }],
] as const)('%s: nobody is let in', async (reason, changed) => {
  const before = (await listAccounts(ADMINISTRATOR, database.em)).length
  await expect(invite(changed)).rejects.toThrow(refusal(reason))
  expect((await listAccounts(ADMINISTRATOR, database.em)).length).toBe(before)
})

test('every invitation, change and end is written down, with whom it was made by and without the subject', async () => {
  const subject = fresh()
  const id = await invite({ subject })
  await change(id, { role: 'ANALYST' })
  await endAccount(ADMINISTRATOR, database.em, id, NOW)
  const entries = await rows<{ action: string; account: string; detail: object }>(
    database.em,
    `select action, account, detail from audit_entry where detail ->> 'account' = $1 order by entry_no`,
    [id],
  )
  expect(entries.map(({ action, account }) => [action, account])).toEqual([
    ['ACCOUNT_INVITED', 'administrator'],
    ['ACCOUNT_CHANGED', 'administrator'],
    ['ACCOUNT_ENDED', 'administrator'],
  ])
  expect(entries[1]?.detail).toMatchObject({ role: 'ANALYST', areaIds: [commune], from: '2026-11-22', until: null })
  expect(JSON.stringify(entries)).not.toContain(subject)
})
