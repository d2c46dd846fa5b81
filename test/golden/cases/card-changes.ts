import type { GoldenCase } from '../drawn-workbook.ts'

const HEAD_490 =
  'STT|Họ và tên|Mã số BHXH|Số CCCD/ CNTND ĐDCN/hộ chiếu|Ngày tháng năm sinh|Giới tính|Địa chỉ|Nơi đăng ký KCB ban đầu|Ngày biên lai|Số biên lai|Tiền lương hưu, trợ cấp TN, TS|Hỗ trợ thêm||Thời gian tham gia||Mã số nhân viên thu|Ghi chú'
const HEAD_490_BELOW = '|||||||||||NSĐP|Khác|Từ tháng|Số tháng||'
const TALL = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'P', 'Q'].map(
  (letter) => `${letter}10:${letter}11`,
)
const D10A =
  'STT|Họ và tên|Mã số|Ngày tháng năm sinh|Mã cơ sở KCB ban đầu|Tên cơ sở KCB|Mã nơi đối tượng sinh sống|Giá trị sử dụng||Ghi chú'
const IMPORT_46 =
  'STT SOBHXH SOKCB HOTEN NGAYSINH NAMSINH GIOITINH NOIKHAI TINH_NK HUYEN_NK XA_NK SOCMND NGAYCMND NOICAP MA_TINHCMT DANTOC QUOCTICH DIACHI TINH_LH HUYEN_LH XA_LH DIACHIHK TINH_HK HUYEN_HK XA_HK MAPB MADT TUNGAY SOTHANG TUTHANG DENTHANG TYLE TYLE_NSNN TYLEDONG ML_DK HSL_DK ML HSL PA MA_TINH MA_BV MAVUNGSS TAMTRU SOBL NGAYBL SDT'.split(
    ' ',
  )

/** A row of the 46 columns from what it says. */
function importRow(said: Readonly<Record<string, string>>): string {
  return IMPORT_46.map((column) => said[column] ?? '').join('|')
}

const VNPT: readonly (readonly [label: string, technical: string])[] = [
  ['STT', 'STT'],
  ['Họ tên', 'HoTen'],
  ['Mã số BHXH', 'MasoBHXH'],
  ['Phòng ban', 'MaPhongBan'],
  ['Loại', 'Loai'],
  ['Phương án', 'PA'],
  ['Tỷ lệ NSĐP', 'TyleNSDP'],
  ['Ngày biên lai', 'NgayBienLai'],
  ['Số biên lai', 'SoBienLai'],
  ['Tiền đóng', 'Tiendong'],
  ['Mức hưởng', 'MucHuong'],
  ['Từ ngày', 'TuNgay'],
  ['Ngày chết', 'NgayChet'],
  ['Mã xã', 'Maxa_DangSS'],
  ['Địa chỉ', 'Diachi_DangSS'],
  ['Số tháng', 'Sothang'],
  ['Ghi chú', 'Ghichu'],
  ['Ngày sinh', 'NgaySinh'],
  ['Giới tính', 'GioiTinh'],
  ['Mã bệnh viện', 'MaBenhVien'],
  ['Số CCCD', 'SoCCCD'],
  ['Mã nhân viên thu', 'MaNhanvienThu'],
]

