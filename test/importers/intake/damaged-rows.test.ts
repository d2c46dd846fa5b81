import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ADMINISTRATOR } from '../../../src/access/actor.ts'
import { verifyCube } from '../../../src/coverage/verify.ts'
import { rows } from '../../../src/kernel/sql.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { LIST, openIntake, type TestIntake } from './received.ts'

/** Two rolls of a commune: the second has a row that is rejected, and says less of somebody than it should. */
let db: TestDatabase
let hub: TestIntake

beforeEach(async () => {
  db = await createTestDatabase()
  hub = await openIntake(db)
  await hub.port.commit(ADMINISTRATOR, await hub.settled(LIST))
})
afterEach(async () => {
  await hub.close()
  await db.drop()
})

const HEAD = 'STT,Họ và tên,Mã số BHXH,Ngày sinh,Giới tính,Mã đối tượng,Từ ngày,Đến ngày'
const AN = 'Nguyễn Văn An,9923000001,1980,Nam,GD,01/01/2023,31/12/2023'
const BE = 'Trần Thị Bé,9923000002,1990,Nữ,GD,01/01/2023,31/12/2023'
const CUC = 'Phạm Thị Cúc,9923000003,1950,Nữ,GD,01/01/2023,31/12/2023'

/** Commits a roll of the commune and gives its number. */
async function roll(asOf: string, lines: readonly string[], areaCode = '26446'): Promise<number> {
  const content = [HEAD, ...lines.map((line, at) => `${at + 1},${line}`)].join('\n')
  const id = await hub.settled(content, { kind: 'CARD_ROLL', asOf, areaCode })
  await hub.port.commit(ADMINISTRATOR, id)
  return id
}

/** Whose cards have ended. */
async function ended(): Promise<readonly string[]> {
  const found = await rows<{ who: string }>(
    db.em,
    'select full_name as who from enrolment join person using (person_id) where ended_by is not null order by 1',
  )
  expect(await verifyCube(db.em)).toEqual([])
  return found.map(({ who }) => who)
}

const told = (batchId: number) =>
  rows<{ row: number; count: number }>(
    db.em,
    `select row, (args ->> 'count')::int as count from row_issue where batch_id = $1 and code = 'person-row-unclear'`,
    [batchId],
  )

// The day on which the card begins cannot be read, which rejects the row.
describe.each<[what: string, damaged: string, alsoKept?: readonly string[]]>([
  ['a letter in the number', 'Trần Thị Bế,99230O0002,1990,Nữ,GD,31/02/2023,31/12/2023'],
  ['another number', 'Trần Thi Be Hai,9923000009,1990,Nữ,GD,31/02/2023,31/12/2023'],
  ['no number', 'Trân Thị Bee,,1990,Nữ,GD,31/02/2023,31/12/2023'],
  ['another number and the year before', 'Trần Thị Bế,9923000009,1989,Nữ,GD,31/02/2023,31/12/2023'],
  ['no year that can be read', 'Trần Thị Bee,9923000009,199x,Nữ,GD,01/01/2023,31/12/2023', ['Phạm Thị Cúc']],
  ['the number of somebody who is listed', 'Trần Thị Bế,9923000001,1990,Nữ,GD,31/02/2023,31/12/2023'],
])('a misspelt name and %s', (_what, damaged, alsoKept = []) => {
  test('keep the card until the row is mended, and the officer is told', async () => {
    await roll('2023-04-30', [AN, BE, CUC])
    const batchId = await roll('2023-05-31', [AN, damaged])
    expect(await ended()).toEqual(['Phạm Thị Cúc'].filter((who) => !alsoKept.includes(who)))
    expect(await told(batchId)).toEqual([{ row: 3, count: 1 + alsoKept.length }])
    await roll('2023-06-30', [AN])
    expect(await ended()).toEqual(['Phạm Thị Cúc', 'Trần Thị Bé'])
  })
})

test('a rejected row of somebody who has the same name elsewhere keeps the card too', async () => {
  await roll('2023-04-30', ['Trần Thị Bế,9923000007,1990,Nữ,GD,01/01/2023,31/12/2023'], '26443')
  await roll('2023-04-30', [AN, BE])
  const batchId = await roll('2023-05-31', [AN, 'Trần Thị Bế,9923000009,1990,Nữ,GD,31/02/2023,31/12/2023'])
  expect(await ended()).toEqual([])
  expect(await told(batchId)).toEqual([{ row: 3, count: 1 }])
})

test.each([
  ['somebody who is gone but for it', BE.replace('01/01/2023', '31/02/2023'), ['Phạm Thị Cúc']],
  ['somebody who is listed', AN.replace('01/01/2023', '31/02/2023'), ['Phạm Thị Cúc', 'Trần Thị Bé']],
])('a rejected row that means %s by number and name keeps nobody else', async (_who, line, gone) => {
  await roll('2023-04-30', [AN, BE, CUC])
  const batchId = await roll('2023-05-31', [AN, line])
  expect(await ended()).toEqual(gone)
  expect(await told(batchId)).toEqual([])
})
