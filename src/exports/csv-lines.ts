import type { CellContent } from './workbook-writer.ts'

/** What makes a spreadsheet take a text for a formula (OWASP ASVS 1.2.10). */
const FORMULA = /^[=+\-@\t\r\0]/

/**
 * A table as CSV (RFC 4180) that a spreadsheet opens with its Vietnamese letters whole; no text of it is run as a formula.
 * Numbers stand as they are, ratios and points too, days as 2017-09-30.
 */
export function csvLines(lines: readonly (readonly CellContent[])[]): string {
  return `\uFEFF${lines.map((line) => line.map(cellText).join(',')).join('\r\n')}\r\n`
}

function cellText(cell: CellContent): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return 'day' in cell ? cell.day : String('points' in cell ? cell.points : cell.ratio)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
