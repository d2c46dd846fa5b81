import { describe, expect, test } from 'vitest'
import { grid, sheetOf } from '../../support/grid.ts'
import { understood } from './understood.ts'

type Understood = Awaited<ReturnType<typeof understood>>
const outcomes = ({ rows }: Understood) => rows.map(({ row, outcome }) => `${row} ${outcome}`)

describe('households', () => {
  const LIST = 'STT|Mã hộ|Họ và tên|Năm sinh|Giới tính|Quan hệ với chủ hộ|Ấp|Diện hộ'
  const blockOf = ({ said }: { said: Readonly<Record<string, unknown>> }) => [
    said.household_no,
    said.household_code,
    said.household_head,
  ]

  test('go on until another code stands in the column of codes', async () => {
    const found = await understood(
      grid(
        LIST,
        '1|H1|Nguyễn Văn A|1960|Nam|Chủ hộ|3|Nghèo',
        '2|H1|Trần Thị B|1962|Nữ|Vợ||',
        '3|H2|Lê Văn C|1950|Nam|Chủ hộ|4|',
      ),
    )
    expect(found.rows.map(blockOf)).toEqual([
      [1, 'H1', true],
      [1, 'H1', false],
      [2, 'H2', true],
    ])
    expect(found.rows.map(({ said }) => [said.hamlet_key, said.household_class])).toEqual([
      ['3', 1],
      ['3', 1],
      ['4', 4],
    ])
  })

  test('begin with each “Chủ hộ” where codes are left out, also as code 00', async () => {
    const found = await understood(
      grid(LIST, '1||Nguyễn Văn A|1960|Nam|00|3|CN', '2||Trần Thị B|1962|Nữ|01||', '3||Lê Văn C|1950|Nam|00|4|'),
    )
    expect(found.rows.map(({ said }) => [said.household_no, said.relation])).toEqual([
      [1, 'Chủ hộ'],
      [1, 'Vợ'],
      [2, 'Chủ hộ'],
    ])
  })

  test('are not broken by a header that is printed again, whatever it calls the names this time', async () => {
    const header = 'STT|Mã hộ|Họ tên nhân khẩu|Năm sinh|Giới tính|Quan hệ với chủ hộ|Ấp'
    const { rows, told } = await understood(
      grid(
        'Danh sách hộ gia đình tháng 10 năm 2017',
        header,
        '1|H1|Nguyễn Văn Một|1960|Nam|Chủ hộ|Ấp 1',
        header.replace('Họ tên nhân khẩu', 'Họ và tên'),
        '2|H1|Trần Thị Hai|1962|Nữ|Vợ|',
      ),
    )
    expect(rows.map(({ outcome, said }) => [outcome, said.hamlet_name])).toEqual([
      ['READY', '1'],
      ['SKIPPED', null],
      ['READY', '1'],
    ])
    expect(told).toEqual([])
  })

  test('whose first row cannot be told from its neighbours leave the next row in doubt, unless a head begins there', async () => {
    const { rows, told } = await understood(
      grid(
        'Danh sách hộ gia đình tháng 10 năm 2017',
        'STT|Mã hộ|Họ và tên|Năm sinh|Giới tính|Quan hệ với chủ hộ|Ấp',
        '1|!#REF!|Nguyễn Văn Một|1960|Nam|Chủ hộ|Ấp 1',
        '2|H1|Trần Thị Hai|1962|Nữ|Vợ|',
        '3|!#REF!|Lê Văn Ba|1950|Nam|Chủ hộ|Ấp 2',
        '4|H3|Phan Thị Bốn|1955|Nữ|Chủ hộ|Ấp 3',
      ),
    )
    expect(rows.map(({ outcome }) => outcome)).toEqual(['REJECTED', 'READY', 'REJECTED', 'READY'])
    expect(told.filter((line) => !line.includes('cell-is-error'))).toEqual(['Sheet1!4 household-beginning-unreadable'])
  })

  test('of two sheets of one file never share a number', async () => {
    const lines = [LIST, '1|H1|Nguyễn Văn A|1960|Nam|Chủ hộ|3|']
    const first = await understood(sheetOf(lines, {}))
    const second = await understood(sheetOf(lines, { index: 1, name: 'Sheet2' }))
    expect(first.rows[0]?.said.household_no).not.toBe(second.rows[0]?.said.household_no)
  })

  test('numbered 1, 2, … within a list keep that number to the list, for every list has a household 1', async () => {
    const found = await understood(
      grid(
        'STT|Hộ số|Họ và tên|Năm sinh|Diện hộ',
        '1|1|Nguyễn Văn A|1960|',
        '2|1|Trần Thị B|1962|',
        '3|2|Lê Văn C|1950|',
      ),
    )
    expect(found.rows.map(blockOf)).toEqual([
      [1, null, true],
      [1, null, false],
      [2, null, true],
    ])
  })

  test('without a column of classes have none, and a class nobody knows rejects the row', async () => {
    const without = await understood(grid('STT|Mã hộ|Họ và tên|Quan hệ', '1|H1|Nguyễn Văn A|Chủ hộ'))
    expect(without.rows[0]?.said.household_class).toBeNull()
    const unknown = await understood(grid(LIST, '1|H1|Nguyễn Văn A|1960|Nam|Chủ hộ|3|Nghèo theo chuẩn tỉnh'))
    expect([unknown.told, outcomes(unknown)]).toEqual([['Sheet1!H2 household-class-unknown'], ['2 REJECTED']])
  })
})
