import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { isClash } from '../../../importers/stages/commit-clash.ts'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { madeUpSocialInsuranceNumber } from '../../../src/app/demo/made-up-numbers.ts'
import { batch } from '../../../src/batches/batch.store.ts'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { oneRow, rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { LIST, openIntake, type TestIntake } from './received.ts'

let db: TestDatabase
const open: TestIntake[] = []

beforeAll(async () => {
  db = await createTestDatabase()
})
afterEach(async () => {
  for (const hub of open.splice(0)) await hub.close()
})
afterAll(() => db.drop())

/** Forty people, the same in every commune's roll: each roll says that they live there. */
function rollOf(commune: string): string {
  const people = Array.from({ length: 40 }, (_, index) => {
    const number = madeUpSocialInsuranceNumber(index + 1)
    return `${index + 1},Nguyễn Thử ${index + 1},${number},GD400${number},01/02/1980,Nam,${commune},01/01/2017,31/12/2017`
  })
  const headings = 'STT,Họ và tên,Mã số BHXH,Số thẻ BHYT,Ngày sinh,Giới tính,Mã xã,Giá trị từ ngày,Giá trị đến ngày'
  return [headings, ...people].join('\n')
}

const roll = (asOf: string, areaCode: string) => ({ kind: 'CARD_ROLL', asOf, areaCode }) as const

test('two hubs that commit the same people at once keep each person once, in one place at a time', async () => {
  const [first, second] = [await openIntake(db), await openIntake(db)]
  open.push(first, second)
  await first.port.commit(ADMINISTRATOR, await first.settled(LIST))
  const ids = [
    await first.settled(rollOf('26443'), roll('2017-11-10', '26443')),
    await second.settled(rollOf('26446'), roll('2017-11-11', '26446')),
  ] as const
  const results = await Promise.allSettled([
    first.port.commit(ADMINISTRATOR, ids[0]),
    second.port.commit(ADMINISTRATOR, ids[1]),
  ])
  for (const [index, result] of results.entries()) {
    const found = await batch(ADMINISTRATOR, db.em, ids[index] ?? 0)
    if (result.status === 'fulfilled') expect(found?.status).toBe('COMMITTED')
    else expect([result.reason.code, found?.status]).toEqual(['batch-clash', 'CHECKED'])
  }
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await oneRow(db.em, 'select count(*) as persons from person')).toEqual({ persons: 40 })
  expect(await verifyCube(db.em)).toEqual([])
})

test('a plan that another commit has overtaken is made anew: nobody lives in two places', async () => {
  const hubs = [await openIntake(db), await openIntake(db)] as const
  open.push(...hubs)
  const before = await hubs[0].settled(rollOf('26449'), roll('2018-01-10', '26449'))
  await hubs[0].port.commit(ADMINISTRATOR, before)
  const ids = [
    await hubs[0].settled(rollOf('26443'), roll('2018-02-10', '26443')),
    await hubs[1].settled(rollOf('26446'), roll('2018-02-11', '26446')),
  ] as const
  // Both hold plans of the same version when they come to the persons, whom somebody else still has.
  const results = await db.em.transactional(async (em) => {
    await rows(em, 'select person_id from person for update')
    const both = ids.map((id, index) => hubs[index as 0 | 1].port.commit(ADMINISTRATOR, id))
    await expect.poll(waitingForPersons, { timeout: 20_000 }).toBe(2)
    return both
  })
  await Promise.all(results)
  const overlaps = `select from residence home join residence later using (person_id)
    where later.valid_from > home.valid_from and later.valid_from < home.valid_until`
  expect(await rows(db.em, overlaps)).toEqual([])
  expect(await verifyCube(db.em)).toEqual([])
})

async function waitingForPersons(): Promise<number> {
  const { waiting } = await oneRow<{ waiting: number }>(
    db.database.em(),
    `select count(*)::int as waiting from pg_stat_activity
     where wait_event_type = 'Lock' and query like '%from cube_person%for update%'`,
  )
  return waiting
}

test('a broken key is a clash, another mistake is not', async () => {
  const twice = `insert into card_declaration (person_id, as_of, has_card, batch_id) values (1, '2017-01-01', true, 1), (1, '2017-01-01', true, 1)`
  expect(await rows(db.em, twice).catch(isClash)).toBe(true)
  expect(await rows(db.em, 'select 1 / 0').catch(isClash)).toBe(false)
})
