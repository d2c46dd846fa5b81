import { asTcvn3, asVni } from '../../support/old-font-text.ts'
import type { GoldenCase } from '../drawn-workbook.ts'
import { syntheticPeople } from '../synthetic-people.ts'

const TITLES = ['BHXH huyện Xuân Lộc', 'Danh sách người tham gia BHYT xã Xuân Hưng', '(Tính đến ngày 10/11/2017)']
const HEADINGS = 'STT|Họ và tên|Mã số BHXH|Ngày sinh|Giới tính|Thôn/Ấp|Nơi ĐKKCB|Từ ngày|Đến ngày'

const HAMLETS = ['Ấp Trung', 'Ấp Đồng Tâm', 'Ấp Hưng Phước', 'Ấp 3']

function people(seed: number, count: number): string[] {
  return syntheticPeople(seed, count).map(({ name, insuranceNumber, birth, isFemale }, at) =>
    [
      at + 1,
      name,
      insuranceNumber,
      birth,
      isFemale ? 'Nữ' : 'Nam',
      HAMLETS[at % HAMLETS.length],
      '75013',
      '01/01/2017',
      '31/12/2017',
    ].join('|'),
  )
}

function roll(seed: number, count: number): string[] {
  return [...TITLES, '~', HEADINGS, ...people(seed, count)]
}

function upper(lines: readonly string[]): string[] {
  return lines.map((line) => line.toUpperCase())
}

/** Rolls of offices that still write with ABC and VNI fonts. */
export const OLD_FONT_CARD_CASES: readonly GoldenCase[] = [
  { file: 'tcvn3-by-its-font.xlsx', sheets: [{ font: '.VnTime', lines: roll(31, 12).map(asTcvn3) }] },
  { file: 'tcvn3-without-font-information.xls', sheets: [{ lines: roll(32, 12).map(asTcvn3) }] },
  { file: 'tcvn3-in-bytes.csv', encoding: 'latin1', sheets: [{ lines: roll(33, 12).map(asTcvn3) }] },
  { file: 'tcvn3-in-a-font-of-capitals.xlsx', sheets: [{ font: '.VnTimeH', lines: roll(34, 8).map(asTcvn3) }] },
  { file: 'tcvn3-in-capitals-without-font-information.xlsx', sheets: [{ lines: upper(roll(35, 8)).map(asTcvn3) }] },
  {
    file: 'tcvn3-that-lost-the-letter-u.xlsx',
    sheets: [
      {
        lines: [
          ...TITLES,
          '~',
          HEADINGS,
          '1|Nguyễn Văn Hưng|9917000001|01/02/1980|Nam|Ấp Hưng Phước|75013|01/01/2017|31/12/2017',
          '2|Trần Thị Hương|9917000002|03/04/1975|Nữ|Ấp Trung|75013|01/01/2017|31/12/2017',
          '3|Phan Hưng|9917000003|05/06/1990|Nam|Ấp Đồng Tâm|75013|01/01/2017|31/12/2017',
          '4|Lê Thị Hồng|9917000004|07/08/1991|Nữ|Ấp Trung|75013|01/01/2017|31/12/2017',
        ].map((line) => asTcvn3(line).replaceAll('\u00ad', '')),
      },
    ],
  },
  { file: 'vni-by-its-font.xlsx', sheets: [{ font: 'VNI-Times', lines: roll(36, 12).map(asVni) }] },
  { file: 'vni-without-font-information.xlsx', sheets: [{ lines: roll(37, 12).map(asVni) }] },
  { file: 'vni-in-bytes.csv', encoding: 'latin1', sheets: [{ lines: upper(roll(38, 12)).map(asVni) }] },
]

const SURVEY = 'STT|Họ và tên|Quan hệ với chủ hộ|Năm sinh|Giới tính|Thôn/Ấp'

/** Lists that several hands have written. */
export const OLD_FONT_HOUSEHOLD_CASES: readonly GoldenCase[] = [
  {
    file: 'unicode-and-old-fonts-in-one-list.xlsx',
    sheets: [
      {
        lines: [
          'DANH SÁCH HỘ GIA ĐÌNH XÃ XUÂN HƯNG (tính đến ngày 30/10/2017)',
          '~',
          SURVEY,
          '1|Nguyễn Văn Một|Chủ hộ|1970|Nam|Ấp Trung',
          asTcvn3('2|Trần Thị Hồng|Vợ|1972|Nữ|Ấp Trung'),
          '3|K’ Brông|Con|1995|Nam|Ấp Trung',
          '4|Y Ñan Niê|Con|1996|Nam|Ấp Trung',
          asVni('5|Nguyễn Thị Thử|Con|1999|Nữ|Ấp Trung'),
          '6|Hoàng Lan|Con|2001|Nữ|Ấp Trung',
          '7|John Müller|Con|2003|Nam|Ấp Trung',
          '8|H’ Bêt Êban|Con|2005|Nữ|Ấp Trung',
          '9|Phan Bé|Con|2007|Nam|3',
        ],
      },
    ],
  },
  {
    file: 'tcvn3-font-for-some-rows-only.xlsx',
    sheets: [
      {
        font: { 5: '.VnTime', 6: '.VnArialH', 7: '.VnTime' },
        lines: [
          'DANH SÁCH HỘ GIA ĐÌNH XÃ XUÂN HƯNG (tính đến ngày 30/10/2017)',
          '~',
          SURVEY,
          '1|Tô Bé|Chủ hộ|1970|Nam|Ấp 3',
          asTcvn3('2|Tô Bộ|Con|1992|Nam|Ấp 3'),
          asTcvn3('3|Tô Thị Hồng|Con|1995|Nữ|Ấp 3'),
          '4|Nguyễn Văn Một|Con|1999|Nam|Ấp 3',
          '5|Lò Bé|Con|2001|Nam|Ấp 3',
        ],
      },
    ],
  },
]
