import { matchKey, plainKey } from '../../../src/kernel/vietnamese-text.ts'

/** Household classes as staged: 1 poor, 2 near-poor, 3 farm household of average living standard, 4 none of these. */
export type ClassNumber = 1 | 2 | 3 | 4

const CLASS_SPELLINGS: readonly (readonly [ClassNumber, readonly string[]])[] = [
  [
    1,
    [
      'Nghèo',
      'Hộ nghèo',
      'HN',
      'N',
      'Hộ nghèo (HN)',
      'Nghèo đa chiều',
      'Hộ nghèo đa chiều',
      'Hộ nghèo A',
      'Hộ nghèo B',
      'Nghèo A',
      'Nghèo B',
      'NA',
      'NB',
    ],
  ],
  [2, ['Cận nghèo', 'Hộ cận nghèo', 'HCN', 'CN', 'Cận', 'Hộ CN', 'Hộ cận nghèo đa chiều', 'Cận nghèo đa chiều']],
  [
    3,
    [
      'NLNN MSTB',
      'NLNN có MSTB',
      'Hộ NLNN MSTB',
      'MSTB',
      'Mức sống trung bình',
      'Có mức sống trung bình',
      'Hộ MSTB',
      'Hộ có mức sống trung bình',
      'GB',
      'NLN MSTB',
      'NLNNDN MSTB',
      'Nông lâm ngư nghiệp có mức sống trung bình',
      'Hộ nông lâm ngư nghiệp có mức sống trung bình',
      'Hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình',
      'Hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình',
      'Hộ nông lâm nghiệp mức sống trung bình',
      'Nông lâm nghiệp mức sống trung bình',
      'Hộ NLNN có mức sống trung bình',
      'Trung bình NLNN',
    ],
  ],
  [
    4,
    [
      'Không',
      'Không nghèo',
      'Hộ không nghèo',
      'Khác',
      'Hộ khác',
      'KN',
      'Bình thường',
      'Trung bình',
      'Khá',
      'Giàu',
      'Thoát nghèo',
      'Thoát cận nghèo',
      'K',
      'Không thuộc diện',
      'Hộ thường',
    ],
  ],
]
/**
 * “Nghèo theo chuẩn tỉnh” is in none of the lists on purpose: a province's own line gives no HN card (Luật BHYT Điều 12),
 * so the officer must say which class is meant.
 */
const CLASSES: ReadonlyMap<string, ClassNumber> = new Map(
  CLASS_SPELLINGS.flatMap(([number, spellings]) => spellings.map((spelling) => [matchKey(spelling), number] as const)),
)

/** The same for people who type no accents; no two classes have one spelling then. */
const PLAIN_CLASSES: ReadonlyMap<string, ClassNumber> = new Map(
  [...CLASSES].map(([spelling, number]) => [plainKey(spelling), number] as const),
)

/** The class that a text names, null for one that nobody has taught the hub. */
export function classOf(text: string): ClassNumber | null {
  const key = matchKey(text)
  return CLASSES.get(key) ?? PLAIN_CLASSES.get(key) ?? null
}

/** Relation to the head, phu_luc_tk1 of BHXH's tools; 99 and 22 are “other” in one and the other. `20` is “Con dể” there. */
const RELATIONS = [
  'Chủ hộ',
  'Vợ',
  'Chồng',
  'Bố',
  'Mẹ',
  'Em',
  'Anh',
  'Chị',
  'Con',
  'Cháu',
  'Ông',
  'Bà',
  'Cô',
  'Dì',
  'Chú',
  'Thím',
  'Bác',
  'Cậu',
  'Mợ',
  'Con dâu',
  'Con rể',
  'Chắt',
  'Khác',
]
const HEADS: ReadonlySet<string> = new Set(
  ['Chủ hộ', 'Chu ho', 'CH', 'Là chủ hộ', 'Chủ', 'C.hộ', 'Bản thân'].map(matchKey),
)

/** The relation in words; a code of the tools becomes its word, everything else stays as received. */
export function relationOf(text: string): string {
  if (!/^\d{1,2}$/.test(text)) return text
  const number = Number(text)
  return number === 99 ? 'Khác' : (RELATIONS[number] ?? text)
}

export function isHead(relation: string): boolean {
  return HEADS.has(matchKey(relation))
}

const YES = new Set(
  [
    'có',
    'x',
    'đã có',
    'rồi',
    'co',
    'yes',
    'true',
    '1',
    'đã tham gia',
    'tham gia',
    'còn hạn',
    'đang tham gia',
    'tham gia ở nơi khác',
    'tham gia nơi khác',
    'có thẻ',
    'đã có thẻ',
    'c',
    '✓',
    'v',
  ].map(markKey),
)
const NO = new Set(
  [
    'không',
    'chưa',
    'chưa có',
    'ko',
    'k',
    'no',
    'false',
    '0',
    'hết hạn',
    'chưa tham gia',
    'đã tham gia nay không tham gia',
    'đã tham gia, nay không tham gia',
    'đã từng tham gia',
    'không có',
    'không tham gia',
    'chưa có thẻ',
    'hết hạn thẻ',
    'o',
    '-',
    'đã hết hạn',
  ].map(markKey),
)

function markKey(text: string): string {
  return matchKey(text) || text
}

/** Whether a household said that somebody has a card; null for a mark that is not understood. */
export function declaredOf(text: string): boolean | null {
  const key = markKey(text)
  if (YES.has(key)) return true
  return NO.has(key) ? false : null
}
