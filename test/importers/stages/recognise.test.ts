import { describe, expect, test } from 'vitest'
import type { RecognisedSheet } from '../../../importers/source.ts'
import { SOURCES } from '../../../importers/sources/all-sources.ts'
import { isRecognised, recogniseSheet } from '../../../importers/stages/recognise.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import { type GridOptions, grid, sheetOf } from '../../support/grid.ts'

async function recognised(
  lines: readonly string[],
  choices: ImportChoices = {},
  options: GridOptions = {},
): Promise<RecognisedSheet> {
  const found = await recogniseSheet(sheetOf(lines, options), SOURCES, choices)
  if (!isRecognised(found)) throw new Error(`no table: ${found.issues.map(({ code }) => code)}`)
  return found
}

const fieldsOf = ({ columns }: RecognisedSheet) => columns.map(({ field }) => field)
const codesOf = ({ issues }: RecognisedSheet) => issues.map(({ code }) => code)
const FIGURES = ['STT|Đơn vị|Dân số|Số người tham gia BHYT', '1|Xã Bố Hạ|7.000|6.500']
const ROLL = [
  'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
  '1|Nguyễn Văn A|9917000001|1980|Nam|01/01/2017|31/12/2017',
]

describe('the table', () => {
  test('is found under title lines, and nothing above it is data', async () => {
    const found = await recognised([
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'BÁO CÁO',
      ...FIGURES,
    ])
    expect(found).toMatchObject({ kind: 'FIGURES', headerRows: [4], firstRow: 5 })
  })

  test('has grouped headings over merged cells', async () => {
    const merges = [
      { top: 1, bottom: 2, left: 0, right: 0 },
      { top: 1, bottom: 1, left: 2, right: 3 },
    ]
    const lines = ['STT|Ấp|Hộ nghèo||Tổng số hộ', '||Số hộ|Tỷ lệ|', '1|Ấp 1|#4|#2|#200']
    const found = await recognised(lines, {}, { merges })
    expect(found.headerRows).toEqual([1, 2])
    expect(found.columns[2]).toMatchObject({ heading: 'Hộ nghèo / Số hộ', field: 'households_poor' })
  })

  test('has grouped headings when the file does not say what is merged', async () => {
    const lines = ['STT|Ấp|Hộ nghèo||Tổng số hộ', '||Số hộ|Tỷ lệ|', '1|Ấp 1|#4|#2|#200']
    for (const merges of [[], null]) {
      const found = await recognised(lines, {}, { merges })
      expect(fieldsOf(found)).toEqual(['ordinal', 'area_name', 'households_poor', null, 'households'])
      expect(found.firstRow).toBe(3)
    }
  })

  test('whose headings hang below their known columns has all header rows above its first row', async () => {
    const lines = [
      'STT|Họ và tên|Mã số BHXH|Từ ngày|Đến ngày|Màu|',
      '|||||Xanh|Đỏ',
      '1|Nguyễn Văn A|9917000001|01/01/2017|31/12/2017|x|',
    ]
    expect((await recognised(lines)).firstRow).toBe(3)
  })

  test('has the lower row that ends its headings, also where the upper row alone means as much', async () => {
    const lines = ['Tên|Mã xã|Mã', 'xã||quận huyện', 'Xã Xuân Hưng|26446|741']
    const found = await recognised(lines, {}, { name: 'Xa' })
    expect(found.headerRows).toEqual([1, 2])
    expect(fieldsOf(found)).toEqual(['commune_name', 'commune_code', 'district_code'])
  })

  test('begins at its first data row even when that row is all words', async () => {
    const lines = ['Mã|Tên|Cấp|Mã TP|Tỉnh / Thành Phố', '07246|Xã Canh Nậu|Xã|24|Tỉnh Bắc Giang']
    expect((await recognised(lines)).firstRow).toBe(2)
  })

  test('with accents left out of its headings is known, less surely', async () => {
    const found = await recognised(['STT|Don vi|Dan so|So nguoi tham gia BHYT', '1|Xa Bo Ha|7000|6500'])
    expect(fieldsOf(found)).toEqual(['ordinal', 'area_name', 'population', 'covered'])
    expect(found.columns[2]?.confidence).toBeLessThan(1)
  })
})

