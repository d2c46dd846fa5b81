import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { TemplateColumn, TemplateLayout } from '../workbook/template-workbook.ts'

const TEXT = { format: 'TEXT', width: 18 } as const
const COUNT = { format: 'COUNT', width: 14 } as const
const RATE = { format: 'RATE', width: 14 } as const
const DAY_HELP = 'ngày/tháng/năm, ví dụ 30/9/2017'

const ORDINAL: TemplateColumn = { heading: 'STT', format: 'COUNT', width: 6, help: 'Số thứ tự' }
const SEX: TemplateColumn = {
  ...TEXT,
  heading: 'Giới tính',
  width: 10,
  help: 'Chọn Nam hoặc Nữ',
  choices: ['Nam', 'Nữ'],
}

const PERSON: readonly TemplateColumn[] = [
  { ...TEXT, heading: 'Họ và tên', width: 28, help: 'Bắt buộc. Đủ họ, chữ đệm, tên; phông Unicode', needed: true },
  { ...TEXT, heading: 'Ngày sinh', help: `${DAY_HELP}; chỉ biết năm thì ghi năm` },
  SEX,
  { ...TEXT, heading: 'Số CCCD', help: '12 chữ số (CMND: 9 chữ số)' },
  { ...TEXT, heading: 'Mã số BHXH', help: '10 chữ số, kể cả số 0 ở đầu' },
]
const CARD: readonly TemplateColumn[] = [
  { ...TEXT, heading: 'Số thẻ BHYT', help: '15 ký tự, ví dụ GD4240012345678' },
  { ...TEXT, heading: 'Từ ngày', help: `Ngày thẻ bắt đầu có giá trị: ${DAY_HELP}` },
]
const HOME: readonly TemplateColumn[] = [
  { ...TEXT, heading: 'Mã xã', width: 10, help: 'Mã xã 5 chữ số, kể cả số 0 ở đầu' },
  { ...TEXT, heading: 'Thôn/Ấp', help: 'Tên thôn, ấp, khu phố: Ấp 3, Thôn Trung' },
  { ...TEXT, heading: 'Tổ', width: 10, help: 'Tổ nhân dân, nếu có' },
  { ...TEXT, heading: 'Địa chỉ', width: 28, help: 'Số nhà, đường, nếu có' },
]
const AREA: readonly TemplateColumn[] = [
  ORDINAL,
  { ...TEXT, heading: 'Mã đơn vị', width: 12, help: 'Mã tỉnh 2, huyện 3, xã 5 chữ số, kể cả số 0 ở đầu' },
  { ...TEXT, heading: 'Đơn vị', width: 28, help: 'Bắt buộc nếu không có mã. Ghi đủ: Xã Tân Sỏi', needed: true },
]

