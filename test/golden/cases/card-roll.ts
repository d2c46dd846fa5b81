import type { GoldenCase } from '../drawn-workbook.ts'
import { syntheticPeople } from '../synthetic-people.ts'

const STOCK =
  'maDvi|maTinh|maHuyen|soBhxh|soKcb|hoTen|gioiTinh|ngaySinh|diaChiLh|nguoiGiamHo|soCmnd|maBv|maPb|mucLuong|maXaLh|hanTheTu|hanTheDen|soDienThoai'
const FORM =
  'STT|Họ và tên|Mã số BHXH|Số thẻ BHYT|Ngày sinh|Giới tính|Địa chỉ|Thôn/Ấp|Tổ|Nơi ĐKKCB|Giá trị sử dụng||Ghi chú'
const FORM_BELOW = '||||||||||Từ ngày|Đến ngày|'
const TITLE = ['BHXH HUYỆN XUÂN LỘC', 'DANH SÁCH NGƯỜI THAM GIA BHYT XÃ XUÂN HƯNG', '(Tính đến ngày 10/11/2017)']
const SHORT = 'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Từ ngày|Đến ngày'

const CODES = ['GD4', 'HN2', 'CN3', 'DN4', 'HT3']

/** Codes go by age as well: children under six are TE. */
function codeOf(birthYear: number, at: number): string {
  if (birthYear > 2011) return 'TE1'
  return birthYear > 2000 ? 'HS4' : (CODES[at % CODES.length] ?? 'GD4')
}

function formRows(seed: number, count: number): string[] {
  return syntheticPeople(seed, count).map((person, at) => {
    const card = `${codeOf(person.birthYear, at)}00${person.insuranceNumber}`
    const cells = [
      at + 1,
      person.name.toUpperCase(),
      person.insuranceNumber,
      card,
      person.birth,
      person.isFemale ? 'Nữ' : 'Nam',
    ]
    return [
      ...cells,
      `Số ${at + 1}`,
      `Ấp ${(at % 8) + 1}`,
      `Tổ ${(at % 20) + 1}`,
      '75013',
      '01/01/2017',
      '31/12/2017',
      '',
    ].join('|')
  })
}

