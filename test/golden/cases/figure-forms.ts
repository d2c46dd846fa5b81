import type { GoldenCase } from '../drawn-workbook.ts'

const SYNTHESIS = [
  'TT|Thành phố/Thị xã/huyện|Tổng số hộ dân cư||Số hộ nghèo đầu năm||||Diễn biến trong năm||||||Cuối năm|||',
  '||Số hộ|Hộ DTTS|Số hộ|Tỷ lệ %|Số hộ DTTS|Tỷ lệ %|Thoát||Tái||Phát sinh||Số hộ|Tỷ lệ %|Số hộ DTTS|Tỷ lệ %',
  '||||||||Số hộ|%|Số hộ|%|Số hộ|%||||',
]
const SYNTHESIS_MERGES = [
  ...['A3:A5', 'B3:B5', 'C3:D3', 'E3:H3', 'I3:N3', 'O3:R3', 'I4:J4', 'K4:L4', 'M4:N4'],
  ...[...'CDEFGHOPQR'].map((letter) => `${letter}4:${letter}5`),
]

/** Reports and plans of offices, one peculiarity each. */
export const FIGURE_FORMS: readonly GoldenCase[] = [
  {
    file: 'poor-households-of-a-province-with-numbering-that-runs-on.xlsx',
    sheets: [
      {
        lines: [
          'TỔNG HỢP DIỄN BIẾN HỘ NGHÈO TỈNH BẮC GIANG',
          '(Số liệu đến ngày 31 tháng 12 năm 2017)',
          ...SYNTHESIS,
          'I|Khu vực thành thị||||||||||||||||',
          '1|Thành phố Bắc Giang|#41000|#300|#900|2,2|#10|1,1|#250|0,6|#3|0,01|#20|0,05|#673|1,6|#8|1,2',
          'II|Khu vực nông thôn||||||||||||||||',
          '2|Huyện Yên Thế|#30600|#9000|#5281|17,5|#1500|28|#1200|3,9|#14|0,05|#280|0,9|#4375|14,28|#1200|27',
          '3|Huyện Lạng Giang|#52000|#1100|#3000|5,8|#90|3|#700|1,3|#0|0|#50|0,1|#2350|4,5|#70|3',
          '|Tổng cộng|#123600|#10400|#9181|7,4|#1600|17|#2150|1,7|#17|0,01|#350|0,3|#7398|6,0|#1278|17',
        ],
        merges: SYNTHESIS_MERGES,
      },
    ],
  },
  {
    file: 'poor-near-poor-and-farming-households-by-hamlet.ods',
    sheets: [
      {
        lines: [
          'KẾT QUẢ RÀ SOÁT HỘ NGHÈO, CẬN NGHÈO, HỘ MSTB XÃ XUÂN HƯNG',
          'Thời điểm: 31/10/2017',
          'TT|Ấp|Tổng số hộ dân cư|Số hộ nghèo|Số hộ cận nghèo|Hộ NLNN MSTB|Ghi chú',
          '(1)|(2)|(3)|(4)|(5)|(6)|(7)',
          '1|Ấp 1|#412|#10|#14|#30|',
          '2|Ấp 2|388|8|11|25|',
          '3|Ấp Trung|#501|-|#9|#44|',
          '|Toàn xã|#1301|#18|#34|#99|',
        ],
      },
    ],
  },
  {
    file: 'english-decimals-and-vietnamese-thousands-in-one-sheet.csv',
    encoding: 'utf-16be',
    sheets: [
      {
        lines: [
          'Số liệu tính đến hết ngày: 30/9/2017',
          'STT|Xã, thị trấn|Dân số|Số người tham gia BHYT|Tỷ lệ (%)',
          '1|Xã Xuân Lương|5.026|4,826|96.0',
          '2|Xã Đồng Kỳ|6 223|5.900|94,8%',
          "3|Xã Bố Hạ|'7.000|6.500 người|0,929",
        ],
      },
    ],
  },
  {
    file: 'counts-whose-parts-show-lost-thousands.xlsx',
    sheets: [
      {
        lines: [
          'BÁO CÁO HUYỆN YÊN THẾ, tính đến ngày 30/9/2017',
          'STT|Đơn vị|Dân số|Số người tham gia BHYT',
          '1|Xã Xuân Lương|#5026|#4826',
          '2|Xã Đồng Kỳ|#36|#31',
          '3|Xã Bố Hạ|#7000|#6500',
          '|Toàn huyện|#48026|#42326',
        ],
      },
    ],
  },
  {
    file: 'districts-over-their-communes.xlsb',
    sheets: [
      {
        lines: [
          'TỈNH ĐỒNG NAI - Số liệu BHYT tháng 10 năm 2017',
          'STT|Địa bàn|Dân số|Số người tham gia BHYT|Tỷ lệ (%)',
          'I|Huyện Xuân Lộc|#42000|#30000|#71.4',
          '1|Xã Xuân Hưng|#26100|#18077|#69.3',
          '2|Xã Xuân Hòa|#15900|#11923|#75',
          'II|Huyện Định Quán|#9000|#8100|#90',
          '1|Xã La Ngà|#9000|#8100|#90',
          '|Cộng|#51000|#38100|#74.7',
        ],
      },
    ],
  },
  {
    file: 'communes-of-one-name-in-two-districts.xlsx',
    sheets: [
      {
        lines: [
          'TỈNH BẮC GIANG - Số liệu BHYT tính đến ngày 30/9/2017',
          'STT|Mã đơn vị|Đơn vị|Dân số|Số người tham gia BHYT',
          '1|07267|Xã Hồng Kỳ|#4000|#3800',
          '2||Xã Tân Sỏi|#4100|#3900',
          '3||Xã Tân Tiến|#5000|#4800',
        ],
      },
    ],
  },
]

