/** A column of a table in plain text: names stand at the left, numbers at the right. */
export interface TextColumn<Row> {
  readonly heading: string
  readonly align: 'left' | 'right'
  readonly text: (row: Row) => string
}

/** Lines of a table whose columns are as wide as their widest cell, headings underlined. */
export function textTable<Row>(rows: readonly Row[], columns: readonly TextColumn<Row>[]): readonly string[] {
  const cells = rows.map((row) => columns.map((column) => column.text(row)))
  const widths = columns.map((column, index) =>
    Math.max(column.heading.length, ...cells.map((line) => line[index]?.length ?? 0)),
  )
  const joined = (line: readonly string[]): string =>
    line
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd()
  return [
    joined(columns.map((column) => column.heading)),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...cells.map(joined),
  ]
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  return align === 'left' ? text.padEnd(width) : text.padStart(width)
}

/** 95.026, as Vietnamese offices write it; a dash for what is not known. */
export function countText(count: number | null): string {
  return count === null ? '–' : String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, '.')
}

/** +12.396 or -3 */
export function changeText(count: number | null): string {
  return count === null ? '–' : `${count > 0 ? '+' : count < 0 ? '-' : ''}${countText(Math.abs(count))}`
}

/** 94,8% of a ratio 0–1, with one decimal unless asked otherwise. */
export function percentText(ratio: number | null, decimals = 1): string {
  return ratio === null ? '–' : `${decimalText(ratio * 100, decimals)}%`
}

/** +0,8, for points and other differences. */
export function pointsText(points: number | null): string {
  return points === null ? '–' : `${points > 0 ? '+' : ''}${decimalText(points, 1)}`
}

function decimalText(number: number, decimals: number): string {
  return number.toFixed(decimals).replace('.', ',')
}
