import type { AreaLevel } from '../../src/areas/area-level.ts'
import { type AreaName, splitAreaName } from '../../src/areas/area-name.ts'
import { type IdentityReading, masked } from '../../src/kernel/identity-number.ts'
import { addDays, type PlainDate } from '../../src/kernel/plain-date.ts'
import { type DayReading, lastDayOf, monthPlace, readDay } from '../../src/kernel/vietnamese-date.ts'
import { type NumberReading, readCount, readRate } from '../../src/kernel/vietnamese-number.ts'
import { matchKey } from '../../src/kernel/vietnamese-text.ts'
import type { RecognisedSheet } from '../source.ts'
import type { CellValue } from '../workbook/workbook.ts'
import { hasBrokenLetters } from './broken-letters.ts'
import { cellText, isDateCell, isErrorCell } from './cell-values.ts'
import type { RowView } from './row-view.ts'

/** A field's column in this sheet: where it stands and how it is headed; index −1 when the sheet has no such column. */
export interface CompiledColumn {
  readonly index: number
  /** `matchKey` of the heading. */
  readonly heading: string
}

/** Reads one field of the current row; null when the sheet has no such column, the cell is empty or not readable. */
export type FieldReader<Value> = (row: RowView) => Value | null

const ABSENT: CompiledColumn = { index: -1, heading: '' }
const LONGEST_TEXT = 500
const REMEMBERED_NAMES = 5000

/** Compiles a sheet's columns into readers once, so that a row costs no look-up. */
export class CellReaders {
  readonly #columns = new Map<string, CompiledColumn>()
  /** The year that two-digit years may not pass: the sheet's own day, or any when it has none. */
  readonly #latestYear: number

  constructor(recognised: RecognisedSheet) {
    for (const column of recognised.columns) {
      if (column.field !== null)
        this.#columns.set(column.field, { index: column.index, heading: matchKey(column.heading) })
    }
    this.#latestYear = recognised.asOf === null ? 2029 : Number(recognised.asOf.slice(0, 4))
  }

  column(field: string): CompiledColumn {
    return this.#columns.get(field) ?? ABSENT
  }

  has(field: string): boolean {
    return this.#columns.has(field)
  }

  text(field: string): FieldReader<string> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => textAt(row, index)
  }

  count(field: string): FieldReader<number> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => numberAt(row, index, readCount)
  }

  rate(field: string): FieldReader<number> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => numberAt(row, index, readRate)
  }

  /** A day with any precision; births use it. */
  looseDay(field: string): FieldReader<DayReading> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => dayAt(row, index, this.#latestYear)
  }

  /** The first day of a period: a month or a year begins on its first. */
  firstDay(field: string): FieldReader<PlainDate> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => edge(row, index, false)
  }

  /** The last day of a period, as it is written: 31/12/2017; a month or a year ends on its last. */
  lastDay(field: string): FieldReader<PlainDate> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => edge(row, index, true)
  }

  /** The half-open end of a period whose last day the sheet names; null for the “never” of exports (31/12/9999). */
  dayAfter(field: string): FieldReader<PlainDate> {
    const last = this.lastDay(field)
    // Cards of a list end together: the day after is reckoned once.
    let known: { day: PlainDate; after: PlainDate } | null = null
    return (row) => {
      const day = last(row)
      if (day === null || day >= '9000') return null
      if (known?.day !== day) known = { day, after: addDays(day, 1) }
      return known.after
    }
  }

  /** An identity number of any kind; what an issue repeats of it is masked. */
  identity(field: string, read: (cell: string | number) => IdentityReading): FieldReader<string> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => identityAt(row, index, read)
  }

  /** A place name, taken apart among the given levels; the same text is taken apart once. */
  place(field: string, levels?: readonly AreaLevel[]): FieldReader<AreaName> {
    const { index } = this.column(field)
    if (index < 0) return absent
    const split = rememberedPlaces(levels)
    return (row) => {
      const text = textAt(row, index)
      return text === null ? null : split(text)
    }
  }

  /** A code of a fixed number of digits, as area codes are; a number cell's lost zeros come back with a warning. */
  areaCode(field: string, digits: readonly number[]): FieldReader<string> {
    const { index } = this.column(field)
    return index < 0 ? absent : (row) => areaCodeAt(row, index, digits)
  }
}

function absent(): null {
  return null
}

/** Takes place names apart and remembers the most recent texts: a commune's sheet repeats a dozen of them. */
export function rememberedPlaces(levels?: readonly AreaLevel[]): (text: string) => AreaName {
  const known = new Map<string, AreaName>()
  return (text) => {
    const found = known.get(text)
    if (found) return found
    if (known.size >= REMEMBERED_NAMES) known.clear()
    const name = splitAreaName(text, levels)
    known.set(text, name)
    return name
  }
}

