import type { StagedRow, StagedValue } from '../source.ts'

const SPECIAL = /[\\\t\n\r]/
const EVERY_SPECIAL = /[\\\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** The `line` of a row of a sheet: both in one number that grows with both. */
export function stageLine(sheet: number, row: number): number {
  return sheet * 10_000_000 + row
}

/** A row in PostgreSQL's COPY text form: the frame's columns and the source's values. */
export function copyLine(sheet: number, row: StagedRow): string {
  let line = `${stageLine(sheet, row.row)}\t${sheet}\t${row.row}\t${row.outcome}\t${row.outcome}\t${copyValue(row.label)}`
  for (const value of row.values) line += `\t${copyValue(value)}`
  return `${line}\n`
}

function copyValue(value: StagedValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string')
    return SPECIAL.test(value) ? value.replace(EVERY_SPECIAL, (found) => ESCAPES[found] ?? '') : value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return String(value)
}
