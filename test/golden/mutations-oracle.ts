import type { RecognisedSheet, StagedRow, StagedValue } from '../../importers/source.ts'
import { SOURCES, sourceOf } from '../../importers/sources/all-sources.ts'
import { mapSheet } from '../../importers/stages/map.ts'
import { isRecognised, recogniseSheet } from '../../importers/stages/recognise.ts'
import type { Sheet } from '../../importers/workbook/workbook.ts'
import type { RowIssue } from '../../src/kernel/issue.ts'
import type { LooseSheet } from './mutations-sheet.ts'

/** What the pipeline makes of one sheet, before any database is asked. */
export interface Reading {
  readonly recognised: RecognisedSheet | null
  readonly rows: ReadonlyMap<number, StagedRow>
  readonly issues: readonly RowIssue[]
}

/** How the rows of a damaged sheet were read beside the rows of the golden one. */
export interface Verdict {
  readonly same: number
  readonly reported: number
  /** What was read otherwise and not said, or said of another place: none is allowed. */
  readonly misread: readonly string[]
}

/** Reads a sheet as the pipeline does. */
export async function readSheet(sheet: Sheet): Promise<Reading> {
  const found = await recogniseSheet(sheet, SOURCES, {})
  const source = isRecognised(found) ? sourceOf(found.kind) : null
  if (!isRecognised(found) || source === null) return { recognised: null, rows: new Map(), issues: found.issues }
  const rows = new Map<number, StagedRow>()
  const issues = [...found.issues]
  for await (const block of mapSheet(sheet, found, source)) {
    for (const row of block.rows) rows.set(row.row, row)
    issues.push(...block.issues)
  }
  return { recognised: found, rows, issues }
}

export function isBlocked({ recognised, issues }: Reading): boolean {
  return recognised === null || issues.some(({ severity }) => severity === 'BLOCKING')
}

/** Issues that tell of no damage to a value. */
const NO_EXCUSE = new Set(['rows-hidden', 'formula-value', 'sheet-empty'])
/** Cells in which a damage may change small letters to capitals: spelling is kept as it was received. */
export type Sameness = 'EXACT' | 'ANY_CASE'

/**
 * Compares a damaged sheet with the golden one. Every golden row must be there with exactly its values, or something new
 * must be said of the row, of one of its golden columns or of the whole sheet; a row that was put in and a row that was
 * furniture must not become a row of the register without a word.
 */
export function judge(golden: Reading, damaged: Reading, sheet: LooseSheet, sameness: Sameness): Verdict {
  const dataCount = [...golden.rows.values()].filter(({ outcome }) => outcome !== 'SKIPPED').length
  if (isBlocked(damaged)) return { same: 0, reported: dataCount, misread: [] }
  const misread = frameChanges(golden, damaged)
  if (misread.length > 0) return { same: 0, reported: 0, misread }
  const said = new Said(golden, damaged, sheet)
  const counts = { same: 0, reported: 0 }
  const pairs = new Pairs()
  const stage = stageOf(damaged)
  for (const [at, { origin }] of sheet.rows.entries()) {
    const was = origin === null ? undefined : golden.rows.get(origin)
    const is = damaged.rows.get(at + 1)
    const finding = compareRow({ was, is, sameness, stage, pairs })
    if (finding === null) {
      counts.same += outcomeOf(was) === 'SKIPPED' ? 0 : 1
      continue
    }
    if (said.of(at + 1, origin)) counts.reported += 1
    else misread.push(`row ${at + 1} (was ${origin}): ${finding}`)
  }
  return { ...counts, misread }
}

/** Another kind, day or area for the whole sheet is a misreading of all its rows; no day at all is asked for later. */
function frameChanges(golden: Reading, damaged: Reading): string[] {
  const [was, is] = [golden.recognised, damaged.recognised]
  if (was === null || is === null) return []
  const changes: string[] = []
  if (was.kind !== is.kind) changes.push(`kind ${was.kind} became ${is.kind}`)
  if (is.asOf !== null && was.asOf !== is.asOf) changes.push(`day ${was.asOf} became ${is.asOf}`)
  const hints = [was, is].map(({ areaHints }) => areaHints.map(({ code, key }) => `${code} ${key}`).join(', '))
  // Without any place the sender is asked for it, as for the day; that the title cannot be read must have been told.
  const isAsked = is.areaHints.length === 0 && damaged.issues.some(({ code }) => code === 'letters-broken')
  if (hints[0] !== hints[1] && !isAsked) changes.push(`areas ${hints[0]} became ${hints[1]}`)
  return changes
}

