import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, WHOLE_COUNTRY } from '../../src/access/actor.ts'
import { scopeOfAreas } from '../../src/access/granted-scope.store.ts'
import { readerSessions } from '../../src/app/reader-sessions.ts'
import { rows } from '../../src/kernel/sql.ts'
import { type Database, openDatabase } from '../../src/storage/orm.ts'
import { SEEDED_DAY, seedRegister } from '../app/support/seeded-register.ts'
import { countStatements } from '../support/count-statements.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const COMMUNES = 12
const REQUESTS = 2_000
const AT_ONCE = 40

let db: TestDatabase
let pooled: Database
const accounts: { readonly actor: Actor; readonly areaId: number | null }[] = []

beforeAll(async () => {
  db = await createTestDatabase()
  pooled = await openDatabase(db.url, { connections: 3, waitMs: 60_000 })
  await seedRegister(db.em, { communes: COMMUNES, households: 2 })
  const communes = await rows<{ id: number }>(db.em, 'select area_id as id from area where level = 3 order by code')
  for (const { id } of communes) {
    const scope = await scopeOfAreas(db.em, [{ areaId: id, on: SEEDED_DAY }])
    accounts.push({ actor: { id: `officer ${id}`, role: 'DATA_OFFICER', scope }, areaId: id })
    accounts.push({ actor: { id: `analyst ${id}`, role: 'ANALYST', scope }, areaId: id })
  }
  accounts.push({ actor: { id: 'country', role: 'ADMINISTRATOR', scope: WHOLE_COUNTRY }, areaId: null })
  accounts.push({ actor: { id: 'nobody', role: 'ANALYST', scope: { kind: 'AREAS', areaIds: [] } }, areaId: -1 })
})
afterAll(async () => {
  await pooled.close()
  await db.drop()
})

test(`${REQUESTS} requests of ${COMMUNES * 2 + 2} accounts over three connections: each sees its own`, {
  timeout: 120_000,
}, async () => {
  const backends = new Set<number>()
  const wrong: string[] = []
  const request = async (number: number): Promise<void> => {
    // Neighbours in time are others: every connection goes from hand to hand.
    const { actor, areaId } = accounts[(number * 7) % accounts.length] as (typeof accounts)[number]
    const { em, persons } = readerSessions(pooled, actor)
    const session = number % 2 === 0 ? em : persons
    const found = await rows<{ areas: number[]; account: string; pid: number }>(
      session,
      `select array(select distinct area_id from residence) as areas, current_setting('baophu.account') as account,
              pg_backend_pid() as pid`,
    )
    const [{ areas = [], account = '', pid = 0 } = {}] = found
    backends.add(pid)
    const isRight = areaId === null ? areas.length === COMMUNES : areas.every((id) => id === areaId)
    if (!isRight || account !== actor.id || (areas.length === 0) !== (areaId === -1)) wrong.push(actor.id)
  }
  let next = 0
  const hand = async (): Promise<void> => {
    while (next < REQUESTS) await request(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hand))
  expect(wrong).toEqual([])
  expect(backends.size).toBeLessThanOrEqual(3)
})

test('whoever asks again over the same connection says nothing anew', async () => {
  const single = await openDatabase(db.url, { connections: 1 })
  const [first, second] = accounts.map(({ actor }) => readerSessions(single, actor).em)
  if (!first || !second) throw new Error('no accounts')
  try {
    const { statements, steppedIn } = await countStatements(async () => {
      for (const session of [first, first, first, second, second, first]) await rows(session, 'select 1')
    })
    // The maps of both are known from before.
    expect([statements.length, steppedIn]).toEqual([6, 3])
  } finally {
    await single.close()
  }
})
