import type { SourceField } from '../../forms/source-definition.ts'

/**
 * Tables of conversion between two days of borders: the technical export of the 2025 reform (`wardCode`, `newWardCode` …) and
 * an office's own table (`Mã xã cũ`, `Tên xã mới`, `Quan hệ` …).
 */
export const FIELDS: readonly SourceField[] = [
  { field: 'ordinal', headings: ['STT', 'TT', 'Số TT'] },
  { field: 'old_province_code', headings: ['provinceCode', 'Mã tỉnh cũ', 'Mã TP cũ', 'Mã tỉnh/thành phố cũ'] },
  {
    field: 'old_province_name',
    headings: ['province', 'Tên tỉnh cũ', 'Tỉnh cũ', 'Tỉnh/thành phố cũ', 'Tỉnh, thành phố cũ', 'Tỉnh (cũ)'],
  },
  { field: 'old_district_code', headings: ['districtCode', 'Mã huyện cũ', 'Mã QH cũ', 'Mã quận/huyện cũ', 'Mã huyện'] },
  {
    field: 'old_district_name',
    headings: ['district', 'Tên huyện cũ', 'Huyện cũ', 'Quận/huyện cũ', 'Quận, huyện cũ', 'Tên huyện', 'Huyện'],
  },
  {
    field: 'old_commune_code',
    headings: ['wardCode', 'Mã xã cũ', 'Mã PX cũ', 'Mã phường/xã cũ', 'Mã xã/phường cũ', 'Mã ĐVHC cũ'],
    weight: 0.4,
  },
  {
    field: 'old_commune_name',
    headings: ['ward', 'Tên xã cũ', 'Xã cũ', 'Phường/xã cũ', 'Tên xã/phường cũ', 'Xã, phường, thị trấn cũ', 'ĐVHC cũ'],
    weight: 0.4,
  },
  { field: 'old_commune_type', headings: ['wardType', 'Loại xã cũ', 'Loại cũ'] },
  { field: 'new_province_code', headings: ['newProvinceCode', 'Mã tỉnh mới', 'Mã TP mới', 'Mã tỉnh/thành phố mới'] },
  {
    field: 'new_province_name',
    headings: ['newProvince', 'Tên tỉnh mới', 'Tỉnh mới', 'Tỉnh/thành phố mới', 'Tỉnh, thành phố mới', 'Tỉnh (mới)'],
  },
  {
    field: 'new_commune_code',
    headings: ['newWardCode', 'Mã xã mới', 'Mã PX mới', 'Mã phường/xã mới', 'Mã xã/phường mới', 'Mã ĐVHC mới'],
    weight: 0.6,
  },
  {
    field: 'new_commune_name',
    headings: ['newWard', 'Tên xã mới', 'Xã mới', 'Phường/xã mới', 'Tên xã/phường mới', 'Xã, phường mới', 'ĐVHC mới'],
    weight: 0.6,
  },
  { field: 'new_commune_type', headings: ['newWardType', 'Loại xã mới', 'Loại mới'] },
  {
    field: 'relation',
    headings: ['Quan hệ', 'Hình thức', 'Hình thức sắp xếp', 'Hình thức sáp nhập', 'Nội dung sắp xếp'],
    weight: 0.3,
  },
  { field: 'is_merged', headings: ['isMergedWard'] },
  { field: 'is_divided', headings: ['isDividedWard'] },
  {
    field: 'part_population',
    headings: ['Dân số chuyển', 'Dân số phần nhập', 'Dân số nhập', 'Dân số (người)', 'Dân số', 'Số dân'],
  },
  {
    field: 'part_area',
    headings: [
      'Diện tích chuyển',
      'Diện tích phần nhập',
      'Diện tích nhập',
      'Diện tích (km2)',
      'Diện tích (km²)',
      'Diện tích',
    ],
  },
  {
    field: 'hamlets',
    headings: [
      'Thôn, ấp chuyển',
      'Thôn, ấp',
      'Thôn/ấp',
      'Gồm các thôn',
      'Gồm các ấp',
      'Gồm các thôn, ấp',
      'Thôn, ấp, khu phố',
      'Thôn, tổ dân phố',
    ],
  },
  { field: 'document', headings: ['Văn bản', 'Số văn bản', 'Nghị quyết', 'Số nghị quyết', 'Căn cứ'] },
  { field: 'valid_from', key: true, headings: ['Ngày hiệu lực', 'Hiệu lực từ', 'Có hiệu lực từ ngày'] },
]

/** The size of the whole new commune (`newWardAreaKm2`) says nothing of the size of the part that went into it. */
export const IGNORED: readonly string[] = [
  'isMergedProvince',
  'districtType',
  'newWardShort',
  'newProvinceLat',
  'newProvinceLon',
  'newWardLat',
  'newWardLon',
  'newWardAreaKm2',
  'Ghi chú',
]
