import type { GoldenCase } from '../drawn-workbook.ts'

const DAY = 'Số liệu BHYT huyện Yên Thế tính đến ngày 30/9/2017'
const COVERAGE = 'STT|Tên xã, thị trấn|Dân số|Số người tham gia BHYT|Tỷ lệ (%)'

function sheet(...lines: readonly string[]): GoldenCase['sheets'] {
  return [{ lines: [DAY, ...lines] }]
}

/** Reports of figures, one peculiarity each. */
export const FIGURE_ODDITIES: readonly GoldenCase[] = [
  {
    file: 'people-counted-in-thousands.xlsx',
    sheets: sheet(
      'STT|Đơn vị|Dân số (nghìn người)|Số người tham gia BHYT (nghìn người)',
      '1|Xã Bố Hạ|7,1|6,5',
      '2|Xã Tam Hiệp|5|4',
    ),
  },
  {
    file: 'a-unit-above-the-table.xlsx',
    sheets: sheet('Đơn vị tính: nghìn người', 'STT|Đơn vị|Dân số|Số người tham gia BHYT', '1|Xã Bố Hạ|7|6'),
  },
  {
    file: 'rates-above-one-hundred.xlsx',
    sheets: sheet(
      COVERAGE,
      '1|Xã Bố Hạ|#7000|#7140|102',
      '2|Xã Tam Hiệp|#5000|#5050|#1.01',
      '3|Xã Canh Nậu|#5000|#5000|100',
    ),
  },
  {
    file: 'decimal-marks-of-two-kinds.csv',
    sheets: sheet(
      COVERAGE,
      '1|Xã Bố Hạ|7000|6500|92,86',
      '2|Xã Tam Hiệp|5000|4700|94.0',
      '3|Xã Canh Nậu|5.026|4826|0.96',
    ),
  },
  {
    file: 'numbers-with-spaces-between-thousands.xlsx',
    sheets: sheet(COVERAGE, '1|Xã Bố Hạ|100 249|95\u00a0026|94,8'),
  },
  {
    file: 'dashes-for-nothing.xlsx',
    sheets: sheet(COVERAGE, '1|Xã Bố Hạ|#7000|-|', '2|Xã Tam Hiệp|…|#4700|–'),
  },
  {
    file: 'districts-of-a-province-with-a-grand-total.xlsx',
    sheets: [
      {
        lines: [
          'TỔNG HỢP THAM GIA BHYT TỈNH BẮC GIANG QUÝ III NĂM 2017',
          'TT|Huyện, thành phố|Dân số|Số người có thẻ BHYT',
          '1|Thành phố Bắc Giang|#150000|#148000',
          '2|Huyện Yên Thế|#100249|#95026',
          '|Toàn tỉnh|#250249|#243026',
        ],
      },
    ],
  },
  {
    file: 'running-totals-between-the-rows.xlsx',
    sheets: sheet(
      COVERAGE,
      '1|Xã Bố Hạ|#7000|#6500|',
      '|Cộng trang 1|#7000|#6500|',
      '2|Xã Tam Hiệp|#5000|#4700|',
      '|Lũy kế|#12000|#11200|',
    ),
  },
  {
    file: 'hamlets-called-khu-vuc.xlsx',
    sheets: sheet(
      'STT|Địa bàn|Dân số|Số người tham gia BHYT',
      '1|Khu vực 1|#700|#650',
      '2|Khu vực 2|#500|#470',
      '3|Khu vực nông thôn|#100|#90',
    ),
  },
  {
    file: 'names-with-kinds-in-every-spelling.xlsx',
    sheets: sheet(
      'STT|Đơn vị|Dân số|Số người tham gia BHYT',
      '1|xã Đồng Kì|#6223|#5900',
      '2|Xã  Đồng Kỳ|#6223|#5900',
      '3|Thị Trấn Bố Hạ|#7000|#6500',
      '4|TT. Cầu Gồ|#7000|#6500',
    ),
  },
  {
    file: 'two-communes-in-one-row.csv',
    sheets: sheet(COVERAGE, '1|Xã Bố Hạ và xã Tam Hiệp|12000|11200|93,3'),
  },
  {
    file: 'an-error-of-excel-among-the-figures.xlsx',
    sheets: sheet(COVERAGE, '1|Xã Bố Hạ|#7000|!#DIV/0!|', '2|Xã Tam Hiệp|#5000|#4700|!#N/A'),
  },
]

/** Sheets of targets, one peculiarity each. */
export const TARGET_ODDITIES: readonly GoldenCase[] = [
  {
    file: 'rates-above-one-hundred.xlsx',
    sheets: [
      { lines: ['GIAO CHỈ TIÊU BHYT NĂM 2018', 'STT|Đơn vị|Chỉ tiêu (%)', '1|Xã Bố Hạ|105', '2|Xã Tam Hiệp|300'] },
    ],
  },
  {
    file: 'due-days-with-two-digit-years.xlsx',
    sheets: [
      {
        lines: [
          'GIAO CHỈ TIÊU BHYT',
          'STT|Đơn vị|Số thẻ|Thời hạn',
          '1|Xã Bố Hạ|#120|31/12/17',
          '2|Xã Tam Hiệp|#90|12/2017',
        ],
      },
    ],
  },
  {
    file: 'households-to-review.xlsx',
    sheets: [
      {
        lines: [
          'KẾ HOẠCH RÀ SOÁT, GIAO CHỈ TIÊU CÁC ẤP XÃ XUÂN HƯNG',
          'Hoàn thành trước ngày 31/10/2017',
          'STT|Ấp|Số hộ phải rà soát|Chỉ tiêu (%)',
          '1|Ấp 1|412|85',
          '2|Trung|1.301|85%',
        ],
      },
    ],
  },
  {
    file: 'rates-as-ratios-and-percents.xlsx',
    sheets: [
      {
        lines: [
          'GIAO CHỈ TIÊU BHYT NĂM 2018',
          'STT|Đơn vị|Chỉ tiêu',
          '1|Xã Bố Hạ|#0.98',
          '2|Xã Tam Hiệp|98',
          '3|Xã Canh Nậu|#1',
          '4|Xã Đồng Kỳ|1,02',
        ],
      },
    ],
  },
]
