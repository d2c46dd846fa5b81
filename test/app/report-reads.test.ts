import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '../../src/kernel/sql.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from './support/officer.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
let officer: Officer
let account: string
let key: { readonly authorization: string }

beforeAll(async () => {
  hub = await startTestHub()
  const administrator = new Officer(hub)
  await administrator.commit(
    (await administrator.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })).id,
  )
  const { body } = await hub.ask<{ issueKey: { id: string; key: string } }>(
    'mutation { issueKey(input: { role: DATA_OFFICER, areaCodes: ["26446"], purpose: "thử" }) { id key } }',
  )
  account = body.data?.issueKey.id ?? ''
  key = { authorization: `Bearer ${body.data?.issueKey.key}` }
  officer = new Officer(hub, key)
})
afterAll(() => hub.close())

const HEAD = 'STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Số thẻ,Từ ngày,Đến ngày'
const roll = (asOf: string, people: readonly string[]) =>
  officer.send([HEAD, ...people], { areaCode: '26446', asOf, kind: 'CARD_ROLL' })

/** Of whom the log says that the officer read them, entry by entry. */
const readers = async () =>
  (
    await rows<{ personIds: number[] }>(
      hub.database.em,
      `select detail->'personIds' as "personIds" from audit_entry where action = 'PERSONS_READ' and account = $1 order by entry_no`,
      [account],
    )
  ).map(({ personIds }) => personIds)

async function idsOf(name: string): Promise<number[]> {
  const select = 'select person_id as id from person where full_name = $1 order by 1'
  return (await rows<{ id: number }>(hub.database.em, select, [name])).map(({ id }) => id)
}

test('what a report shows of the register is written down with ids for the file’s own sender too', async () => {
  const card = (serial: number) => `GD47599000000${serial},01/01/2017,31/12/2026`
  const namesakes = [11, 12].map((serial) => `${serial},Nguyễn Văn An,1980,Nam,,,${card(serial)}`)
  const leaving = `7,Lê Văn Đi,1977,Nam,,,${card(17)}`
  const first = await roll('2018-01-31', [...namesakes, `9,Võ Thị Mai,1982,Nữ,,,${card(19)}`, leaving])
  await officer.commit(first.id)
  const { id } = await roll('2018-02-28', [
    `13,Nguyễn Văn An,1980,Nam,,,${card(13)}`,
    '9,Võ Thị Mai,1982,Nữ,,,GD4759900000019,01/01/2017,30/06/2026',
  ])
  const read = async (field: string) => {
    const known = (await readers()).length
    const { body } = await hub.ask(`query($id: ID!) { importBatch(id: $id) { ${field} } }`, { id }, key)
    expect(body.errors).toBeUndefined()
    return (await readers()).slice(known)
  }
  const [an, mai, gone] = await Promise.all(['Nguyễn Văn An', 'Võ Thị Mai', 'Lê Văn Đi'].map(idsOf))
  expect([an?.length, mai?.length, gone?.length]).toEqual([2, 1, 1])
  expect(await read('matches { row }')).toEqual([])
  expect(await read('matches { candidates { fullName } }')).toEqual([an])
  expect(await read('issues { nodes { message } }')).toEqual([an])
  expect(await read('issueGroups { message }')).toEqual([an])
  expect(await read('changes(kind: CREATED) { nodes { subject } }')).toEqual([])
  expect(await read('changes(kind: UPDATED) { nodes { before } }')).toEqual([mai])
  expect(await read('changes(kind: GONE) { nodes { subject } }')).toEqual([gone])
})
