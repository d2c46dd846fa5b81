import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { batch } from '../../../src/batches/batch.store.ts'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { rows } from '../../../src/kernel/sql.ts'
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

const ROLL = [
  'STT,Họ và tên,Mã số BHXH,Ngày sinh,Giới tính,Mã đối tượng,Từ ngày,Đến ngày',
  '1,Phạm Thị Bốn,9923000004,1950,Nữ,GD,01/01/2023,31/12/2023',
].join('\n')
const D03 = join(import.meta.dirname, '../../golden/card-changes/d03-of-decision-490-with-32-merges.xlsx')

test('a D03-TS as an agent hands it in says by itself what it is, where and of when, and is committed and undone', async () => {
  const hub = await openIntake(db)
  open.push(hub)
  await hub.port.commit(ADMINISTRATOR, await hub.settled(LIST))
  const roll = { kind: 'CARD_ROLL', asOf: '2023-04-30', areaCode: '26446' } as const
  await hub.port.commit(ADMINISTRATOR, await hub.settled(ROLL, roll))
  const cards = () =>
    rows(
      db.em,
      `select full_name as who, enrolment.valid_from as from, valid_until as until, participant_code as code, ended_by as ended
       from enrolment join person using (person_id) order by 1`,
    )
  const before = await cards()

  const id = await hub.settled(await readFile(D03))
  expect(await batch(ADMINISTRATOR, db.em, id)).toMatchObject({ kind: 'CARD_CHANGES', asOf: '2023-05-31' })
  await hub.port.commit(ADMINISTRATOR, id)
  const issues = await rows(db.em, 'select severity, code from row_issue where batch_id = $1', [id])
  expect(issues).toEqual([{ severity: 'NOTE', code: 'row-without-card-change' }])
  expect(await cards()).toEqual([
    { who: 'Nguyễn Văn Một', from: '2023-05-01', until: '2024-05-01', code: 'GD', ended: null },
    { who: 'Phạm Thị Bốn', from: '2023-01-01', until: '2023-05-01', code: 'GD', ended: 'DECREASE' },
    { who: 'Trần Thị Hai', from: '2023-05-15', until: '2023-11-15', code: 'GD', ended: null },
  ])
  expect(await verifyCube(db.em)).toEqual([])

  await hub.port.withdraw(ADMINISTRATOR, id)
  expect(await cards()).toEqual(before)
  expect(await verifyCube(db.em)).toEqual([])
})
