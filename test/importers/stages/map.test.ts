import { describe, expect, test } from 'vitest'
import { grid, sheetOf } from '../../support/grid.ts'
import { understood } from './understood.ts'

const FIGURES = 'STT|Tên xã|Dân số|Số người tham gia BHYT|Tỷ lệ (%)'
const ROLL = 'STT|Họ và tên|Mã số BHXH|Số CCCD|Ngày sinh|Giới tính|Từ ngày|Đến ngày'

type Understood = Awaited<ReturnType<typeof understood>>
const outcomes = ({ rows }: Understood) => rows.map(({ row, outcome }) => `${row} ${outcome}`)

describe('furniture of the form', () => {
  test('is skipped without an issue, and every row that is not blank is told of', async () => {
    const found = await understood(
      grid(
        'Tính đến ngày 10/11/2017',
        ROLL,
        'A|B|1|2|3|4|5|6',
        'I|Tăng mới',
        'I.1|Người tham gia',
        '1|Nguyễn Văn A|9917000001||1980|Nam|01/01/2017|31/12/2017',
        '|Cộng tăng',
        ROLL,
        "''|''|''",
        '#0|#0|#0|#0',
        '~',
        '2|Tổng Văn B|9917000002||1980|Nam|01/01/2017|31/12/2017',
        'Tổng số thẻ: 2',
        'Ghi chú: thẻ có giá trị từ ngày ghi trên thẻ',
        '|||||Xuân Hưng, ngày 10 tháng 11 năm 2017',
        '|Người lập||||Chủ tịch',
        '|Trần Thị Lập||||Lê Văn Ký',
      ),
    )
    expect(outcomes(found)).toEqual([
      '3 SKIPPED',
      '4 SKIPPED',
      '5 SKIPPED',
      '6 READY',
      '7 SKIPPED',
      '8 SKIPPED',
      '9 SKIPPED',
      '10 SKIPPED',
      '12 READY',
      '13 SKIPPED',
      '14 SKIPPED',
      '15 SKIPPED',
      '16 SKIPPED',
      '17 SKIPPED',
    ])
    expect(found.told).toEqual([])
  })

  test('a total of figures is kept as a total, to check the sum; a subtotal by something that is no area is skipped', async () => {
    const found = await understood(
      grid(
        'Đến 30/9/2017',
        FIGURES,
        '|Khu vực nông thôn|12|10|',
        '1|Xã Bố Hạ|7|6|',
        '2|Xã Tam Hiệp|5|4|',
        '|Cộng|12|10|',
      ),
    )
    expect(outcomes(found)).toEqual(['3 SKIPPED', '4 READY', '5 READY', '6 READY'])
    expect(found.rows.map(({ said }) => said.is_total)).toEqual([null, false, false, true])
    expect(found.rows[3]?.said).toMatchObject({ area_name: 'Cộng', area_key: null, population: 12, covered: 10 })
  })

  test('a second table below the signatures is read on', async () => {
    const found = await understood(
      grid(FIGURES, '1|Xã Bố Hạ|7|6|', 'Người lập|||Giám đốc', FIGURES, '1|Xã Tam Hiệp|5|4|'),
    )
    expect(outcomes(found)).toEqual(['2 READY', '3 SKIPPED', '4 SKIPPED', '5 READY'])
  })
})

describe('a row with a name and nothing else', () => {
  test('is skipped, and said, for it may be somebody', async () => {
    const list = 'STT|Mã hộ|Họ và tên|Năm sinh'
    const found = await understood(
      grid(list, '1|H1|Nguyễn Văn A|1960', '||Trần Thị B', '||Ấp Trung', 'II||Hộ cận nghèo'),
    )
    expect(outcomes(found)).toEqual(['2 READY', '3 SKIPPED', '4 SKIPPED', '5 SKIPPED'])
    expect(found.issues).toMatchObject([
      { code: 'row-has-name-only', severity: 'WARNING', place: { row: 3 }, found: 'Trần Thị B' },
    ])
    expect((await understood(grid(FIGURES, '|Xã Bố Hạ', '|Các đơn vị khác', '1|Xã Tam Hiệp|5|4|'))).told).toEqual([
      'Sheet1!2 row-has-name-only',
    ])
  })
})

describe('figures', () => {
  test('95.026 that was stored as a decimal rejects the row and names the number that was meant', async () => {
    const found = await understood(grid(FIGURES, '1|Xã Bố Hạ|#100249|#95.026|94,8'))
    expect(found.rows[0]).toMatchObject({ outcome: 'REJECTED', label: 'Xã Bố Hạ' })
    expect(found.issues).toMatchObject([
      {
        code: 'count-not-whole',
        severity: 'ERROR',
        place: { sheet: 'Sheet1', row: 2, column: 'D' },
        found: '95.026',
        args: { suggestion: ': 95026' },
      },
      { code: 'column-lost-thousands', severity: 'WARNING', place: { sheet: 'Sheet1', column: 'D' } },
    ])
  })

  test('the two real reports are read as they are written', async () => {
    const found = await understood(
      grid(
        'Tính đến ngày 30/9/2017',
        'STT|Đơn vị|Tổng số dân|Số người tham gia BHYT|Tỷ lệ',
        '1|Huyện Yên Thế|100.249|95.026|94,8%',
      ),
    )
    expect(found.rows[0]?.said).toMatchObject({
      area_level: 2,
      area_key: 'yên thế',
      population: 100249,
      covered: 95026,
      stated_rate: 0.948,
    })
    expect(found.sheet.asOf).toBe('2017-09-30')
  })

  test('an error of Excel in a cell is told and rejects the row', async () => {
    expect((await understood(grid(FIGURES, '1|Xã Bố Hạ|!#REF!|6|'))).told).toEqual(['Sheet1!C2 cell-is-error'])
  })

  test('a heading gives its level to bare names, a code gives it where there is no heading to', async () => {
    const found = await understood(grid('Mã xã|Đơn vị|Dân số', '07282|Đồng Kỳ|6.223', '215|Yên Thế|100.249'))
    expect(found.rows.map(({ said }) => said.area_level)).toEqual([3, 2])
  })
})

