import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { execute } from '../../src/kernel/sql.ts'
import { COMMUNES_OF_XUAN_LOC, Officer, type SeenBatch } from './support/officer.ts'
import { startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub
let officer: Officer

beforeAll(async () => {
  hub = await startTestHub()
  officer = new Officer(hub)
  const areas = await officer.send(COMMUNES_OF_XUAN_LOC, { areaCode: 'VN', asOf: '2010-01-01' })
  expect((await officer.commit(areas.id)).status).toBe('COMMITTED')
})
afterAll(() => hub.close())
beforeEach(() => execute(hub.database.em, 'truncate import_recipe'))

const HEADINGS = [
  'STT',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Số thẻ',
  'Từ ngày',
  'Đến ngày',
  'Chỗ ở hiện nay ghi tay',
]
const AN = ['1', 'Nguyễn Văn An', '03/02/1980', 'Nam', 'GD4759900000001', '01/01/2017', '31/12/2027', 'Tổ 5']
const BINH = ['2', 'Trần Thị Bình', '04/05/1990', 'Nữ', 'HN2759900000002', '01/01/2017', '31/12/2027', 'Tổ 6']

let month = 0
/** Next month's roll of the commune, with one file name a month. */
function roll(headings: readonly string[], ...people: (readonly string[])[]): Promise<SeenBatch> {
  month += 1
  const asOf = `${2018 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-28`
  const lines = [headings, ...people].map((cells) => cells.join(','))
  return officer.send(lines, { areaCode: '26446', asOf, kind: 'CARD_ROLL', fileName: `thang-${month}.csv` })
}

const fieldsOf = (batch: SeenBatch) =>
  Object.fromEntries(batch.sheets[0]?.columns.map(({ heading, field }) => [heading, field]) ?? [])
const sheetOf = (batch: SeenBatch) => batch.sheets[0]?.columns[0]?.address.split('!')[0] ?? ''
const drift = (batch: SeenBatch) =>
  batch.issues.nodes.filter(({ code }) => /^(column-(?!unknown)|category-|read-as)/.test(code)).map(({ code }) => code)

/** Sends a roll whose last column nobody knows, says what it is, and commits it. */
async function taught(): Promise<SeenBatch> {
  const first = await roll(HEADINGS, AN, BINH)
  expect(fieldsOf(first)['Chỗ ở hiện nay ghi tay']).toBeNull()
  const corrected = await officer.recheck(first.id, { [`${sheetOf(first)}!H`]: 'address' })
  expect(corrected.sheets[0]?.columns[7]).toMatchObject({ field: 'address', confidence: 1 })
  return officer.commit(first.id)
}

test('what an officer said of a column holds for the next file of the form, and is said so', async () => {
  await taught()
  const next = await roll(HEADINGS, AN, BINH)
  expect(next.sheets[0]?.columns.map(({ field, confidence }) => [field, confidence])).toEqual(
    ['ordinal', 'full_name', 'birth_date', 'sex', 'card_number', 'valid_from', 'valid_until', 'address'].map(
      (field) => [field, 1],
    ),
  )
  expect(drift(next)).toEqual(['read-as-last-time'])
  const [note] = next.issues.nodes.filter(({ code }) => code === 'read-as-last-time')
  expect(note?.message).toMatch(/thang-\d+\.csv.*28\/\d+\/2018/)
  expect((await officer.commit(next.id)).status).toBe('COMMITTED')
})

test('it goes on from file to file, also when only the first was corrected', async () => {
  await taught()
  await officer.commit((await roll(HEADINGS, AN, BINH)).id)
  expect(fieldsOf(await roll(HEADINGS, AN))['Chỗ ở hiện nay ghi tay']).toBe('address')
})

test('a file that was withdrawn, put aside or never committed teaches nothing', async () => {
  const first = await taught()
  await officer.withdraw(first.id)
  const second = await roll(HEADINGS, AN, BINH)
  expect([fieldsOf(second)['Chỗ ở hiện nay ghi tay'], drift(second)]).toEqual([null, []])
  const corrected = await officer.recheck(second.id, { [`${sheetOf(second)}!H`]: 'address' })
  await officer.say('mutation($id: ID!) { discardBatch(id: $id) { id } }', corrected.id)
  expect(drift(await roll(HEADINGS, AN, BINH))).toEqual([])
})

test('another layout is compared with last time’s: new, moved, renamed and vanished columns, corrections kept', async () => {
  await taught()
  const headings = [
    'STT',
    'Họ và tên',
    'Giới tính',
    'Ngày sinh',
    'Số thẻ',
    'Hạn thẻ từ',
    'Chỗ ở hiện nay ghi tay',
    'Mã lạ',
  ]
  const next = await roll(headings, [
    '1',
    'Lê Văn Cả',
    'Nam',
    '01/01/1970',
    'GD4759900000003',
    '01/01/2017',
    'Tổ 1',
    'x',
  ])
  expect(fieldsOf(next)['Chỗ ở hiện nay ghi tay']).toBe('address')
  const told = next.issues.nodes
    .filter(({ code }) => drift(next).includes(code))
    .map(({ code, address }) => [code, address])
  const sheet = sheetOf(next)
  expect(Object.fromEntries(told)).toEqual({
    'column-vanished': sheet,
    'column-renamed': `${sheet}!F1`,
    'column-new': `${sheet}!H1`,
    'column-moved': `${sheet}!D1`,
  })
})

test('a value that no earlier file had in a coded column is told once, at its first cell', async () => {
  await taught()
  const next = await roll(
    HEADINGS,
    AN,
    ['3', 'Đỗ Em', '01/01/1975', 'Nam', 'XK2759900000009', '01/01/2017', '31/12/2027', 'Tổ 1'],
    ['4', 'Đỗ Út', '01/01/1976', 'Nam', 'XK2759900000010', '01/01/2017', '31/12/2027', 'Tổ 1'],
  )
  const found = next.issues.nodes.filter(({ code }) => code === 'category-new')
  expect(found.map(({ address, severity }) => [address, severity])).toEqual([[`${sheetOf(next)}!E3`, 'WARNING']])
  expect(found[0]?.message).toContain('XK')
  await officer.commit(next.id)
  const again = await roll(HEADINGS, AN, [
    '3',
    'Đỗ Em',
    '01/01/1975',
    'Nam',
    'XK2759900000009',
    '01/01/2017',
    '31/12/2027',
    'Tổ 1',
  ])
  expect(drift(again)).toEqual(['read-as-last-time'])
})

test('a field that the kind has not is refused by name, and nothing is read again', async () => {
  const first = await roll(HEADINGS, AN)
  await expect(officer.recheck(first.id, { [`${sheetOf(first)}!H`]: 'adress' })).rejects.toThrow(
    /BAD_USER_INPUT column-field-unknown: .*adress.*CARD_ROLL.*full_name.*address/,
  )
  expect((await officer.look(first.id)).status).toBe('CHECKED')
})

test('a column that is not to be used stays unused next time', async () => {
  const first = await roll(HEADINGS, AN)
  const sheet = sheetOf(first)
  await officer.commit((await officer.recheck(first.id, { [`${sheet}!D`]: null, [`${sheet}!H`]: null })).id)
  const next = await roll(HEADINGS, AN)
  expect([fieldsOf(next)['Giới tính'], fieldsOf(next)['Chỗ ở hiện nay ghi tay']]).toEqual([null, null])
  expect(next.issues.nodes.map(({ code }) => code)).not.toContain('column-unknown')
})
