type Cell = string | number | null

/** What makes a spreadsheet take a text for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** A table as CSV that a spreadsheet opens with its Vietnamese letters whole; no text of it is run as a formula. */
export function csvOf(lines: readonly (readonly Cell[])[]): string {
  return `\uFEFF${lines.map((line) => line.map(cellText).join(',')).join('\r\n')}\r\n`
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
