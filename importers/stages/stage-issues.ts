import type { IssueArguments, Severity } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { LONGEST_FOUND } from '../../src/kernel/issue-text.ts'
import { execute } from '../../src/kernel/sql.ts'
import type { LoaderContext } from './loader.ts'

/** The stage that found an issue: those of `map` stay with the batch, the others are found anew on every run. */
export type IssueStage = 'map' | 'resolve' | 'check' | 'plan'

export interface StageIssue {
  readonly code: string
  /** The catalogue's severity when left out. */
  readonly severity?: Severity
  /** The staged field whose cell is at fault; null for the row as a whole. */
  readonly field: string | null
  /**
   * A SELECT that gives `sheet`, `row`, `found` (text) and `args` (jsonb), one line an issue; its parameters begin at $1.
   */
  readonly select: string
  readonly values?: readonly unknown[]
}

/** Adds an issue for every line of a SELECT over the staging table; gives how many. */
export async function addIssues(context: LoaderContext, stage: IssueStage, issue: StageIssue): Promise<number> {
  const values = issue.values ?? []
  const letters = context.sheetNames.map((_, sheet) => (issue.field ? context.columnLetters(sheet, issue.field) : null))
  const at = values.length
  return execute(
    context.em,
    `insert into row_issue (batch_id, sheet, row, column_letters, severity, code, found, args, stage)
     select $${at + 1}, ($${at + 2}::text[])[place.sheet + 1], place.row, ($${at + 3}::text[])[place.sheet + 1],
            $${at + 4}, $${at + 5}, left(place.found, ${LONGEST_FOUND}), coalesce(place.args, '{}'), $${at + 6}
     from (${issue.select}) place
     order by place.sheet, place.row`,
    [
      ...values,
      context.batch.id,
      context.sheetNames,
      letters,
      issue.severity ?? severityOf(issue.code),
      issue.code,
      stage,
    ],
  )
}

/** Adds one issue about the whole file. */
export async function addBatchIssue(
  context: Pick<LoaderContext, 'em' | 'batch'>,
  stage: IssueStage,
  issue: {
    readonly code: string
    readonly severity?: Severity
    readonly found?: string
    readonly args?: IssueArguments
  },
): Promise<void> {
  await execute(
    context.em,
    `insert into row_issue (batch_id, sheet, severity, code, found, args, stage) values ($1, '', $2, $3, $4, $5, $6)`,
    [
      context.batch.id,
      issue.severity ?? severityOf(issue.code),
      issue.code,
      issue.found ?? null,
      JSON.stringify(issue.args ?? {}),
      stage,
    ],
  )
}

/** Rejects every READY row that has an ERROR issue. The frame calls it after resolve and after check. */
export async function rejectRowsWithErrors(context: LoaderContext): Promise<void> {
  await execute(
    context.em,
    `update ${context.stage} staged set outcome = 'REJECTED'
     from (select distinct names.place::int - 1 as sheet, issue.row
           from row_issue issue join unnest($2::text[]) with ordinality names(name, place) on names.name = issue.sheet
           where issue.batch_id = $1 and issue.severity = 'ERROR' and issue.row is not null) wrong
     where staged.sheet = wrong.sheet and staged.row = wrong.row and staged.outcome = 'READY'`,
    [context.batch.id, context.sheetNames],
  )
}
