import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../src/access/actor.ts'
import { refreshAncestors } from '../../src/areas/area-ancestors.ts'
import { figureDays } from '../../src/batches/figure-days.store.ts'
import { execute } from '../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { RegisterRows } from '../support/register-rows.ts'

let db: TestDatabase
const ids: Record<string, number> = {}

beforeAll(async () => {
  db = await createTestDatabase()
  const register = new RegisterRows(db.em)
  const country = await register.country()
  ids.district = await register.area({ code: '215', level: 'DISTRICT', parentId: country, until: '2025-07-01' })
  for (const code of ['07300', '07301'])
    ids[code] = await register.area({ code, level: 'COMMUNE', parentId: ids.district, until: '2025-07-01' })
  await refreshAncestors(db.em)
  const batch = async (area: string, asOf: string, kind = 'FIGURES', status = 'COMMITTED') => {
    const id = await register.batch(`${area}-${asOf}.xlsx`)
    await execute(
      db.em,
      'update import_batch set area_id = $2, as_of = $3, kind = $4, status = $5 where batch_id = $1',
      [id, ids[area], asOf, kind, status],
    )
  }
  await batch('district', '2017-09-30')
  await batch('district', '2016-09-30')
  await batch('07300', '2017-11-10', 'CARD_ROLL')
  await batch('07300', '2017-11-10', 'HOUSEHOLD_SURVEY')
  await batch('07301', '2017-12-31', 'FIGURES', 'WITHDRAWN')
  await batch('07301', '2018-01-31', 'TARGETS')
})
afterAll(() => db.drop())

test('a district knows the days of its own files and of those of its communes, also after its end', async () => {
  expect(await figureDays(ADMINISTRATOR, db.em, '215', 8)).toEqual(['2017-11-10', '2017-09-30', '2016-09-30'])
  expect(await figureDays(ADMINISTRATOR, db.em, '215', 2)).toEqual(['2017-11-10', '2017-09-30'])
})

test('a commune knows the days of its district, and not those of its neighbours or of what was undone', async () => {
  expect(await figureDays(ADMINISTRATOR, db.em, '07301', 8)).toEqual(['2017-09-30', '2016-09-30'])
})

test('nothing is told of an area that the reader may not see', async () => {
  const scope = { kind: 'AREAS' as const, areaIds: [ids['07301'] ?? 0] }
  const officer: Actor = { id: 'officer', role: 'DATA_OFFICER', scope }
  expect(await figureDays(officer, db.em, '07300', 8)).toEqual([])
  expect(await figureDays(officer, db.em, '07301', 8)).not.toEqual([])
})

test.each([0, -3, 101, 1.5])('%d days are refused, not made fewer or more', async (last) => {
  const asked = figureDays(ADMINISTRATOR, db.em, '215', last)
  await expect(asked).rejects.toMatchObject({ name: 'BadRequest', reason: 'last-out-of-range' })
})
