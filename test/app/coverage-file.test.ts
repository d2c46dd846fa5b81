import { afterAll, beforeAll, expect, test } from 'vitest'
import { readXlsx } from '../importers/workbook/exceljs-file.ts'
import { furnish, lastYear, thisYear } from '../web/office.ts'
import { BEARER, startTestHub, type TestHub } from './support/test-hub.ts'

let hub: TestHub

beforeAll(async () => {
  hub = await startTestHub({}, { maxUploadBytes: 20 * 1024 * 1024 })
  await furnish(hub.url)
  for (const [name, bytes] of [
    ['nam-2016.xlsx', await lastYear()],
    ['nam-2017.xlsx', await thisYear()],
  ] as const) {
    const form = new FormData()
    form.set('file', new File([Uint8Array.from(bytes)], name))
    const sent = await fetch(`${hub.url}/imports`, { method: 'POST', headers: BEARER, body: form })
    const { id } = (await sent.json()) as { id: string }
    await hub.hub.imports.settled(Number(Buffer.from(id, 'base64url').toString().split(':')[1]))
    const { body } = await hub.ask('mutation($id: ID!) { commitBatch(id: $id) { id } }', { id })
    expect(body.errors).toBeUndefined()
  }
})
afterAll(() => hub.close())

const ASKED = 'within=215&level=COMMUNE&asOf=2017-09-30&compareTo=2016-09-30'
const fetched = (path: string, language = 'vi') =>
  fetch(`${hub.url}/exports/${path}`, { headers: { ...BEARER, 'accept-language': language } })

test('for programs: the contract’s names, every row, numbers as they are, no line of the whole', async () => {
  const answer = await fetched(`coverage.csv?${ASKED}`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const text = await answer.text()
  const [head = '', ...lines] = text.replace('\uFEFF', '').trimEnd().split('\r\n')
  const names = head.split(',')
  const column = (line: string, name: string) => line.split(',')[names.indexOf(name)] ?? ''
  expect(names).toEqual(expect.arrayContaining(['areaCode', 'population', 'covered', 'coverageRate', 'coveredChange']))
  expect(lines).toHaveLength(19)
  const sum = (name: string) => lines.reduce((total, line) => total + Number(column(line, name)), 0)
  expect([sum('population'), sum('covered'), sum('coveredChange')]).toEqual([100_249, 95_026, 12_396])
  const { body } = await hub.ask<{ coverage: { rows: { area: { code: string }; coverageRate: number }[] } }>(
    '{ coverage(within: "215", level: COMMUNE, asOf: "2017-09-30", first: 100) { rows { area { code } coverageRate } } }',
  )
  expect(lines.map((line) => [column(line, 'areaCode'), Number(column(line, 'coverageRate'))])).toEqual(
    body.data?.coverage.rows.map(({ area, coverageRate }) => [area.code, coverageRate]),
  )
})

test('for people: a workbook with title, words of the reader, the proof of each number, and the whole', async () => {
  const answer = await fetched(`coverage.xlsx?${ASKED}`)
  const [sheet] = (await readXlsx(Buffer.from(await answer.arrayBuffer()))).worksheets
  const rows = (sheet?.getSheetValues() ?? []) as readonly (readonly unknown[] | undefined)[]
  expect(rows[1]?.[1]).toBe('ĐỘ BAO PHỦ BẢO HIỂM Y TẾ')
  expect(rows[2]?.[1]).toBe('Huyện Yên Thế, tính đến ngày 30/9/2017')
  const headings = rows[3] ?? []
  const whole = rows.at(-1) ?? []
  const cell = (heading: string) => whole[headings.indexOf(heading)]
  expect([cell('Mã địa bàn'), cell('Có thẻ BHYT'), cell('Tăng, giảm (người)')]).toEqual(['215', 95_026, 12_396])
  expect(cell('Tỷ lệ bao phủ')).toBeCloseTo(0.9479, 4)
  expect(cell('So với chỉ tiêu (điểm %)')).toBeCloseTo(0.79, 2)
  expect(String(rows[4]?.[headings.indexOf('Số có thẻ lấy từ')])).toMatch(/^nam-2017\.xlsx, Biểu 01!D\d+, 2017-09-30$/)
  const english = await fetched(`coverage.xlsx?${ASKED}`, 'en')
  const [other] = (await readXlsx(Buffer.from(await english.arrayBuffer()))).worksheets
  expect(other?.getRow(3).getCell(1).value).toBe('Area code')
})

test('takes every argument of the query: whom to count, in which order, and a day to compare with that follows', async () => {
  const asked = 'within=215&level=COMMUNE&asOf=2017-09-30&orderBy=COVERED_CHANGE_DESC&compareWith=SAME_DAY_LAST_YEAR'
  const lines = (await (await fetched(`coverage.csv?${asked}`)).text()).trimEnd().split('\r\n')
  const names = (lines[0] ?? '').replace('\uFEFF', '').split(',')
  const column = (name: string) => lines.slice(1).map((line) => line.split(',')[names.indexOf(name)])
  const { body } = await hub.ask<{ coverage: { rows: { area: { code: string }; compared: { asOf: string } }[] } }>(
    '{ coverage(within: "215", level: COMMUNE, asOf: "2017-09-30", first: 100, orderBy: COVERED_CHANGE_DESC, compareWith: SAME_DAY_LAST_YEAR) { rows { area { code } compared { asOf } } } }',
  )
  expect(column('areaCode')).toEqual(body.data?.coverage.rows.map(({ area }) => area.code))
  expect(new Set(column('comparedAsOf'))).toEqual(
    new Set(body.data?.coverage.rows.map(({ compared }) => compared.asOf)),
  )
  const twice = await fetched(`coverage.csv?${asked}&compareTo=2016-09-30`)
  expect(twice.status).toBe(400)
  const women = await fetched(
    'coverage.xlsx?within=215&level=COMMUNE&asOf=2017-09-30&sexes=FEMALE&ageBands=UNDER_6,FROM_6_TO_17',
  )
  const [sheet] = (await readXlsx(Buffer.from(await women.arrayBuffer()))).worksheets
  expect(sheet?.getRow(3).getCell(1).value).toBe('Chỉ tính: Giới tính nữ; Nhóm tuổi dưới 6 tuổi, 6 đến 17 tuổi')
  const headings = (sheet?.getRow(4).values ?? []) as readonly unknown[]
  expect(headings).toContain('Có thẻ BHYT')
  expect(headings).not.toContain('Chỉ tiêu')
})

test('what the address says otherwise than it may is refused with what it may say', async () => {
  for (const [asked, told] of [
    ['level=VILLAGE', 'COMMUNE'],
    ['by=SEX,COLOUR', 'HOUSEHOLD_CLASS'],
    ['basis=GUESS', 'REGISTRY'],
    ['sexes=FEMALE,BOTH', 'MALE'],
    ['orderBy=NAME', 'COVERED_CHANGE_DESC'],
    ['compareWith=YESTERDAY', 'START_OF_YEAR'],
    ['asOf=30/9', '2017-09-30'],
    ['colour=red', 'within'],
  ] as const) {
    const answer = await fetched(`coverage.csv?within=215&${asked}`, 'en')
    const body = (await answer.json()) as { code: string; message: string }
    expect([answer.status, body.code]).toEqual([400, 'BAD_USER_INPUT'])
    expect(body.message).toContain(told)
  }
})
