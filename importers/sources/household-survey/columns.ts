import { CARD_FIELDS, PLACE_FIELDS } from '../../forms/card-headings.ts'
import { PERSON_IGNORED } from '../../forms/ignored-headings.ts'
import { ORDINAL, PERSON_FIELDS } from '../../forms/person-headings.ts'
import type { SourceField } from '../../forms/source-definition.ts'

/**
 * Household lists: `Họ tên chủ hộ` and `Họ tên thành viên` stand side by side in one file and alone in another. Alone,
 * either is the person's name.
 */
const NAMES: readonly SourceField[] = [
  {
    field: 'full_name',
    key: true,
    headings: [
      'Họ và tên',
      'Họ tên',
      'Họ tên thành viên',
      'Họ và tên thành viên',
      'Thành viên',
      'Tên thành viên',
      'HOTEN_THANHVIEN',
      'Họ và tên thành viên hộ',
      'Họ tên các thành viên trong hộ',
      'Họ và tên các thành viên',
      'Họ và tên thành viên trong hộ gia đình',
      'Họ tên nhân khẩu',
      'Họ và tên nhân khẩu',
      'Họ và tên người trong hộ',
    ],
  },
  {
    field: 'head_name',
    key: true,
    headings: ['Chủ hộ', 'Họ tên chủ hộ', 'Họ và tên chủ hộ', 'Tên chủ hộ', 'HOTEN_CHUHO', 'Họ, tên chủ hộ'],
    weight: 0.5,
  },
]

const HOUSEHOLD: readonly SourceField[] = [
  {
    field: 'household_code',
    headings: [
      'Mã hộ',
      'Mã số hộ',
      'Mã hộ gia đình',
      'Mã số hộ gia đình',
      'MA_HO_GD',
      'Maho_Giadinh',
      'Số sổ hộ khẩu',
      'Số hộ khẩu',
      'Số sổ HK',
      'Mã HGĐ',
      'Mã hộ GĐ',
      'Số sổ hộ khẩu/tạm trú',
    ],
    weight: 0.5,
  },
  { field: 'household_ordinal', headings: ['Hộ số', 'Số thứ tự hộ', 'STT hộ', 'TT hộ', 'Số hộ'], weight: 0.5 },
  {
    field: 'relation',
    headings: [
      'Quan hệ',
      'Quan hệ với chủ hộ',
      'Mối quan hệ với chủ hộ',
      'QUANHE_VOI_CHUHO',
      'QH với chủ hộ',
      'Quan hệ chủ hộ',
      'Mối quan hệ',
    ],
    weight: 0.5,
  },
  {
    field: 'household_class',
    headings: [
      'Diện hộ',
      'Loại hộ',
      'Diện',
      'Phân loại hộ',
      'Kết quả',
      'Kết quả rà soát',
      'Đối tượng hộ',
      'Hộ nghèo/cận nghèo',
      'Hộ thuộc diện',
      'Thuộc diện',
      'Kết quả phân loại hộ',
      'Phân loại',
    ],
    weight: 0.5,
  },
  {
    field: 'class_poor',
    headings: [
      'Diện hộ / Nghèo',
      'Diện hộ / Hộ nghèo',
      'Hộ nghèo',
      'Nghèo',
      'Phân loại hộ / Hộ nghèo',
      'Kết quả rà soát / Hộ nghèo',
      'Diện hộ / HN',
    ],
    weight: 0.4,
  },
  {
    field: 'class_near_poor',
    headings: [
      'Diện hộ / Cận nghèo',
      'Diện hộ / Hộ cận nghèo',
      'Hộ cận nghèo',
      'Cận nghèo',
      'Phân loại hộ / Hộ cận nghèo',
      'Kết quả rà soát / Hộ cận nghèo',
      'Diện hộ / HCN',
    ],
    weight: 0.4,
  },
  {
    field: 'class_farming',
    headings: [
      'Diện hộ / NLNN MSTB',
      'Diện hộ / Mức sống trung bình',
      'Diện hộ / NLNN có MSTB',
      'NLNN MSTB',
      'Hộ NLNN có mức sống trung bình',
      'Hộ nông lâm ngư nghiệp có mức sống trung bình',
      'Diện hộ / Hộ MSTB',
      'Hộ có mức sống trung bình',
      'Kết quả rà soát / Hộ mức sống trung bình',
      'Phân loại hộ / Hộ MSTB',
    ],
    weight: 0.4,
  },
  { field: 'class_standard', headings: ['Chuẩn', 'Chuẩn nghèo', 'Theo chuẩn'] },
  {
    field: 'declared_card',
    headings: [
      'Đã có thẻ BHYT',
      'Có thẻ BHYT',
      'Đã có thẻ',
      'Có thẻ',
      'Đã tham gia BHYT',
      'Tham gia BHYT',
      'Thẻ BHYT',
      'Tình trạng tham gia BHYT',
      'Đã tham gia',
      'Có BHYT',
      'BHYT',
      'Tình trạng thẻ',
    ],
    weight: 0.2,
  },
  {
    field: 'declared_until',
    key: true,
    headings: [
      'Hạn thẻ',
      'Thẻ có giá trị đến',
      'Hạn sử dụng thẻ',
      'Ngày hết hạn thẻ',
      'Thẻ BHYT / Hạn sử dụng',
      'Hạn thẻ BHYT',
      'Thẻ BHYT / Giá trị đến',
      'Thời hạn thẻ',
      'Giá trị sử dụng đến ngày',
      'Giá trị sử dụng đến',
      'Giá trị đến ngày',
      'Ngày hết hạn',
    ],
  },
]

/** What a survey says of cards is a declaration: it has no clinic and no first day. */
const DECLARED: readonly SourceField[] = CARD_FIELDS.filter(
  ({ field }) => field === 'participant_code' || field === 'valid_from',
)

/** Columns by which a household list is known. */
export const FIELDS: readonly SourceField[] = [
  ORDINAL,
  ...NAMES,
  ...HOUSEHOLD,
  ...PERSON_FIELDS.map(({ weight: _weight, ...field }) => field),
  ...PLACE_FIELDS,
  ...DECLARED.map(({ weight: _weight, ...field }) => field),
]

export const IGNORED: readonly string[] = [
  ...PERSON_IGNORED,
  ...CARD_FIELDS.filter(({ field }) => ['clinic_code', 'clinic_province', 'months'].includes(field)).flatMap(
    ({ headings }) => headings,
  ),
  'Số nhân khẩu',
  'Số khẩu',
  'Nhân khẩu',
  'Số người trong hộ',
  'Tổng số nhân khẩu',
  'Điểm B1',
  'Điểm B2',
  'B1',
  'B2',
  'Tổng điểm',
  'Nguyên nhân',
  'Nguyên nhân nghèo',
  'Thời gian rà soát',
  'Chưa có thẻ',
  'Chưa có thẻ BHYT',
  'Chưa tham gia',
  'Chữ ký',
  'Tình trạng',
  'Tôn giáo',
  'Khu vực',
  'Thành thị/Nông thôn',
  'Hộ DTTS',
  'Nơi làm việc',
  'Trình độ',
  'Lý do chưa tham gia',
  'Nguyện vọng tham gia',
]
