import type { GoldenCase } from '../drawn-workbook.ts'
import { syntheticPeople } from '../synthetic-people.ts'

const TITLE = ['DANH SÁCH NGƯỜI THAM GIA BHYT XÃ XUÂN HƯNG', '(Tính đến ngày 10/11/2017)']
const SHORT = 'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Từ ngày|Đến ngày'
const STOCK =
  'maDvi|maTinh|maHuyen|soBhxh|soKcb|hoTen|gioiTinh|ngaySinh|diaChiLh|nguoiGiamHo|soCmnd|maBv|maPb|mucLuong|heSoLuong|congViec|maXaLh|maTinhLh|hanTheTu|hanTheDen|soDienThoai|VSS_EMAIL'

function shortRows(seed: number, count: number, first = 1): string[] {
  return syntheticPeople(seed, count).map(({ name, insuranceNumber, birth, isFemale }, at) =>
    [at + first, name, insuranceNumber, birth, isFemale ? 'Nữ' : 'Nam', '01/01/2017', '31/12/2017'].join('|'),
  )
}

function stockRows(seed: number, count: number): string[] {
  return syntheticPeople(seed, count).map(({ name, insuranceNumber, birth, isFemale, nationalId }) =>
    [
      ...['YN0001', '75', '741', insuranceNumber, `GD400${insuranceNumber}`, name, isFemale ? '0' : '1', birth, 'Ấp 1'],
      ...['', nationalId, '013', '', '', '', '', '26446', '75', '01/01/2017', '31/12/2017', '', ''],
    ].join('|'),
  )
}

/** Ranges beside and below a small table, as years of copying leave them. */
function strayMerges(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const row = 40 + Math.floor(at / 4)
    const [from = '', until = ''] = ['AA AB', 'AC AD', 'AE AF', 'AG AH'][at % 4]?.split(' ') ?? []
    return `${from}${row}:${until}${row}`
  })
}

