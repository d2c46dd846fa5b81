import type { GoldenCase } from '../drawn-workbook.ts'
import { type SyntheticPerson, syntheticPeople } from '../synthetic-people.ts'

const TITLE = ['UBND XÃ XUÂN HƯNG', 'DANH SÁCH HỘ GIA ĐÌNH VÀ THÀNH VIÊN', 'Tháng 10 năm 2017']

const RELATIONS = ['Chủ hộ', 'Vợ', 'Con', 'Con', 'Mẹ']
const CLASSES = ['Không', 'Hộ nghèo', 'Cận nghèo', 'NLNN MSTB', '']

/** Households of one to five, the household's cells in its first row only. */
function households(seed: number, count: number): string[] {
  const people = syntheticPeople(seed, count)
  const lines: string[] = []
  for (let at = 0, household = 0; at < people.length; household += 1) {
    const members = people.slice(at, at + 1 + (household % 5))
    lines.push(...members.map((person, member) => memberLine(person, { household, member, marked: at % 3 === 0 })))
    at += members.length
  }
  return lines
}

interface Place {
  readonly household: number
  readonly member: number
  readonly marked: boolean
}

function memberLine(person: SyntheticPerson, { household, member, marked }: Place): string {
  const code = `99${String(household).padStart(6, '0')}`
  const ofHead = [(household % 8) + 1, (household % 20) + 1, CLASSES[household % 5]]
  const births = person.isFemale ? ['', person.birthYear] : [person.birthYear, '']
  return [
    ...(member === 0 ? [household + 1, code] : ['', '']),
    person.name,
    ...births,
    RELATIONS[member],
    person.nationalId,
    ...(member === 0 ? ofHead : ['', '', '']),
    marked ? 'x' : '',
  ].join('|')
}