export const TARGET_FORMS: readonly GoldenCase[] = [
  {
    file: 'cards-to-sell-by-hamlet.xlsx',
    sheets: [
      {
        lines: [
          'UBND XÃ XUÂN HƯNG',
          'KẾ HOẠCH VẬN ĐỘNG THAM GIA BHYT',
          '(Kèm theo Kế hoạch số 20/KH-BCĐ, thực hiện đến ngày: 31/12/2017)',
          'STT|Ấp|Chỉ tiêu giao (%)|Số thẻ phải vận động|Người phụ trách',
          '1|Ấp 1|#85|#600|Nguyễn Văn Mẫu',
          '2|Ấp 2|85%|3.508|Trần Thị Mẫu',
          '|Toàn xã|#85|4.108|',
        ],
      },
    ],
  },
  {
    file: 'targets-of-districts-in-an-open-document.ods',
    sheets: [
      {
        lines: [
          'GIAO CHỈ TIÊU BAO PHỦ BHYT NĂM 2018 TỈNH BẮC GIANG',
          'Quyết định số 1167/QĐ-UBND',
          'TT|Huyện, thành phố|Chỉ tiêu (%)|Học sinh (%)',
          '1|Huyện Yên Thế|98|100',
          '2|Thành phố Bắc Giang|#99.5|#100',
        ],
      },
    ],
  },
]

const UNITS = 'Tỉnh Thành Phố|Mã TP|Quận Huyện|Mã QH|Phường Xã|Mã PX|Cấp|Tên Tiếng Anh'

export const AREA_FORMS: readonly GoldenCase[] = [
  {
    file: 'the-same-name-in-many-districts.xls',
    sheets: [
      {
        lines: [
          UNITS,
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Xã Tân Hiệp|07276|Xã|',
          'Tỉnh Đồng Nai|75|Huyện Long Thành|740|Xã Tân Hiệp|26380|Xã|',
          'Tỉnh Đồng Nai|75|Thành phố Biên Hòa|731|Phường Tân Hiệp|26014|Phường|',
          'Tỉnh Lào Cai|10|Thị xã Sa Pa|088|Phường Sa Pả|03004|Phường|',
          'Tỉnh Lào Cai|10|Thị xã Sa Pa|088|Phường Sa Pa|03001|Phường|',
        ],
      },
    ],
  },
  {
    file: 'a-city-of-its-own-after-april-2026.ods',
    sheets: [
      {
        lines: [
          'DANH MỤC ĐƠN VỊ HÀNH CHÍNH (tính đến ngày 30/4/2026)',
          'Tỉnh, thành phố|Mã tỉnh|Xã, phường|Mã xã|Cấp',
          'Thành phố Đồng Nai|75|Xã Xuân Hoà|26446|Xã',
          'Thành phố Đồng Nai|75|Phường Xuân Lộc|26425|Phường',
          'Tỉnh Bắc Ninh|24|Xã Yên Thế|07288|Xã',
        ],
      },
    ],
  },
]

export const AREA_CHANGE_FORMS: readonly GoldenCase[] = [
  {
    file: 'relations-in-windows-1258.csv',
    encoding: 'windows-1258',
    delimiter: ';',
    sheets: [
      {
        lines: [
          'Mã xã cũ|Tên xã cũ|Huyện cũ|Tỉnh cũ|Mã xã mới|Tên xã mới|Mã tỉnh mới|Tỉnh mới|Quan hệ|Văn bản|Ngày hiệu lực',
          '26446|Xã Xuân Hưng|Huyện Xuân Lộc|Tỉnh Đồng Nai|26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|Nhập toàn bộ|1662/NQ-UBTVQH15|01/07/2025',
          '26449|Xã Xuân Tâm|Huyện Xuân Lộc|Tỉnh Đồng Nai|26446|Xã Xuân Hòa|75|Tỉnh Đồng Nai|Nhập một phần|1662/NQ-UBTVQH15|01/07/2025',
        ],
      },
    ],
  },
]
