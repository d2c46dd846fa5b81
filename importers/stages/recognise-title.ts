import { type AreaLevel, levelNumber } from '../../src/areas/area-level.ts'
import { splitAreaName } from '../../src/areas/area-name.ts'
import { addressOf } from '../../src/kernel/issue.ts'
import { isRealDay, type PlainDate, plainDate } from '../../src/kernel/plain-date.ts'
import { lastDayOf } from '../../src/kernel/vietnamese-date.ts'
import { clean } from '../../src/kernel/vietnamese-text.ts'
import { hasBrokenLetters } from '../forms/broken-letters.ts'
import type { AreaHint } from '../source.ts'

/** A text above the table and where it stands. */
export interface TitleText {
  readonly text: string
  readonly row: number
  readonly column: string
}

/** A law or a form's own number and date say nothing of the figures: “(Ban hành kèm theo QĐ số 490/QĐ-BHXH ngày 28/3/2023)”. */
const OF_THE_FORM =
  /(?:ban hành|kèm theo|mẫu|thông tư|nghị định|nghị quyết|quyết định|công văn|QĐ|TT|NĐ|NQ)\s[^.;]*?\d|của (?:BHXH|bảo hiểm xã hội) Việt Nam|của (?:bộ|chính phủ|thủ tướng)(?![\p{L}\p{M}])/iu

const NUMERIC = '(\\d{1,2})\\s?[/.-]\\s?(\\d{1,2})\\s?[/.-]\\s?(\\d{4})'
const WORDS = '(\\d{1,2})\\s+tháng\\s+(\\d{1,2})\\s+năm\\s+(\\d{4})'
/** “Tính đến ngày: 30/11/2017”, “đến hết ngày 30/11/2017”, “Thời điểm: 30/11/2017”. */
const AS_OF = '(?:tính đến|đến|thời điểm|chốt)(?:\\s+(?:số liệu|hết))?'
const AS_OF_DAY = new RegExp(`${AS_OF}(?:\\s+ngày)?\\s*:?\\s*${NUMERIC}`, 'iu')
const AS_OF_WORDS = new RegExp(`${AS_OF}\\s+ngày\\s*:?\\s*${WORDS}`, 'iu')
const MONTH = /(?<!ngày\s*:?\s*\d{1,2}\s+)tháng\s*:?\s*(\d{1,2})\s*(?:\/|-|năm)\s*(\d{4})/iu
const QUARTER = /quý\s+(IV|III|II|I|[1-4])\s*(?:\/|-|năm|,)?\s*(?:năm\s*)?(\d{4})/iu
const ANY_DAY = new RegExp(`ngày\\s*:?\\s*${NUMERIC}`, 'iu')
const DAY_WORDS = new RegExp(`ngày\\s*:?\\s*${WORDS}`, 'iu')

const QUARTERS: Readonly<Record<string, number>> = { I: 1, II: 2, III: 3, IV: 4 }

/** From the surest to the least sure; a place-and-date line comes last, for it says when the sheet was signed. */
const DAY_FORMS: readonly ((text: string) => PlainDate | null)[] = [
  (text) => dayIn(AS_OF_DAY, text),
  (text) => dayIn(AS_OF_WORDS, text),
  monthEnd,
  quarterEnd,
  (text) => (OF_THE_FORM.test(text) ? null : dayIn(ANY_DAY, text)),
  (text) => (OF_THE_FORM.test(text) ? null : dayIn(DAY_WORDS, text)),
]

/** The day for which the figures are true, as the title says it; null when it does not. */
export function titleDay(titles: readonly TitleText[]): PlainDate | null {
  for (const form of DAY_FORMS) {
    for (const { text } of titles) {
      const day = form(text)
      if (day !== null) return day
    }
  }
  return null
}

function dayIn(form: RegExp, text: string): PlainDate | null {
  const match = form.exec(text)
  const [day, month, year] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])]
  return match && isRealDay(year, month, day) ? plainDate(year, month, day) : null
}

function monthEnd(text: string): PlainDate | null {
  const match = MONTH.exec(text)
  const month = Number(match?.[1])
  if (!match || month < 1 || month > 12 || OF_THE_FORM.test(text)) return null
  return lastDayOf(Number(match[2]), month)
}

function quarterEnd(text: string): PlainDate | null {
  const match = QUARTER.exec(text)
  if (!match) return null
  const quarter = QUARTERS[(match[1] ?? '').toUpperCase()] ?? Number(match[1])
  return lastDayOf(Number(match[2]), quarter * 3)
}

const DOCUMENT =
  /(?:(Kế hoạch|Quyết định|Công văn|Nghị quyết|Thông báo|Chỉ thị|QĐ|KH|CV|NQ|TB)\s*(?:số)?\s*:?\s*)(\d+\s?\/(?:\d{4}\/)?[A-ZĐ][A-ZĐa-z]*(?:[-&][A-ZĐ][A-ZĐa-z]*)*)/iu

