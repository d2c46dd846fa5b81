import type { RowIssue, Severity } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { columnLetters } from './column-letters.ts'

/**
 * What one cell says of its whole column. MONTH_FIRST: a day that exists only with the month first (12/31/1970).
 * DAY_FIRST: one that exists only with the day first. LOST_THOUSANDS: 5.026 where people are counted, so that a 5 beside it
 * may have been 5.000. SEX_MARKS: an x where words are expected, so that an empty cell may mean a man. CODE_AS_NUMBER: a
 * code in a number cell, which keeps no leading zeros.
 */
export type ColumnDoubt = 'MONTH_FIRST' | 'DAY_FIRST' | 'LOST_THOUSANDS' | 'SEX_MARKS' | 'CODE_AS_NUMBER'

interface Seen {
  count: number
  readonly found: string
}

const CODES = {
  LOST_THOUSANDS: 'column-lost-thousands',
  SEX_MARKS: 'column-of-sex-marks',
  CODE_AS_NUMBER: 'column-of-codes-as-numbers',
} as const

/** Counts doubts while a sheet is read; what they mean for the rows that look right is said once, at its end. */
export class ColumnDoubts {
  readonly #columns = new Map<number, Map<ColumnDoubt, Seen>>()

  add(doubt: ColumnDoubt, index: number, found: string): void {
    const column = this.#columns.get(index) ?? new Map<ColumnDoubt, Seen>()
    const seen = column.get(doubt)
    if (seen) seen.count += 1
    else column.set(doubt, { count: 1, found })
    this.#columns.set(index, column)
  }

  /** One issue a column and doubt. A column in which every telling day has the month first holds the file up. */
  issues(sheet: string): RowIssue[] {
    return [...this.#columns].flatMap(([index, seen]) => {
      const column = columnLetters(index)
      const tell = (code: string, { found, count }: Seen, severity: Severity = severityOf(code)): RowIssue => ({
        code,
        severity,
        place: { sheet, column },
        found,
        args: { column, count },
      })
      const issues: RowIssue[] = []
      for (const doubt of ['LOST_THOUSANDS', 'SEX_MARKS', 'CODE_AS_NUMBER'] as const) {
        const told = seen.get(doubt)
        if (told) issues.push(tell(CODES[doubt], told))
      }
      const monthFirst = seen.get('MONTH_FIRST')
      if (monthFirst === undefined) return issues
      const whole = monthFirst.count > 1 && !seen.has('DAY_FIRST')
      return [...issues, tell(whole ? 'column-month-first' : 'column-days-mixed', monthFirst)]
    })
  }
}
