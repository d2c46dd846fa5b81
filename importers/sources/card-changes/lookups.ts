import { matchKey } from '../../../src/kernel/vietnamese-text.ts'

/** What a row asks for. NONE: the row changes a wage and no card. */
export type Change = 'INCREASE' | 'DECREASE' | 'CHANGE' | 'NONE'

const SECTIONS: readonly (readonly [RegExp, Change])[] = [
  [/^(?:tiền lương|mức đóng|lương hưu)/u, 'NONE'],
  [/^giảm(?![\p{L}\p{M}])/u, 'DECREASE'],
  [/^(?:cấp lại|đổi)(?![\p{L}\p{M}])/u, 'CHANGE'],
  [/^(?:tăng|tiếp tục|gia hạn|tham gia lại)(?![\p{L}\p{M}])/u, 'INCREASE'],
]
const SECTION_MARK = /^[IVX\d]+(?:\.\d+)*[.)]?\s+/u

/**
 * What the section rows above a row say, the inner one first: D03-TS has `I Tăng / I.2 Tiền lương`, `II Giảm`; D10a-TS
 * Tăng mới, Tiếp tục tham gia, Cấp lại, Đổi thẻ. Null when they say nothing of it.
 */
export function changeOfSection(section: string | null): Change | null {
  if (section === null) return null
  for (const part of section.split(' / ').toReversed()) {
    const found = SECTIONS.find(([words]) => words.test(matchKey(part.replace(SECTION_MARK, ''))))
    if (found) return found[1]
  }
  return null
}

/**
 * The codes of `PA` as VNPT's file for households explains them: tăng mới, đóng tiếp, giảm hẳn, điều chỉnh mức đóng. In the
 * lists for wage earners of the same tool TM, ON and GH go the same way. Codes that stand in one of them only settle nothing.
 */
const PLAN_CODES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['tm', 'INCREASE'],
  ['on', 'INCREASE'],
  ['gh', 'DECREASE'],
  ['dc', 'NONE'],
])

/** What the plan of a row says, by its code or in words. */
export function changeOfPlan(plan: string): Change | null {
  return PLAN_CODES.get(matchKey(plan)) ?? changeOfSection(plan)
}

const DEATH = /(?<![\p{L}\p{M}])(?:chết|tử vong|qua đời|từ trần|đã mất)(?![\p{L}\p{M}])|^mất$/iu

/** Whether the reason of a decrease says that the person died; “mất việc” and “mất thẻ” do not. */
export function isDeath(reason: string): boolean {
  return DEATH.test(reason.normalize('NFC').trim())
}

const FORM = /D\s?(?:03|10a)\s?-?\s?(?:TS|LT)?(?![\p{L}\d])/iu
const LIST_OF = /danh sách\s+(?:(?:báo|người|đối tượng|thẻ|bhyt|lao động)\s+)*(tăng|giảm)(?![\p{L}\p{M}])/iu
const BOTH = /(?<![\p{L}\p{M}])(?:tăng\s*[,/]?\s*(?:và\s+)?giảm|giảm\s*[,/]?\s*(?:và\s+)?tăng)(?![\p{L}\p{M}])/iu

/** Whether a text above the table says that it lists changes. */
export function isTitleOfChanges(title: string): boolean {
  return FORM.test(title) || BOTH.test(title) || LIST_OF.test(title)
}

const STOCK =
  /danh sách\s+(?:người\s+|đối tượng\s+)?(?:toàn bộ|có|đang|đã|tham gia|quản lý|thẻ)(?![\p{L}\p{M}])|l[uũ]y\s?kế|lu[ỹy]\s?kế/iu

/** Whether a text above the table says that it lists all who have a card: “DANH SÁCH NGƯỜI THAM GIA BHYT”. */
export function isTitleOfStock(title: string): boolean {
  return STOCK.test(title) && !isTitleOfChanges(title)
}

/** D10a-TS (QĐ 595/QĐ-BHXH) lists cards that are issued: rows that stand under none of its sections get one. */
export function isFormOfIssuedCards(title: string): boolean {
  return /D\s?10a/iu.test(title)
}

/** “DANH SÁCH GIẢM …” says it for all rows; a title with both words, or none, does not. */
export function changeOfTitles(titles: readonly string[]): Change | null {
  if (titles.some((title) => BOTH.test(title))) return null
  const words = new Set(titles.flatMap((title) => LIST_OF.exec(title)?.[1]?.toLowerCase() ?? []))
  if (words.size !== 1) return null
  return words.has('giảm') ? 'DECREASE' : 'INCREASE'
}

/** Two capitals, not followed by more: “Mã đối tượng: GD”. */
const HEAD_CODE = /[Mm]ã\s+(?:đối\s+tượng|ĐT)\s*:?\s*([A-Z]{2})(?![\p{L}\d])/u

/** The participant code in the head of the form, which holds for all of its rows; null when there is none. */
export function headCode(titles: readonly string[]): string | null {
  return HEAD_CODE.exec(titles.join(' '))?.[1] ?? null
}
