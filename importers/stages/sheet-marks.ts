import type { SqlEntityManager } from '@mikro-orm/postgresql'
import type { Actor, Language } from '../../src/access/actor.ts'
import { scopeIds } from '../../src/access/area-scope.ts'
import { toldIssues } from '../../src/batches/told-issue.ts'
import { grouped } from '../../src/kernel/grouped.ts'
import type { IssueArguments, Severity } from '../../src/kernel/issue.ts'
import { issueText } from '../../src/kernel/issue-catalogue.ts'
import { rows } from '../../src/kernel/sql.ts'
import { columnIndex } from '../forms/column-letters.ts'
import { OUTCOME_HEADING } from '../forms/own-marks.ts'
import type { RowOutcomeText, SheetMarks } from '../workbook/annotation.ts'
import { COLOURS, outcomeWord, severityWord, TOLD_OUTCOMES } from './annotation-words.ts'
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

/** What became of some rows of a sheet: `7:1 8:4`, the row and the place of its outcome in `TOLD_OUTCOMES`, from 1. */
interface OutcomeBlock {
  readonly sheet: number
  readonly outcomes: string
}

interface Asked {
  readonly actor: Actor
  readonly em: SqlEntityManager
  readonly batch: BatchRecord
  readonly language: Language
}

/** Issues that are marked cell by cell at most, the gravest first; the first sheet counts all of them. */
const MOST_ISSUES = 50_000
/** Rows whose outcomes come in one text: a province's file has a million. */
const BLOCK_ROWS = 5_000
const LONGEST_OUTCOME = 1_000

/** The words and colours of a batch's rows and cells, sheet by sheet. */
export async function sheetMarks(asked: Asked): Promise<SheetMarks[]> {
  const { em, batch } = asked
  const issues = await rows<PlacedIssue>(
    em,
    `select sheet, row, column_letters as letters, severity, code, found, args from ${toldIssues(asked.actor, 3)} row_issue
     where batch_id = $1 and row is not null and sheet <> ''
     order by array_position(array['BLOCKING', 'ERROR', 'WARNING', 'NOTE'], severity), sheet, row, issue_no limit $2`,
    [batch.id, MOST_ISSUES, scopeIds(asked.actor)],
  )
  const outcomes = await outcomesOf(asked)
  const bySheet = grouped(issues, ({ sheet }) => sheet)
  const named = new Set([...batch.sheets.map(({ name }) => name), ...bySheet.keys()])
  return [...named].map((name) => {
    const kept = batch.sheets.find((sheet) => sheet.name === name)
    return marksOf(name, kept, {
      issues: bySheet.get(name) ?? [],
      rowOutcomes: (kept && outcomes.get(kept.sheet)) ?? new Uint8Array(),
      language: asked.language,
    })
  })
}

/** From the rows that were written, else from those that were checked. */
async function outcomesOf({ em, batch }: Asked): Promise<ReadonlyMap<number, Uint8Array>> {
  const written = batch.status === 'COMMITTED' || batch.status === 'WITHDRAWN'
  if (!written && (await stagedRowCount(em, batch.id)) === null) return new Map()
  const table = written ? `(select * from batch_row where batch_id = ${batch.id})` : stageTable(batch.id)
  const blocks = await rows<OutcomeBlock>(
    em,
    `select sheet, string_agg(row || ':' || array_position($1::text[], outcome), ' ') as outcomes
     from ${table} placed where outcome = any($1) group by sheet, row / ${BLOCK_ROWS}`,
    [TOLD_OUTCOMES],
  )
  const lastRow = new Map(batch.sheets.map((sheet) => [sheet.sheet, sheet.lastRow]))
  const bySheet = new Map<number, Uint8Array>()
  for (const { sheet, outcomes } of blocks) {
    const ofRows = bySheet.get(sheet) ?? new Uint8Array((lastRow.get(sheet) ?? 0) + 1)
    bySheet.set(sheet, ofRows)
    for (const placed of outcomes.split(' ')) {
      const colon = placed.indexOf(':')
      ofRows[Number(placed.slice(0, colon))] = Number(placed.slice(colon + 1))
    }
  }
  return bySheet
}

interface Told {
  readonly issues: readonly PlacedIssue[]
  readonly rowOutcomes: Uint8Array
  readonly language: Language
}

function marksOf(name: string, kept: KeptSheet | undefined, { issues, rowOutcomes, language }: Told): SheetMarks {
  const own = kept?.columns.find(({ heading }) => Object.values(OUTCOME_HEADING).includes(heading))
  const byRow = grouped(issues, ({ row }) => row)
  return {
    name,
    headerRows: kept?.headerRows ?? [],
    ownColumn: own?.index ?? null,
    outcomes: [...byRow].flatMap(([row, about]) => {
      const outcome = TOLD_OUTCOMES[(rowOutcomes[row] ?? 0) - 1]
      return outcome === undefined ? [] : [outcomeText({ row, outcome }, about, language)]
    }),
    rowOutcomes,
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
  { row, outcome }: { row: number; outcome: string },
  issues: readonly PlacedIssue[],
  language: Language,
): RowOutcomeText {
  const word = outcomeWord(outcome, language)
  const messages = issues.map((issue) => tell(issue, language).message)
  const colour = issues[0] ? COLOURS[issues[0].severity] : null
  return { row, text: `${word}. ${messages.join(' ')}`.slice(0, LONGEST_OUTCOME), colour }
}

function tell({ code, args, found }: PlacedIssue, language: Language) {
  return issueText({ code, args, found: found ?? undefined }, language)
}
