import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { batch } from '../../../src/batches/batch.store.ts'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { LIST, openIntake, type TestIntake } from './received.ts'

let db: TestDatabase
let hub: TestIntake

beforeAll(async () => {
  db = await createTestDatabase()
  hub = await openIntake(db)
  await hub.port.commit(ADMINISTRATOR, await hub.settled(LIST))
})
afterEach(async () => {
  // Nothing is left lying of a batch that was committed.
  expect(await rows(db.em, `select nspname from pg_namespace where nspname like 'stage\\_plan\\_%'`)).toEqual([])
})
afterAll(async () => {
  await hub.close()
  await db.drop()
})

function rollOf(commune: string, first: number): string {
  const people = Array.from({ length: 5 }, (_, index) => {
    const number = String(first + index)
    return `${index + 1},Nguyễn Thử ${number},${number},GD400${number},01/02/1980,Nam,${commune},01/01/2017,31/12/2017`
  })
  const headings = 'STT,Họ và tên,Mã số BHXH,Số thẻ BHYT,Ngày sinh,Giới tính,Mã xã,Giá trị từ ngày,Giá trị đến ngày'
  return [headings, ...people].join('\n')
}

const check = (commune: string, first: number, asOf: string): Promise<number> =>
  hub.settled(rollOf(commune, first), { kind: 'CARD_ROLL', asOf, areaCode: commune })

const planned = (id: number) =>
  rows(db.em, `select subject_id as id from register_change where batch_id = $1 and subject = 'person' order by 1`, [
    id,
  ])
const written = (id: number) => rows(db.em, 'select person_id as id from person where batch_id = $1 order by 1', [id])

test('a commit writes what its check planned, down to the ids, when nothing was committed since', async () => {
  const id = await check('26443', 9_910_000_000, '2017-11-10')
  const before = await planned(id)
  await hub.port.commit(ADMINISTRATOR, id)
  expect(before).toHaveLength(5)
  expect(await written(id)).toEqual(before)
})

test('a commit plans anew when another came between: the people whom that one made are not made again', async () => {
  const [earlier, later] = [
    await check('26443', 9_920_000_000, '2017-11-11'),
    await check('26446', 9_920_000_000, '2017-11-12'),
  ]
  expect(await batch(ADMINISTRATOR, db.em, later)).toMatchObject({ created: 5, updated: 0 })
  await hub.port.commit(ADMINISTRATOR, earlier)
  await hub.port.commit(ADMINISTRATOR, later)
  expect(await batch(ADMINISTRATOR, db.em, later)).toMatchObject({ status: 'COMMITTED', created: 0, updated: 5 })
  expect(await written(later)).toEqual([])
  expect(await verifyCube(db.em)).toEqual([])
})