describe('the kind', () => {
  test.each([
    ['CARD_ROLL', ROLL],
    ['FIGURES', FIGURES],
    ['TARGETS', ['GIAO CHỈ TIÊU NĂM 2018', 'STT|Đơn vị|Chỉ tiêu (%)|Học sinh (%)', '1|Xã Bố Hạ|85|100']],
    ['AREAS', ['Mã|Tên|Cấp', '07246|Xã Canh Nậu|Xã']],
    ['HOUSEHOLD_SURVEY', ['STT|Chủ hộ|Năm sinh|Thôn|Diện hộ', '1|Nguyễn Văn A|1960|Trung|Nghèo']],
  ])('is %s', async (kind, lines) => {
    const found = await recognised(lines)
    expect(found.kind).toBe(kind)
    expect(codesOf(found)).toEqual([])
  })

  test('that the sender chose wins, and says what it lacks', async () => {
    const found = await recognised(ROLL, { kind: 'HOUSEHOLD_SURVEY' })
    expect(found.kind).toBe('HOUSEHOLD_SURVEY')
    expect(codesOf(found)).toContain('column-missing')
  })

  test('that may be two is asked of the sender', async () => {
    const people = await recognised(['STT|Họ và tên|Ngày sinh|Giới tính|Địa chỉ', '1|Nguyễn Văn A|1980|Nam|ấp 3'])
    expect(people.issues[0]).toMatchObject({
      code: 'kind-uncertain',
      severity: 'BLOCKING',
      args: { first: 'danh sách thẻ (CARD_ROLL)', second: 'danh sách hộ gia đình (HOUSEHOLD_SURVEY)' },
    })
  })

  test('is none for prose, and for a hidden sheet, which are said and skipped', async () => {
    expect(await recogniseSheet(grid('Hướng dẫn', 'Nhập họ tên vào cột B'), SOURCES, {})).toMatchObject({
      noTable: true,
      issues: [{ code: 'sheet-without-table', severity: 'NOTE' }],
    })
    expect(await recogniseSheet(sheetOf(ROLL, { visibility: 'veryHidden' }), SOURCES, {})).toMatchObject({
      noTable: true,
      issues: [{ code: 'sheet-hidden', severity: 'NOTE' }],
    })
  })

  test('of a change list shows itself by title, by section or by what was paid, and without them it is a roll', async () => {
    const [header = '', row = ''] = ROLL
    const paid = `${header}|Số tháng|Số biên lai`
    for (const lines of [
      ['Mẫu D03-TS', ...ROLL],
      ['DANH SÁCH TĂNG, GIẢM THẺ BHYT', ...ROLL],
      ['DANH SÁCH CẤP THẺ BHYT', header, 'II|Đổi thẻ', row],
      [paid, row],
    ]) {
      expect((await recognised(lines)).kind).toBe('CARD_CHANGES')
    }
    for (const title of ['DANH SÁCH CẤP THẺ BHYT XÃ TĂNG TIẾN', 'DANH SÁCH THẺ BHYT NGƯỜI NGHÈO']) {
      expect((await recognised([title, ...ROLL])).kind).toBe('CARD_ROLL')
    }
  })

  test('of a change list is read as a roll when the sender insists, but never with a section of increases or decreases', async () => {
    const [header = '', row = ''] = ROLL
    expect(codesOf(await recognised(['Mẫu D03-TS', ...ROLL], { kind: 'CARD_ROLL' }))).toEqual([])
    const sections = ['Mẫu D03-TS', header, 'I|Tăng', row, 'II|Giảm']
    expect(codesOf(await recognised(sections, { kind: 'CARD_ROLL' }))).toEqual(['change-list-not-stock'])
  })
})

