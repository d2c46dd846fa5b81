import exceljs from 'exceljs'
import { addNote, colourCell, putText, restyle, writeSummary } from './annotate-cells.ts'
import type { AnnotationRequest, RowOutcomeText, SheetMarks } from './annotation.ts'
import { openWorkbook } from './open-workbook.ts'
import { type CellValue, type Sheet, type SheetRow, UnreadableFile } from './workbook.ts'

/** Rows that an extract holds at most, over all sheets, and comments in it. */
const MOST_ROWS = 20_000
const MOST_NOTES = 5_000
const FORBIDDEN_IN_NAMES = /[*?:\\/[\]]/g

/**
 * A workbook of ours with the headings and the rows in question of each sheet, as our own reader reads them. Works for
 * every format and size; the first column says where each row stands in the officer's file.
 */
export async function annotateExtract(request: AnnotationRequest): Promise<Uint8Array> {
  const { summary, words } = request
  const workbook = new exceljs.Workbook()
  const [title, ...rest] = summary
  const sheets = request.sheets.filter(({ outcomes, marks }) => outcomes.length + marks.length > 0)
  writeSummary(workbook.addWorksheet(words.summaryName), [
    ...(title ? [title] : []),
    ...(sheets.length === 0 ? [] : words.extract).map((text) => ({ look: 'plain' as const, cells: [text] })),
    ...rest,
  ])
  if (sheets.length > 0) await writeSheets(workbook, sheets, request).catch(refuseOnlyTheUnreadable)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/** A file that turns bad in the middle has told its rows up to there; the first sheet says what is wrong with it. */
function refuseOnlyTheUnreadable(error: unknown): void {
  if (!(error instanceof UnreadableFile)) throw error
}

async function writeSheets(
  workbook: exceljs.Workbook,
  sheets: readonly SheetMarks[],
  request: AnnotationRequest,
): Promise<void> {
  const source = await openWorkbook(request.path, request.fileName, request.limits)
  try {
    let left = MOST_ROWS
    for (const marks of sheets) {
      const sheet = source.sheets.find(({ name }) => name === marks.name)
      if (!sheet) continue
      const target = workbook.addWorksheet(freeName(workbook, marks.name))
      left -= await writeRows(target, sheet, { marks, request, left })
    }
  } finally {
    await source.close()
  }
}

/** The sheet's own name as Excel allows it, and not one that is taken. */
function freeName(workbook: exceljs.Workbook, wanted: string): string {
  const bare = wanted.replace(FORBIDDEN_IN_NAMES, ' ').replace(/^'|'$/g, ' ').slice(0, 27).trim() || 'Sheet'
  const taken = new Set(workbook.worksheets.map(({ name }) => name.toLowerCase()))
  let name = bare
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${bare} ${n}`
  return name
}

interface Writing {
  readonly marks: SheetMarks
  readonly request: AnnotationRequest
  /** Rows that may still be written. */
  readonly left: number
}

async function writeRows(target: exceljs.Worksheet, sheet: Sheet, { marks, request, left }: Writing): Promise<number> {
  const headers = new Set(marks.headerRows)
  const outcomes = new Map(marks.outcomes.filter(({ colour }) => colour !== null).map((each) => [each.row, each]))
  const wanted = new Set([...outcomes.keys(), ...marks.marks.map(({ row }) => row)])
  const placed = new Map<number, exceljs.Row>()
  let width = 0
  for await (const block of sheet.rows()) {
    for (const row of block) {
      if (headers.has(row.number)) width = Math.max(width, row.cells.length)
      else if (!wanted.has(row.number) || placed.size >= left) continue
      placed.set(row.number, copyRow(target.addRow([]), row))
      width = Math.max(width, row.cells.length)
    }
  }
  for (const [number, row] of placed) {
    if (headers.has(number)) writeHeading(row, width, request)
    else writeOutcome(row, width, outcomes.get(number))
  }
  markCells(placed, marks, width)
  for (let column = 1; column <= width + 2; column += 1) target.getColumn(column).width = column === width + 2 ? 60 : 16
  return placed.size
}

function copyRow(target: exceljs.Row, { number, cells }: SheetRow): exceljs.Row {
  target.getCell(1).value = number
  for (const [index, value] of cells.entries()) putValue(target.getCell(index + 2), value)
  return target
}

function putValue(cell: exceljs.Cell, value: CellValue): void {
  if (value === null) return
  if (typeof value === 'number' || typeof value === 'boolean') cell.value = value
  else if (typeof value === 'string') putText(cell, value)
  else if ('error' in value) putText(cell, value.error)
  else {
    cell.value = new Date(`${value.date}T00:00:00Z`)
    restyle(cell, { numFmt: 'dd/mm/yyyy' })
  }
}

function writeHeading(row: exceljs.Row, width: number, { words }: AnnotationRequest): void {
  putText(row.getCell(1), words.sourceRowHeading)
  putText(row.getCell(width + 2), words.outcomeHeading)
  row.eachCell((cell) => restyle(cell, { font: { bold: true }, alignment: { wrapText: true, vertical: 'middle' } }))
}

function writeOutcome(row: exceljs.Row, width: number, outcome: RowOutcomeText | undefined): void {
  if (!outcome) return
  const cell = row.getCell(width + 2)
  putText(cell, outcome.text)
  restyle(cell, { alignment: { wrapText: true, vertical: 'top' } })
  if (outcome.colour) colourCell(cell, outcome.colour)
}

function markCells(placed: ReadonlyMap<number, exceljs.Row>, { marks }: SheetMarks, width: number): void {
  for (const { row: number, column, colour, text } of marks.slice(0, MOST_NOTES)) {
    const cell = placed.get(number)?.getCell(column === null ? width + 2 : column + 2)
    if (!cell) continue
    colourCell(cell, colour)
    addNote(cell, text)
  }
}
