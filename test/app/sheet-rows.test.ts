import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '../../src/kernel/sql.ts'
import { COMMUNES_OF_XUAN_LOC, Officer } from './support/officer.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
let officer: Officer

beforeAll(async () => {
  hub = await startTestHub()
  officer = new Officer(hub)
  await officer.commit((await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })).id)
})
afterAll(() => hub.close())

interface Row {
  readonly row: number
  readonly hidden: boolean
  readonly cells: readonly string[]
}

const LINES = [
  'STT,Họ và tên,Ngày sinh,Giới tính,Số thẻ,Từ ngày,Đến ngày',
  '1,Nguyễn Văn An,1980,Nam,GD4759900000001,01/01/2017,31/12/2027',
  '2,Trần Thị Bình,31/02/1979,Nữ,GD4759900000002,01/01/2017,31/12/2027',
  '3,Lê Văn Cường,1978,Nam,GD4759900000003,01/01/2017,31/12/2027',
]
const roll = () => officer.send(LINES, { areaCode: '26446', asOf: '2018-01-31', kind: 'CARD_ROLL' })

async function look(id: string, asked: string, key?: string) {
  const { body } = await hub.ask<{ importBatch: { rows: Row[] | null } | null }>(
    `query($id: ID!) { importBatch(id: $id) { rows(${asked}) { row hidden cells } } }`,
    { id },
    key === undefined ? undefined : { authorization: `Bearer ${key}` },
  )
  return body
}

test('a row in question is shown with the rows around it, as they were sent', async () => {
  const { id, issues } = await roll()
  const [issue] = issues.nodes
  expect(issue).toMatchObject({ address: 'danh-sach!C3', code: 'date-not-readable' })
  const { data } = await look(id, 'sheet: "danh-sach", rows: [3, 3], around: 1')
  expect(data?.importBatch?.rows).toEqual(
    [2, 3, 4].map((row) => ({ row, hidden: false, cells: LINES[row - 1]?.split(',') })),
  )
})

test('rows of no such sheet and past the end are none; too many are refused with a sentence', async () => {
  const { id } = await roll()
  expect((await look(id, 'sheet: "khac", rows: [3]')).data?.importBatch?.rows).toEqual([])
  expect((await look(id, 'sheet: "danh-sach", rows: [99], around: 2')).data?.importBatch?.rows).toEqual([])
  const many = Array.from({ length: 30 }, (_, at) => at * 30 + 20).join(',')
  const refused = await look(id, `sheet: "danh-sach", rows: [${many}], around: 10`)
  expect(JSON.stringify(refused.errors)).toContain('too-many-rows')
  expect(JSON.stringify(await look(id, 'sheet: "danh-sach", rows: [3], around: 11'))).toContain('around-out-of-range')
})

test('whoever looks at rows is written down as a reader of persons, but for the sender of the file', async () => {
  const { id } = await roll()
  const reads = async () =>
    (await rows(hub.database.em, `select detail from audit_entry where action = 'PERSONS_READ'`)).length
  const before = await reads()
  await look(id, 'sheet: "danh-sach", rows: [3]')
  expect(await reads()).toBe(before)
  const issued = await hub.ask<{ issueKey: { key: string } }>(
    'mutation { issueKey(input: { role: DATA_OFFICER, areaCodes: ["26446"], purpose: "thu" }) { key } }',
  )
  const key = issued.body.data?.issueKey.key ?? ''
  expect((await look(id, 'sheet: "danh-sach", rows: [3]', key)).data?.importBatch?.rows).toHaveLength(1)
  expect(await reads()).toBe(before + 1)
})

test('when the file is not kept any more there are no rows to show', async () => {
  const { id } = await roll()
  const directory = join(hub.config.dataDirectory, 'files')
  for (const name of readdirSync(directory)) rmSync(join(directory, name))
  expect((await look(id, 'sheet: "danh-sach", rows: [3]')).data?.importBatch).toEqual({ rows: null })
})
