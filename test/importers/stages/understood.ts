import type { RecognisedSheet, StagedRow, StagedValue } from '../../../importers/source.ts'
import { SOURCES, sourceOf } from '../../../importers/sources/all-sources.ts'
import { mapSheet } from '../../../importers/stages/map.ts'
import { isRecognised, recogniseSheet } from '../../../importers/stages/recognise.ts'
import type { Sheet } from '../../../importers/workbook/workbook.ts'
import type { ImportChoices } from '../../../src/batches/import-port.ts'
import { addressOf, type RowIssue } from '../../../src/kernel/issue.ts'

/** A staged row with its values by the names of their columns. */
export interface NamedRow extends Omit<StagedRow, 'values'> {
  readonly said: Readonly<Record<string, StagedValue>>
}

export interface Understood {
  readonly sheet: RecognisedSheet
  readonly rows: readonly NamedRow[]
  readonly issues: readonly RowIssue[]
  /** `Sheet1!D5 date-not-readable`, in order. */
  readonly told: readonly string[]
}

/** Recognises and maps a drawn sheet; fails when no table is recognised in it. */
export async function understood(sheet: Sheet, choices: ImportChoices = {}): Promise<Understood> {
  const found = await recogniseSheet(sheet, SOURCES, choices)
  if (!isRecognised(found)) throw new Error(`no table: ${found.issues.map(({ code }) => code)}`)
  const source = sourceOf(found.kind)
  if (source === null) throw new Error(`no source of kind ${found.kind}`)
  const rows: NamedRow[] = []
  const issues = [...found.issues]
  for await (const block of mapSheet(sheet, found, source)) {
    issues.push(...block.issues)
    for (const { values, ...row } of block.rows) {
      rows.push({ ...row, said: Object.fromEntries(source.stage.map(({ name }, at) => [name, values[at] ?? null])) })
    }
  }
  return { sheet: found, rows, issues, told: issues.map(({ code, place }) => `${addressOf(place)} ${code}`) }
}
