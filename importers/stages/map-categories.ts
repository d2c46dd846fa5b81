import type { RowIssue } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { LONGEST_FOUND } from '../../src/kernel/issue-text.ts'
import { matchKey } from '../../src/kernel/vietnamese-text.ts'
import { cellText } from '../forms/cell-values.ts'
import { columnLetters } from '../forms/column-letters.ts'
import type { RecognisedSheet } from '../source.ts'
import type { CellValue, SheetRow } from '../workbook/workbook.ts'
import type { Categories } from './recipe.ts'

/** Fields whose cells are words of a short list. */
const CODED: ReadonlySet<string> = new Set(['sex', 'household_class', 'class_standard', 'participant_code'])
/** A column with more values than this is no list of codes; it is not compared. */
const MOST_CATEGORIES = 200

interface Watched {
  readonly index: number
  readonly heading: string
  readonly field: string
  /** Cells as they came, so that an equal one costs one look. */
  readonly cells: Set<CellValue>
  readonly firstTwo: boolean
}

/** Which values the coded columns of a sheet have, and which of them no earlier file of the sender had. */
export class CategoryWatch {
  readonly #sheet: RecognisedSheet
  readonly #watched: readonly Watched[]
  readonly #seen = new Map<string, Set<string>>()
  #issues: RowIssue[] = []

  constructor(sheet: RecognisedSheet) {
    this.#sheet = sheet
    this.#watched = sheet.columns.flatMap(({ index, heading, field }) => {
      // A card number begins with the participant code.
      const firstTwo = field === 'card_number'
      if (field === null || !(firstTwo || CODED.has(field))) return []
      return [{ index, heading, field: firstTwo ? 'participant_code' : field, cells: new Set<CellValue>(), firstTwo }]
    })
  }

  see(row: SheetRow): void {
    for (const watched of this.#watched) {
      const cell = row.cells[watched.index] ?? null
      if (cell === null || cell === '') continue
      const value = watched.firstTwo ? codeOf(cell) : cell
      if (value === null || watched.cells.has(value) || watched.cells.size > MOST_CATEGORIES) continue
      watched.cells.add(value)
      this.#meet(watched, row.number, cellText(value))
    }
  }

  /** Raised since the last call. */
  takeIssues(): RowIssue[] {
    const taken = this.#issues
    if (taken.length > 0) this.#issues = []
    return taken
  }

  /** What the sheet had, field by field, for the recipe. */
  categories(): Categories {
    const large = new Set(this.#watched.flatMap(({ field, cells }) => (cells.size > MOST_CATEGORIES ? [field] : [])))
    const lists = [...this.#seen].filter(([field]) => !large.has(field))
    return Object.fromEntries(lists.map(([field, keys]) => [field, [...keys].sort()]))
  }

  #meet({ field, index, heading }: Watched, row: number, text: string): void {
    const key = matchKey(text)
    const seen = this.#seen.get(field) ?? new Set<string>()
    this.#seen.set(field, seen)
    if (key === '' || seen.has(key)) return
    seen.add(key)
    const { lastTime, name } = this.#sheet
    const before = lastTime?.categories[field]
    if (lastTime === undefined || before === undefined || before.includes(key)) return
    this.#issues.push({
      code: 'category-new',
      severity: severityOf('category-new'),
      place: { sheet: name, row, column: columnLetters(index) },
      found: text.slice(0, LONGEST_FOUND),
      args: { heading, file: lastTime.file, day: lastTime.day },
    })
  }
}

function codeOf(cell: CellValue): string | null {
  if (typeof cell !== 'string') return null
  return /^\s*([A-Za-z]{2})\s?\d/.exec(cell)?.[1]?.toUpperCase() ?? null
}