export const CARD_ROLL_CASES: readonly GoldenCase[] = [
  {
    file: 'stock-export.csv',
    sheets: [
      {
        lines: [
          STOCK,
          'TZ0001|75|741|9917000001|GD4009917000001|NGUYỄN VĂN MỘT|1|01/02/1980|ấp 3, xã Xuân Hưng||099080000001|75013|||26446|01/01/2017|31/12/2017|',
          'TZ0001|75|741|9917000002|HN2009917000002|TRẦN THỊ HAI|0|1975|ấp Trung||099175000002|75013|||26446|01/01/2017|31/12/2017|',
          'TZ0001|75|741|9917000003|TE1009917000003|LÊ THỊ BA|0|05/2016||Lê Văn A||75013|||26446|05/05/2016|30/09/2022|',
        ],
      },
    ],
  },
  {
    file: 'stock-export-with-date-cells-and-number-cells.xlsx',
    sheets: [
      {
        lines: [
          STOCK,
          'TZ0001|75|741|#9917000001|GD4009917000001|NGUYỄN VĂN MỘT|#1|@1980-02-01|ấp 3||#99080000001|#75013|||#26446|@2017-01-01|@2017-12-31|',
          'TZ0001|75|741|#200000000|GD4000200000000|TRẦN THỊ HAI|#0|#1975|ấp Trung||#10000000|#1013|||#4144|@2017-01-01|@2017-12-31|',
          'TZ0001|75|741|9917000003.0|GD4009917000003|LÊ VĂN BA|#2|#29253|||9.9080000003E+10|75013|||26446|@2017-01-01|@9999-12-31|',
          'TZ0001|75|741|9,917E+9|GD4009917000004|LÊ VĂN BỐN|#1|#1960|||#1.5|75013|||26446|@2017-01-01|@2017-12-31|',
        ],
      },
    ],
  },
  {
    file: 'a-form-of-an-office-with-two-hundred-people.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          FORM,
          FORM_BELOW,
          'A|B|1|2|3|4|5|6|7|8|9|10|11',
          ...formRows(17, 200),
          '|Tổng cộng: 200 người',
          'Xuân Lộc, ngày 12 tháng 11 năm 2017',
        ],
        merges: ['A2:M2', 'A3:M3', 'K4:L4', 'A4:A5', 'B4:B5'],
      },
    ],
  },
  {
    file: 'births-in-every-way.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          SHORT,
          ...[
            '01/02/1980',
            '1-2-80',
            '2025/03/03',
            '04.03.1965',
            '@1970-12-31',
            '#25569',
            '03/1962',
            '1950',
            '#1951',
            '0/0/1950',
            '31/02/2017',
            '29/02/1900',
            '12/31/1970',
            'không rõ',
            '19800201',
            '01/01/1980 00:00:00',
            'Ngày 5 tháng 3 năm 1944',
            '',
          ].map(
            (birth, at) =>
              `${at + 1}|Người Thứ ${at + 1}|99170001${String(at).padStart(2, '0')}|${birth}|Nam|01/01/2017|31/12/2017`,
          ),
        ],
      },
    ],
  },
  {
    file: 'sex-by-x-for-women-and-year-only-marks.xlsx',
    sheets: [
      {
        name: 'import',
        lines: [
          'STT|SOBHXH|SOKCB|HOTEN|NGAYSINH|NAMSINH|GIOITINH|SOCMND|DIACHI|XA_LH|MADT|TUNGAY|SOTHANG|MA_BV',
          '1|9918000001||Nguyễn Thị Một|01/01/1950|x|X|||26446|GD|01/03/2018|12|013',
          '2|9918000002||Nguyễn Văn Hai|12/05/1990||||ấp 3|26446|GD|31/01/2018|1|013',
          '3|9918000003||Nguyễn Văn Ba|12/05/1990||?||ấp 3|26446|G|01/03/2018|12|013',
        ],
      },
    ],
  },
  {
    file: 'ghost-rows-headings-again-and-totals-of-pages.xls',
    sheets: [
      {
        lines: [
          ...TITLE,
          SHORT,
          '1|Nguyễn Văn Một|9917000001|1980|Nam|01/01/2017|31/12/2017',
          '|Cộng trang 1',
          SHORT,
          '2|Trần Thị Hai|9917000002|1975|Nữ|01/01/2017|31/12/2017',
          "#0|''|''|''|''|#0|''",
          '~',
          "''|''|''",
          '|Cộng',
          'Người lập danh sách|||||Thủ trưởng đơn vị',
        ],
      },
    ],
  },
  {
    file: 'card-numbers-of-every-form.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ và tên|Số thẻ BHYT|Mã số BHXH|Năm sinh|Giới tính|Số CCCD|Hạn thẻ từ|Hạn thẻ đến',
          '1|Nguyễn Văn Một|GD 4 00 99.1700.0001|9917000001|1980|Nam|099080000001|01/01/2017|31/12/2017',
          '2|Trần Thị Hai|gd4009917000002||1975|Nữ|099075000002|01/01/2017|31/12/2017',
          '3|Lê Văn Ba|9917000003||1980|Nam|099080000003|01/2017|12/2017',
          '4|Phạm Văn Bốn||HN2009917000004|1981|Nam|099080000004|01/01/2017|31/12/2017',
          '5|Phạm Văn Năm|GD400991700000|9917000005|1980|Nam||01/01/2017|31/12/2017',
          '6|Phạm Văn Sáu|GD4009917000006;HN2009917000006||1980|Nam||01/01/2017|31/12/2017',
          '7|Phạm Văn Bảy|TE4009917000007||1980|Nam||31/12/2017|01/01/2017',
          "8|Phạm Văn Tám|'GD4009917000008||1980|Nam|123456789012|01/01/2017|31/12/2017",
        ],
      },
    ],
  },
  {
    file: 'names-and-days-by-formula.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          `${SHORT}|Địa chỉ`,
          '1|=NGUYỄN VĂN MỘT|9917000001|1980|Nam|01/01/2017|31/12/2017|=ấp 3',
          '2|Trần Thị Hai|9917000002|=#29253|Nữ|01/01/2017|31/12/2017|=ấp 4',
          '3|Lê Văn Ba|9917000003|1980|=Nam|01/01/2017|31/12/2017|ấp 5',
        ],
      },
    ],
  },
  {
    file: 'two-columns-for-one-field-and-a-heading-unknown.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ và tên|Họ tên|Mã số BHXH|Ngày sinh|Ngày sinh (dd/mm/yyyy)|Nhóm máu|Từ ngày|Đến ngày',
          '1|Nguyễn Văn Một|Một|9917000001|1980|01/02/1980|O|01/01/2017|31/12/2017',
        ],
      },
    ],
  },
  {
    file: 'no-column-of-names.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Mã số BHXH|Số thẻ BHYT|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
          '1|9917000001|GD4009917000001|1980|Nam|01/01/2017|31/12/2017',
        ],
      },
    ],
  },
  {
    file: 'a-binary-workbook-with-date-cells.xlsb',
    sheets: [
      {
        lines: [
          ...TITLE,
          SHORT,
          '1|Nguyễn Văn Một|9917000001|@1980-02-01|Nam|@2017-01-01|@2017-12-31',
          '2|Trần Thị Hai|0200000000|#1975|Nữ|01/01/2017|31/12/2017',
        ],
        merges: ['A2:G2', 'A3:G3'],
      },
    ],
  },
  {
    file: 'an-archive-with-a-letter-and-one-workbook.zip',
    sheets: [
      {
        lines: [
          ...TITLE,
          SHORT,
          '1|Nguyễn Văn Một|9917000001|01/02/1980|Nam|01/01/2017|31/12/2017',
          '2|Trần Thị Hai|9917000002|1975|Nữ|01/01/2017|31/12/2017',
        ],
      },
    ],
  },
  {
    file: 'unicode-text-of-excel.tsv',
    sheets: [
      {
        lines: [
          ...TITLE,
          SHORT,
          '1|Nguyễn Văn Một|9917000001|01/02/1980|Nam|01/01/2017|31/12/2017',
          '2|Trần Thị "Hai"|0200000000|1975|Nữ|01/01/2017|31/12/2017',
        ],
      },
    ],
  },
]