describe('formulas', () => {
  test('in a name, a day or a number of identity reject the row; elsewhere their saved value is used and it is said once', async () => {
    const found = await understood(
      grid(
        'STT|Họ và tên|Mã số BHXH|Ngày sinh|Từ ngày|Địa chỉ',
        '1|=Nguyễn Văn A|9917000001|1980|1/1/2017|=ấp 1',
        '2|Trần Thị B|9917000002|1980|1/1/2017|=ấp 2',
      ),
    )
    expect(found.told).toEqual(['Sheet1!B2 formula-in-key-column', 'Sheet1!F2 formula-value'])
    expect(outcomes(found)).toEqual(['2 REJECTED', '3 READY'])
    expect(found.rows[1]?.said.address).toBe('ấp 2')
  })
})

describe('hidden rows', () => {
  test('are read and said', async () => {
    const found = await understood(sheetOf([FIGURES, '1|Xã Bố Hạ|7|6|', '2|Xã Tam Hiệp|5|4|'], { hiddenRows: [3] }))
    expect(outcomes(found)).toEqual(['2 READY', '3 READY'])
    expect(found.issues).toMatchObject([{ code: 'rows-hidden', severity: 'WARNING', args: { count: 1, first: 3 } }])
  })
})

describe('hidden columns', () => {
  test('are said where they are read, and nowhere else', async () => {
    const lines = [`${FIGURES}|Ghi chú`, '1|Xã Bố Hạ|7|6||x']
    const found = await understood(sheetOf(lines, { hiddenColumns: [2, 3, 5, 9] }))
    expect(found.issues).toMatchObject([
      { code: 'columns-hidden', severity: 'WARNING', place: { sheet: 'Sheet1' }, args: { columns: 'C, D' } },
    ])
  })
})

describe('persons', () => {
  test('what an issue repeats of an identity number is masked', async () => {
    const found = await understood(grid(ROLL, '1|Nguyễn Văn A|99170000|09908000000|1980|Nam|01/01/2017|31/12/2017'))
    expect(found.issues.map(({ found: shown }) => shown)).toEqual(['*******0000', '****0000'])
    expect(JSON.stringify(found.issues)).not.toContain('09908000000')
  })

  test('the last day of a card becomes the day after, half-open', async () => {
    const found = await understood(
      grid(
        ROLL,
        '1|Nguyễn Văn A|9917000001||1980|Nam|01/2017|12/2017',
        '2|Trần Thị B|9917000002||1980|Nữ|01/01/2017|31/12/9999',
      ),
    )
    expect(found.rows[0]?.said).toMatchObject({ valid_from: '2017-01-01', valid_until: '2018-01-01' })
    expect(found.rows[1]?.said).toMatchObject({ valid_from: '2017-01-01', valid_until: null })
  })

  test('months from a first day make the end, also over short months', async () => {
    const found = await understood(
      grid(
        'STT|Họ và tên|Mã số BHXH|Từ ngày|Số tháng',
        '1|Nguyễn Văn A|9917000001|01/11/2017|12',
        '2|Trần Thị B|9917000002|31/01/2018|1',
      ),
    )
    expect(found.rows.map(({ said }) => said.valid_until)).toEqual(['2018-11-01', '2018-02-28'])
  })

  test('sex and year of birth are held against the national id, and the row goes in', async () => {
    const found = await understood(grid(ROLL, '1|Nguyễn Văn A|9917000001|099180000001|1981|Nam|01/01/2017|31/12/2017'))
    expect(found.told).toEqual([
      'Sheet1!D2 national-id-contradicts-birth-year',
      'Sheet1!D2 national-id-contradicts-sex',
    ])
    expect(outcomes(found)).toEqual(['2 READY'])
  })

  test('digits for sexes are told once, and again when 0 and 2 stand in one column', async () => {
    const found = await understood(
      grid(
        ROLL,
        ...[1, 0, 2, 0, 2].map(
          (sex, at) => `${at + 1}|Người Thứ ${at}|991700000${at}||1980|#${sex}|01/01/2017|31/12/2017`,
        ),
      ),
    )
    expect(found.rows.map(({ said }) => said.sex)).toEqual([2, 1, 1, 1, 1])
    expect(found.told).toEqual(['Sheet1!F2 sex-codes-read', 'Sheet1!F4 sex-codes-mixed'])
  })

  test('rows below “Giảm” are people who have no card any more', async () => {
    const found = await understood(
      grid(
        ROLL,
        'II|Giảm',
        'II.1|Người tham gia',
        '1|Nguyễn Văn A|9917000001||1980|Nam|01/01/2017|31/12/2017',
        'III|Tăng',
        '2|Trần Thị B|9917000002||1980|Nữ|01/01/2017|31/12/2017',
      ),
      { kind: 'CARD_ROLL' },
    )
    expect(outcomes(found)).toEqual(['2 SKIPPED', '3 SKIPPED', '4 REJECTED', '5 SKIPPED', '6 READY'])
    expect(found.told).toEqual(['Sheet1 change-list-not-stock', 'Sheet1!4 row-is-decrease'])
  })
})
