import type { GoldenCase } from '../drawn-workbook.ts'

export const TARGET_CASES: readonly GoldenCase[] = [
  {
    file: 'year-and-document-in-the-title.xlsx',
    sheets: [
      {
        lines: [
          'UBND HUYỆN YÊN THẾ',
          'GIAO CHỈ TIÊU THAM GIA BHYT NĂM 2018',
          '(Kèm theo Kế hoạch số 15/KH-UBND ngày 10/01/2018 của UBND huyện Yên Thế)',
          'STT|Đơn vị|Dân số|Chỉ tiêu (%)|Học sinh (%)',
          '1|Xã Xuân Lương|#5026|98|100',
          '2|Xã Đồng Kỳ|#6223|#0.98|100%',
          '3|Thị trấn Bố Hạ|#7000|98,5%|#1',
          '|Toàn huyện|#100249|98|100',
        ],
        merges: ['A2:E2', 'A3:E3'],
      },
    ],
  },
  {
    file: 'due-days-in-a-column.xlsx',
    sheets: [
      {
        lines: [
          'Kế hoạch số 20/KH-BCĐ',
          'STT|Đơn vị|Chỉ tiêu giao|Số thẻ phải vận động|Thời hạn|Người phụ trách',
          '1|Xã Xuân Hưng|85|4.108|31/12/2017|Nguyễn Văn Mẫu',
          '2|Xã Xuân Hòa|85|350|@2017-12-31|Trần Thị Mẫu',
          '3|Xã Xuân Tâm|85|120|31/11/2017|Lê Văn Mẫu',
          '4|Xã Suối Cao||||',
        ],
      },
    ],
  },
  {
    file: 'grouped-headings-without-merged-cells.csv',
    sheets: [
      {
        lines: [
          'Giao chỉ tiêu đến hết tháng 12/2017 cho các xã huyện Xuân Lộc',
          'TT|Xã|Chỉ tiêu|||Ghi chú',
          '||Tỷ lệ bao phủ|Học sinh|Số thẻ|',
          '1|Xuân Hưng|85%|100%|4108|',
          '2|Bản Qua|90%|100%|20|',
        ],
      },
    ],
  },
  {
    file: 'cards-for-hamlets.xls',
    sheets: [
      {
        lines: [
          'PHÂN BỔ CHỈ TIÊU THẺ BHYT CÁC ẤP XÃ XUÂN HƯNG',
          'Thời gian: từ nay đến ngày 31/12/2017',
          'STT|Ấp|Số thẻ',
          '1|Ấp 1|#520',
          '2|Ấp 02|#480',
          '3|Ấp Trung|#600',
          '|Cộng|#1600',
        ],
      },
    ],
  },
]
