import { isRealDay, type PlainDate, plainDate } from '../../src/kernel/plain-date.ts'
import { type DayReading, readDay } from '../../src/kernel/vietnamese-date.ts'
import { type CellReaders, type FieldReader, textAt } from './cell-readers.ts'
import type { RowView } from './row-view.ts'
import { FEMALE, isMark, MALE, type SexNumber } from './sex-codes.ts'

/** When somebody was born, as far as the sheet says, and the sex when the columns for births say it too. */
export interface Birth {
  /** Null when only the year is known. */
  readonly date: PlainDate | null
  readonly year: number | null
  readonly sex: SexNumber | null
}

/** Outside of these a number is a slip of the keyboard, not a year of birth. */
const EARLIEST_BIRTH = 1850
const LATEST_BIRTH = 2199

const NOT_KNOWN: Birth = { date: null, year: null, sex: null }

/**
 * Reads births however the sheet has them: one column of days or years, day, month and year apart, or two columns, Nam and
 * Nữ, that hold the year (or an x beside a column of days). A marked `NAMSINH` says that of the day only the year is true.
 */
export function birthReader(cells: CellReaders): FieldReader<Birth> {
  const readers = {
    date: cells.looseDay('birth_date'),
    year: cells.looseDay('birth_year'),
    yearOnly: cells.text('year_only'),
    apart: apartReader(cells),
    bySex: bySexReader(cells),
  }
  return (row) => {
    const bySex = readers.bySex(row)
    const apart = readers.apart(row)
    const mark = readers.yearOnly(row)
    const inColumnOfSex = bySex?.year == null ? null : bySex
    const found =
      apart ??
      fromReading(readers.date(row)) ??
      inColumnOfSex ??
      fromReading(readers.year(row)) ??
      yearIn(mark) ??
      NOT_KNOWN
    const known = mark !== null && isMark(mark) ? { ...found, date: null } : found
    return bySex?.sex == null ? known : { ...known, sex: bySex.sex }
  }
}

/** Some write the year itself where the form asks for a mark. */
function yearIn(mark: string | null): Birth | null {
  return mark === null || isMark(mark) ? null : fromReading(readDay(mark, 2029))
}

function fromReading(reading: DayReading | null): Birth | null {
  if (reading === null || reading.kind === 'empty' || reading.kind === 'unreadable') return null
  if (reading.kind === 'day') return { date: reading.date, year: Number(reading.date.slice(0, 4)), sex: null }
  return { date: null, year: reading.year, sex: null }
}

/** Day, month and year in columns of their own. */
function apartReader(cells: CellReaders): FieldReader<Birth> {
  if (!cells.has('birth_day') || !cells.has('birth_year')) return () => null
  const [day, month, year] = [cells.count('birth_day'), cells.count('birth_month'), cells.count('birth_year')]
  const column = cells.column('birth_day').index
  return (row) => {
    const found = { day: day(row) ?? 0, month: month(row) ?? 0, year: year(row) }
    if (found.year === null) return null
    const [dayOfMonth, inYear] = [found.day || 1, found.month || 1]
    if (found.year < EARLIEST_BIRTH || found.year > LATEST_BIRTH || !isRealDay(found.year, inYear, dayOfMonth)) {
      row.report('date-not-readable', column, `${found.day}/${found.month}/${found.year}`)
      return NOT_KNOWN
    }
    const known = found.day > 0 && found.month > 0
    return { date: known ? plainDate(found.year, inYear, dayOfMonth) : null, year: found.year, sex: null }
  }
}

function bySexReader(cells: CellReaders): FieldReader<Birth> {
  const columns = [
    { index: cells.column('male_birth').index, day: cells.looseDay('male_birth'), sex: MALE },
    { index: cells.column('female_birth').index, day: cells.looseDay('female_birth'), sex: FEMALE },
  ].filter(({ index }) => index >= 0)
  if (columns.length === 0) return () => null
  return (row) => {
    const filled = columns.filter(({ index }) => !emptyAt(row, index))
    const [only, other] = filled
    if (only === undefined) return null
    if (other !== undefined) {
      row.report('birth-twice', other.index, textAt(row, other.index))
      return NOT_KNOWN
    }
    const text = textAt(row, only.index)
    if (text !== null && isMark(text)) return { ...NOT_KNOWN, sex: only.sex }
    return { ...(fromReading(only.day(row)) ?? NOT_KNOWN), sex: only.sex }
  }
}

function emptyAt(row: RowView, index: number): boolean {
  const cell = row.cell(index)
  return cell === null || cell === 0 || (typeof cell === 'string' && cell.trim() === '')
}