describe('columns', () => {
  test('of an unknown heading are named, those known and unused are not', async () => {
    const found = await recognised(['STT|Đơn vị|Dân số|Số trạm y tế|Ghi chú', '1|Xã Bố Hạ|#1|#1|'])
    expect(found.issues).toMatchObject([
      { code: 'column-unknown', severity: 'WARNING', found: 'Số trạm y tế', place: { row: 1, column: 'D' } },
    ])
  })

  test('of one meaning twice block the file, for nobody can know which is right', async () => {
    const found = await recognised(['STT|Đơn vị|Dân số năm 2016|Dân số năm 2017', '1|Xã Bố Hạ|#1|#2'])
    expect(found.issues).toMatchObject([{ code: 'column-ambiguous', severity: 'BLOCKING', place: { column: 'D' } }])
  })

  test('are what the sender says: a field moved, a column left out', async () => {
    const lines = ['STT|Đơn vị|Dân số năm 2016|Dân số năm 2017', '1|Xã Bố Hạ|#1|#2']
    const found = await recognised(lines, { columns: { 'Sheet1!D': 'population', 'Sheet1!C': null } })
    expect(fieldsOf(found)).toEqual(['ordinal', 'area_name', null, 'population'])
    expect(codesOf(found)).toEqual([])
  })

  test('that the sender names and the sheet has not are said', async () => {
    const found = await recognised(FIGURES, {
      columns: { 'Sheet1!Z': 'population', 'Sheet1!C': 'no_such_field', 'Other!C': null },
    })
    expect(codesOf(found)).toEqual(['choice-not-used', 'choice-not-used'])
  })

  test('with names of every object are headings like any other', async () => {
    const found = await recognised(['STT|Đơn vị|Dân số|__proto__|constructor', '1|Xã Bố Hạ|#1|#1|#1'])
    expect(found.issues.map(({ found: heading }) => heading)).toEqual(['__proto__', 'constructor'])
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('of one tool differ by capitals alone: NAMSINH is a mark, namSinh is the year', async () => {
    const tool = await recognised(['SOBHXH|HOTEN|NGAYSINH|NAMSINH|GIOITINH|TUNGAY', '1|a|b|x|X|1'])
    expect(fieldsOf(tool)).toEqual([
      'social_insurance_number',
      'full_name',
      'birth_date',
      'year_only',
      'sex_mark',
      'valid_from',
    ])
    const other = await recognised(['soBhxh|hoTen|namSinh|gioiTinh|hanTheTu', '1|a|1980|1|1'])
    expect(fieldsOf(other)).toEqual(['social_insurance_number', 'full_name', 'birth_year', 'sex', 'valid_from'])
  })
})

describe('the title', () => {
  test.each([
    ['(Tính đến ngày 30/9/2017)', '2017-09-30'],
    ['Số liệu đến hết ngày 30.09.2017', '2017-09-30'],
    ['Tính đến ngày 10 tháng 11 năm 2017', '2017-11-10'],
    ['Tính đến ngày: 30/11/2017', '2017-11-30'],
    ['Thời điểm: 30/11/2017', '2017-11-30'],
    ['Số liệu tính đến hết ngày : 30-11-2017', '2017-11-30'],
    ['Tính đến ngày:|30/11/2017', '2017-11-30'],
    ['Số liệu đến ngày|@2017-11-30', '2017-11-30'],
    ['Tháng: 11/2017', '2017-11-30'],
    ['Xuân Lộc, ngày 10 tháng 11 năm 2017', '2017-11-10'],
    ['BÁO CÁO THÁNG 9 NĂM 2017', '2017-09-30'],
    ['Báo cáo tháng 02/2016', '2016-02-29'],
    ['Quý III/2017', '2017-09-30'],
    ['QUÝ 4 NĂM 2017', '2017-12-31'],
    ['(Ban hành kèm theo QĐ số 490/QĐ-BHXH ngày 28/3/2023)', null],
    ['ngày 28/3/2023 của BHXH Việt Nam)', null],
    ['ngày 18 tháng 7 năm 2021 của Bộ trưởng Bộ Lao động', null],
    ['Tính đến ngày 31/02/2017', null],
    ['BÁO CÁO NĂM 2017', null],
  ])('%s: as of %s', async (title, asOf) => {
    expect((await recognised([title, ...FIGURES])).asOf).toBe(asOf)
  })

  test('says the day of the figures before the day of the signature, and the sender before both', async () => {
    const titles = ['Xuân Lộc, ngày 12 tháng 10 năm 2017', 'BÁO CÁO THÁNG 9 NĂM 2017']
    expect((await recognised([...titles, ...FIGURES])).asOf).toBe('2017-09-30')
    expect((await recognised([...titles, ...FIGURES], { asOf: '2017-10-01' })).asOf).toBe('2017-10-01')
  })

  test.each([
    ['BẢO HIỂM XÃ HỘI HUYỆN YÊN THẾ', [{ level: 2, name: 'YÊN THẾ', key: 'yên thế' }]],
    ['UBND xã Xuân Hưng', [{ level: 3, name: 'Xuân Hưng' }]],
    ['Đơn vị: Xuân Hưng', [{ level: null, name: 'Xuân Hưng' }]],
    ['Mã đơn vị: 26446', [{ code: '26446' }]],
    [
      'DANH SÁCH HỘ NGHÈO XÃ XUÂN HƯNG HUYỆN XUÂN LỘC NĂM 2017',
      [
        { level: 3, name: 'XUÂN HƯNG' },
        { level: 2, name: 'XUÂN LỘC' },
      ],
    ],
    ['Xã Xuân Hưng, huyện Xuân Lộc, tỉnh Đồng Nai', [{ level: 3 }, { level: 2 }, { level: 1, name: 'Đồng Nai' }]],
    ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', []],
    ['Tổng hợp các xã thuộc huyện', []],
    ['Số liệu theo xã, phường, thị trấn', []],
    ['Theo quy định của bảo hiểm xã hội', []],
  ])('%s', async (title, hints) => {
    expect((await recognised([title, ...FIGURES])).areaHints).toMatchObject(hints)
    expect((await recognised([title, ...FIGURES])).areaHints).toHaveLength(hints.length)
  })

  test.each([
    ['(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/01/2018)', 'Kế hoạch số 15/KH-UBND'],
    ['Quyết định số 21/QĐ-UBND', 'Quyết định số 21/QĐ-UBND'],
    ['QĐ 1167/QĐ-TTg', 'QĐ số 1167/QĐ-TTg'],
    ['Mẫu D03-TS (Ban hành kèm theo QĐ số 490/QĐ-BHXH)', null],
  ])('%s: document %s', async (title, document) => {
    expect((await recognised([title, ...FIGURES])).document).toBe(document)
  })
})