/** Rolls as tools write them and as spreadsheets damage them, one peculiarity each. */
export const CARD_ROLL_FORMS: readonly GoldenCase[] = [
  {
    file: 'cmnd-and-cccd-in-two-columns.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Số CMND|Số CCCD|Từ ngày|Đến ngày',
          '1|Nguyễn Văn Một|9917000001|01/02/1980|Nam|#10000000|099080000001|01/01/2017|31/12/2017',
          '2|Trần Thị Hai|9917000002|15/03/1975|Nữ|020000000||01/01/2017|31/12/2017',
          '3|Lê Văn Ba|9917000003|1970|Nam||#99070000003|01/01/2017|31/12/2017',
          '4|Lê Thị Bốn|9917000004|1971|Nữ|099171000004|099171000005|01/01/2017|31/12/2017',
          '5|Lê Văn Năm|9917000005|1972|Nam|||01/01/2017|31/12/2017',
        ],
      },
    ],
  },
  {
    file: 'national-ids-that-lost-two-zeros.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ và tên|Số CCCD|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
          '1|Nguyễn Văn Một|#1001000001|01/02/1901|Nam|01/01/2017|31/12/2017',
          '2|Trần Thị Hai|#4101000002|1901|Nữ|01/01/2017|31/12/2017',
          '3|Lê Văn Ba|#1001000003|1902|Nam|01/01/2017|31/12/2017',
          '4|Lê Thị Bốn|#3101000004|1901|Nữ|01/01/2017|31/12/2017',
          '5|Lê Năm|#8001000005|1901||01/01/2017|31/12/2017',
        ],
      },
    ],
  },
  {
    file: 'numbers-shown-in-scientific-notation.csv',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ và tên|Mã số BHXH|Số CCCD|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
          '1|Nguyễn Văn Một|9.917000001E+09|9.9080000001E+10|01/02/1980|Nam|01/01/2017|31/12/2017',
          '2|Trần Thị Hai|9.917E+09||15/03/1975|Nữ|01/01/2017|31/12/2017',
          '3|Lê Văn Ba|9917000003|9.91E+10|1970|Nam|01/01/2017|31/12/2017',
        ],
      },
    ],
  },
  { file: 'the-stock-of-a-province-as-officers-send-it.xlsb', sheets: [{ lines: [STOCK, ...stockRows(51, 24)] }] },
  {
    file: 'the-stock-in-windows-1258-with-semicolons.csv',
    encoding: 'windows-1258',
    delimiter: ';',
    sheets: [{ lines: [STOCK, ...stockRows(52, 16)] }],
  },
  {
    file: 'the-stock-with-the-high-byte-first.csv',
    encoding: 'utf-16be',
    sheets: [{ lines: [STOCK, ...stockRows(53, 8)] }],
  },
  {
    file: 'bars-between-the-cells-and-no-byte-mark.csv',
    encoding: 'utf8',
    delimiter: '|',
    sheets: [{ lines: [...TITLE, SHORT, ...shortRows(54, 12)] }],
  },
  {
    file: 'answers-of-the-card-service.csv',
    sheets: [
      {
        lines: [
          'maKetQua|ghiChu|maThe|hoTen|ngaySinh|gioiTinh|diaChi|maDKBD|cqBHXH|gtTheTu|gtTheDen|maKV|ngayDu5Nam|maSoBHXH|maTheCu|maTheMoi|gtTheTuMoi|gtTheDenMoi|maDKBDMoi|tenDKBDMoi',
          '000||GD4009917000001|Nguyễn Văn Một|01/02/1980|Nam|ấp 3|75013|BHXH huyện Xuân Lộc|01/01/2017|31/12/2017||01/01/2022|9917000001||||||',
          '003||HN2009917000002|Trần Thị Hai|1975|Nữ|ấp 4|75246|BHXH huyện Xuân Lộc|01/01/2017|31/12/2017|K1||9917000002|CN3009917000002|||||',
        ],
      },
    ],
  },
  {
    file: 'the-header-and-its-numbers-on-every-page.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          ...[1, 7, 13].flatMap((first) => [
            SHORT,
            '(1)|(2)|(3)|(4)|(5)|(6)|(7)',
            ...shortRows(50 + first, 6, first),
            '|Cộng trang: 6',
          ]),
          '|Tổng cộng: 18 người',
        ],
      },
    ],
  },
  {
    file: 'ten-thousand-merged-ranges.xlsx',
    sheets: [{ lines: [...TITLE, SHORT, ...shortRows(55, 10)], merges: ['A1:G1', 'A2:G2', ...strayMerges(10_000)] }],
  },
  {
    file: 'hidden-rows-and-hidden-columns.xlsx',
    sheets: [{ lines: [...TITLE, SHORT, ...shortRows(56, 9)], hiddenRows: [5, 9], hiddenColumns: [3, 6] }],
  },
  {
    file: 'hidden-columns-of-a-binary-workbook.xlsb',
    sheets: [{ lines: [...TITLE, SHORT, ...shortRows(56, 4)], hiddenColumns: [3, 4, 9] }],
  },
  {
    file: 'a-workbook-in-the-strict-form.xlsx',
    strict: true,
    sheets: [{ lines: [...TITLE, SHORT, ...shortRows(63, 4)], hiddenColumns: [4] }],
  },
  {
    file: 'utf-16-without-its-mark.csv',
    encoding: 'utf16le',
    sheets: [{ lines: [...TITLE, SHORT, ...shortRows(61, 4)] }],
  },
  {
    file: 'utf-16-high-byte-first-without-its-mark.csv',
    encoding: 'utf-16be without mark',
    delimiter: ';',
    sheets: [{ lines: [...TITLE, SHORT, ...shortRows(62, 4)] }],
  },
  {
    file: 'the-day-in-the-cell-beside-its-words.xlsx',
    sheets: [
      {
        lines: [
          'DANH SÁCH THẺ BHYT',
          'Đơn vị:|UBND xã Xuân Hưng',
          'Tính đến ngày:|@2017-11-10',
          SHORT,
          ...shortRows(57, 3),
        ],
      },
    ],
  },
  {
    file: 'benefit-levels-before-and-after-their-change.xlsx',
    sheets: [
      {
        lines: [
          'DANH SÁCH THẺ BHYT XÃ XUÂN HƯNG',
          'Tính đến ngày: 31/01/2026',
          'STT|Họ và tên|Số thẻ BHYT|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
          '1|Nguyễn Văn Một|CN3009917000001|1980|Nam|01/01/2025|31/12/2025',
          '2|Trần Thị Hai|CN2009917000002|1975|Nữ|01/01/2026|31/12/2026',
          '3|Lê Văn Ba|LH4009917000003|1945|Nam|01/07/2025|30/06/2026',
          '4|Lê Thị Bốn|LH2009917000004|1945|Nữ|01/01/2026|31/12/2026',
          '5|Lê Văn Năm|GD2009917000005|1970|Nam|01/01/2026|31/12/2026',
          '6|Vũ Thị Sáu|ZZ9009917000006|1970|Nữ|01/01/2026|31/12/2026',
        ],
      },
    ],
  },
]
