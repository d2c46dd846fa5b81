import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { issueKey, type KeyDraft, listKeys, revokeKey } from '../../src/access/key.store.ts'
import { KeyHolders } from '../../src/access/key-holder.store.ts'
import { execute, oneRow, rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const NOW = new Date('2026-11-22T05:00:00Z')
const hours = (n: number): Date => new Date(NOW.getTime() + n * 3_600_000)

let database: TestDatabase
let commune: number
let neighbour: number
const holders = new KeyHolders()

beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const country = await register.country()
  const province = await register.area({ code: '75', level: 'PROVINCE', parentId: country })
  commune = await register.area({ code: '26446', level: 'COMMUNE', parentId: province })
  neighbour = await register.area({ code: '26443', level: 'COMMUNE', parentId: province })
  await register.settle()
})
afterAll(() => database.drop())

const draft = (changed: Partial<KeyDraft> = {}): KeyDraft => ({
  role: 'DATA_OFFICER',
  areaCodes: ['26446'],
  purpose: 'Cán bộ xã Xuân Hưng',
  ...changed,
})
const issue = (changed: Partial<KeyDraft> = {}, actor: Actor = ADMINISTRATOR) =>
  issueKey(actor, database.em, draft(changed), NOW)
const holder = (key: string, now: Date = NOW) => holders.holderOf(database.em, key, now)
const refusal = (reason: string) => expect.objectContaining({ reason })

describe('a key', () => {
  test('is told once, and what is kept of it opens nothing', async () => {
    const { id, key } = await issue()
    expect(key).toMatch(/^bpk_[A-Za-z0-9]{12}_[\w-]{43}$/)
    expect(key.startsWith(`${id}_`)).toBe(true)
    const kept = JSON.stringify(await rows(database.em, `select *, encode(digest, 'hex') as hex from api_key`))
    expect(kept).toContain(id)
    expect(kept).not.toContain(key.slice(id.length + 1))
    const { hex } = await oneRow<{ hex: string }>(
      database.em,
      `select encode(digest, 'hex') as hex from api_key where key_id = $1`,
      [id],
    )
    for (const tried of [id, hex, `${id}_${hex}`, `${id}_${hex.slice(0, 43)}`]) expect(await holder(tried)).toBeNull()
  })

  test('stands for its role in its area', async () => {
    const { id, key } = await issue()
    expect(await holder(key)).toEqual({
      id,
      role: 'DATA_OFFICER',
      scope: { kind: 'AREAS', areaIds: [commune] },
      purposeCode: 'REGISTER_KEEPING',
    })
  })

  test('of the country’s administrator sees all, of another role of the country what lies in it', async () => {
    const [root, analyst] = [
      await issue({ role: 'ADMINISTRATOR', areaCodes: ['VN'] }),
      await issue({ role: 'ANALYST', areaCodes: ['VN'] }),
    ]
    expect((await holder(root.key))?.scope).toEqual({ kind: 'COUNTRY' })
    expect((await holder(analyst.key))?.scope.kind).toBe('AREAS')
  })

  test('ends on its day in Vietnam, and when it is revoked', async () => {
    const { id, key } = await issue({ until: '2026-11-24' })
    const lastSecond = new Date('2026-11-23T16:59:59Z')
    expect([await holder(key, lastSecond), await holder(key, new Date('2026-11-23T17:00:00Z'))]).toEqual([
      expect.objectContaining({ id }),
      null,
    ])
    await revokeKey(ADMINISTRATOR, database.em, id, NOW)
    expect(await holder(key)).toBeNull()
    await revokeKey(ADMINISTRATOR, database.em, id, hours(1))
    const [row] = (await listKeys(ADMINISTRATOR, database.em)).filter((listed) => listed.id === id)
    expect(row).toMatchObject({ revokedAt: NOW, revokedBy: 'administrator', validUntil: '2026-11-24' })
  })

  test('holds a year when nobody says otherwise', async () => {
    const { id } = await issue()
    const [row] = (await listKeys(ADMINISTRATOR, database.em)).filter((listed) => listed.id === id)
    expect(row).toMatchObject({
      validUntil: '2027-11-22',
      createdAt: NOW,
      createdBy: 'administrator',
      grants: [{ areaId: commune, on: '2026-11-22', from: '2026-11-22', until: null }],
    })
  })

  test('holds 366 days at most, and works beside the one that takes its place', async () => {
    const [old, young] = [await issue({ until: '2027-11-23' }), await issue({ until: '2027-11-23' })]
    expect([await holder(old.key), await holder(young.key)].map((actor) => actor?.id)).toEqual([old.id, young.id])
    await revokeKey(ADMINISTRATOR, database.em, old.id, NOW)
    expect([await holder(old.key), (await holder(young.key))?.id]).toEqual([null, young.id])
  })

  test('is marked as used once an hour', async () => {
    const { id, key } = await issue()
    const lastUsed = async () =>
      (await oneRow<{ at: Date | null }>(database.em, 'select last_used_at as at from api_key where key_id = $1', [id]))
        .at
    expect(await lastUsed()).toBeNull()
    for (const [shown, marked] of [
      [0, 0],
      [0.9, 0],
      [1.1, 1.1],
    ] as const) {
      await holder(key, hours(shown))
      expect(await lastUsed()).toEqual(hours(marked))
    }
  })

  test('whose grant is over sees no area', async () => {
    const { id, key } = await issue()
    await execute(database.em, `update api_key_grant set valid_until = '2026-11-23' where key_id = $1`, [id])
    expect((await holder(key, hours(24)))?.scope).toEqual({ kind: 'AREAS', areaIds: [] })
  })

  test('of a partner reads figures only where they were granted, and of nobody else does it say so', async () => {
    const keys = await Promise.all((['PARTNER', 'ANALYST'] as const).map((role) => issue({ role, readsFigures: true })))
    const [partner, analyst] = await Promise.all(keys.map(({ key }) => holder(key)))
    expect([partner?.readsFigures, analyst?.readsFigures]).toEqual([true, undefined])
    expect((await holder((await issue({ role: 'PARTNER' })).key))?.readsFigures).toBeUndefined()
  })

  test('follows its area at once when the map changes', async () => {
    const { key } = await issue({ on: '2025-06-30', areaCodes: ['26443'] })
    expect((await holder(key))?.scope).toEqual({ kind: 'AREAS', areaIds: [neighbour] })
    const register = new RegisterRows(database.em)
    const day = '2025-07-01'
    const parentId = await register.country()
    await execute(database.em, 'update area set valid_until = $1 where area_id = $2', [day, neighbour])
    const renamed = await register.area({ code: '26443', level: 'COMMUNE', parentId, from: day })
    await register.succession({ from: neighbour, to: renamed, on: day, relation: 'RENAMED' })
    await register.settle()
    await execute(database.em, 'update hub_version set version = version + 1')
    expect((await holder(key))?.scope).toEqual({ kind: 'AREAS', areaIds: [neighbour, renamed] })
  })
})

