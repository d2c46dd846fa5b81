import type { GoldenCase } from '../drawn-workbook.ts'

const TITLE = ['DANH SÁCH HỘ GIA ĐÌNH XÃ XUÂN HƯNG', 'Tháng 10 năm 2017']
const LIST = 'STT|Mã hộ|Họ và tên|Năm sinh|Giới tính|Quan hệ với chủ hộ|Ấp|Diện hộ'

function sheet(...lines: readonly string[]): GoldenCase['sheets'] {
  return [{ lines: [...TITLE, ...lines] }]
}

/** What single household lists did to their readers: one peculiarity each. */
export const HOUSEHOLD_ODDITIES: readonly GoldenCase[] = [
  {
    file: 'the-list-of-dk01-with-the-head-above-the-table.xlsx',
    sheets: [
      {
        lines: [
          'Mẫu DK01',
          'DANH SÁCH HỘ GIA ĐÌNH THAM GIA BẢO HIỂM Y TẾ',
          'Tính đến ngày 10/11/2017',
          'Xã Xuân Hưng, huyện Xuân Lộc, tỉnh Đồng Nai',
          'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Mối quan hệ với chủ hộ|Tình trạng tham gia BHYT',
          '1|Nguyễn Văn Một|9917000001|01/02/1960|Nam|Chủ hộ|Đang tham gia',
          '2|Trần Thị Hai||1962|Nữ|Vợ|Đã hết hạn',
          '3|Nguyễn Văn Ba||1990|Nam|Con|Chưa tham gia',
        ],
      },
    ],
  },
  {
    file: 'relations-as-codes-of-the-tool.xlsx',
    sheets: sheet(
      LIST,
      '1|H1|Nguyễn Văn Một|1960|Nam|00|Ấp 1|Không',
      '2|H1|Trần Thị Hai|1962|Nữ|01||',
      '3|H1|Nguyễn Văn Ba|1990|Nam|20||',
      '4|H1|Lê Văn Bốn|1990|Nam|22||',
      '5|H1|Lê Văn Năm|1990|Nam|99||',
    ),
  },
  {
    file: 'hamlets-and-groups-typed-without-accents.csv',
    sheets: sheet(
      LIST.replace('|Ấp|', '|Thôn/Ấp|Tổ|'),
      '1|H1|Nguyen Van Mot|1960|Nam|Chu ho|Ap 3|To 05|Ngheo',
      '2|H2|Tran Thi Hai|1962|Nu|Chu ho|Ap Trung|To so 2|Can ngheo',
      '3|H3|Le Van Ba|1950|Nam|Chu ho|Khu pho 2|to nhan dan 7|',
    ),
  },
  {
    file: 'codes-of-households-as-number-cells.xlsx',
    sheets: sheet(
      LIST,
      '1|#12|Nguyễn Văn Một|1960|Nam|Chủ hộ|Ấp 1|Nghèo',
      '2|#12|Trần Thị Hai|1962|Nữ|Vợ||',
      '3|#13|Lê Văn Ba|1950|Nam|Chủ hộ|Ấp 2|',
    ),
  },
  {
    file: 'an-error-of-excel-in-the-row-of-the-head.xlsx',
    sheets: sheet(
      LIST,
      '1|H1|Nguyễn Văn Một|1960|Nam|Chủ hộ|Ấp 1|!#N/A',
      '2|H1|Trần Thị Hai|1962|Nữ|Vợ||',
      '3|H2|Lê Văn Ba|1950|Nam|Chủ hộ|Ấp 2|Nghèo',
    ),
  },
  {
    file: 'urban-and-rural-sections.xlsx',
    sheets: sheet(
      'STT|Họ và tên chủ hộ|Năm sinh|Giới tính|Diện hộ',
      'I|Khu vực thành thị',
      '1|Nguyễn Văn Một|1960|Nam|Nghèo',
      'II|Khu vực nông thôn',
      '2|Trần Thị Hai|1962|Nữ|Cận nghèo',
    ),
  },
  {
    file: 'khu-vuc-that-are-hamlets.xlsx',
    sheets: sheet(
      'STT|Họ và tên chủ hộ|Năm sinh|Giới tính|Diện hộ',
      'I|Khu vực 1',
      '1|Nguyễn Văn Một|1960|Nam|Nghèo',
      '|Trang 2',
      '2|Trần Thị Hai|1962|Nữ|Cận nghèo',
      'II|Khu vực 2',
      '3|Lê Văn Ba|1950|Nam|Nghèo',
    ),
  },
  {
    file: 'births-of-two-columns-typed-without-accents.csv',
    sheets: sheet(
      'STT|Ma ho|Ho va ten|Nam sinh / Nam|Nam sinh / Nu|Quan he voi chu ho',
      '1|H1|Nguyen Van Mot|1960||Chu ho',
      '2|H1|Tran Thi Hai||1962|Vo',
    ),
  },
  {
    file: 'hoa-and-ky-in-both-spellings.xlsx',
    sheets: sheet(
      LIST,
      '1|H1|Nguyễn Thị Hòa|1960|Nữ|Chủ hộ|Thôn Hòa Kỳ|Nghèo',
      '2|H2|Nguyễn Thị Hoà|1960|Nữ|Chủ hộ|Thôn Hoà Kì|Nghèo',
    ),
  },
  {
    file: 'kinds-of-places-in-lower-case.xlsx',
    sheets: sheet(
      'STT|Mã hộ|Họ và tên|Năm sinh|Giới tính|Quan hệ với chủ hộ|Thôn/Ấp|Tổ',
      '1|H1|Nguyễn Văn Một|1960|Nam|Chủ hộ|ấp  trung|tổ 5',
      '2|H2|Trần Thị Hai|1962|Nữ|Chủ hộ|KP3|Tổ số 02',
      '3|H3|Lê Văn Ba|1950|Nam|Chủ hộ|TDP 4|05',
    ),
  },
  {
    file: 'the-header-again-and-again.xlsx',
    sheets: sheet(
      LIST,
      '1|H1|Nguyễn Văn Một|1960|Nam|Chủ hộ|Ấp 1|Nghèo',
      LIST,
      '2|H1|Trần Thị Hai|1962|Nữ|Vợ||',
      LIST,
      '3|H2|Lê Văn Ba|1950|Nam|Chủ hộ|Ấp 2|',
    ),
  },
  {
    file: 'scores-b1-and-b2-beside-the-result.xlsx',
    sheets: sheet(
      'STT|Họ tên chủ hộ|Năm sinh|Giới tính|Thôn|Điểm B1|Điểm B2|Kết quả|Diện hộ',
      '1|Nguyễn Văn Một|1960|Nam|Trung|#120|#30|Nghèo|Nghèo',
      '2|Trần Thị Hai|1962|Nữ|Hạ|#130|#10|Cận nghèo|Cận nghèo',
    ),
  },
  {
    file: 'ghost-rows-of-formulas-below-the-households.xlsx',
    sheets: sheet(
      LIST,
      '1|H1|Nguyễn Văn Một|1960|Nam|Chủ hộ|Ấp 1|Nghèo',
      "=#0|''|''|=#0||''|''|''",
      "=#0|''|''|=#0||''|''|''",
    ),
  },
]
