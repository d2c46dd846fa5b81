import type { GoldenCase } from '../drawn-workbook.ts'

const HEAD_490 =
  'STT|Họ và tên|Mã số BHXH|Số CCCD/ CNTND ĐDCN/hộ chiếu|Ngày tháng năm sinh|Giới tính|Địa chỉ|Nơi đăng ký KCB ban đầu|Ngày biên lai|Số biên lai|Tiền lương hưu, trợ cấp TN, TS|Hỗ trợ thêm||Thời gian tham gia||Mã số nhân viên thu|Ghi chú'
const HEAD_490_BELOW = '|||||||||||NSĐP|Khác|Từ tháng|Số tháng||'
const NUMBERS_490 = 'A|B|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15'
const TALL = [...'ABCDEFGHIJKPQ'].map((letter) => `${letter}10:${letter}11`)
const HEAD_505 =
  'Số TT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Địa chỉ|Nơi đăng ký KCB|Ngày biên lai|Tiền lương hưu, trợ cấp|NS địa phương|Hỗ trợ khác|Từ tháng|Số tháng|Ghi chú'

/** The 73 columns of VNPT's declaration: the office's words over the tool's names. */
const VNPT_NAMES =
  'STT HoTen MasoBHXH MaPhongBan Loai PA TyleNSDP NgayBienLai SoBienLai NguoiThamGiaThu Tiendong TienDongThucTe MucHuong TuNgay NgayChet HotroKhac TenTinhDangSS Matinh_DangSS TenhuyenDangSS Mahuyen_DangSS TenxaDangSS Maxa_DangSS Diachi_DangSS Sothang Ghichu NgaySinh GioiTinh TenTinhBenhVien MaTinhBenhVien TenBenhVien MaBenhVien MavungSS Tk1_Save CMND Maho_Giadinh TenQuocTich QuocTich TenDanToc DanToc TenTinhKS Matinh_KS TenHuyenKS Mahuyen_KS TenXaKS Maxa_KS TenTinhNN Matinh_NN TenHuyenNN Mahuyen_NN TenXaNN Maxa_NN Diachi_NN Ten_ChaMe_Giamho Dienthoai_LH Mucdong Phuongthuc Noidung_Thaydoi HosoKemtheo Email_LH Diachi_KS SoCCCD SoBienLai2 NgayBienLai2 MaNhanvienThu Nhan_BanDientu Nhan_Bangiay Diachi_NhanBangiay Tinh_NhanBangiay Matinh_NhanBangiay Huyen_NhanBangiay Mahuyen_NhanBangiay Xa_NhanBangiay Maxa_NhanBangiay'.split(
    ' ',
  )
const VNPT_HEAD = VNPT_NAMES.map((name) => name.replace(/2$/, '')).join('|')
const VNPT_LABELS = VNPT_NAMES.map((name) => (name === 'STT' ? 'ID Lao động' : name === 'PA' ? 'Phương án' : '')).join(
  '|',
)
/** What the look-ups of the form leave in rows that nobody filled. */
const VNPT_GHOST = VNPT_NAMES.map((name) => (/^Ma(?:huyen|BenhVien)/.test(name) ? '#0' : "''")).join('|')

function filled(names: readonly string[], said: Readonly<Record<string, string>>): string {
  return names.map((name) => said[name] ?? '').join('|')
}

function vnpt(name: string, plan: string, said: Readonly<Record<string, string>> = {}): string {
  const place = { Matinh_DangSS: '75', Mahuyen_DangSS: '741', Maxa_DangSS: '26446', Diachi_DangSS: 'ấp 3' }
  return filled(VNPT_NAMES, { HoTen: name, PA: plan, TuNgay: '01/05/2023', Loai: '#1', ...place, ...said })
}

