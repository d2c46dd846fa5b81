import { readFile } from 'node:fs/promises'
import exceljs from 'exceljs'
import { isSummaryTitle } from '../forms/own-marks.ts'
import { addNote, calmCell, colourCell, putText, restyle, writeSummary } from './annotate-cells.ts'
import { sameValues, widthsOf } from './annotate-compare.ts'
import { guardExceljs } from './annotate-guard.ts'
import type { AnnotationRequest, SheetMarks } from './annotation.ts'

/** Comments are costly in Excel: beyond so many, the column of outcomes has to do. */
const MOST_NOTES = 5_000
const OUTCOME_WIDTH = 60

/**
 * The officer's own .xlsx with the marks in it, or null when the file is not fit for that: exceljs could be harmed by it,
 * or what it would give back does not hold the same values as the file. Nobody gets a file that lost or changed a cell.
 */
export async function annotateOwnFile(request: AnnotationRequest): Promise<Uint8Array | null> {
  const verdict = await guardExceljs(request.path, request.limits)
  if (!verdict.harmless) return null
  // Our own reader goes to the end of every sheet first, hidden ones too: what it refuses, exceljs must not see.
  const widths = await widthsOf(request)
  const workbook = new exceljs.Workbook()
  const ignoreNodes = verdict.withoutValidations ? ['dataValidations', 'extLst'] : []
  await workbook.xlsx.load(await bytesOf(request.path), { ignoreNodes })
  calm(workbook)
  let notes = 0
  for (const marks of request.sheets) {
    const sheet = workbook.getWorksheet(marks.name)
    if (!sheet) return null
    notes = markSheet(sheet, marks, { request, column: marks.ownColumn ?? widths.get(marks.name) ?? 0, notes })
  }
  putSummaryFirst(workbook, request)
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
  return (await sameValues(request, bytes)) ? bytes : null
}

async function bytesOf(path: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(path)
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}

/** Nothing that is computed goes out, and nothing of an earlier check. */
function calm(workbook: exceljs.Workbook): void {
  for (const sheet of [...workbook.worksheets]) {
    if (isSummaryTitle(sheet.getCell('A1').value)) {
      workbook.removeWorksheet(sheet.id)
      continue
    }
    sheet.eachRow((row) => row.eachCell(calmCell))
    dropComputedRules(sheet)
    // Two sheets that are selected together would be typed into together.
    for (const view of sheet.views ?? []) Object.assign(view, { tabSelected: false })
  }
}

interface RuledSheet {
  conditionalFormattings?: { rules: { formulae?: unknown[] }[] }[]
  dataValidations?: { model: Record<string, { formulae?: unknown[] }> }
}

/** Colours by rule and drop-downs stay unless a function would compute them. */
function dropComputedRules(sheet: exceljs.Worksheet): void {
  const ruled = sheet as unknown as RuledSheet
  const computes = ({ formulae = [] }: { formulae?: unknown[] }) => formulae.some((text) => String(text).includes('('))
  ruled.conditionalFormattings = (ruled.conditionalFormattings ?? []).filter(({ rules }) => !rules.some(computes))
  const validations = ruled.dataValidations?.model ?? {}
  for (const [address, rule] of Object.entries(validations)) if (computes(rule)) delete validations[address]
}

interface Marking {
  readonly request: AnnotationRequest
  /** 0-based column of the outcomes. */
  readonly column: number
  /** Comments written so far. */
  readonly notes: number
}

/** Writes outcomes, colours and comments; gives the number of comments so far. */
function markSheet(sheet: exceljs.Worksheet, marks: SheetMarks, { request, column, notes }: Marking): number {
  const outcomeAt = (row: number) => sheet.getCell(row, column + 1)
  const [top] = marks.headerRows
  if (top !== undefined) {
    clearColumn(sheet, column, top)
    for (const row of marks.headerRows) {
      putText(outcomeAt(row), request.words.outcomeHeading)
      restyle(outcomeAt(row), { font: { bold: true }, alignment: { wrapText: true, vertical: 'middle' } })
    }
    sheet.getColumn(column + 1).width = OUTCOME_WIDTH
  }
  for (const { row, text, colour } of marks.outcomes) {
    putText(outcomeAt(row), text)
    restyle(outcomeAt(row), { alignment: { wrapText: true, vertical: 'top' } })
    if (colour) colourCell(outcomeAt(row), colour)
  }
  let written = notes
  for (const { row, column: at, colour, text } of marks.marks) {
    if (at === null && top === undefined) continue
    const cell = at === null ? outcomeAt(row) : sheet.getCell(row, at + 1)
    const shown = cell.isMerged ? cell.master : cell
    colourCell(shown, colour)
    if (written < MOST_NOTES) addNote(shown, text)
    written += 1
  }
  return written
}

/** The outcomes of an earlier check. */
function clearColumn(sheet: exceljs.Worksheet, column: number, top: number): void {
  sheet.eachRow((row, number) => {
    if (number >= top) row.getCell(column + 1).value = null
  })
}

function putSummaryFirst(workbook: exceljs.Workbook, { summary, words }: AnnotationRequest): void {
  const taken = new Set(workbook.worksheets.map(({ name }) => name.toLowerCase()))
  let name = words.summaryName
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${words.summaryName} ${n}`
  const sheet = workbook.addWorksheet(name)
  const [title, ...rest] = summary
  writeSummary(sheet, [
    ...(title ? [title] : []),
    ...words.whole.map((text) => ({ look: 'plain' as const, cells: [text] })),
    ...rest,
  ])
  // The typings leave the order out; the library sorts by it.
  Object.assign(sheet, { orderNo: -1 })
  workbook.views = [{ x: 0, y: 0, width: 20_000, height: 12_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }]
}
