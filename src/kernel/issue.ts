/**
 * What is wrong with a row, a sheet or a file, as a value: a code of the catalogue, a place and arguments; never a
 * sentence and never an exception. The sentences live in `issue-catalogue.ts`, in Vietnamese and English.
 */
export const SEVERITIES = ['BLOCKING', 'ERROR', 'WARNING', 'NOTE'] as const
/** BLOCKING: nothing of the file can be committed. ERROR: this row is rejected. WARNING, NOTE: the row goes in. */
export type Severity = (typeof SEVERITIES)[number]

/** Where an officer finds it: sheet name, row (1-based) and column letters; row and column absent for a whole sheet or file. */
export interface IssuePlace {
  readonly sheet: string
  readonly row?: number
  readonly column?: string
}

export type IssueArguments = Readonly<Record<string, string | number | boolean | null>>

export interface RowIssue {
  readonly code: string
  readonly severity: Severity
  readonly place: IssuePlace
  /** The value as it stands in the cell, shortened to 200 characters. */
  readonly found?: string
  readonly args?: IssueArguments
}

/** The officer's address of a place: `Sheet1!D17`, `Sheet1!17`, `Sheet1`. */
export function addressOf(place: IssuePlace): string {
  if (place.row === undefined) return place.column ? `${place.sheet}!${place.column}` : place.sheet
  return `${place.sheet}!${place.column ?? ''}${place.row}`
}