const VNPT_ROWS = [
  vnpt('NGUYỄN VĂN MỘT', 'TM', {
    ...{ STT: '1', MasoBHXH: '9923000001', Sothang: '#12', NgaySinh: '01/02/1980', GioiTinh: '#1', CMND: '#10000000' },
    ...{
      SoCCCD: '099080000001',
      MaTinhBenhVien: '75',
      MaBenhVien: '013',
      NgayBienLai: '02/05/2023',
      SoBienLai: '0001',
    },
  }),
  vnpt('TRẦN THỊ HAI', 'ON', {
    ...{ STT: '2', MasoBHXH: '#9923000002', Sothang: '6', NgaySinh: '1950', GioiTinh: '#0', CMND: '020000000' },
    ...{ MaTinhBenhVien: '75', MaBenhVien: '#13', SoBienLai2: '0002', NgayBienLai2: '02/05/2023' },
  }),
  vnpt('LÊ VĂN BA', 'DC', { STT: '3', MasoBHXH: '9923000003', NgaySinh: '1961', GioiTinh: '#1', MaBenhVien: '#0' }),
  vnpt('PHẠM THỊ BỐN', 'GH', { STT: '4', MasoBHXH: '9923000004', NgaySinh: '1950', GioiTinh: '#0' }),
  vnpt('HOÀNG VĂN NĂM', 'GH', {
    STT: '5',
    MasoBHXH: '9923000005',
    NgaySinh: '1940',
    GioiTinh: '#1',
    NgayChet: '17/04/2023',
  }),
  vnpt('VŨ THỊ SÁU', 'TM', {
    STT: '6',
    MasoBHXH: '9923000006',
    NgaySinh: '1941',
    GioiTinh: '#0',
    NgayChet: '17/04/2023',
  }),
]

const MEMBERS =
  'ID Lao động lấy ở Sheet Dữ Liệu|Họ tên Thành viên|Mã số BHXH|Ngày sinh (tháng/năm hoặc năm sinh)|Giới tính|Mối quan hệ|Mã quan hệ|Số CMND|Mã số hộ gia đình|Địa chỉ thường trú|Mã xã thường trú'
const MEMBERS_BELOW =
  'STT|HoTen|MasoBHXH|NgaySinh|GioiTinh|TenMoiQuanHe|MoiQuanHe|CMND|Maso_HoGiadinh|Diachi_TT_CH|Xa_TT_CH'

const IMPORT_46 =
  'STT SOBHXH SOKCB HOTEN NGAYSINH NAMSINH GIOITINH NOIKHAI TINH_NK HUYEN_NK XA_NK SOCMND NGAYCMND NOICAP MA_TINHCMT DANTOC QUOCTICH DIACHI TINH_LH HUYEN_LH XA_LH DIACHIHK TINH_HK HUYEN_HK XA_HK MAPB MADT TUNGAY SOTHANG TUTHANG DENTHANG TYLE TYLE_NSNN TYLEDONG ML_DK HSL_DK ML HSL PA MA_TINH MA_BV MAVUNGSS TAMTRU SOBL NGAYBL SDT'.split(
    ' ',
  )

