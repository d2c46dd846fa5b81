import type { Language } from '../../src/access/actor.ts'

/**
 * What the hub itself writes into workbooks that officers send back: by these words it knows its own additions again and
 * reads past them.
 */

/** The column that says what became of each row. */
export const OUTCOME_HEADING: Readonly<Record<Language, string>> = {
  vi: 'Kết quả kiểm tra (Baophu)',
  en: 'Outcome of the check (Baophu)',
}

/** The column of row numbers in a workbook that holds only the rows in question; such a sheet is never a whole list. */
export const SOURCE_ROW_HEADING: Readonly<Record<Language, string>> = {
  vi: 'Dòng trong tệp gốc (Baophu)',
  en: 'Row of the original file (Baophu)',
}

/** First cell of the sheet that sums up a check. */
export const SUMMARY_TITLE: Readonly<Record<Language, string>> = {
  vi: 'KẾT QUẢ KIỂM TRA TỆP (BAOPHU)',
  en: 'OUTCOME OF THE CHECK OF THIS FILE (BAOPHU)',
}

/** First cell of the page of a template that says how to fill it. */
export const INSTRUCTIONS_TITLE = 'HƯỚNG DẪN ĐIỀN BIỂU MẪU (BAOPHU)'

/** The hidden sheet of a template; its first row holds `IDENTITY_MARK`, the kind and the edition. */
export const IDENTITY_SHEET = '_baophu'
export const IDENTITY_MARK = 'baophu-template'

/** Headings of columns that the hub added. */
export const OWN_HEADINGS: readonly string[] = [...Object.values(OUTCOME_HEADING), ...Object.values(SOURCE_ROW_HEADING)]

/** Whether the hub added the column: it is no part of the sender's form. */
export function isOwnHeading(heading: string): boolean {
  return OWN_HEADINGS.includes(heading)
}

const SUMMARY_TITLES: ReadonlySet<unknown> = new Set(Object.values(SUMMARY_TITLE))

/** Whether a sheet whose cell A1 holds this sums up an earlier check, and makes way for the next. */
export function isSummaryTitle(firstCell: unknown): boolean {
  return SUMMARY_TITLES.has(firstCell)
}

/** Whether a sheet whose cell A1 holds this is a page that the hub wrote, with no table in it. */
export function isOwnTitle(firstCell: unknown): boolean {
  return isSummaryTitle(firstCell) || firstCell === INSTRUCTIONS_TITLE
}

/** Whether a sheet holds an extract, by the headings of its columns. */
export function isExtract(headings: readonly string[]): boolean {
  return Object.values(SOURCE_ROW_HEADING).some((heading) => headings.includes(heading))
}
