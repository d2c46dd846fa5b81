import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { StageColumn, StagedRow } from '../../importers/source.ts'
import { SOURCES, sourceOf } from '../../importers/sources/all-sources.ts'
import { mapSheet } from '../../importers/stages/map.ts'
import { isRecognised, recogniseSheet } from '../../importers/stages/recognise.ts'
import { openWorkbook } from '../../importers/workbook/open-workbook.ts'
import { addressOf, type RowIssue } from '../../src/kernel/issue.ts'

/** The folder of this room, with a folder of workbooks for each kind. */
export const GOLDEN = import.meta.dirname
const WORKBOOK = /\.(?:xls[xmb]?|ods|csv|tsv|zip)$/

/** `figures/letterhead-total-and-signatures.xlsx` and all the others. */
export async function goldenNames(): Promise<string[]> {
  const folders = await readdir(GOLDEN, { withFileTypes: true })
  const names: string[] = []
  for (const folder of folders.filter((entry) => entry.isDirectory())) {
    const files = await readdir(join(GOLDEN, folder.name))
    names.push(...files.filter((file) => WORKBOOK.test(file)).map((file) => `${folder.name}/${file}`))
  }
  return names.sort()
}

/** Where the accepted understanding of a workbook stands. */
export function expectedPath(name: string): string {
  return join(GOLDEN, name.replace(WORKBOOK, '.expected.json'))
}

/** Reads, recognises and maps a workbook as the pipeline does and tells what was understood, one row a line. */
export async function understand(name: string): Promise<string> {
  const workbook = await openWorkbook(join(GOLDEN, name), basename(name))
  const sheets: string[] = workbook.notices.length === 0 ? [] : [JSON.stringify({ notices: workbook.notices })]
  try {
    for (const sheet of workbook.sheets) {
      const found = await recogniseSheet(sheet, SOURCES, {})
      const source = isRecognised(found) ? sourceOf(found.kind) : null
      if (!isRecognised(found) || source === null) {
        sheets.push(block({ name: found.name, sheet: found.sheet, table: null }, [], found.issues))
        continue
      }
      const rows: string[] = []
      const issues: RowIssue[] = [...found.issues]
      for await (const { rows: staged, issues: raised } of mapSheet(sheet, found, source)) {
        rows.push(...staged.map((row) => rowLine(row, source.stage)))
        issues.push(...raised)
      }
      const { name: sheetName, issues: _issues, columns, ...rest } = found
      const headings = Object.fromEntries(
        columns.map(({ heading, field, confidence }) => [heading, field === null ? null : `${field} ${confidence}`]),
      )
      sheets.push(block({ name: sheetName, ...rest, columns: headings }, rows, issues))
    }
  } finally {
    await workbook.close()
  }
  return `[\n${sheets.join(',\n')}\n]\n`
}

function block(about: object, rows: readonly string[], issues: readonly RowIssue[]): string {
  const head = JSON.stringify(about, null, 1).slice(2, -2)
  return `{\n${head},\n "rows": [${list(rows)}],\n "issues": [${list(issues.map(issueLine))}]\n}`
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n  ${lines.join(',\n  ')}\n `
}

/** The row as staged, without what is worked out from the rest of it. */
function rowLine(row: StagedRow, columns: readonly StageColumn[]): string {
  const said = Object.fromEntries(
    columns.flatMap(({ name, derived }, at) => (derived || row.values[at] == null ? [] : [[name, row.values[at]]])),
  )
  return JSON.stringify({ row: row.row, outcome: row.outcome, label: row.label, ...said })
}

function issueLine({ severity, code, place, found, args }: RowIssue): string {
  return JSON.stringify({ at: addressOf(place), severity, code, found, args })
}
