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

/**
 * Whether the draft holds, cell by cell as our own reader reads them, the values of the kept file; what the hub adds to it
 * is left out of account.
 */
export async function sameValues(
  request: AnnotationRequest,
  surveys: ReadonlyMap<string, SheetSurvey>,
): Promise<boolean> {
  return withWorkbook(request, request.path, (before) =>
    withWorkbook(request, request.draftPath, async (after) => {
      for (const sheet of before.sheets) {
        // The new summary stands in its place.
        if (surveys.get(sheet.name)?.isSummary) continue
        const twin = after.sheets.find(({ name }) => name === sheet.name)
        if (twin?.visibility !== sheet.visibility || !(await isSame(sheet, twin, request))) return false
      }
      return true
    }),
  )
}

async function isSame(before: Sheet, after: Sheet, { sheets, words }: AnnotationRequest): Promise<boolean> {
  const marks = sheets.find(({ name }) => name === before.name)
  const hasTable = marks !== undefined && marks.headerRows.length > 0
  const top = marks?.headerRows[0] ?? 0
  let own = marks?.ownColumn ?? -1
  const left = filledRows(before)
  const right = filledRows(after)
  for (;;) {
    const [one, other] = [await left.next(), await right.next()]
    if (one.done || other.done) return one.done === other.done
    if (hasTable && own < 0) own = other.value.cells.lastIndexOf(words.outcomeHeading)
    if (!isSameRow(one.value, other.value, { own, top })) return false
  }
}

function isSameRow(one: SheetRow, other: SheetRow, { own, top }: { own: number; top: number }): boolean {
  if (one.number !== other.number || one.hidden !== other.hidden) return false
  const width = Math.max(one.cells.length, other.cells.length)
  for (let at = 0; at < width; at += 1) {
    if (at === own && one.number >= top) continue
    if (!isSameValue(one.cells[at] ?? null, other.cells[at] ?? null)) return false
  }
  return true
}

function isSameValue(one: CellValue, other: CellValue): boolean {
  if (one === other || (isNothing(one) && isNothing(other))) return true
  if (typeof one === 'number' && typeof other === 'number')
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one))
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false
  if ('date' in one && 'date' in other) return one.date === other.date && Math.abs(one.serial - other.serial) < 1e-4
  return 'error' in one && 'error' in other && one.error === other.error
}

function isNothing(value: CellValue): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}

/** Rows that hold more than empty texts: a formula that gave none leaves nothing behind. */
async function* filledRows(sheet: Sheet): AsyncGenerator<SheetRow, undefined> {
  for await (const block of sheet.rows()) {
    for (const row of block) if (!row.cells.every(isNothing)) yield row
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