/** The cell without what cannot be a value: Excel's errors are reported and read as empty. */
export function valueAt(row: RowView, index: number): CellValue {
  const cell = row.cell(index)
  if (!isErrorCell(cell)) return cell
  row.report('cell-is-error', index, cell.error)
  return null
}

/** Clean text, null when there is none. */
export function textAt(row: RowView, index: number): string | null {
  const text = cellText(valueAt(row, index))
  if (text === '') return null
  if (text.length > LONGEST_TEXT) row.report('text-too-long', index, text, { limit: LONGEST_TEXT })
  if (hasBrokenLetters(text)) row.report('letters-broken', index, text)
  return text
}

function numberAt(row: RowView, index: number, read: (cell: string | number) => NumberReading): number | null {
  const cell = valueAt(row, index)
  if (cell === null) return null
  const reading = read(typeof cell === 'number' ? cell : cellText(cell).replace(/^['’]/, ''))
  if (reading.kind === 'empty') return null
  if (reading.kind === 'problem') {
    const { problem, suggestion } = reading
    const args =
      problem === 'count-not-whole' ? { suggestion: suggestion === undefined ? '' : `: ${suggestion}` } : undefined
    if (suggestion !== undefined) row.doubt('LOST_THOUSANDS', index, cellText(cell))
    row.report(problem, index, cellText(cell), args)
    return null
  }
  const { value, doubt } = reading
  if (doubt) {
    row.report(doubt, index, cellText(cell), doubt === 'rate-ambiguous' ? { percent: value * 100 } : { value })
  }
  return reading.value
}

/** The day in a cell; an unreadable one is reported and read as nothing. */
function dayAt(row: RowView, index: number, latestYear: number): DayReading | null {
  const cell = valueAt(row, index)
  if (cell === null) return null
  const reading = isDateCell(cell)
    ? dayCell(cell.date)
    : readDay(typeof cell === 'number' ? cell : cellText(cell), latestYear)
  if (reading.kind === 'empty') return null
  if (typeof cell === 'string') noteOrder(row, index, cellText(cell))
  if (reading.kind === 'unreadable') {
    row.report('date-not-readable', index, cellText(cell))
    return null
  }
  if ('shortYear' in reading && reading.shortYear) {
    const year = reading.kind === 'month' ? reading.year : Number(reading.date.slice(0, 4))
    row.report('date-year-short', index, cellText(cell), { year })
  }
  return reading
}

/** Two numbers and a year of which only one can be the month tell in which order the whole column was written. */
function noteOrder(row: RowView, index: number, text: string): void {
  const order = monthPlace(text)
  if (order !== null) row.doubt(order === 'FIRST' ? 'MONTH_FIRST' : 'DAY_FIRST', index, text)
}

/** A date cell before 1900 is what Excel makes of an empty cell or a zero. */
function dayCell(date: PlainDate): DayReading {
  return date < '1900-01-02' ? { kind: 'unreadable' } : { kind: 'day', date, shortYear: false }
}

/** Cards end in the years to come, so two digits are this century here. */
function edge(row: RowView, index: number, end: boolean): PlainDate | null {
  const reading = dayAt(row, index, 2099)
  if (reading === null || reading.kind === 'empty' || reading.kind === 'unreadable') return null
  if (reading.kind === 'day') return reading.date
  if (reading.kind === 'month')
    return end ? lastDayOf(reading.year, reading.month) : `${lastDayOf(reading.year, reading.month).slice(0, 8)}01`
  return end ? `${reading.year}-12-31` : `${reading.year}-01-01`
}

function identityAt(row: RowView, index: number, read: (cell: string | number) => IdentityReading): string | null {
  const cell = valueAt(row, index)
  if (cell === null) return null
  const reading = read(typeof cell === 'number' ? cell : cellText(cell))
  if (reading.kind === 'empty') return null
  if (reading.kind === 'problem') {
    row.report(reading.problem, index, masked(cellText(cell)))
    return null
  }
  if (reading.doubt) row.report(reading.doubt, index, masked(cellText(cell)))
  return reading.value
}

function areaCodeAt(row: RowView, index: number, digits: readonly number[]): string | null {
  const cell = valueAt(row, index)
  const written = cellText(cell)
  const text = written.replace(/[.,]0$/, '').replace(/^'/, '')
  // A code with “.0” was calculated with: it lost its zeros for certain.
  const wasNumber = typeof cell === 'number' || text.length + 2 === written.length
  if (text === '' || text === '0') return null
  const longest = Math.max(...digits)
  if (/^\d+$/.test(text)) {
    if (digits.includes(text.length)) return text
    if (text.length < longest && digits.length === 1 && (wasNumber || text.length === longest - 1)) {
      row.report('leading-zero-restored', index, text)
      return text.padStart(longest, '0')
    }
  }
  row.report('area-code-not-readable', index, text, { digits: digits.join(' / ') })
  return null
}
