import type { GoldenCase } from '../drawn-workbook.ts'

const TITLE = ['DANH SÁCH NGƯỜI THAM GIA BHYT XÃ XUÂN HƯNG', '(Tính đến ngày 10/11/2017)']
const SHORT = 'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Từ ngày|Đến ngày'
const ONE = '1|Nguyễn Văn Một|9917000001|01/02/1980|Nam|01/01/2017|31/12/2017'
const TWO = '2|Trần Thị Hai|9917000002|15/03/1975|Nữ|01/01/2017|31/12/2017'

function sheet(...lines: readonly string[]): GoldenCase['sheets'] {
  return [{ lines: [...TITLE, ...lines] }]
}

/** What single files of card rolls did to their readers: one peculiarity each. */
export const CARD_ROLL_ODDITIES: readonly GoldenCase[] = [
  {
    file: 'cards-without-an-end.xlsx',
    sheets: sheet(
      SHORT,
      '1|Nguyễn Văn Một|9917000001|01/02/1980|Nam|01/01/2017|31/12/9999',
      '2|Trần Thị Hai|9917000002|1975|Nữ|01/01/2017|@9999-12-31',
      '3|Lê Văn Ba|9917000003|1970|Nam|01/01/2017|',
    ),
  },
  {
    file: 'births-after-the-day-of-the-list.xlsx',
    sheets: sheet(SHORT, ONE, '2|Trần Thị Hai|9917000002|15/03/2057|Nữ|01/01/2017|31/12/2017'),
  },
  {
    file: 'years-with-two-digits.csv',
    sheets: sheet(
      SHORT,
      '1|Nguyễn Văn Một|9917000001|01/02/80|Nam|01/01/17|31/12/17',
      '2|Trần Thị Hai|9917000002|5-3-05|Nữ|1.1.17|31.12.17',
    ),
  },
  {
    file: 'months-before-days-in-the-whole-column.csv',
    sheets: sheet(
      SHORT,
      '1|Nguyễn Văn Một|9917000001|02/28/1980|Nam|01/01/2017|31/12/2017',
      '2|Trần Thị Hai|9917000002|03/15/1975|Nữ|01/01/2017|31/12/2017',
      '3|Lê Văn Ba|9917000003|03/04/1971|Nam|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'numbers-with-point-zero-of-another-program.csv',
    sheets: sheet(
      'STT|Họ và tên|Mã số BHXH|Số CCCD|Năm sinh|Giới tính|Mã KCB|Từ ngày|Đến ngày',
      '1|Nguyễn Văn Một|9917000001.0|99080000001.0|1980|Nam|75013.0|01/01/2017|31/12/2017',
      '2|Trần Thị Hai|200000000.0|10000000.0|1975|Nữ|1013.0|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'texts-behind-apostrophes.csv',
    sheets: sheet(
      'STT|Họ và tên|Mã số BHXH|Số CCCD|Ngày sinh|Giới tính|Mã KCB|Từ ngày|Đến ngày',
      "1|Nguyễn Văn Một|'9917000001|'099080000001|'01/02/1980|Nam|'75013|'01/01/2017|'31/12/2017",
    ),
  },
  {
    file: 'double-spaces-and-hard-spaces-in-names.xlsx',
    sheets: sheet(
      SHORT,
      '1|Nguyễn  Văn\u00a0Một|9917000001|01/02/1980|Nam|01/01/2017|31/12/2017',
      `2|${'Trần Thị Hoà'.normalize('NFD')}|9917000002|1975|${'Nữ'.normalize('NFD')}|01/01/2017|31/12/2017`,
    ),
  },
  {
    file: 'sex-as-digits-of-a-hospital.xlsx',
    sheets: sheet(
      SHORT,
      '1|Nguyễn Văn Một|9917000001|01/02/1980|#1|01/01/2017|31/12/2017',
      '2|Trần Thị Hai|9917000002|1975|#2|01/01/2017|31/12/2017',
      '3|Lê Thị Ba|9917000003|1970|#0|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'an-x-for-women-under-a-heading-of-words.xlsx',
    sheets: sheet(
      SHORT,
      '1|Nguyễn Văn Một|9917000001|01/02/1980||01/01/2017|31/12/2017',
      '2|Trần Thị Hai|9917000002|1975|x|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'ones-where-an-x-is-a-woman.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|HOTEN|SOBHXH|NGAYSINH|GIOITINH|TUNGAY|SOTHANG|MA_BV',
          '1|Nguyễn Thị Một|9918000001|01/01/1950|X|01/03/2018|12|013',
          '2|Nguyễn Văn Hai|9918000002|12/05/1990|1|01/03/2018|12|#13',
        ],
      },
    ],
  },
  {
    file: 'the-number-of-a-person-in-the-column-of-cards.xlsx',
    sheets: sheet(
      'STT|Họ và tên|Số thẻ BHYT|Mã số BHXH|Năm sinh|Giới tính|Từ ngày|Đến ngày',
      '1|Nguyễn Văn Một|9917000001||1980|Nam|01/01/2017|31/12/2017',
      '2|Trần Thị Hai|GD4009917000002|9917000002|1975|Nữ|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'national-numbers-that-contradict-birth-and-sex.xlsx',
    sheets: sheet(
      'STT|Họ và tên|Mã số BHXH|Số CCCD|Năm sinh|Giới tính|Từ ngày|Đến ngày',
      '1|Nguyễn Văn Một|9917000001|099080000001|1981|Nam|01/01/2017|31/12/2017',
      '2|Trần Thị Hai|9917000002|099075000002|1975|Nữ|01/01/2017|31/12/2017',
      '3|Lê Thị Ba|9917000003|199175000002|1975|Nữ|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'participants-nobody-has-heard-of.xlsx',
    sheets: sheet(
      'STT|Họ và tên|Mã số BHXH|Năm sinh|Giới tính|Mã đối tượng|Từ ngày|Đến ngày',
      '1|Nguyễn Văn Một|9917000001|1980|Nam|ZZ|01/01/2017|31/12/2017',
      '2|Trần Thị Hai|9917000002|1975|Nữ|GD4|01/01/2017|31/12/2017',
      '3|Lê Văn Ba|9917000003|1970|Nam|hộ gia đình|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'clinics-in-three-forms.xlsx',
    sheets: sheet(
      'STT|Họ và tên|Mã số BHXH|Năm sinh|Giới tính|Nơi ĐKKCB|Từ ngày|Đến ngày',
      '1|Nguyễn Văn Một|9917000001|1980|Nam|24-002|01/01/2017|31/12/2017',
      '2|Trần Thị Hai|9917000002|1975|Nữ|24002 - TTYT huyện Yên Thế|01/01/2017|31/12/2017',
      '3|Lê Văn Ba|9917000003|1970|Nam|Trạm y tế xã|01/01/2017|31/12/2017',
    ),
  },
  {
    file: 'months-instead-of-days.xlsx',
    sheets: sheet(
      'STT|Họ và tên|Mã số BHXH|Năm sinh|Giới tính|Từ tháng|Số tháng',
      '1|Nguyễn Văn Một|9917000001|1980|Nam|05/2017|#12',
      '2|Trần Thị Hai|9917000002|1975|Nữ|31/01/2017|1',
      '3|Lê Văn Ba|9917000003|1970|Nam|05/2017|130',
    ),
  },
  {
    file: 'several-sheets-of-one-layout.xlsx',
    sheets: [
      { name: 'Ấp 1', lines: [...TITLE, SHORT, ONE] },
      { name: 'Ấp 2', lines: [...TITLE, SHORT, TWO] },
    ],
  },
  {
    file: 'a-hidden-sheet-beside-the-list.xlsx',
    sheets: [
      { name: 'Danh sách', lines: [...TITLE, SHORT, ONE] },
      { name: 'cu', hidden: true, lines: [...TITLE, SHORT, TWO] },
    ],
  },
  {
    file: 'rows-put-above-the-heading.xlsx',
    sheets: sheet(TWO, SHORT, ONE),
  },
  { file: 'numbers-of-pages-between-the-rows.xlsx', sheets: sheet(SHORT, ONE, '|Trang 2', TWO, '|Lũy kế|||||') },
  {
    file: 'one-person-in-two-rows.xlsx',
    sheets: sheet(SHORT, ONE, '2|Nguyễn Văn Một|9917000001|01/02/1980|Nam|01/01/2018|31/12/2018'),
  },
  {
    file: 'headings-without-accents.csv',
    sheets: sheet(
      'STT|Ho va ten|Ma so BHXH|Ngay sinh|Gioi tinh|Tu ngay|Den ngay',
      '1|Nguyen Van Mot|9917000001|01/02/1980|Nam|01/01/2017|31/12/2017',
      '2|Tran Thi Hai|9917000002|15/03/1975|Nu|01/01/2017|31/12/2017',
    ),
  },
]