interface Beside {
  readonly was: StagedRow | undefined
  readonly is: StagedRow | undefined
  readonly sameness: Sameness
  readonly stage: readonly string[]
  readonly pairs: Pairs
}

function stageOf({ recognised }: Reading): readonly string[] {
  const source = recognised === null ? null : sourceOf(recognised.kind)
  return source?.stage.map(({ name }) => name) ?? []
}

function outcomeOf(row: StagedRow | undefined): StagedRow['outcome'] {
  return row?.outcome ?? 'SKIPPED'
}

/** What is different, null when nothing is that matters. */
function compareRow({ was, is, sameness, stage, pairs }: Beside): string | null {
  const [before, now] = [outcomeOf(was), outcomeOf(is)]
  if (before === 'SKIPPED') return now === 'READY' && !isTotalRow(is, stage) ? `became a row: ${is?.label}` : null
  if (before === 'REJECTED') return now === 'REJECTED' ? null : `was rejected, is ${now}`
  if (now !== 'READY') return `was read, is ${now}`
  const at = (was?.values ?? []).findIndex((value, place) => {
    const found = is?.values[place] ?? null
    // Furniture may name an office: who states the figures is then known where it was not.
    if (stage[place] === 'origin' && value === null) return false
    return stage[place] === 'household_no' ? !pairs.fit(value, found) : !isSame(value, found, sameness)
  })
  return at < 0 ? null : `${stage[at]}: ${was?.values[at]} became ${is?.values[at]}`
}

/** Households may get other numbers, but two may not become one nor one become two. */
class Pairs {
  readonly #there = new Map<StagedValue, StagedValue>()
  readonly #back = new Map<StagedValue, StagedValue>()

  fit(one: StagedValue, other: StagedValue): boolean {
    const [there, back] = [this.#there.get(one), this.#back.get(other)]
    if (there === undefined && back === undefined) {
      this.#there.set(one, other)
      this.#back.set(other, one)
      return true
    }
    return there === other && back === one
  }
}

/** A total that was put in stays a total. */
function isTotalRow(row: StagedRow | undefined, stage: readonly string[]): boolean {
  return row?.values[stage.indexOf('is_total')] === true
}

function isSame(one: StagedValue, other: StagedValue, sameness: Sameness): boolean {
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) < 1e-9
  if (sameness === 'ANY_CASE' && typeof one === 'string' && typeof other === 'string')
    return one.toLowerCase() === other.toLowerCase()
  return one === other
}

/** What the damaged sheet's issues say that the golden one's do not. */
class Said {
  readonly #rows = new Map<number, string[]>()
  readonly #before = new Map<number, string[]>()
  readonly #columns: boolean

  constructor(golden: Reading, damaged: Reading, sheet: LooseSheet) {
    const told = golden.issues.map(signature)
    const header = damaged.recognised?.headerRows.at(-1) ?? 0
    this.#columns = damaged.issues.some((issue) => {
      const { row, column } = issue.place
      if (NO_EXCUSE.has(issue.code) || (row !== undefined && row > header)) return false
      // Of a column that was put in an issue is due; it excuses nothing.
      if (column !== undefined && sheet.columns[indexOf(column)] === null) return false
      return !told.includes(signature(issue))
    })
    for (const { code, place } of golden.issues) add(this.#before, place.row, code)
    for (const { code, place } of damaged.issues) if (!NO_EXCUSE.has(code)) add(this.#rows, place.row, code)
  }

  /** Something of this row that was not said of it before, or of a column of the golden sheet or of the whole sheet. */
  of(row: number, origin: number | null): boolean {
    return (origin !== null && this.#columns) || this.#ofRow(row, origin)
  }

  #ofRow(row: number, origin: number | null): boolean {
    const before = [...((origin === null ? undefined : this.#before.get(origin)) ?? [])]
    return (this.#rows.get(row) ?? []).some((code) => {
      const at = before.indexOf(code)
      if (at >= 0) before.splice(at, 1)
      return at < 0
    })
  }
}

function signature({ code, found }: RowIssue): string {
  return `${code} ${found ?? ''}`
}

function add(codes: Map<number, string[]>, row: number | undefined, code: string): void {
  if (row !== undefined) codes.set(row, [...(codes.get(row) ?? []), code])
}

function indexOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
