import type { GoldenCase } from '../drawn-workbook.ts'

const EIGHT_COLUMNS = 'Tỉnh Thành Phố|Mã TP|Quận Huyện|Mã QH|Phường Xã|Mã PX|Cấp|Tên Tiếng Anh'

export const AREA_CASES: readonly GoldenCase[] = [
  {
    file: 'the-statistics-office-download.xls',
    sheets: [
      {
        lines: [
          EIGHT_COLUMNS,
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Thị trấn Cầu Gồ|07234|Thị trấn|Cau Go Townlet',
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Xã Canh Nậu|07246|Xã|',
          'Thành phố Hải Phòng|31|Huyện Bạch Long Vĩ|318|||Huyện|',
          'Tỉnh Đồng Nai|75|Huyện Xuân Lộc|741|Xã Xuân Hưng|26446|Xã|',
        ],
      },
    ],
  },
  {
    file: 'one-level-list-with-its-parents.csv',
    sheets: [
      {
        lines: [
          'Mã|Tên|Tên Tiếng Anh|Cấp|Mã QH|Quận Huyện|Mã TP|Tỉnh / Thành Phố',
          '07246|Xã Canh Nậu||Xã|215|Huyện Yên Thế|24|Tỉnh Bắc Giang',
          '26446|Xã Xuân Hưng|Xuan Hung Commune|Xã|741|Huyện Xuân Lộc|75|Tỉnh Đồng Nai',
          '26737|Phường 01||Phường|769|Thành phố Thủ Đức|79|Thành phố Hồ Chí Minh',
        ],
      },
    ],
  },
  {
    file: 'two-tiers-after-the-reform-with-title-lines.xlsx',
    sheets: [
      {
        lines: [
          'DANH MỤC VÀ MÃ SỐ CÁC ĐƠN VỊ HÀNH CHÍNH',
          '(Ban hành kèm theo Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025)',
          'Tính đến ngày 01/07/2025',
          'STT|Mã|Tên|Cấp|Mã TP|Tỉnh / Thành Phố|Hiệu lực từ',
          '1|07288|xã Yên Thế|Xã|24|tỉnh Bắc Ninh|01/07/2025',
          '2|26446|Xã Xuân Hoà|Xã|75|tỉnh Đồng Nai|@2025-07-01',
          '3|26425|Xuân Lộc|Phường|75|tỉnh Đồng Nai|30/4/2026',
          '4|02026|Đặc khu Côn Đảo|Đặc khu|79|TP. Hồ Chí Minh|',
        ],
      },
    ],
  },
  {
    file: 'codes-as-numbers-that-lost-their-zeros.xlsx',
    sheets: [
      {
        lines: [
          EIGHT_COLUMNS,
          'Thành phố Hà Nội|#1|Quận Ba Đình|#1|Phường Phúc Xá|#1|Phường|',
          'Tỉnh Bắc Giang|#24|Huyện Yên Thế|#215|Xã Canh Nậu|#7246|Xã|',
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Xã Xuân Lương|7249.0|Xã|',
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Xã Tam Tiến|7a|Xã|',
        ],
      },
    ],
  },
  {
    file: 'decomposed-letters-line-breaks-and-double-spaces.xlsx',
    sheets: [
      {
        lines: [
          EIGHT_COLUMNS,
          `Tỉnh Bắc Giang|24|Huyện Yên Thế|215|${'Xã Đồng Kỳ'.normalize('NFD')}|07282|Xã|`,
          'Tỉnh Sơn La|14|Huyện Mai Sơn|125|Xã Cò  Nòi |04144|Xã|',
          'Thành phố Hà Nội|01|Quận Hoàn Kiếm|002|Phường \\nHoàn Kiếm|00070|Phường|',
          'tỉnh Ninh BÌnh|37|Huyện Nho Quan|372|Thị Trấn Nho Quan|14428|Thị Trấn|',
        ],
      },
    ],
  },
  {
    file: 'a-unit-without-a-name-and-a-unit-without-a-code.xlsx',
    sheets: [
      {
        lines: [
          EIGHT_COLUMNS,
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215||07246|Xã|',
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Xã Xuân Lương||Xã|',
          'Tỉnh Bắc Giang|24|Huyện Yên Thế|215|Xã Tam Tiến|07252|Xã|',
        ],
      },
    ],
  },
]
