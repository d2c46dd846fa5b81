import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeAccount, endAccount, inviteAccount, listAccounts } from '../../src/access/account.store.ts'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { inScope, scopeIds } from '../../src/access/area-scope.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import { issueKey, listKeys, revokeKey } from '../../src/access/key.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { rows } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

const NOW = new Date('2026-11-22T05:00:00Z')
const [TODAY, MOVED, BEFORE] = ['2026-11-22', '2020-01-01', '2019-01-01'] as const
const ISSUER = 'https://id.example.vn'

let database: TestDatabase
let commune: number
/** Administrators of one commune, granted before and after its hamlets changed. */
const givers = new Map<PlainDate, Actor>()
let invited = 0

/** In 2020 a hamlet left the commune for its neighbour, and another came from there. */
beforeAll(async () => {
  database = await createTestDatabase()
  const register = new RegisterRows(database.em)
  const province = await register.area({ code: '75', level: 'PROVINCE', parentId: await register.country() })
  commune = await register.area({ code: '26446', level: 'COMMUNE', parentId: province })
  const neighbour = await register.area({ code: '26443', level: 'COMMUNE', parentId: province })
  for (const [code, first, then] of [
    ['26446.01', commune, neighbour],
    ['26443.01', neighbour, commune],
  ] as const) {
    const hamlet = await register.area({ code, level: 'HAMLET', name: code })
    await register.parent(hamlet, first, { until: MOVED })
    await register.parent(hamlet, then, { from: MOVED })
  }
  await register.settle()
  for (const on of [TODAY, BEFORE]) {
    const scope = await scopeOfAreas(database.em, [{ areaId: commune, on }])
    givers.set(on, { id: `granted ${on}`, role: 'ADMINISTRATOR', scope })
  }
})
afterAll(() => database.drop())

const giver = (on: PlainDate): Actor => {
  const found = givers.get(on)
  if (!found) throw new Error(`nobody was granted ${on}`)
  return found
}
const issue = (actor: Actor, on: PlainDate) =>
  issueKey(actor, database.em, { role: 'DATA_OFFICER', areaCodes: ['26446'], purpose: 'thử', on }, NOW)
const account = { name: 'Trần Thị B', role: 'DATA_OFFICER', areaCodes: ['26446'] } as const
const invite = (actor: Actor, on: PlainDate) => {
  invited += 1
  return inviteAccount(actor, database.em, { ...account, issuer: ISSUER, subject: `subject-${invited}`, on }, NOW)
}
const wider = expect.objectContaining({ reason: 'grant-wider-than-giver' })
const refusal = (reason: string) => expect.objectContaining({ reason })

test('each was granted the hamlet that the other was not', async () => {
  const seen = async (actor: Actor) =>
    (
      await rows<{ code: string }>(
        database.em,
        `select code from area where level = 4 and ${inScope('area.area_id', 1)}`,
        [scopeIds(actor)],
      )
    ).map(({ code }) => code)
  expect([await seen(giver(TODAY)), await seen(giver(BEFORE))]).toEqual([['26443.01'], ['26446.01']])
})

describe.each([
  ['whose hamlet has left it', TODAY, BEFORE],
  ['which a hamlet has joined', BEFORE, TODAY],
] as const)('an administrator of a commune %s', (_which, own, other) => {
  test('grants what they have, and not by another day what they have not', async () => {
    await expect(issue(giver(own), other)).rejects.toThrow(wider)
    await expect(invite(giver(own), other)).rejects.toThrow(wider)
    await issue(giver(own), own)
    const id = await invite(giver(own), own)
    await expect(changeAccount(giver(own), database.em, { ...account, id, on: other }, NOW)).rejects.toThrow(wider)
    await changeAccount(giver(own), database.em, { ...account, id, on: own }, NOW)
  })

  test('neither sees nor ends what means more', async () => {
    const [mine, theirs] = [await issue(ADMINISTRATOR, own), await issue(ADMINISTRATOR, other)]
    const listed = (await listKeys(giver(own), database.em)).map(({ id }) => id)
    expect([listed.includes(mine.id), listed.includes(theirs.id)]).toEqual([true, false])
    await expect(revokeKey(giver(own), database.em, theirs.id, NOW)).rejects.toThrow(refusal('key-not-found'))
    await revokeKey(giver(own), database.em, mine.id, NOW)

    const [ours, foreign] = [await invite(ADMINISTRATOR, own), await invite(ADMINISTRATOR, other)]
    const accounts = (await listAccounts(giver(own), database.em)).map(({ id }) => id)
    expect([accounts.includes(ours), accounts.includes(foreign)]).toEqual([true, false])
    const lost = refusal('account-not-found')
    await expect(endAccount(giver(own), database.em, foreign, NOW)).rejects.toThrow(lost)
    const change = { ...account, id: foreign, on: own }
    await expect(changeAccount(giver(own), database.em, change, NOW)).rejects.toThrow(lost)
    await endAccount(giver(own), database.em, ours, NOW)
  })
})

test('the country’s administrator grants any day', async () => {
  for (const on of [TODAY, BEFORE]) {
    const { id } = await issue(ADMINISTRATOR, on)
    await revokeKey(ADMINISTRATOR, database.em, id, NOW)
  }
})