/** The empty sheets, kind by kind. Each heading is one that the kind's source knows by this very spelling. */
export const TEMPLATE_LAYOUTS: Readonly<Partial<Record<SourceKind, TemplateLayout>>> = {
  AREAS: {
    fileName: 'Mẫu danh mục đơn vị hành chính.xlsx',
    sheetName: 'Danh mục',
    title: 'DANH MỤC ĐƠN VỊ HÀNH CHÍNH',
    about: 'Mỗi dòng một đơn vị cấp thấp nhất cùng các đơn vị trên nó. Từ 1/7/2025 để trống hai cột quận, huyện.',
    columns: [
      ORDINAL,
      { ...TEXT, heading: 'Mã TP', width: 10, help: 'Mã tỉnh, thành phố: 2 chữ số', needed: true },
      { ...TEXT, heading: 'Tỉnh Thành Phố', width: 26, help: 'Ghi đủ: Tỉnh Bắc Giang', needed: true },
      { ...TEXT, heading: 'Mã QH', width: 10, help: 'Mã quận, huyện: 3 chữ số' },
      { ...TEXT, heading: 'Quận Huyện', width: 26, help: 'Ghi đủ: Huyện Yên Thế' },
      { ...TEXT, heading: 'Mã PX', width: 10, help: 'Mã phường, xã: 5 chữ số' },
      { ...TEXT, heading: 'Phường Xã', width: 26, help: 'Ghi đủ: Xã Tân Sỏi' },
      { ...TEXT, heading: 'Hiệu lực từ', help: `Ngày đơn vị có hiệu lực, nếu biết: ${DAY_HELP}` },
    ],
  },
  FIGURES: {
    fileName: 'Mẫu biểu số liệu.xlsx',
    sheetName: 'Số liệu',
    title: 'BÁO CÁO SỐ LIỆU THAM GIA BHYT',
    about: 'Mỗi dòng một đơn vị. Cột nào không có số liệu thì để trống; số 0 nghĩa là không có ai.',
    columns: [
      ...AREA,
      { ...COUNT, heading: 'Dân số', help: 'Số người' },
      { ...COUNT, heading: 'Số người tham gia BHYT', help: 'Số người có thẻ còn giá trị' },
      { ...RATE, heading: 'Tỷ lệ', help: 'Phần trăm, ví dụ 94,8%' },
      { ...COUNT, heading: 'Số hộ', help: 'Tổng số hộ gia đình' },
      { ...COUNT, heading: 'Số hộ nghèo', help: 'Số hộ' },
      { ...COUNT, heading: 'Số hộ cận nghèo', help: 'Số hộ' },
    ],
  },
  TARGETS: {
    fileName: 'Mẫu biểu giao chỉ tiêu.xlsx',
    sheetName: 'Chỉ tiêu',
    title: 'GIAO CHỈ TIÊU BAO PHỦ BHYT',
    about: 'Mỗi dòng một đơn vị được giao; ít nhất một chỉ tiêu trong dòng.',
    columns: [
      ...AREA,
      { ...RATE, heading: 'Chỉ tiêu bao phủ', help: 'Phần trăm dân số, ví dụ 98%' },
      { ...RATE, heading: 'Tỷ lệ học sinh tham gia BHYT', help: 'Phần trăm, nếu có giao' },
      { ...COUNT, heading: 'Số thẻ giao', help: 'Số thẻ phải phát triển, nếu có giao' },
      { ...TEXT, heading: 'Từ ngày', help: `Ngày chỉ tiêu bắt đầu: ${DAY_HELP}` },
      { ...TEXT, heading: 'Thời hạn', help: `Ngày phải hoàn thành: ${DAY_HELP}` },
      { ...TEXT, heading: 'Văn bản', width: 28, help: 'Văn bản giao: Kế hoạch số 15/KH-UBND' },
    ],
  },
  CARD_ROLL: {
    fileName: 'Mẫu danh sách thẻ BHYT.xlsx',
    sheetName: 'Danh sách thẻ',
    title: 'DANH SÁCH THẺ BHYT CÒN GIÁ TRỊ',
    about:
      'Toàn bộ thẻ còn giá trị của địa bàn vào ngày ghi ở ô A3: ai không có tên được coi là hết hạn thẻ từ ngày đó.',
    columns: [
      ORDINAL,
      ...PERSON,
      ...CARD,
      { ...TEXT, heading: 'Đến ngày', help: `Ngày cuối cùng thẻ có giá trị: ${DAY_HELP}` },
      { ...TEXT, heading: 'Mã cơ sở KCB', width: 14, help: 'Mã nơi đăng ký khám chữa bệnh ban đầu' },
      ...HOME,
    ],
  },
  HOUSEHOLD_SURVEY: {
    fileName: 'Mẫu danh sách hộ gia đình.xlsx',
    sheetName: 'Hộ gia đình',
    title: 'DANH SÁCH HỘ GIA ĐÌNH THAM GIA BHYT',
    about: 'Mỗi dòng một người; dòng đầu của mỗi hộ là chủ hộ. Những người cùng mã hộ là một hộ.',
    columns: [
      ORDINAL,
      { ...TEXT, heading: 'Mã hộ', width: 12, help: 'Như nhau ở mọi thành viên của một hộ', needed: true },
      ...PERSON,
      {
        ...TEXT,
        heading: 'Quan hệ',
        width: 12,
        help: 'Quan hệ với chủ hộ; chủ hộ ghi “Chủ hộ”',
        choices: [
          'Chủ hộ',
          'Vợ',
          'Chồng',
          'Con',
          'Con dâu',
          'Con rể',
          'Bố',
          'Mẹ',
          'Ông',
          'Bà',
          'Anh',
          'Chị',
          'Em',
          'Cháu',
          'Khác',
        ],
      },
      {
        ...TEXT,
        heading: 'Diện hộ',
        width: 14,
        help: 'Của cả hộ, ghi ở dòng chủ hộ',
        choices: ['Nghèo', 'Cận nghèo', 'NLNN MSTB', 'Không'],
      },
      { ...TEXT, heading: 'Đã có thẻ BHYT', width: 12, help: 'Có hoặc Không', choices: ['Có', 'Không'] },
      { ...TEXT, heading: 'Số thẻ BHYT', help: '15 ký tự, nếu có' },
      { ...TEXT, heading: 'Hạn thẻ', help: `Ngày cuối cùng thẻ có giá trị: ${DAY_HELP}` },
      ...HOME,
    ],
  },
}
