import type { GoldenCase } from '../drawn-workbook.ts'

const LETTERHEAD = [
  'BẢO HIỂM XÃ HỘI HUYỆN YÊN THẾ|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'TỔ TỔNG HỢP|||Độc lập - Tự do - Hạnh phúc',
]
const COVERAGE = 'STT|Tên xã, thị trấn|Dân số|Số người tham gia BHYT|Tỷ lệ (%)|Ghi chú'

export const FIGURE_CASES: readonly GoldenCase[] = [
  {
    file: 'letterhead-total-and-signatures.xlsx',
    sheets: [
      {
        name: 'Bao cao',
        lines: [
          ...LETTERHEAD,
          '~',
          'BÁO CÁO KẾT QUẢ THAM GIA BẢO HIỂM Y TẾ',
          '(Tính đến ngày 30/9/2017)',
          COVERAGE,
          'A|B|1|2|3=2/1|4',
          '1|Xã Xuân Lương|5.026|4.826|96,0|',
          '2|Xã Đồng Kì|#6223|#5900|94,8%|',
          '3|TT Cầu Gồ|89.000|84.300|#0.947|',
          '|Tổng cộng|100.249|95.026|94,8|',
          'Ghi chú: số liệu chưa gồm lực lượng vũ trang.',
          '~',
          '|||Yên Thế, ngày 10 tháng 10 năm 2017||',
          '|Người lập biểu|||GIÁM ĐỐC|',
          '|Trần Thị Lập|||Nguyễn Văn Ký|',
        ],
        merges: ['A4:F4', 'A5:F5', 'A12:F12'],
      },
    ],
  },
  {
    file: 'thousands-stored-as-decimals.xlsx',
    sheets: [
      {
        lines: [
          'Số liệu BHYT huyện Yên Thế tính đến ngày 30/9/2017',
          COVERAGE,
          '1|Xã Xuân Lương|#5.026|#4826||',
          '2|Xã Đồng Kỳ|#36.87|#31200||',
          '3|Xã Bố Hạ|#7000|-5||',
          '4|Xã Tam Hiệp|bảy nghìn|#6100|250%|',
        ],
      },
    ],
  },
  {
    file: 'english-style-numbers.csv',
    sheets: [
      {
        lines: [
          'Báo cáo tháng 9 năm 2017',
          'STT|Đơn vị|Dân số|Số người tham gia BHYT|Tỷ lệ',
          '1|Tỉnh Bắc Giang|1,674,384|1,620,000|96.8',
          '2|Huyện Yên Thế|1,234|1.200|0,972',
          '3|Xã Bố Hạ|95 026 người|90026|94.8%',
        ],
      },
    ],
  },
  {
    file: 'near-poor-year-with-three-header-rows.xlsx',
    sheets: [
      {
        lines: [
          'TỔNG HỢP DIỄN BIẾN HỘ CẬN NGHÈO HUYỆN YÊN THẾ',
          '(Số liệu đến ngày 31 tháng 12 năm 2017)',
          'TT|Xã, thị trấn|Tổng số hộ dân cư||Số hộ cận nghèo đầu năm (theo QĐ đã phê duyệt)||Diễn biến trong năm||||||Cuối năm|',
          '||Số hộ|Hộ DTTS|Số hộ|Tỷ lệ %|Thoát||Tái||Phát sinh||Số hộ|Tỷ lệ %',
          '||||||Số hộ|%|Số hộ|%|Số hộ|%||',
          'I|Khu vực thành thị|#1000|#3|#50|5|#10|1|#1|0,1|#2|0,2|#43|4,3',
          '1|Thị trấn Bố Hạ|#1000|#3|#50|5|#10|1|#1|0,1|#2|0,2|#43|4,3',
          'II|Khu vực nông thôn|#2500|#90|#200|8|#60|2,4|#0|0|#5|0,2|#145|5,8',
          '2|Xã Canh Nậu|#1500|#80|#120|8|#40|2,7|#0|0|#5|0,3|#85|5,7',
          '3|Xã Xuân Lương|#1000|#10|#80|8|#20|2|#0|0|#0|0|#60|6',
          '|Tổng cộng|#3500|#93|#250|7,1|#70|2|#1|0|#7|0,2|#188|5,4',
        ],
        merges: [
          'A3:A5',
          'B3:B5',
          'C3:D3',
          'E3:F3',
          'G3:L3',
          'M3:N3',
          'C4:C5',
          'D4:D5',
          'E4:E5',
          'F4:F5',
          'G4:H4',
          'I4:J4',
          'K4:L4',
          'M4:M5',
          'N4:N5',
        ],
      },
    ],
  },
  {
    file: 'households-by-class-with-two-header-rows.xls',
    sheets: [
      {
        lines: [
          'KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO XÃ XUÂN HƯNG THÁNG 10/2017',
          'STT|Ấp|Tổng số hộ|Hộ nghèo||Hộ cận nghèo||Hộ NLNN có mức sống trung bình|',
          '|||Số hộ|Tỷ lệ|Số hộ|Tỷ lệ|Số hộ|Tỷ lệ',
          '1|Ấp 1|#412|#10|#2.4|#14|#3.4|#30|#7.3',
          '2|Ấp 2|#388|#8|#2.1|#11|#2.8|#25|#6.4',
          '3|Trung|#501|#12|#2.4|#9|#1.8|#44|#8.8',
          'Cộng||#1301|#30|#2.3|#34|#2.6|#99|#7.6',
        ],
        merges: ['A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:G2', 'H2:I2'],
      },
    ],
  },
  {
    file: 'cover-notes-hidden-and-two-sheets-of-figures.xlsx',
    sheets: [
      { name: 'Bìa', lines: ['BÁO CÁO NĂM 2017', 'Bảo hiểm xã hội huyện Yên Thế'] },
      {
        name: 'Quý III',
        lines: ['Số liệu quý III/2017', 'STT|Đơn vị|Dân số|Số người có thẻ BHYT', '1|Xã Bố Hạ|#7000|#6500'],
      },
      {
        name: 'Quý IV',
        lines: ['Số liệu quý IV năm 2017', 'STT|Đơn vị|Dân số|Số người có thẻ BHYT', '1|Xã Bố Hạ|#7010|#6600'],
        hiddenRows: [3],
      },
      { name: 'Nháp', hidden: true, lines: ['STT|Đơn vị|Dân số|Số người có thẻ BHYT', '1|Xã Bố Hạ|#1|#1'] },
    ],
  },
  {
    file: 'totals-and-rates-by-formula.xlsx',
    sheets: [
      {
        lines: [
          'Số liệu đến 30/9/2017',
          COVERAGE,
          '1|Xã Bố Hạ|#7000|#6500|=#0.928571428571|',
          '2|Xã Tam Hiệp|#5000|=#4700|=#0.94|',
          '|Tổng cộng|=#12000|=#11200|=#0.933333333333|',
        ],
      },
    ],
  },
  {
    file: 'unknown-heading-and-no-figure-in-a-row.xlsx',
    sheets: [
      {
        lines: [
          'Số liệu đến 30/9/2017',
          'STT|Đơn vị|Dân số|Số người tham gia BHYT|Số trạm y tế',
          '1|Xã Bố Hạ|#7000|#6500|#1',
          '2|Xã Tam Hiệp|||#1',
          '3||#5000|#4000|#1',
        ],
      },
    ],
  },
  {
    file: 'the-same-measure-of-two-years.xlsx',
    sheets: [{ lines: ['STT|Đơn vị|Dân số năm 2016|Dân số năm 2017', '1|Xã Bố Hạ|#6900|#7000'] }],
  },
  {
    file: 'open-document-with-merged-headings.ods',
    sheets: [
      {
        name: 'Bao cao',
        lines: [
          ...LETTERHEAD,
          'BÁO CÁO KẾT QUẢ THAM GIA BẢO HIỂM Y TẾ',
          '(Tính đến ngày 30/9/2017)',
          COVERAGE,
          '1|Xã Xuân Lương|#5026|#4826|#96|',
          '2|Xã Đồng Kì|6.223|5.900|94,8|',
          '|Tổng cộng|#11249|#10726|#95.4|',
        ],
        merges: ['A3:F3', 'A4:F4'],
      },
    ],
  },
  {
    file: 'pupils-and-the-office-that-counted-them.xlsx',
    sheets: [
      {
        name: 'HSSV',
        lines: [
          'ỦY BAN NHÂN DÂN HUYỆN YÊN THẾ',
          'TÌNH HÌNH HỌC SINH, SINH VIÊN THAM GIA BHYT',
          '(Tính đến ngày 30/9/2017)',
          'Nguồn số liệu: Chi cục Thống kê huyện Yên Thế',
          'STT|Tên xã, thị trấn|Dân số|Tổng số HSSV|Số học sinh, sinh viên tham gia BHYT',
          '1|Xã Xuân Lương|5.026|1.012|990',
          '2|Xã Đồng Kỳ|6.223|1.244|1.244',
        ],
      },
    ],
  },
  {
    file: 'a-workbook-with-macros.xlsm',
    sheets: [
      {
        lines: [
          'Số liệu BHYT huyện Yên Thế tính đến ngày 30/9/2017',
          COVERAGE,
          '1|Xã Bố Hạ|#7000|#6500|#92.9|',
          '2|Xã Tam Hiệp|#5000|#4700|#94|',
        ],
      },
    ],
  },
]
