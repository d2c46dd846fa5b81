import type { GoldenCase } from '../drawn-workbook.ts'

const AREA = 'Tỉnh Thành Phố|Mã TP|Quận Huyện|Mã QH|Phường Xã|Mã PX|Cấp|Tên Tiếng Anh'
const ROW = 'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Xã Canh Nậu|07246|Xã|'

/** Lists of units, one peculiarity each. */
export const AREA_ODDITIES: readonly GoldenCase[] = [
  {
    file: 'island-districts-without-communes.xlsx',
    sheets: [
      {
        lines: [
          AREA,
          'Thành phố Hải Phòng|31|Huyện Bạch Long Vĩ|318||||',
          'Tỉnh Quảng Ngãi|51|Huyện Lý Sơn|536||||',
          'Tỉnh Quảng Trị|45|Huyện Cồn Cỏ|471||||',
        ],
      },
    ],
  },
  {
    file: 'codes-with-point-zero.csv',
    sheets: [{ lines: [AREA, 'Tỉnh Bắc Giang|24.0|Huyện Yên Thế|215.0|Xã Canh Nậu|7246.0|Xã|', ROW] }],
  },
  {
    file: 'codes-behind-apostrophes.csv',
    sheets: [{ lines: [AREA, "Tỉnh Bắc Giang|'24|Huyện Yên Thế|'215|Xã Canh Nậu|'07246|Xã|"] }],
  },
  {
    file: 'two-names-that-differ-by-one-accent.xlsx',
    sheets: [
      {
        lines: [
          AREA,
          'Tỉnh Lào Cai|10|Thị xã Sa Pa|088|Phường Sa Pa|03006|Phường|',
          'Tỉnh Lào Cai|10|Thị xã Sa Pa|088|Phường Sa Pả|03002|Phường|',
        ],
      },
    ],
  },
  {
    file: 'hoa-in-both-spellings.xlsx',
    sheets: [
      {
        lines: [
          AREA,
          'Tỉnh Đồng Nai|75|Huyện Xuân Lộc|741|Xã Xuân Hòa|26443|Xã|',
          'Tỉnh Đồng Nai|75|Huyện Xuân Lộc|741|Xã Xuân Hoà|26444|Xã|',
        ],
      },
    ],
  },
  {
    file: 'parents-by-their-codes-only.xlsx',
    sheets: [
      { lines: ['Tên xã|Mã xã|Mã quận huyện', 'Xã Xuân Hưng|26446|741', 'Xã Xuân Hòa|#26443|#741', '|26444|741'] },
      {
        lines: [
          'Mã|Tên|Mã huyện|Mã tỉnh',
          '26446|Xã Xuân Hưng|741|75',
          '741|Huyện Xuân Lộc||75',
          '26449|Xã Xuân Tâm||75',
        ],
      },
    ],
  },
  {
    file: 'provinces-only.xlsx',
    sheets: [{ lines: ['STT|Mã|Tên|Cấp', '1|24|tỉnh Bắc Ninh|Tỉnh', '2|#1|Thành phố Hà Nội|Thành phố'] }],
  },
]
