import type { StagedRow, StagedValue } from '../source.ts'

const SPECIAL = /[\\\t\n\r]/
const EVERY_SPECIAL = /[\\\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A row in PostgreSQL's COPY text form: sheet, row, outcome, label and the source's values. */
export function copyLine(sheet: number, row: StagedRow): string {
  let line = `${sheet}\t${row.row}\t${row.outcome}\t${copyValue(row.label)}`
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
