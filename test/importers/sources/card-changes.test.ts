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

  test('by its plan: in words, or by the codes that the form for households explains', () => {
    expect(['TM', 'tăng mới', 'Giảm hẳn', 'GH', 'ON', 'DC', 'KL'].map(changeOfPlan)).toEqual([
      'INCREASE',
      'INCREASE',
      'DECREASE',
      'DECREASE',
      'INCREASE',
      'NONE',
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

describe('a row with its plan', () => {
  const HEAD = 'STT|HoTen|MasoBHXH|PA|NgayBienLai|TuNgay|NgayChet|Sothang|NgaySinh|GioiTinh'
  async function read(row: string) {
    const { rows, told } = await understood(grid(HEAD, row))
    return { said: rows[0]?.said, told: told.filter((line) => !line.endsWith('sex-codes-read')) }
  }

  test('GH ends a card, but not one for which months were paid: some write it for gia hạn', async () => {
    expect(await read('1|Nguyễn Văn A|9917000001|GH||01/05/2023|||1980|1')).toMatchObject({
      said: { change: 'DECREASE', valid_from: '2023-05-01' },
      told: [],
    })
    expect(await read('1|Nguyễn Văn A|9917000001|GH|01/05/2023|01/05/2023||12|1980|1')).toMatchObject({
      said: { change: null },
      told: ['Sheet1!D2 change-not-clear'],
    })
  })

  test('with a day of death ends a card on the day after it, and asks for nothing else', async () => {
    expect(await read('1|Nguyễn Văn A|9917000001|||01/05/2023|17/04/2023||1950|1')).toMatchObject({
      said: { change: 'DECREASE', valid_from: '2023-04-18' },
      told: [],
    })
    for (const other of ['TM||01/05/2023|17/04/2023|', 'ON||01/05/2023|17/04/2023|', '||01/05/2023|17/04/2023|12']) {
      expect((await read(`1|Nguyễn Văn A|9917000001|${other}|1950|1`)).told).toEqual(['Sheet1!D2 change-not-clear'])
    }
  })
})

describe('a declaration of which a part is gone is never taken for a roll', () => {
  const ROW = '1|Nguyễn Văn A|9917000001|TM|0001|01/05/2023|12|1980'
  const HEADINGS = ['STT', 'HoTen', 'MasoBHXH', 'PA', 'SoBienLai', 'TuNgay', 'Sothang', 'NgaySinh']

  test.each([
    ['months', [6], 'kind-uncertain'],
    ['plan and receipts', [3, 4], 'kind-uncertain'],
    ['plan and months', [3, 6], 'kind-uncertain'],
  ])('%s', async (_, gone, code) => {
    const head = HEADINGS.map((heading, at) => (gone.includes(at) ? 'Cột số mười một' : heading)).join('|')
    const found = await understood(grid(head, ROW))
    expect(found.sheet.kind === 'CARD_CHANGES' || found.told.some((line) => line.endsWith(code))).toBe(true)
    expect(found.issues.find((issue) => issue.code === code)?.severity).toBe('BLOCKING')
  })

  test('months alone are a roll’s where its title says so, or card numbers and last days are there', async () => {
    const rows = ['STT|Họ và tên|Mã số BHXH|Ngày sinh|Từ tháng|Số tháng', '1|Nguyễn Văn A|9917000001|1980|05/2017|12']
    expect((await understood(grid(...rows))).told).toContain('Sheet1 kind-uncertain')
    expect((await understood(grid('DANH SÁCH NGƯỜI THAM GIA BHYT XÃ XUÂN HƯNG', ...rows))).told).toEqual([])
    const withEnd = [
      'STT|Họ và tên|Mã số BHXH|Ngày sinh|Từ ngày|Đến ngày|Số tháng',
      '1|A B|9917000001|1980|1/5/2017||12',
    ]
    expect((await understood(grid(...withEnd))).sheet).toMatchObject({ kind: 'CARD_ROLL', issues: [] })
  })
})
