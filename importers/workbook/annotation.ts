import type { ReadLimits } from './limits.ts'

/** How a cell or a row is coloured. */
export type MarkColour = 'RED' | 'YELLOW' | 'BLUE'

/** Something to be said at a place of a sheet; column null for the whole row. */
export interface PlaceMark {
  readonly row: number
  /** 0-based. */
  readonly column: number | null
  readonly colour: MarkColour
  readonly text: string
}

export interface RowOutcomeText {
  readonly row: number
  readonly text: string
  /** Null when nothing is wrong with the row. */
  readonly colour: MarkColour | null
}

/** What is to be marked in one sheet. */
export interface SheetMarks {
  readonly name: string
  /** Empty when no table was found in it. */
  readonly headerRows: readonly number[]
  /** 0-based column with the outcomes of an earlier check, which is written over; null when there is none. */
  readonly ownColumn: number | null
  /** Rows about which something is to be said. */
  readonly outcomes: readonly RowOutcomeText[]
  /**
   * What became of each row, by its 1-based number: 1 for the first of `AnnotationWords.outcomeWords`, 0 for none. May end
   * before the sheet does.
   */
  readonly rowOutcomes: Uint8Array
  readonly marks: readonly PlaceMark[]
}

/** A line of the first sheet; all cells are text or counts, never formulas. */
export interface SummaryLine {
  readonly look: 'title' | 'heading' | 'plain'
  readonly cells: readonly (string | number)[]
  readonly colour?: MarkColour
}

/** The words that the annotated workbook is written with. */
export interface AnnotationWords {
  readonly summaryName: string
  readonly outcomeHeading: string
  readonly sourceRowHeading: string
  /** What became of a row with which nothing is wrong, as `rowOutcomes` counts. */
  readonly outcomeWords: readonly string[]
  /** Said on the first sheet when the workbook holds the rows in question only. */
  readonly extract: readonly string[]
  /** The same when the officer's own file is given back. */
  readonly whole: readonly string[]
}

/** All that the writing thread needs. */
export interface AnnotationRequest {
  /** The kept bytes, which are only read. */
  readonly path: string
  readonly fileName: string
  /** A free path for the marked workbook, which is read once more before anybody gets it. */
  readonly draftPath: string
  readonly limits: ReadLimits
  /** Whether to try the officer's own file; otherwise the rows in question only. */
  readonly wholeFile: boolean
  readonly sheets: readonly SheetMarks[]
  readonly summary: readonly SummaryLine[]
  readonly words: AnnotationWords
}

/** What lies at the draft's path: the officer's own file, or a workbook with the rows in question. */
export interface Annotated {
  readonly whole: boolean
  /** Whether macros came along, which the file's ending has to say. */
  readonly macros: boolean
}
