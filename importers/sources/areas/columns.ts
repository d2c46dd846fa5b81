import type { SourceField } from '../../forms/source-definition.ts'

/**
 * The statistics office's lists: its eight-column download (`Tỉnh Thành Phố, Mã TP, Quận Huyện, Mã QH, Phường Xã, Mã PX,
 * Cấp, Tên Tiếng Anh`) and the lists of one level (`Mã, Tên, Cấp, …` with the parents beside).
 */
export const FIELDS: readonly SourceField[] = [
  { field: 'ordinal', headings: ['STT', 'TT', 'Số TT'] },
  {
    field: 'province_code',
    headings: ['Mã TP', 'Mã tỉnh', 'Mã tỉnh/thành phố', 'Mã tỉnh, thành phố', 'Mã Tỉnh/TP'],
    weight: 0.3,
  },
  {
    field: 'province_name',
    headings: [
      'Tỉnh Thành Phố',
      'Tỉnh / Thành Phố',
      'Tỉnh/Thành phố',
      'Tỉnh, thành phố',
      'Tỉnh',
      'Tên tỉnh',
      'Tỉnh/TP',
      'Tên tỉnh/thành phố',
    ],
  },
  { field: 'district_code', headings: ['Mã QH', 'Mã huyện', 'Mã quận/huyện', 'Mã quận huyện'], weight: 0.3 },
  {
    field: 'district_name',
    headings: ['Quận Huyện', 'Quận / Huyện', 'Quận/Huyện', 'Huyện', 'Tên huyện', 'Huyện/Quận', 'Quận, huyện'],
  },
  { field: 'commune_code', headings: ['Mã PX', 'Mã xã', 'Mã phường/xã', 'Mã xã/phường', 'Mã phường xã'], weight: 0.3 },
  {
    field: 'commune_name',
    headings: [
      'Phường Xã',
      'Phường / Xã',
      'Phường/Xã',
      'Xã',
      'Tên xã',
      'Xã/Phường',
      'Tên xã/phường',
      'Xã, phường, thị trấn',
    ],
  },
  { field: 'unit_code', headings: ['Mã', 'Mã đơn vị', 'Mã ĐVHC', 'Mã số'], weight: 0.2 },
  { field: 'unit_name', headings: ['Tên', 'Tên đơn vị', 'Tên ĐVHC', 'Tên đơn vị hành chính', 'Đơn vị hành chính'] },
  { field: 'unit_type', headings: ['Cấp', 'Loại', 'Loại hình', 'Cấp đơn vị'], weight: 0.3 },
  { field: 'english_name', headings: ['Tên Tiếng Anh', 'Tên tiếng anh', 'English name'], weight: 0.2 },
  {
    field: 'valid_from',
    key: true,
    headings: ['Hiệu lực từ', 'Ngày hiệu lực', 'Có hiệu lực từ ngày', 'Ngày thành lập'],
  },
]

export const IGNORED: readonly string[] = [
  'Ghi chú',
  'Nghị định',
  'Nghị quyết',
  'Số nghị định',
  'Diện tích',
  'Diện tích (km2)',
  'Dân số',
  'Số thứ tự',
  'Vùng',
]