describe('an administrator of an area', () => {
  const local = (): Actor => ({ id: 'local', role: 'ADMINISTRATOR', scope: { kind: 'AREAS', areaIds: [commune] } })

  test('issues keys for it and for nothing else', async () => {
    expect(await issue({}, local())).toMatchObject({ id: expect.any(String) })
    await expect(issue({ areaCodes: ['75'] }, local())).rejects.toThrow(refusal('area-unknown-on-day'))
    await expect(issue({ areaCodes: ['26446', 'VN'] }, local())).rejects.toThrow(refusal('area-unknown-on-day'))
  })

  test('sees and revokes keys of it alone', async () => {
    const [own, wide] = [await issue(), await issue({ areaCodes: ['26446', '75'] })]
    const seen = (await listKeys(local(), database.em)).map(({ id }) => id)
    expect([seen.includes(own.id), seen.includes(wide.id)]).toEqual([true, false])
    await expect(revokeKey(local(), database.em, wide.id, NOW)).rejects.toThrow(refusal('key-not-found'))
    expect(await holder(wide.key)).not.toBeNull()
    await revokeKey(local(), database.em, own.id, NOW)
    expect(await holder(own.key)).toBeNull()
  })
})

test.each([
  ['key-purpose-missing', { purpose: '  ' }],
  ['key-area-missing', { areaCodes: [] }],
  ['key-until-passed', { until: '2026-11-22' }],
  ['key-until-too-far', { until: '2027-11-24' }],
  ['key-address-not-readable', { fromAddresses: ['office'] }],
  ['area-unknown-on-day', { areaCodes: ['99999'] }],
] as const)('%s: no key is made', async (reason, changed) => {
  const before = (await listKeys(ADMINISTRATOR, database.em)).length
  await expect(issue(changed)).rejects.toThrow(refusal(reason))
  expect((await listKeys(ADMINISTRATOR, database.em)).length).toBe(before)
})
