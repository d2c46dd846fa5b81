import type { CellContent, RowContent, RowLook } from '../../exports/workbook-writer.ts'
import { formatVietnamese, type PlainDate } from '../../kernel/plain-date.ts'

/** A row of the sheet: how it looks and its cells from column A. */
export function line(look: RowLook, ...cells: readonly CellContent[]): RowContent {
  return { look, cells }
}

/** The office at the left and the national motto at the right, as Nghị định 30/2020/NĐ-CP and its forerunners ask. */
export function letterhead(office: string, above: string, lastColumn: number): readonly RowContent[] {
  const right = (left: string, text: string): RowContent =>
    line('title', ...spread(lastColumn, { 0: left, [Math.max(3, lastColumn - 3)]: text }))
  return [
    right(above, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
    right(office, 'Độc lập - Tự do - Hạnh phúc'),
    line('plain'),
  ]
}

/** The numbering row under the headings: `A B 1 2 3 …`, letters for the columns that say what a row is about. */
export function numbering(letters: number, columns: number): RowContent {
  const marks = Array.from({ length: columns }, (_, index) =>
    index < letters ? String.fromCharCode(65 + index) : `(${index - letters + 1})`,
  )
  return line('heading', ...marks)
}

/** Place and date at the right, and under it who signs. */
export function signature(
  place: string,
  on: PlainDate,
  signers: readonly [left: string, right: string],
  lastColumn: number,
): readonly RowContent[] {
  const [year, month, day] = on.split('-')
  const at = Math.max(2, lastColumn - 2)
  return [
    line('note'),
    line('note', ...spread(lastColumn, { [at]: `${place}, ngày ${day} tháng ${month} năm ${year}` })),
    line('title', ...spread(lastColumn, { 1: signers[0], [at]: signers[1] })),
    line('note', ...spread(lastColumn, { 1: '(Ký, ghi rõ họ tên)', [at]: '(Ký tên, đóng dấu)' })),
  ]
}

/** `tính đến ngày 30/9/2017` */
export function asOfText(day: PlainDate): string {
  return `tính đến ngày ${formatVietnamese(day)}`
}

/** A row of empty cells with a few filled in, by 0-based column. */
export function spread(lastColumn: number, filled: Readonly<Record<number, CellContent>>): readonly CellContent[] {
  return Array.from({ length: lastColumn + 1 }, (_, index) => filled[index] ?? null)
}
