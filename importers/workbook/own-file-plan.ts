import type { SheetSurvey } from './annotate-compare.ts'
import type { AnnotationRequest, MarkColour, SheetMarks } from './annotation.ts'
import type { CellNote } from './mark-comments.ts'
import type { MarkStyles } from './mark-styles.ts'
import type { RowChanges } from './row-patcher.ts'
import type { MergedRange } from './workbook.ts'
import { escapeCellText } from './xml-spans.ts'

/** What is to be written into a sheet: its rows' changes and its comments. */
export interface SheetPlan {
  readonly rows: RowChanges
  readonly notes: readonly CellNote[]
}

/** The changes of a sheet about which nothing is said. */
export const NO_CHANGES: SheetPlan = {
  rows: { outcomeColumn: null, outcomeOf: () => undefined, colouredIn: () => undefined },
  notes: [],
}

/** Marks of a sheet as changes of its cells; `mostNotes` is how many comments it may get. */
export function planSheet(
  marks: SheetMarks,
  survey: SheetSurvey,
  { request, styles, mostNotes }: { request: AnnotationRequest; styles: MarkStyles; mostNotes: number },
): SheetPlan {
  const [top] = marks.headerRows
  const column = top === undefined ? null : (marks.ownColumn ?? freeColumn(marks, survey))
  const told = new Map(marks.outcomes.map((outcome) => [outcome.row, outcome]))
  const headers = new Set(marks.headerRows)
  const heading = escapeCellText(request.words.outcomeHeading)
  const words = request.words.outcomeWords.map(escapeCellText)
  const outcomeOf: RowChanges['outcomeOf'] = (row) => {
    if (top === undefined || row < top) return undefined
    if (headers.has(row)) return { style: styles.own('heading'), text: heading }
    const about = told.get(row)
    if (about) return { style: styles.own('outcome', about.colour), text: escapeCellText(about.text) }
    const word = words[(marks.rowOutcomes[row] ?? 0) - 1]
    return word === undefined ? null : { style: styles.own('outcome'), text: word }
  }
  const { colours, notes } = placedMarks(marks, survey.merges, { column, mostNotes })
  const colouredIn: RowChanges['colouredIn'] = (row) => {
    const cells = colours.get(row)
    if (!cells) return undefined
    return new Map([...cells].map(([at, colour]) => [at, (style: number) => styles.coloured(style, colour)]))
  }
  return { rows: { outcomeColumn: column, outcomeOf, colouredIn }, notes }
}

/** The first column right of every value and of every merged range beside which an outcome is written. */
function freeColumn({ headerRows, outcomes, rowOutcomes }: SheetMarks, { width, merges }: SheetSurvey): number {
  const top = headerRows[0] ?? 1
  const last = Math.max(headerRows.at(-1) ?? 1, rowOutcomes.length - 1, ...outcomes.slice(-1).map(({ row }) => row))
  let column = width
  for (const merge of merges) if (merge.bottom >= top && merge.top <= last) column = Math.max(column, merge.right + 1)
  return column
}

interface PlacedMarks {
  /** Colours by row and column. */
  readonly colours: ReadonlyMap<number, ReadonlyMap<number, MarkColour>>
  readonly notes: readonly CellNote[]
}

/** Marks at the cells where they can be seen: of a merged range that is the first. The gravest mark gives the colour. */
function placedMarks(
  { marks }: SheetMarks,
  merges: readonly MergedRange[],
  { column, mostNotes }: { column: number | null; mostNotes: number },
): PlacedMarks {
  const firstCell = mergedCells(new Set(marks.map(({ row }) => row)), merges)
  const colours = new Map<number, Map<number, MarkColour>>()
  const notes: CellNote[] = []
  for (const mark of marks) {
    const at = mark.column ?? column
    if (at === null) continue
    const place = firstCell(mark.row, at)
    const cells = colours.get(place.row) ?? new Map<number, MarkColour>()
    if (mark.column !== null && !cells.has(place.column)) cells.set(place.column, mark.colour)
    if (cells.size > 0) colours.set(place.row, cells)
    if (notes.length < mostNotes) notes.push({ ...place, text: mark.text })
  }
  return { colours, notes }
}

type Place = { readonly row: number; readonly column: number }

/** Finds the first cell of the merged range that a cell lies in; only the given rows are asked for. */
function mergedCells(
  rows: ReadonlySet<number>,
  merges: readonly MergedRange[],
): (row: number, column: number) => Place {
  const byRow = new Map<number, MergedRange[]>()
  const note = (row: number, merge: MergedRange) => {
    const known = byRow.get(row)
    if (known) known.push(merge)
    else byRow.set(row, [merge])
  }
  for (const merge of merges) {
    if (merge.bottom - merge.top > rows.size) {
      for (const row of rows) if (row >= merge.top && row <= merge.bottom) note(row, merge)
    } else {
      for (let row = merge.top; row <= merge.bottom; row += 1) if (rows.has(row)) note(row, merge)
    }
  }
  return (row, column) => {
    const around = byRow.get(row)?.find(({ left, right }) => left <= column && column <= right)
    return around ? { row: around.top, column: around.left } : { row, column }
  }
}
