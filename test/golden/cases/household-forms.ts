import type { GoldenCase } from '../drawn-workbook.ts'

const TITLE = ['UBND XÃ XUÂN HƯNG', 'DANH SÁCH HỘ GIA ĐÌNH VÀ THÀNH VIÊN', 'Tháng 10 năm 2017']
const DETAIL =
  'STT|Chủ hộ|Thành viên|Năm sinh||Quan hệ với chủ hộ|Dân tộc|Thôn/Ấp|Điểm B1|Điểm B2|Kết quả rà soát|Ghi chú'
const DETAIL_BELOW = '|||Nam|Nữ|||||||'

/** Household lists as offices and tools keep them, one peculiarity each. */
export const HOUSEHOLD_FORMS: readonly GoldenCase[] = [
  {
    file: 'a-head-row-and-its-members-with-the-header-again.xlsx',
    sheets: [
      {
        lines: [
          'DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO XÃ XUÂN HƯNG',
          'Tính đến ngày: 31/10/2017',
          DETAIL,
          DETAIL_BELOW,
          '1|Nguyễn Văn Một|Nguyễn Văn Một|1960||Chủ hộ|Kinh|Ấp 1|#135|#20|Hộ cận nghèo|',
          '||Trần Thị Hai||1962|Vợ|Kinh|||||',
          '||Nguyễn Văn Ba|1990||Con|Kinh|||||',
          DETAIL,
          DETAIL_BELOW,
          '2|Lê Thị Bốn|Lê Thị Bốn||1955|Chủ hộ|Chơ-ro|Ấp 2|#120|#30|Hộ nghèo|',
          '||Lê Văn Năm|1980||Con|Chơ-ro|||||',
        ],
        merges: ['D3:E3', 'D8:E8'],
      },
    ],
  },
  {
    file: 'the-appendix-of-tk1-by-decision-505.xlsx',
    sheets: [
      {
        lines: [
          'Phụ lục: THÀNH VIÊN HỘ GIA ĐÌNH',
          '(Ban hành kèm theo Quyết định số 505/QĐ-BHXH ngày 27/3/2020 của BHXH Việt Nam)',
          'Họ tên chủ hộ: Nguyễn Văn Một; Mã số hộ gia đình: 9900000001',
          'Xã Xuân Hưng, huyện Xuân Lộc, tỉnh Đồng Nai; tính đến ngày 10/11/2020',
          'Stt|Họ và tên|Mã số BHXH|Ngày tháng năm sinh|Giới tính|Quốc tịch|Dân tộc|Nơi đăng ký khai sinh|Mối quan hệ với chủ hộ|Số CMND/CCCD/Hộ chiếu|Ghi chú',
          'A|B|1|2|3|4|5|6|7|8|9',
          '1|Nguyễn Văn Một|9920000001|01/02/1960|Nam|Việt Nam|Kinh|xã Xuân Hưng|Chủ hộ|099060000001|',
          '2|Trần Thị Hai||1962|Nữ|Việt Nam|Kinh|xã Xuân Tâm|Vợ|#99162000002|',
          '3|Nguyễn Văn Ba||05/2010|Nam|Việt Nam|Kinh|xã Xuân Hưng|Con|C1234567|hộ chiếu',
        ],
      },
    ],
  },
  {
    file: 'dk01-with-members-insured-lapsed-and-never.csv',
    encoding: 'windows-1258',
    sheets: [
      {
        lines: [
          'DANH SÁCH HỘ GIA ĐÌNH THAM GIA BẢO HIỂM Y TẾ',
          'Xã Xuân Hưng; tính đến ngày 10/11/2017',
          'STT|Họ và tên|Mã hộ|Ngày sinh|Giới tính|Quan hệ với chủ hộ|Ấp|Tình trạng tham gia BHYT|Thẻ có giá trị đến',
          '1|Nguyễn Văn Một|H1|01/02/1960|Nam|Chủ hộ|3|Đang tham gia|31/12/2017',
          '2|Trần Thị Hường|H1|1962|Nữ|Vợ||Đã tham gia nay không tham gia|31/12/2016',
          '3|Nguyễn Văn Ước|H1|1990|Nam|Con||Chưa tham gia|',
          '4|Lê Thị Bốn|H2|1955|Nữ|Chủ hộ|Trung|Tham gia ở nơi khác|',
        ],
      },
    ],
  },
  {
    file: 'marks-in-columns-of-sexes-beside-whole-births.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Mã hộ|Họ và tên|Giới tính||Ngày sinh|Quan hệ với chủ hộ|Ấp',
          '|||Nam|Nữ|||',
          '1|H1|Nguyễn Văn Một|x||01/02/1960|Chủ hộ|3',
          '2|H1|Trần Thị Hai||X|1962|Vợ|',
          '3|H1|Nguyễn Văn Ba|x|x|05/2010|Con|',
        ],
        merges: ['D4:E4', 'A4:A5', 'B4:B5', 'C4:C5', 'F4:F5', 'G4:G5', 'H4:H5'],
      },
    ],
  },
  {
    file: 'members-of-vnpt-with-their-second-header.xlsx',
    sheets: [
      {
        name: 'Phụ lục',
        lines: [
          '|THÔNG TIN THÀNH VIÊN XÃ XUÂN HƯNG (tính đến ngày 10/11/2017)',
          'ID Lao động|Họ tên Thành viên|Mã số BHXH|Ngày sinh (tháng/năm hoặc năm sinh)|Giới tính|Mối quan hệ|Mã quan hệ|Số CMND|Số CCCD/ĐDCN chủ hộ|Mã số hộ gia đình|Tên Thôn/Xóm|Mã xã thường trú',
          'STT|HoTen|MasoBHXH|NgaySinh|GioiTinh|TenMoiQuanHe|MoiQuanHe|CMND|SoCCCD_CH|Maso_HoGiadinh|MaThon|Xa_TT_CH',
          '#1|Nguyễn Văn Một|#9917000001|1960|#1|Chủ hộ|00|#10000000|099060000001|11313232|Ấp 3|26446',
          '#1|Trần Thị Hai|9917000002|05/1962|#0|Vợ|01||099060000001|11313232|Ấp 3|26446',
          '#2|Lê Thị Bốn||01/02/1955|#0|Chủ hộ|00|020000000|099155000004|11313233|Ấp Trung|26446',
        ],
      },
    ],
  },
  {
    file: 'hamlets-inside-urban-and-rural-sections.xlsx',
    sheets: [
      {
        lines: [
          'DANH SÁCH HỘ NGHÈO THỊ TRẤN BỐ HẠ NĂM 2017 (tính đến ngày 31/12/2017)',
          'STT|Họ và tên chủ hộ|Năm sinh||Số nhân khẩu|Diện hộ',
          '||Nam|Nữ||',
          'I|KHU VỰC THÀNH THỊ',
          'I.1|Khu phố 1',
          '1|Nguyễn Văn Một|1960||#4|Hộ nghèo',
          'I.2|Khu phố 2',
          '2|Trần Thị Hai||1962|#3|Hộ nghèo',
          'II|KHU VỰC NÔNG THÔN',
          'II.1|Thôn Trung',
          '3|Lê Văn Ba|1950||#2|Hộ nghèo',
          '|Tổng cộng: 3 hộ',
        ],
        merges: ['C2:D2'],
      },
    ],
  },
  {
    file: 'households-of-an-open-document.ods',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Mã hộ|Họ và tên|Năm sinh|Giới tính|Quan hệ|Ấp|Tổ|Diện hộ',
          '1|H1|Nguyễn Văn Một|#1960|Nam|Chủ hộ|3|5|Cận nghèo',
          '2||Trần Thị Hai|#1962|Nữ|Vợ|||',
          '3|H2|Lê Thị Bốn|01/02/1955|Nữ|Chủ hộ|Trung|2|',
        ],
      },
    ],
  },
  {
    file: 'numbers-of-households-merged-over-their-members.xls',
    sheets: [
      {
        lines: [
          ...TITLE,
          'Hộ số|Họ và tên|Năm sinh|Giới tính|Quan hệ với chủ hộ|Ấp',
          '1|Nguyễn Văn Một|1960|Nam|Chủ hộ|3',
          '|Trần Thị Hai|1962|Nữ|Vợ|',
          '|Nguyễn Văn Ba|1990|Nam|Con|',
          '2|Lê Thị Bốn|1955|Nữ|Chủ hộ|Trung',
          '|Lê Văn Năm|1980|Nam|Con|',
        ],
        merges: ['A5:A7', 'F5:F7', 'A8:A9', 'F8:F9'],
      },
    ],
  },
]
