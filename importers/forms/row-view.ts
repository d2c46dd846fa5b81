import type { IssueArguments, RowIssue } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { LONGEST_FOUND } from '../../src/kernel/issue-text.ts'
import type { CellValue, SheetRow } from '../workbook/workbook.ts'
import { type ColumnDoubt, ColumnDoubts } from './column-doubts.ts'
import { columnLetters } from './column-letters.ts'

const NO_ROW: SheetRow = { number: 0, cells: [], hidden: false }

/** The row under the reader's eye and what was found wrong with it. One view serves all rows of a sheet, one after another. */
export class RowView {
  readonly sheetName: string
  #row: SheetRow = NO_ROW
  #rejected = false
  #issues: RowIssue[] = []
  readonly #doubts = new ColumnDoubts()

  constructor(sheetName: string) {
    this.sheetName = sheetName
  }

  begin(row: SheetRow): void {
    this.#row = row
    this.#rejected = false
  }

  get number(): number {
    return this.#row.number
  }

  get rejected(): boolean {
    return this.#rejected
  }

  get source(): SheetRow {
    return this.#row
  }

  /** The cell in a column, null when the row is shorter; index −1 is a column that the sheet has not. */
  cell(index: number): CellValue {
    return index < 0 ? null : (this.#row.cells[index] ?? null)
  }

  /** Raises an issue at a cell of this row (index −1: at the row). An ERROR rejects the row. */
  report(code: string, index: number, found: string | null, args?: IssueArguments): void {
    const severity = severityOf(code)
    if (severity === 'ERROR') this.#rejected = true
    const place = {
      sheet: this.sheetName,
      row: this.#row.number,
      ...(index < 0 ? {} : { column: columnLetters(index) }),
    }
    this.#issues.push({
      code,
      severity,
      place,
      ...(found === null ? {} : { found: found.slice(0, LONGEST_FOUND) }),
      ...(args ? { args } : {}),
    })
  }

  /** Notes what a cell of this row says of its whole column. */
  doubt(doubt: ColumnDoubt, index: number, found: string): void {
    this.#doubts.add(doubt, index, found.slice(0, LONGEST_FOUND))
  }

  /** What is to be said of whole columns after the last row. */
  columnIssues(): RowIssue[] {
    return this.#doubts.issues(this.sheetName)
  }

  /** The issues raised since the last call. */
  takeIssues(): RowIssue[] {
    const taken = this.#issues
    if (taken.length > 0) this.#issues = []
    return taken
  }
}