/** Forms as tools and offices send them, one peculiarity each. */
export const CARD_CHANGE_FORMS: readonly GoldenCase[] = [
  {
    file: 'vnpt-with-all-73-columns.xlsx',
    sheets: [{ name: 'Dữ Liệu', lines: [VNPT_LABELS, VNPT_HEAD, ...VNPT_ROWS, VNPT_GHOST, VNPT_GHOST] }],
  },
  {
    file: 'vnpt-with-members-and-lists-to-choose-from.xlsx',
    sheets: [
      { name: 'Dữ Liệu', lines: [VNPT_LABELS, VNPT_HEAD, ...VNPT_ROWS.slice(0, 2)] },
      {
        name: 'Phụ lục',
        lines: [
          '|THÔNG TIN THÀNH VIÊN (Bao gồm cả người tham gia và chủ hộ)',
          MEMBERS,
          MEMBERS_BELOW,
          '#1|Nguyễn Văn Một|9923000001|01/02/1980|#1|Chủ hộ|00|010000000|11313232|ấp 3|26446',
          '#1|Lê Thị Ba||1982|#0|Vợ|01|||ấp 3|26446',
        ],
      },
      { name: 'Tinh', lines: ['Tên tỉnh|Mã tỉnh', 'Tỉnh Đồng Nai|75', 'Tỉnh Bắc Giang|24'] },
      { name: 'Xa', lines: ['Tên xã|Mã xã|Mã quận huyện', 'Xã Xuân Hưng|26446|741'] },
    ],
  },
  {
    file: 'vnpt-as-unicode-text.tsv',
    sheets: [{ lines: [VNPT_HEAD, ...VNPT_ROWS.slice(0, 4).map((row) => row.replaceAll('#', ''))] }],
  },
  {
    file: 'd03-with-the-date-of-the-form-in-a-cell-of-its-own.xlsx',
    sheets: [
      {
        name: 'D03-TS',
        lines: [
          'Ký bởi:',
          'Tên đơn vị/Điểm thu: UBND xã Xuân Hưng||||||||||||Mẫu D03-TS',
          'Mã đơn vị: 26446||||||||||||(Ban hành kèm theo QĐ số 490/QĐ-BHXH',
          'Địa chỉ:||||||||||||ngày 28/3/2023 của BHXH Việt Nam)',
          'Điện thoại:||||||DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT',
          '||||||Số …… tháng …… năm ……',
          '~',
          'Đối tượng tham gia: Hộ gia đình||||Mã đối tượng: GD||||Lương cơ sở: 2340000 đồng',
          'Nguồn đóng:||||Tỷ lệ NSNN hỗ trợ quy định: 0 %',
          HEAD_490,
          HEAD_490_BELOW,
          NUMBERS_490,
          'I|Tăng',
          'I.1|Người tham gia',
          '1|Nguyễn Văn Một|9923000001|099080000001|01/02/1980|Nam|ấp 3|75013|02/05/2023|0001||||05/2023|#12||',
          'I.2|Tiền lương',
          '|Cộng tăng',
          'II|Giảm',
          'II.1|',
          'II.2|',
          '|Cộng giảm',
        ],
        merges: [...TALL, 'L10:M10', 'N10:O10'],
      },
    ],
  },
  {
    file: 'd03-printed-over-two-pages.xlsx',
    sheets: [
      {
        lines: [
          'Mẫu D03-TS',
          'DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT XÃ XUÂN HƯNG',
          'Tháng 5 năm 2023',
          HEAD_490,
          HEAD_490_BELOW,
          NUMBERS_490,
          'I|Tăng',
          '1|Nguyễn Văn Một|9923000001||01/02/1980|Nam|ấp 3|75013|02/05/2023|0001||||05/2023|#12||',
          'Trang 1/2',
          HEAD_490,
          HEAD_490_BELOW,
          NUMBERS_490,
          '2|Trần Thị Hai|9923000002||1950|Nữ|ấp 3|75013|02/05/2023|0002||||05/2023|#6||',
          '|Cộng tăng',
          'II|Giảm',
          '1|Phạm Thị Bốn|9923000004||1950|Nữ|ấp 3|75013||||||05/2023|||chết',
          '|Cộng giảm',
          'Tổng số thẻ BHYT đề nghị cấp: 2',
        ],
        merges: ['L4:M4', 'N4:O4', 'L10:M10', 'N10:O10'],
      },
    ],
  },
  {
    file: 'd03-of-decision-505-in-windows-1258.csv',
    encoding: 'windows-1258',
    delimiter: ';',
    sheets: [
      {
        lines: [
          'UBND xã Xuân Hưng|||||||Mẫu D03-TS',
          'DANH SÁCH NGƯỜI CHỈ THAM GIA BHYT',
          '(Ban hành kèm theo Quyết định số 505/QĐ-BHXH ngày 27/3/2020 của BHXH Việt Nam)',
          'Mã đối tượng: HN',
          HEAD_505,
          'A|B|1|2|3|4|5|6|7|8|9|10|11|12',
          'I|Tăng',
          '1|Nguyễn Thị Hường|9920000001|01/02/1980|Nữ|ấp 3|75-013|02/11/2020||||11/2020|12|',
          'II|Giảm',
          '1|Đặng Văn Ước|9920000003|1960|Nam|||||||11/2020||chuyển đi',
        ],
      },
    ],
  },
  {
    file: 'd03-with-increases-only.xlsb',
    sheets: [
      {
        lines: [
          'Mẫu D03-TS',
          'UBND xã Xuân Hưng - Mã đối tượng: CN',
          'Tháng 11 năm 2017',
          HEAD_505,
          'I|Tăng',
          '1|Nguyễn Văn Một|9917000001|@1980-02-01|Nam|ấp 3|75-013|@2017-11-02||||11/2017|#12|',
          '2|Trần Thị Hai|9917000002|#1975|Nữ|ấp Trung|75-013|||||12/2017|#1|',
        ],
      },
    ],
  },
  {
    file: 'd10a-of-a-school-without-sections.xlsx',
    sheets: [
      {
        lines: [
          'TRƯỜNG TIỂU HỌC MẪU||||Mẫu số: D10a-TS',
          'DANH SÁCH CẤP THẺ BẢO HIỂM Y TẾ',
          'Xã Xuân Hưng, tháng 9 năm 2017',
          'STT|Họ và tên|Mã số|Ngày tháng năm sinh|Mã cơ sở KCB ban đầu|Giá trị sử dụng||Ghi chú',
          '|||||Từ ngày|Đến ngày|',
          '1|Nguyễn Thị Một|HS4009917000001|01/02/2008|75246|01/09/2017|31/08/2018|lớp 4A',
          '2|Trần Văn Hai|HS4009917000002|15/03/2008|75246|01/09/2017|31/08/2018|lớp 4A',
        ],
        merges: ['F4:G4'],
      },
    ],
  },
  {
    file: 'import-sheet-with-the-notes-of-its-tool.xls',
    sheets: [
      {
        name: 'import',
        lines: [
          IMPORT_46.join('|'),
          filled(IMPORT_46, {
            ...{ STT: '#1', SOBHXH: '9918000001', HOTEN: 'NGUYỄN THỊ MỘT', NGAYSINH: '01/01/1950', NAMSINH: 'X' },
            ...{ GIOITINH: 'x', SOCMND: '099150000001', XA_LH: '26446', MADT: 'GD', TUNGAY: '01/03/2018' },
            ...{ SOTHANG: '#12', MA_TINH: '75', MA_BV: '013', SOBL: '7', NGAYBL: '01/02/2018' },
          }),
          filled(IMPORT_46, {
            ...{ STT: '#2', SOBHXH: '9918000002', HOTEN: 'NGUYỄN VĂN HAI', NGAYSINH: '12/05/1990', XA_LH: '26446' },
            ...{ MADT: 'GD', TUNGAY: '01/03/2018', SOTHANG: '#3', MA_TINH: '#1', MA_BV: '#13' },
          }),
          '~',
          'SOKCB : CHI SU DUNG DE CHUYEN MA THE TU CAC PHAN MEM KHAC VAO SMS',
          'NAMSINH : DANH DAU CHI CO NAM SINH - IN THE 0/0/NAMSINH',
          'GIOITINH: DANH DAU X NEU LA NU, DE TRANG NEU LA NAM',
          'LUU Y : CAC COT NGAY PHAI FORMAT TEXT TO COLUMN TRUOC KHI IMPORT',
        ],
      },
    ],
  },
  {
    file: 'a-declaration-without-title-and-sections.csv',
    sheets: [
      {
        lines: [
          HEAD_505,
          '1|Nguyễn Văn Một|9917000001|01/02/1980|Nam|ấp 3|75013|02/11/2017||||11/2017|12|',
          '2|Trần Thị Hai|9917000002|1975|Nữ|ấp Trung|75013|02/11/2017||||12/2017|6|',
        ],
      },
    ],
  },
  {
    file: 'a-plan-without-months.xlsx',
    sheets: [
      {
        lines: [
          'XÃ XUÂN HƯNG, tháng 11 năm 2017',
          'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Phương án|Từ ngày',
          '1|Nguyễn Văn Một|9917000001|1980|Nam|TM|01/11/2017',
          '2|Trần Thị Hai|9917000002|1975|Nữ|GH|01/11/2017',
        ],
      },
    ],
  },
  {
    file: 'months-and-nothing-else-that-tells-the-kind.xlsx',
    sheets: [
      {
        lines: [
          'XÃ XUÂN HƯNG, tháng 11 năm 2017',
          'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Từ tháng|Số tháng',
          '1|Nguyễn Văn Một|9917000001|1980|Nam|11/2017|#12',
        ],
      },
    ],
  },
  {
    file: 'a-list-of-increases-by-its-title.ods',
    sheets: [
      {
        lines: [
          'DANH SÁCH BÁO TĂNG THẺ BHYT XÃ XUÂN HƯNG',
          'Tính đến ngày:|30/11/2017',
          'STT|Họ và tên|Mã thẻ BHYT|Ngày sinh|Giới tính|Từ ngày|Đến ngày',
          '1|Nguyễn Văn Một|GD4009917000001|01/02/1980|Nam|01/11/2017|31/10/2018',
          '2|Trần Thị Hai|HN2009917000002|1975|Nữ|15/11/2017|31/12/2017',
        ],
      },
    ],
  },
]