export const CARD_CHANGES_CASES: readonly GoldenCase[] = [
  {
    file: 'd03-of-decision-490-with-32-merges.xlsx',
    sheets: [
      {
        lines: [
          'Ký bởi: ĐẠI LÝ THU MẪU',
          'Tên đơn vị/Điểm thu: UBND xã Xuân Hưng||||||||||||Mẫu D03-TS',
          'Mã đơn vị: 26446||||||||||||(Ban hành kèm theo QĐ số 490/QĐ-BHXH',
          'Địa chỉ: xã Xuân Hưng||||||||||||ngày 28/3/2023 của BHXH Việt Nam)',
          'Điện thoại: 0||||||DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT',
          '||||||Số 05 tháng 5 năm 2023',
          '~',
          'Đối tượng tham gia: Hộ gia đình||||Mã đối tượng: GD||||Lương cơ sở: 1490000 đồng',
          'Nguồn đóng:||||Tỷ lệ NSNN hỗ trợ quy định: 0 %',
          HEAD_490,
          HEAD_490_BELOW,
          'A|B|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15',
          'I|Tăng',
          'I.1|Người tham gia',
          '1|Nguyễn Văn Một|9923000001|099080000001|01/02/1980|Nam|ấp 3|75013|02/05/2023|0001||||05/2023|#12||',
          '2|Trần Thị Hai|9923000002||1950|Nữ|ấp 3|75013|02/05/2023|0002||||15/05/2023|#6||',
          'I.2|Tiền lương',
          '1|Lê Văn Ba|9923000003||1961|Nam|||||#4500000|||05/2023|||',
          '|Cộng tăng',
          'II|Giảm',
          'II.1|Người tham gia',
          '1|Phạm Thị Bốn|9923000004||1950|Nữ|ấp 3|75013||||||05/2023|||chết',
          'II.2|Tiền lương',
          '|Cộng giảm',
          'Tổng số thẻ BHYT đề nghị cấp: 2',
          '- Ghi chú: Cột 16 chỉ áp dụng đối với đại lý thu',
          '||||||||||||Xuân Hưng, ngày 31 tháng 5 năm 2023',
          '|Người lập||||||||||||Thủ trưởng',
        ],
        merges: [
          ...[
            'A1:F1',
            'A2:F2',
            'M2:Q2',
            'A3:F3',
            'M3:Q3',
            'A4:F4',
            'M4:Q4',
            'A5:F5',
            'G5:L5',
            'G6:L6',
            'A8:D8',
            'E8:H8',
          ],
          ...TALL,
          ...['I8:L8', 'A9:D9', 'L10:M10', 'N10:O10', 'A25:F25', 'A26:F26', 'M27:Q27'],
        ],
      },
    ],
  },
  {
    file: 'd03-of-decision-595-by-an-older-program.xls',
    sheets: [
      {
        lines: [
          'BHXH huyện Xuân Lộc||||||||Mẫu D03-TS',
          'UBND xã Xuân Hưng||||||||(Ban hành kèm theo QĐ số 595/QĐ-BHXH ngày 14/4/2017)',
          'DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT',
          'Tháng 11 năm 2017',
          'Mã đối tượng:|CN',
          'Số TT|Họ và tên|Mã BHXH|Ngày sinh|Giới tính|Địa chỉ|Nơi đăng ký KCB|Ngày biên lai|Tiền lương hưu, trợ cấp|NS địa phương|Hỗ trợ khác|Từ tháng|Số tháng|Ghi chú',
          'A|B|1|2|3|4|5|6|7|8|9|10|11|12',
          'I|Tăng',
          '1|Nguyễn Văn Một|9917000001|@1980-02-01|Nam|ấp 3|75-013|@2017-11-02||||11/2017|#12|',
          '2|Trần Thị Hai|#9917000002|#1975|Nữ|ấp Trung|75-013|||||@2017-12-01|#1|',
          '|Cộng tăng',
          'II|Giảm',
          '1|Lê Văn Ba|9917000003|1960|Nam|||||||11/2017||chuyển đi',
          '|Cộng giảm',
          'Tổng số thẻ BHYT đề nghị cấp: 3',
        ],
      },
    ],
  },
  {
    file: 'd10a-with-four-sections.xlsx',
    sheets: [
      {
        lines: [
          'BHXH HUYỆN XUÂN LỘC|||||||Mẫu D10a-TS',
          'DANH SÁCH CẤP THẺ BHYT',
          'Đơn vị: UBND xã Xuân Hưng',
          'Tháng 11 năm 2017',
          D10A,
          '|||||||Từ ngày|Đến ngày|',
          'A|B|C|1|2|3|4|5|6|7',
          'I|Tăng mới',
          '1|Nguyễn Văn Một|GD4009917000001|01/02/1980|75013|TTYT Xuân Lộc|K1|01/11/2017|31/10/2018|',
          'II|Tiếp tục tham gia',
          '2|Trần Thị Hai|HN2009917000002|1975|75013|TTYT Xuân Lộc||01/12/2017|30/11/2018|',
          '|Cấp lại',
          '3|Lê Văn Ba|TE1009917000003|05/2016|75013|TTYT Xuân Lộc||05/05/2016|30/09/2022|mất thẻ',
          '|Đổi thẻ',
          '4|Phạm Thị Bốn|9917000004|1966|75014|TYT Xuân Hưng|||31/12/2017|đổi nơi KCB',
          '|Cộng',
        ],
        merges: ['H5:I5', 'A5:A6', 'B5:B6'],
      },
    ],
  },
  {
    file: 'import-sheet-of-46-columns.xlsx',
    sheets: [
      {
        name: 'import',
        lines: [
          IMPORT_46.join('|'),
          importRow({
            ...{ STT: '1', SOBHXH: '9918000001', HOTEN: 'Nguyễn Thị Một', NGAYSINH: '01/01/1950', NAMSINH: 'x' },
            ...{ GIOITINH: 'X', SOCMND: '#10000000', DIACHI: 'ấp 3', XA_LH: '26446', XA_HK: '26446', MADT: 'GD' },
            ...{
              TUNGAY: '01/03/2018',
              SOTHANG: '#12',
              TUTHANG: '03/2018',
              DENTHANG: '02/2019',
              MA_BV: '013',
              SOBL: '7',
            },
          }),
          importRow({
            ...{ STT: '2', SOBHXH: '9918000002', HOTEN: 'Nguyễn Văn Hai', NGAYSINH: '12/05/1990', XA_LH: '26446' },
            ...{ MADT: 'GD', SOTHANG: '#3', TUTHANG: '03/2018', PA: 'TM' },
          }),
          importRow({
            ...{ STT: '3', SOBHXH: '9918000003', HOTEN: 'Nguyễn Văn Ba', NGAYSINH: '12/05/1991', XA_LH: '26446' },
            ...{ MADT: 'GD', TUNGAY: '01/03/2018', PA: 'Giảm' },
          }),
          importRow({
            ...{ STT: '4', SOBHXH: '9918000004', HOTEN: 'Nguyễn Văn Tư', NGAYSINH: '12/05/1992', XA_LH: '26446' },
            ...{ MADT: 'GD', TUNGAY: '01/03/2018', SOTHANG: '#12', PA: 'GH' },
          }),
          'LUU Y: cac cot ngay phai format Text to Column truoc khi import',
        ],
      },
    ],
  },
  {
    file: 'vnpt-with-three-header-rows-and-ghost-rows.xlsx',
    sheets: [
      {
        lines: [
          '|Thông tin người tham gia||||||Biên lai||||Quá trình tham gia||Địa chỉ đang sinh sống|||Nam:1 Nữ:0||||',
          VNPT.map(([label]) => label).join('|'),
          VNPT.map(([, technical]) => technical).join('|'),
          '1|NGUYỄN VĂN MỘT|9923000001|||TM||02/05/2023|0001|#972000||01/05/2023||#26446|ấp 3|#12||01/02/1980|#1|013|099080000001|',
          '2|TRẦN THỊ HAI|#9923000002|||TM||02/05/2023|0002|#486000||01/05/2023||#26446|ấp 3|#6||1950|#0|013||',
          "#0|''|''|''|''|''|''|''|''|#0|''|''|''|#0|''|#0|''|''|''|''|''|''",
          "#0|''|''|''|''|''|''|''|''|#0|''|''|''|#0|''|#0|''|''|''|''|''|''",
        ],
        merges: ['B1:G1', 'H1:K1', 'L1:M1', 'N1:P1'],
      },
    ],
  },
  {
    file: 'a-list-of-decreases-by-its-title.csv',
    sheets: [
      {
        lines: [
          'DANH SÁCH GIẢM THẺ BHYT XÃ XUÂN HƯNG',
          'Tháng 11 năm 2017',
          'STT|Họ và tên|Mã thẻ BHYT|Ngày sinh|Giới tính|Từ ngày|Lý do',
          '1|Nguyễn Văn Một|GD4009917000001|01/02/1980|Nam|15/11/2017|chết',
          '2|Trần Thị Hai|HN2009917000002|1975|Nữ||chuyển đi',
        ],
      },
    ],
  },
  {
    file: 'plan-and-section-that-contradict-each-other.xlsx',
    sheets: [
      {
        lines: [
          'DANH SÁCH TĂNG, GIẢM THẺ BHYT XÃ XUÂN HƯNG THÁNG 11 NĂM 2017',
          'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Phương án|Từ tháng|Số tháng',
          '1|Nguyễn Văn Một|9917000001|1980|Nam|Tăng mới|11/2017|#12',
          '2|Trần Thị Hai|9917000002|1975|Nữ||11/2017|',
          'II|Giảm',
          '3|Tăng Thị Ba|9917000003|1975|Nữ|Tăng|11/2017|',
          '4|Lê Văn Bốn|9917000004|1975|Nam|DC|11/2017|',
        ],
      },
    ],
  },
]
