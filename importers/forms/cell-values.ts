import { formatVietnamese } from '../../src/kernel/plain-date.ts'
import { clean } from '../../src/kernel/vietnamese-text.ts'
import type { CellDate, CellError, CellValue } from '../workbook/workbook.ts'

export function isDateCell(cell: CellValue): cell is CellDate {
  return typeof cell === 'object' && cell !== null && 'date' in cell
}

export function isErrorCell(cell: CellValue): cell is CellError {
  return typeof cell === 'object' && cell !== null && 'error' in cell
}

/** The cell as an officer reads it, clean; empty for an empty cell. */
export function cellText(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return clean(cell)
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return isDateCell(cell) ? formatVietnamese(cell.date) : cell.error
}
