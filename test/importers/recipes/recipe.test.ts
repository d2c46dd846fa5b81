import { describe, expect, test } from 'vitest'
import { fingerprintOf, headingKeys, type Recipe, recall, titleForm } from '../../../importers/stages/recipe.ts'
import { columnDrift } from '../../../importers/stages/recipe-drift.ts'
import { addressOf } from '../../../src/kernel/issue.ts'

describe('the headings of a form', () => {
  test('are the same with another day, another spelling of tones and other capitals', () => {
    expect(headingKeys(['Dân số đến 30/9/2017', 'Hoà giải'])).toEqual(
      headingKeys(['DÂN SỐ đến 31/10/2017', 'hòa giải']),
    )
  })

  test('keep the year when it is what tells two columns apart, and are never equal', () => {
    const keys = headingKeys(['Kế hoạch năm 2017', 'Kế hoạch năm 2018', 'Ghi chú', 'Ghi chú'])
    expect(new Set(keys).size).toBe(4)
    expect(keys).not.toEqual(headingKeys(['Kế hoạch năm 2018', 'Kế hoạch năm 2017', 'Ghi chú', 'Ghi chú']))
  })

  test('with another form number are another form', () => {
    expect(fingerprintOf(['Họ và tên'], 'D03-TS')).not.toBe(fingerprintOf(['Họ và tên'], null))
  })
})

test.each([
  ['Mẫu D03-TS', 'D03-TS'],
  ['(Mẫu số: D10a-TS ban hành kèm theo QĐ 490/QĐ-BHXH)', 'D10A-TS'],
  ['Phụ lục 02', '02'],
  ['DANH SÁCH THẺ TK1-TS', 'TK1-TS'],
  ['DANH SÁCH CẤP THẺ BHYT NĂM 2017', null],
  ['Quyết định số 595/QĐ-BHXH', null],
])('%s bears the number %s', (text, number) => {
  expect(titleForm([text])).toBe(number)
})

const COLUMNS = [
  ['STT', 'ordinal'],
  ['Họ và tên', 'full_name'],
  ['Ngày sinh', 'birth_date'],
  ['Số thẻ', 'card_number'],
  ['Ghi chú', null],
  ['Nơi KCB', 'clinic_code'],
] as const

const recipe: Recipe = {
  kind: 'CARD_ROLL',
  fingerprint: fingerprintOf(
    COLUMNS.map(([heading]) => heading),
    null,
  ),
  columns: COLUMNS.map(([heading, field], index) => ({ index, heading, field, chosen: false })),
  categories: {},
  file: 'thang-9.xlsx',
  day: '2017-09-30',
}

const drift = (columns: readonly (readonly [string, string | null])[]) =>
  columnDrift(
    columns.map(([heading, field], index) => ({ index, heading, field, ignored: false })),
    recipe,
    { sheet: 'Sheet1', headerRow: 1 },
  ).map(({ code, severity, place, found, args }) =>
    [severity, code, addressOf(place), found, args?.before].filter((part) => part !== undefined).join(' '),
  )

describe('against last time’s file', () => {
  test('equal columns say nothing', () => {
    expect(drift(COLUMNS)).toEqual([])
  })

  test('a column in between is new, and the ones behind it have not moved', () => {
    expect(drift([...COLUMNS.slice(0, 3), ['Mã hộ lạ', null], ...COLUMNS.slice(3)])).toEqual([
      'WARNING column-new Sheet1!D1 Mã hộ lạ',
    ])
  })

  test('of two that changed places one has moved', () => {
    const [ordinal, name, birth, card, note, clinic] = COLUMNS
    expect(drift([ordinal, birth, name, card, note, clinic])).toEqual(['NOTE column-moved Sheet1!C1 Họ và tên B'])
  })

  test('another heading of the same field, or between the same columns, is renamed', () => {
    const [ordinal, name, birth, card, , clinic] = COLUMNS
    expect(drift([ordinal, ['Họ, tên', 'full_name'], birth, card, ['Tình trạng', null], clinic])).toEqual([
      'NOTE column-renamed Sheet1!B1 Họ, tên B',
      'WARNING column-renamed Sheet1!E1 Tình trạng E',
    ])
    expect(drift([ordinal, name, birth, ['Số gì đó', null], ['Ghi chú', null], clinic])).toEqual([
      'WARNING column-renamed Sheet1!D1 Số gì đó D',
    ])
  })

  test('a column that is gone is told, the graver when it was used', () => {
    const [ordinal, name, birth, card, note, clinic] = COLUMNS
    expect(drift([ordinal, name, birth, note, clinic])).toEqual(['WARNING column-vanished Sheet1 Số thẻ D'])
    expect(drift([ordinal, name, birth, card, clinic])).toEqual(['NOTE column-vanished Sheet1 Ghi chú E'])
  })
})

describe('the recipe that fits', () => {
  const headings = COLUMNS.map(([heading]) => heading)

  test('is that of equal headings, else the one that has most of them, of the same kind only', () => {
    expect(recall([recipe], 'CARD_ROLL', headings, null)).toEqual({ recipe, same: true })
    expect(recall([recipe], 'CARD_ROLL', headings.slice(1), null)).toEqual({ recipe, same: false })
    expect(recall([recipe], 'CARD_ROLL', headings, 'D03-TS')).toEqual({ recipe, same: false })
    expect(recall([recipe], 'CARD_ROLL', headings.slice(0, 3), null)).toBeNull()
    expect(recall([recipe], 'HOUSEHOLD_SURVEY', headings, null)).toBeNull()
  })
})