/** The document that a title names: `Kế hoạch số 15/KH-UBND`; the number of the form itself is none. */
export function titleDocument(titles: readonly TitleText[]): string | null {
  for (const { text } of titles) {
    if (/mẫu\s/iu.test(text) || /[-/]BHXH|-BTC|-BLĐTBXH/u.test(text)) continue
    const match = DOCUMENT.exec(text)
    if (match?.[1] && match[2]) return `${capital(match[1])} số ${match[2].replace(/\s/g, '')}`
  }
  return null
}

function capital(word: string): string {
  return word === word.toUpperCase() && word.length <= 3 ? word : word[0]?.toUpperCase() + word.slice(1).toLowerCase()
}

const LEVELS: readonly AreaLevel[] = ['PROVINCE', 'DISTRICT', 'COMMUNE', 'HAMLET', 'RESIDENT_GROUP']
/** Kinds of units that a title may name. “Bản” and “Khu” are everyday words and are not looked for. */
const UNIT =
  /(?<![\p{L}\p{M}])(thành phố|tỉnh|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn|ấp|khu phố|tổ dân phố)\s+(?=[\p{L}\d])/giu
/** Not a name: bảo hiểm xã hội, xã viên; các xã thuộc …; huyện năm 2017. */
const NO_NAME =
  /^(?:hội|viên|thuộc|của|trong|năm|tháng|quý|tính|đến|theo|ngày|số|và|các|giao|đã|về|có|trên|tham|thực|kế|như sau|thị trấn|phường|xã|huyện|tỉnh|thành phố|quận|chủ nghĩa)(?![\p{L}\p{M}])/iu
const NAME_END =
  /[,;:()\n/“”"]|\s[-–—]\s|\s(?=(?:thuộc|của|năm|tháng|quý|tính|đến|theo|ngày|số|giao|về|có|trên|tham gia|thực hiện|tỉnh|huyện|quận|thành phố|thị xã|thị trấn|xã|phường|thôn|ấp|bảo hiểm|bhyt|bhxh)(?![\p{L}\p{M}]))/iu
const UNIT_CODE = /(?:mã đơn vị|mã đvhc|mã địa bàn|mã xã|mã huyện|mã tỉnh)\s*:?\s*(\d{2,5})(?!\d)/iu
const NAMED_UNIT = /^(?:đơn vị|địa bàn|tên đơn vị)(?:\/[^:]*)?\s*:\s*(.+)$/iu
const PLACE_NAME = /^\p{Lu}[\p{L}\p{M}' ]{1,40}$/u

/** Every area that the texts above the table, or the sheet's own name, speak of. Which one is meant is for `resolve` to say. */
export function titleAreas(sheetName: string, titles: readonly TitleText[]): AreaHint[] {
  const readable = titles.filter(({ text }) => !hasBrokenLetters(text))
  const hints = readable.flatMap(({ text, row, column }) => areasIn(text, addressOf({ sheet: sheetName, row, column })))
  const all = [...hints, ...areasIn(sheetName, addressOf({ sheet: sheetName }))]
  return all.filter((hint, at) => all.findIndex((other) => sameHint(hint, other)) === at)
}

function sameHint(one: AreaHint, other: AreaHint): boolean {
  return one.code === other.code && one.level === other.level && one.key === other.key
}

function areasIn(text: string, address: string): AreaHint[] {
  const found: AreaHint[] = []
  const code = UNIT_CODE.exec(text)?.[1]
  if (code) found.push({ code, level: null, name: '', key: '', plain: '', address })
  for (const match of text.matchAll(UNIT)) {
    const hint = areaAt(match[1] ?? '', text.slice(match.index + match[0].length), address)
    if (hint) found.push(hint)
  }
  const bare = NAMED_UNIT.exec(clean(text))?.[1]
  if (bare && PLACE_NAME.test(bare) && found.length === 0) found.push(hintOf(bare, null, address))
  return found
}

function areaAt(unit: string, rest: string, address: string): AreaHint | null {
  if (NO_NAME.test(rest)) return null
  const end = NAME_END.exec(rest)
  const words = clean(end ? rest.slice(0, end.index) : rest)
    .replace(/[.…]+$/, '')
    .split(' ')
  // In a sentence a name is what goes on with capitals; in a line of capitals everything does.
  const lower = words.findIndex((word) => !/^[\p{Lu}\d]/u.test(word))
  const name = (lower < 0 ? words : words.slice(0, lower)).join(' ')
  if (name === '' || words.length > 8) return null
  return hintOf(`${unit} ${name}`, unit, address)
}

function hintOf(text: string, unit: string | null, address: string): AreaHint {
  const { level, name, key, plain } = splitAreaName(text, unit === null ? [] : LEVELS)
  return { code: null, level: level === null ? null : levelNumber(level), name, key, plain, address }
}