export const HOUSEHOLD_SURVEY_CASES: readonly GoldenCase[] = [
  {
    file: 'birth-years-in-two-columns-and-merged-households.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ tên chủ hộ|Họ tên thành viên|Năm sinh||Quan hệ|Số CMND/CCCD|Ấp|Tổ|Diện hộ|Đã có thẻ BHYT|Mã số BHXH/Số thẻ|Ghi chú',
          '|||Nam|Nữ||||||||',
          '1|Nguyễn Văn Một|Nguyễn Văn Một|1960||Chủ hộ|#10000000|3|5|Cận nghèo|x|CN3009917000001|',
          '||Trần Thị Hai||1965|Vợ|||||||',
          '||Nguyễn Văn Ba|2000||Con|099200000003||||x|9917000003|',
          '2|Lê Thị Bốn|Lê Thị Bốn||1/2/1955|Chủ hộ||Trung|2|||chưa|',
          '||Lê Văn Năm|1980|1980|Con|||||||',
        ],
        merges: ['A4:A5', 'B4:B5', 'C4:C5', 'D4:E4', 'A6:A8', 'B6:B8', 'H6:H8', 'I6:I8', 'J6:J8', 'A9:A10', 'B9:B10'],
      },
    ],
  },
  {
    file: 'code-in-the-first-row-of-each-household.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Mã hộ|Họ và tên|Nam|Nữ|Quan hệ với chủ hộ|Số CCCD|Ấp|Tổ nhân dân|Diện hộ|Đã có thẻ BHYT',
          ...households(23, 120),
          '|Tổng cộng: 120 nhân khẩu',
        ],
      },
    ],
  },
  {
    file: 'appendix-of-tk1-with-technical-names-and-codes.xlsx',
    sheets: [
      {
        name: 'phu_luc_tk1',
        lines: [
          'STT_D02|IS_NTG|HOTEN_CHUHO|MA_HO_GD|DIEN_THOAI|LOAI_GIAY_TO|SO_SO_HK/SO_TAM_TRU|TINH_HK|HUYEN_HK|XA_HK|THON_HK|HOTEN_THANHVIEN|MA_SO_BHXH|SO_SO_BHXH|NGAY_SINH|NAM_SINH|GIOI_TINH|TINH_KS|HUYEN_KS|XA_KS|QUANHE_VOI_CHUHO|CMND|GHI_CHU|SDT',
          '1|1|Nguyễn Văn Một|9900000001||01|K1|75|741|26446|Ấp 3|Nguyễn Văn Một|9917000001||01/02/1980||||||00|099080000001||',
          '1|0|Nguyễn Văn Một|9900000001||01|K1|75|741|26446|Ấp 3|Trần Thị Hai|||01/01/1982|x|x||||01|||',
          '1|0|Nguyễn Văn Một|9900000001||01|K1|75|741|26446||Nguyễn Văn Ba|||05/2010||||||08|||',
          '2|1|Lê Thị Bốn|9900000002||01|K2|75|741|26446|Ấp 4|Lê Thị Bốn|||1950||X||||0|||',
          '2|0|Lê Thị Bốn|9900000002||01|K2|75|741|26446|Ấp 4|Lê Văn Năm|||1975||||||99|||',
          '~',
          'STT_D02 ghi số thứ tự trùng với sheet D02 (D03)',
          'IS_NTG ĐIỀN = 1: nếu là người tham gia bh; điền = 0: thành viên gia đình',
          'GIOI_TINH: đánh dấu x nếu là Nữ, để trắng nếu là Nam',
          'QUANHE_VOI_CHUHO:|||00|Chủ hộ|12|Cô',
          '|||01|Vợ|13|Dì',
        ],
      },
    ],
  },
  {
    file: 'members-numbered-below-their-household.csv',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ và tên|Ngày sinh|Giới tính|Thôn|Diện hộ',
          '1|Nguyễn Văn Một|1/1/1960|Nam|Thôn Trung|Nghèo',
          '1.1|Trần Thị Hai|2/2/1962|Nữ||',
          '1.2|Nguyễn Văn Ba|3/3/1990|Nam||',
          '2|Lê Thị Bốn|1944|Nữ|Thôn Hạ|HCN',
          '2.1|Lê Văn Năm|1970|Nam||',
        ],
      },
    ],
  },
  {
    file: 'classes-by-marks-in-three-columns.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Họ và tên chủ hộ|Ngày sinh|Giới tính|Ấp|Diện hộ|||Ghi chú',
          '|||||Nghèo|Cận nghèo|NLNN MSTB|',
          '1|Nguyễn Văn Một|1960|Nam|1|x|||',
          '2|Trần Thị Hai|1962|Nữ|2||x||',
          '3|Lê Văn Ba|1950|Nam|3|||X|',
          '4|Lê Thị Bốn|1955|Nữ|4||||',
          '5|Lê Văn Năm|1955|Nam|4|x||x|',
        ],
        merges: ['F4:H4'],
      },
    ],
  },
  {
    file: 'hamlets-as-section-rows.xlsx',
    sheets: [
      {
        lines: [
          'DANH SÁCH HỘ CẬN NGHÈO XÃ XUÂN HƯNG',
          '(Kèm theo Quyết định số 21/QĐ-UBND, tính đến ngày 31/10/2017)',
          'STT|Họ và tên chủ hộ|Năm sinh|Giới tính|Số nhân khẩu|Diện hộ',
          'I|Ấp 1',
          '1|Nguyễn Văn Một|1960|Nam|#4|Cận nghèo',
          '2|Trần Thị Hai|1962|Nữ|#3|CN',
          '|Cộng|||#7|',
          'II|Ấp Trung',
          '3|Lê Văn Ba|1950|Nam|#2|Hộ cận nghèo',
          '|Cộng|||#2|',
          '|Tổng cộng: 3 hộ',
        ],
      },
    ],
  },
  {
    file: 'cards-as-households-declared-them.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Số sổ hộ khẩu|Họ và tên|Ngày sinh|Giới tính|Quan hệ với chủ hộ|Tình trạng tham gia BHYT|Hạn thẻ',
          '1|K01|Nguyễn Văn Một|1960|Nam|Chủ hộ|Có|31/12/2017',
          '2||Trần Thị Hai|1962|Nữ|Vợ|hết hạn|30/6/2017',
          '3||Nguyễn Văn Ba|1990|Nam|Con|chưa|',
          '4||Nguyễn Thị Tư|1992|Nữ|Con|HS4009917000004|',
          '5|K02|Lê Văn Năm|1970|Nam|CH|đang chờ|',
          '6||Lê Thị Sáu|1972|Nữ|Vợ||',
        ],
      },
    ],
  },
  {
    file: 'heads-only.xls',
    sheets: [
      {
        lines: [
          'DANH SÁCH HỘ NGHÈO THÔN TRUNG NĂM 2018',
          'Tính đến 31/12/2017',
          'TT|Họ tên chủ hộ|Năm sinh|Nam/Nữ|Thôn|Diện',
          '1|Nguyễn Văn Một|#1960|Nam|Trung|Nghèo',
          '2|Trần Thị Hai|#1962|Nữ|Trung|Nghèo',
          '3|Nguyễn Văn Một|#1971|Nam|Hạ|Nghèo',
        ],
      },
    ],
  },
  {
    file: 'classes-nobody-knows.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Hộ số|Họ và tên|Năm sinh|Giới tính|Quan hệ|Diện hộ',
          '1|1|Nguyễn Văn Một|1960|Nam|Chủ hộ|Nghèo theo chuẩn tỉnh',
          '2|1|Trần Thị Hai|1962|Nữ|Vợ|',
          '3|2|Lê Văn Ba|1950|Nam|Chủ hộ|Hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình',
          '4|2|Lê Thị Bốn|1955|Nữ|Vợ|',
        ],
      },
    ],
  },
  {
    file: 'text-of-an-old-font.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Hộ số|Họ và tên|Năm sinh|Giới tính|Quan hệ',
          '1|1|NguyÔn V¨n A|1960|Nam|Chủ hộ',
          '2|1|Nguyeãn Vaên Thöû|1962|Nam|Con',
          '3|1|Hoàng Thị Hoà|1962|Nữ|Con',
          "4|1|H'Blŏ Êban|1970|Nữ|Con",
        ],
      },
    ],
  },
  {
    file: 'birth-in-three-columns-and-names-missing.xlsx',
    sheets: [
      {
        lines: [
          ...TITLE,
          'STT|Mã hộ|Họ và tên|Ngày sinh|||Giới tính|Quan hệ với chủ hộ',
          '|||Ngày|Tháng|Năm||',
          '1|H1|Nguyễn Văn Một|#1|#2|#1960|Nam|Chủ hộ',
          '2|H1|Trần Thị Hai|||#1962|Nữ|Vợ',
          '3|H1||#30|#2|#1990|Nam|Con',
          '4|H1|Nguyễn Văn Ba|#31|#4|#1990|Nam|Con',
        ],
        merges: ['D4:F4'],
      },
    ],
  },
]
