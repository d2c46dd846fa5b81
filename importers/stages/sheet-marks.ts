import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Language } from '../../src/access/actor.ts'
import { grouped } from '../../src/kernel/grouped.ts'
import type { IssueArguments, Severity } from '../../src/kernel/issue.ts'
import { issueText } from '../../src/kernel/issue-catalogue.ts'
import { rows } from '../../src/kernel/sql.ts'
import { columnIndex } from '../forms/column-letters.ts'
import { OUTCOME_HEADING } from '../forms/own-marks.ts'
import type { RowOutcomeText, SheetMarks } from '../workbook/annotation.ts'
import { COLOURS, outcomeWord, severityWord } from './annotation-words.ts'
import type { BatchRecord, KeptSheet } from './batch-record.ts'
import { stagedRowCount, stageTable } from './stage-table.ts'

interface PlacedIssue {
  readonly sheet: string
  readonly row: number
  readonly letters: string | null
  readonly severity: Severity
  readonly code: string
  readonly found: string | null
  readonly args: IssueArguments
}

interface PlacedOutcome {
  readonly sheet: number
  readonly row: number
  readonly outcome: string
}

interface Asked {
  readonly em: SqlEntityManager
  readonly batch: BatchRecord
  readonly language: Language
}

/** Issues that are marked cell by cell at most, the gravest first; the first sheet counts all of them. */
const MOST_ISSUES = 50_000
/** Outcomes that are written at most; a larger file is told by its rows in question. */
const MOST_OUTCOMES = 20_000
const LONGEST_OUTCOME = 1_000

/** The words and colours of a batch's rows and cells, sheet by sheet. */
export async function sheetMarks(asked: Asked): Promise<SheetMarks[]> {
  const { em, batch } = asked
  const issues = await rows<PlacedIssue>(
    em,
    `select sheet, row, column_letters as letters, severity, code, found, args from row_issue
     where batch_id = $1 and row is not null and sheet <> ''
     order by array_position(array['BLOCKING', 'ERROR', 'WARNING', 'NOTE'], severity), sheet, row, issue_no limit $2`,
    [batch.id, MOST_ISSUES],
  )
  const outcomes = grouped(await outcomesOf(asked), ({ sheet }) => sheet)
  const bySheet = grouped(issues, ({ sheet }) => sheet)
  const named = new Set([...batch.sheets.map(({ name }) => name), ...bySheet.keys()])
  return [...named].map((name) => {
    const kept = batch.sheets.find((sheet) => sheet.name === name)
    return marksOf(name, kept, {
      issues: bySheet.get(name) ?? [],
      outcomes: (kept && outcomes.get(kept.sheet)) ?? [],
      language: asked.language,
    })
  })
}

/** From the rows that were written, else from those that were checked; rows with issues first when there are too many. */
async function outcomesOf({ em, batch }: Asked): Promise<PlacedOutcome[]> {
  const written = batch.status === 'COMMITTED' || batch.status === 'WITHDRAWN'
  if (!written && (await stagedRowCount(em, batch.id)) === null) return []
  const table = written ? `(select * from batch_row where batch_id = ${batch.id})` : stageTable(batch.id)
  const names = batch.sheets.map(({ sheet, name }) => ({ sheet, name }))
  return rows<PlacedOutcome>(
    em,
    `select placed.sheet, placed.row, placed.outcome from ${table} placed
     join jsonb_to_recordset($2::jsonb) as named (sheet int, name text) on named.sheet = placed.sheet
     where placed.outcome in ('CREATED', 'UPDATED', 'UNCHANGED', 'REJECTED')
     order by exists (
       select from row_issue where batch_id = $1 and row_issue.sheet = named.name and row_issue.row = placed.row
     ) desc, placed.sheet, placed.row limit $3`,
    [batch.id, JSON.stringify(names), MOST_OUTCOMES],
  )
}

interface Told {
  readonly issues: readonly PlacedIssue[]
  readonly outcomes: readonly PlacedOutcome[]
  readonly language: Language
}

function marksOf(name: string, kept: KeptSheet | undefined, { issues, outcomes, language }: Told): SheetMarks {
  const own = kept?.columns.find(({ heading }) => Object.values(OUTCOME_HEADING).includes(heading))
  const byRow = grouped(issues, ({ row }) => row)
  return {
    name,
    headerRows: kept?.headerRows ?? [],
    ownColumn: own?.index ?? null,
    outcomes: outcomes.map((placed) => outcomeText(placed, byRow.get(placed.row) ?? [], language)),
    marks: issues.map((issue) => {
      const { message, remedy } = tell(issue, language)
      return {
        row: issue.row,
        column: issue.letters === null ? null : columnIndex(issue.letters),
        colour: COLOURS[issue.severity],
        text: `${severityWord(issue.severity, language)}: ${message}${remedy === '' ? '' : `\n→ ${remedy}`}`,
      }
    }),
  }
}

function outcomeText(
  { row, outcome }: PlacedOutcome,
  issues: readonly PlacedIssue[],
  language: Language,
): RowOutcomeText {
  const word = outcomeWord(outcome, language)
  const [gravest] = issues
  if (gravest === undefined) return { row, text: word, colour: null }
  const messages = issues.map((issue) => tell(issue, language).message)
  return { row, text: `${word}. ${messages.join(' ')}`.slice(0, LONGEST_OUTCOME), colour: COLOURS[gravest.severity] }
}

function tell({ code, args, found }: PlacedIssue, language: Language) {
  return issueText({ code, args, found: found ?? undefined }, language)
}
