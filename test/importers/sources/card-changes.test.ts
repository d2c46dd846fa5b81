import { describe, expect, test } from 'vitest'
import {
  changeOfPlan,
  changeOfSection,
  changeOfTitles,
  headCode,
  isDeath,
  isTitleOfChanges,
} from '../../../importers/sources/card-changes/lookups.ts'
import { grid } from '../../support/grid.ts'
import { understood } from '../stages/understood.ts'

describe('what a row asks for', () => {
  test.each([
    ['Tăng', 'INCREASE'],
    ['II Giảm / II.1 Người tham gia', 'DECREASE'],
    ['Tăng / Tiền lương', 'NONE'],
    ['Tiếp tục tham gia', 'INCREASE'],
    ['Cấp lại', 'CHANGE'],
    ['III. ĐỔI THẺ', 'CHANGE'],
    ['Ấp Trung', null],
    [null, null],
  ])('%s', (section, change) => {
    expect(changeOfSection(section)).toBe(change)
  })

  test('by its plan: in words, of codes only TM', () => {
    expect(['TM', 'tăng mới', 'Giảm hẳn', 'GH', 'ON', 'DC'].map(changeOfPlan)).toEqual([
      'INCREASE',
      'INCREASE',
      'DECREASE',
      null,
      null,
      null,
    ])
  })

  test('by the title of the list, when it has one of the two words', () => {
    expect(changeOfTitles(['DANH SÁCH GIẢM THẺ BHYT', 'xã Tăng Tiến'])).toBe('DECREASE')
    expect(changeOfTitles(['Danh sách người tăng tháng 5'])).toBe('INCREASE')
    expect(changeOfTitles(['DANH SÁCH TĂNG, GIẢM THẺ'])).toBeNull()
    expect(changeOfTitles(['DANH SÁCH THẺ XÃ TĂNG TIẾN'])).toBeNull()
  })
})

test('a reason is a death by its words alone', () => {
  expect(['Chết', 'Đã chết ngày 12/5', 'tử vong', 'Qua đời', 'mất', 'đã mất'].map(isDeath)).not.toContain(false)
  expect(['mất việc', 'Mất thẻ', 'chuyển đi', ''].map(isDeath)).not.toContain(true)
})

test('a title of changes names the form, or increases and decreases', () => {
  for (const title of ['Mẫu D03-TS', 'Mẫu số: D10a-TS', 'Mẫu D03 - LT', 'Báo tăng giảm thẻ BHYT', 'Danh sách giảm']) {
    expect(isTitleOfChanges(title)).toBe(true)
  }
  for (const title of ['Mẫu D030', 'DANH SÁCH CẤP THẺ BHYT', 'DANH SÁCH THẺ XÃ TĂNG TIẾN', 'Mẫu TK1-TS']) {
    expect(isTitleOfChanges(title)).toBe(false)
  }
})

test('the code in the head of the form is two capitals, in the cell or in the next one', () => {
  expect(headCode(['Đối tượng tham gia: Hộ gia đình', 'Mã đối tượng: GD', 'Nguồn đóng'])).toBe('GD')
  expect(headCode(['Mã đối tượng:', 'CN'])).toBe('CN')
  expect(headCode(['Mã đối tượng: hộ gia đình'])).toBeNull()
  expect(headCode(['Mã đối tượng: ', 'UBND xã'])).toBeNull()
})

test('sections without a mark are not taken for people, people called Tăng are not taken for sections', async () => {
  const found = await understood(
    grid(
      'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
      '|Tăng mới',
      '1|Tăng Văn A|9917000001|1980|Nam|01/01/2017|31/12/2017',
      '|Giảm',
      '|Tăng Thị B',
    ),
  )
  expect(found.rows.map(({ outcome }) => outcome)).toEqual(['SKIPPED', 'READY', 'SKIPPED', 'SKIPPED'])
  expect(found.told).toEqual(['Sheet1!5 row-has-name-only'])
  expect(found.rows[1]?.said).toMatchObject({ full_name: 'Tăng Văn A', change: 'INCREASE' })
})
