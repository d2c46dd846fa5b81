import type { GoldenCase } from '../drawn-workbook.ts'

const TECHNICAL =
  'provinceCode|isMergedProvince|districtCode|districtType|wardCode|wardType|isMergedWard|isDividedWard|province|district|ward|newProvince|newWard|newWardShort|newProvinceCode|newProvinceLat|newProvinceLon|newWardCode|newWardType|newWardLat|newWardLon|newWardAreaKm2'
const OFFICE =
  'STT|Mã xã cũ|Tên xã cũ|Huyện cũ|Tỉnh cũ|Mã xã mới|Tên xã mới|Mã tỉnh mới|Tỉnh mới|Quan hệ|Văn bản|Ngày hiệu lực'

export const AREA_CHANGE_CASES: readonly GoldenCase[] = [
  {
    file: 'the-technical-export-with-damaged-codes.csv',
    sheets: [
      {
        lines: [
          TECHNICAL,
          '1|False|1|Quận|1.0|Phường|True|False|Thành phố Hà Nội|Quận Ba Đình|Phường Phúc Xá|Thành phố Hà Nội|Phường Hồng Hà|Hồng Hà|01|21.0001|105.698|00097|Phường|21.0567|105.845|15.09',
          '24|True|215|Huyện|7282.0|Xã|False|False|Tỉnh Bắc Giang|Huyện Yên Thế|Xã Đồng Kỳ|Tỉnh Bắc Ninh|Xã Đồng Kỳ|Đồng Kỳ|24|21.2|106.1|07282|Xã|21.5|106.1|41.5',
          '75|True|741|Huyện|26449.0|Xã|True|True|Tỉnh Đồng Nai|Huyện Xuân Lộc|Xã Xuân Tâm|Tỉnh Đồng Nai|Xã Xuân Hòa|Xuân Hòa|75|11.4|107.0|26446|Xã|10.8|107.4|306.0',
          '31|True|318|Huyện|||True|False|Thành phố Hải Phòng|Huyện Bạch Long Vĩ||Thành phố Hải Phòng|Đặc khu Bạch Long Vĩ|Bạch Long Vĩ|31|20.8|106.4|11948|Đặc khu|20.1|107.7|3.07',
        ],
      },
    ],
  },
  {
    file: 'an-offices-table-with-sections-and-line-breaks.xlsx',
    sheets: [
      {
        lines: [
          'BẢNG CHUYỂN ĐỔI ĐƠN VỊ HÀNH CHÍNH CẤP XÃ',
          '(Kèm theo Nghị quyết số 1658/NQ-UBTVQH15)',
          OFFICE,
          'I|Huyện Yên Thế',
          `1|07246|${'Xã Canh Nậu'.normalize('NFD')}|Huyện Yên Thế|Tỉnh Bắc Giang|07246|Xã \\nXuân Lương|24|tỉnh Bắc Ninh|Nhập toàn bộ|1658/NQ-UBTVQH15|01/07/2025`,
          '2|07249|xã Xuân  Lương |Huyện Yên Thế|Tỉnh Bắc Giang|07246|Xã Xuân Lương|24|tỉnh Bắc Ninh|Nhâp một phần|1658/NQ-UBTVQH15|@2025-07-01',
          'II|Thành phố Bắc Ninh',
          '3|09181|Khắc Niệm|Thành phố Bắc Ninh|Tỉnh Bắc Ninh|09181|Phường Khắc Niệm|24|tỉnh Bắc Ninh|Đổi tên|1658/NQ-UBTVQH15|01/07/2025',
          'Nơi nhận: Như trên',
        ],
      },
    ],
  },
  {
    file: 'relations-in-every-wording.xlsx',
    sheets: [
      {
        lines: [
          OFFICE,
          ...[
            'Nhập toàn bộ diện tích và dân số',
            'Nhập một phần diện tích và dân số',
            'Nhập một phần diện tích',
            'Nhập một phần diện tích và toàn bộ dân số',
            'Giữ nguyên',
            'Đổi tên',
            'phần còn lại',
            'xem ghi chú',
          ].map(
            (relation, at) =>
              `${at + 1}|2644${at}|Xã Thử ${at}|Huyện Xuân Lộc|Tỉnh Đồng Nai|26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|${relation}|1662/NQ|01/07/2025`,
          ),
        ],
      },
    ],
  },
  {
    file: 'ends-missing-and-people-of-the-parts.xlsx',
    sheets: [
      {
        lines: [
          'Mã xã cũ|Tên xã cũ|Mã xã mới|Tên xã mới|Mã tỉnh mới|Tỉnh mới|Dân số (người)|Diện tích (km2)|Ghi chú',
          '26449|Xã Xuân Tâm|26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|12.345|1.234,5|',
          '26449|Xã Xuân Tâm|26359|Xã Xuân Đông|75|Tỉnh Đồng Nai|#2100|20,5|',
          '26443|Xã Xuân Hòa||Xã Xuân Hòa|75|Tỉnh Đồng Nai|||',
          '26446|Xã Xuân Hưng|26446||75|Tỉnh Đồng Nai|||',
          '||26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|||',
          '26443, 26446|Xã Xuân Hòa, xã Xuân Hưng|26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|||',
        ],
      },
    ],
  },
  {
    file: 'hamlets-of-the-parts-named.xlsx',
    sheets: [
      {
        lines: [
          'BẢNG CHUYỂN ĐỔI ĐƠN VỊ HÀNH CHÍNH CẤP XÃ',
          'STT|Mã xã cũ|Tên xã cũ|Mã xã mới|Tên xã mới|Mã tỉnh mới|Tỉnh mới|Quan hệ|Thôn, ấp chuyển|Ngày hiệu lực',
          '1|26449|Xã Xuân Tâm|26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|Nhập một phần|Ấp 1, 2; ấp Suối Cát \n và ấp Bưng Cần|01/07/2025',
          '2|26449|Xã Xuân Tâm|26359|Xã Xuân Đông|75|Tỉnh Đồng Nai|Nhập một phần|Ấp 03|01/07/2025',
          '3|26446|Xã Xuân Hưng|26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|Nhập toàn bộ||01/07/2025',
        ],
      },
    ],
  },
]
