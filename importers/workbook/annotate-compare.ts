import { isSummaryTitle } from '../forms/own-marks.ts'
import type { AnnotationRequest } from './annotation.ts'
import { openWorkbook } from './open-workbook.ts'
import type { CellValue, MergedRange, Sheet, SheetRow, Workbook } from './workbook.ts'

/** What is known of a sheet before it is marked. */
export interface SheetSurvey {
  /** The first column, 0-based, without a value at or below the headings. */
  readonly width: number
  /** Empty for a sheet too large to be looked through for them. */
  readonly merges: readonly MergedRange[]
  /** Whether an earlier check put it there. */
  readonly isSummary: boolean
}

/** Reads every sheet of the kept file to its end, by name. */
export async function surveySheets(request: AnnotationRequest): Promise<ReadonlyMap<string, SheetSurvey>> {
  return withWorkbook(request, request.path, async (workbook) => {
    const surveys = new Map<string, SheetSurvey>()
    for (const sheet of workbook.sheets) {
      const { headerRows = [] } = request.sheets.find(({ name }) => name === sheet.name) ?? {}
      const [top = 0] = headerRows
      let width = 0
      let first: SheetRow | undefined
      for await (const block of sheet.rows()) {
        first ??= block[0]
        for (const { number, cells } of block) if (number >= top) width = Math.max(width, cells.length)
      }
      const isSummary = isSummaryTitle(first?.cells[0])
      surveys.set(sheet.name, { width, merges: (await sheet.merges()) ?? [], isSummary })
    }
    return surveys
  })
}

/** The column of outcomes of each sheet by name; null or none where nothing was added. */
export type AddedColumns = ReadonlyMap<string, number | null>

/**
 * Whether the draft holds, cell by cell as our own reader reads them, the values of the kept file; what the hub adds to it
 * is left out of account.
 */
export async function sameValues(
  request: AnnotationRequest,
  surveys: ReadonlyMap<string, SheetSurvey>,
  added: AddedColumns,
): Promise<boolean> {
  return withWorkbook(request, request.path, (before) =>
    withWorkbook(request, request.draftPath, async (after) => {
      for (const sheet of before.sheets) {
        // The new summary stands in its place.
        if (surveys.get(sheet.name)?.isSummary) continue
        const twin = after.sheets.find(({ name }) => name === sheet.name)
        const top = request.sheets.find(({ name }) => name === sheet.name)?.headerRows[0] ?? 0
        const own = { column: added.get(sheet.name) ?? null, top }
        if (twin?.visibility !== sheet.visibility || !(await isSame(sheet, twin, own))) return false
      }
      return true
    }),
  )
}

/** The column of outcomes and the row it begins in. */
interface OwnColumn {
  readonly column: number | null
  readonly top: number
}

async function isSame(before: Sheet, after: Sheet, own: OwnColumn): Promise<boolean> {
  const left = rowsWithout(before, own)
  const right = rowsWithout(after, own)
  for (;;) {
    const [one, other] = [await left.next(), await right.next()]
    if (one.done || other.done) return one.done === other.done
    if (!isSameRow(one.value, other.value)) return false
  }
}

function isSameRow(one: SheetRow, other: SheetRow): boolean {
  if (one.number !== other.number || one.hidden !== other.hidden) return false
  const width = Math.max(one.cells.length, other.cells.length)
  for (let at = 0; at < width; at += 1) if (!isSameValue(one.cells[at] ?? null, other.cells[at] ?? null)) return false
  return true
}

function isSameValue(one: CellValue, other: CellValue): boolean {
  if (one === other) return true
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false
  if ('date' in one && 'date' in other) return one.date === other.date && one.serial === other.serial
  return 'error' in one && 'error' in other && one.error === other.error
}

/** Rows that hold a value beside the column of outcomes, without what stands in that. */
async function* rowsWithout(sheet: Sheet, { column, top }: OwnColumn): AsyncGenerator<SheetRow, undefined> {
  for await (const block of sheet.rows()) {
    for (const row of block) {
      if (column === null || row.number < top || row.cells.length <= column) yield row
      else {
        const cells = row.cells.with(column, null)
        if (cells.some((value) => value !== null)) yield { ...row, cells }
      }
    }
  }
  return undefined
}

async function withWorkbook<Result>(
  { fileName, limits }: AnnotationRequest,
  path: string,
  work: (workbook: Workbook) => Promise<Result>,
): Promise<Result> {
  const workbook = await openWorkbook(path, fileName, limits)
  try {
    return await work(workbook)
  } finally {
    await workbook.close()
  }
}
