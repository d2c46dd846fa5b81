import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, ADMINISTRATOR } from '../../../src/access/actor.ts'
import { findArea } from '../../../src/areas/area.store.ts'
import { oneRow } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { checked, committed, forget, listRow, type StagedBatch, unit } from './staged-batch.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
  await forget(db)
  const [province, yenThe, lucNam] = [
    ['24', 'Tỉnh Bắc Giang'] as const,
    ['215', 'Huyện Yên Thế'] as const,
    ['218', 'Huyện Lục Nam'] as const,
  ]
  await committed(db, {
    kind: 'AREAS',
    rows: [
      listRow(province, yenThe, ['07237', 'Thị trấn Bố Hạ']),
      listRow(province, yenThe, ['07294', 'Xã Bố Hạ']),
      listRow(province, yenThe, ['07252', 'Xã Tam Tiến']),
      listRow(province, lucNam, ['07400', 'Xã Tam Tiến']),
    ],
  })
})
afterAll(() => db.drop())

/** The code of the batch's area, or the issues that say why there is none. */
async function areaOf(staged: Partial<StagedBatch>): Promise<string | string[]> {
  const rows = [{ ...unit('area', null, 'Xã Tam Tiến'), is_total: false, population: 1 }]
  const { id, issues } = await checked(db, { kind: 'FIGURES', asOf: '2017-09-30', rows, ...staged })
  const { code } = await oneRow<{ code: string | null }>(
    db.em,
    'select code from import_batch left join area using (area_id) where import_batch.batch_id = $1',
    [id],
  )
  return code ?? issues
}

test('the title’s most specific area within the others is meant', async () => {
  expect(await areaOf({ titles: ['Tỉnh Bắc Giang', 'HUYỆN YÊN THẾ'] })).toBe('215')
  expect(await areaOf({ titles: ['Xã Tam Tiến', 'Huyện Lục Nam'] })).toBe('07400')
})

test('a name that fits two areas is not guessed', async () => {
  expect(await areaOf({ titles: ['Xã Tam Tiến'] })).toEqual(['area-title-ambiguous@'])
})

test('a commune that is not known is never taken for its district', async () => {
  expect(await areaOf({ titles: ['Huyện Yên Thế', 'Xã Tam Thắng'] })).toEqual(['area-title-unknown@'])
})

test('the sender’s choice wins over the title, and must exist on the day', async () => {
  expect(await areaOf({ titles: ['Huyện Yên Thế'], choices: { areaCode: '07400' } })).toBe('07400')
  expect(await areaOf({ choices: { areaCode: '99999' } })).toEqual(['area-code-unknown@'])
})

test('an officer’s file may speak for their own areas only', async () => {
  const district = await findArea(ADMINISTRATOR, db.em, '215', '2017-09-30')
  const actor: Actor = { id: 'an', role: 'DATA_OFFICER', scope: { kind: 'AREAS', areaIds: [district?.areaId ?? 0] } }
  expect(await areaOf({ actor, choices: { areaCode: '07252' } })).toBe('07252')
  expect(await areaOf({ actor, choices: { areaCode: '07400' } })).toEqual(['area-not-in-scope@'])
})
