import { cellText, isDateCell } from '../../importers/forms/cell-values.ts'
import type { CellValue } from '../../importers/workbook/workbook.ts'
import { readDay } from '../../src/kernel/vietnamese-date.ts'
import { readCount, readRate } from '../../src/kernel/vietnamese-number.ts'
import type { Damage } from './mutations-places.ts'
import { columnsOf, dataRows, rewriteCells, type Table } from './mutations-sheet.ts'

const WINDOWS_1252 = new TextDecoder('windows-1252')
const COUNTS = new Set([
  'population',
  'covered',
  'households',
  'households_poor',
  'households_near_poor',
  'households_middle_income_farming',
  'opening',
  'increase',
  'increase_again',
  'decrease',
  'closing',
  'students',
  'students_covered',
  'cards_issued',
  'households_reviewed',
])
const RATES = new Set(['stated_rate', 'coverage_rate', 'student_coverage_rate'])
const DAYS = new Set([
  'birth_date',
  'male_birth',
  'female_birth',
  'valid_from',
  'valid_until',
  'declared_until',
  'due_on',
  'as_of',
])
const NUMBERS_OF_PERSONS = new Set(['national_id', 'social_insurance_number', 'card_number'])
const CODES = new Set([
  ...NUMBERS_OF_PERSONS,
  'area_code',
  'commune_code',
  'district_code',
  'province_code',
  'unit_code',
  'household_code',
  'clinic_code',
])

type Rewrite = (cell: CellValue) => CellValue | undefined

function everyText(name: string, rewrite: (text: string) => string, sameness?: Damage['sameness']): Damage {
  return {
    name,
    ...(sameness ? { sameness } : {}),
    damage: (table) =>
      rewriteCells(table, [...table.sheet.columns.keys()], (cell) =>
        typeof cell === 'string' && cell !== '' ? rewrite(cell) : undefined,
      ),
  }
}

function inFields(name: string, fields: ReadonlySet<string>, rewrite: Rewrite): Damage {
  return { name, damage: (table) => rewriteCells(table, columnsOf(table, fields), rewrite) }
}

/** Counts of a thousand and more, written in another way. */
function counts(name: string, write: (count: number) => CellValue | undefined): Damage {
  return inFields(name, COUNTS, (cell) => {
    if (typeof cell !== 'number' && typeof cell !== 'string') return undefined
    const reading = readCount(cell)
    return reading.kind === 'number' ? write(reading.value) : undefined
  })
}

function rates(name: string, write: (rate: number) => CellValue): Damage {
  return inFields(name, RATES, (cell) => {
    if (typeof cell !== 'number' && typeof cell !== 'string') return undefined
    const reading = readRate(cell)
    return reading.kind === 'number' && !reading.doubt ? write(reading.value) : undefined
  })
}

function grouped(count: number, mark: string): string {
  return String(count).replace(/\B(?=(?:\d{3})+(?!\d))/g, mark)
}

interface Day {
  readonly day: string
  readonly month: string
  readonly year: string
}

/** The whole day in a cell; undefined for years, months, two-digit years and what is no day. */
function dayIn(cell: CellValue): Day | undefined {
  if (typeof cell !== 'string' && typeof cell !== 'number' && !isDateCell(cell)) return undefined
  const reading = isDateCell(cell) ? null : readDay(cell, 2029)
  const date = isDateCell(cell) ? cell.date : reading?.kind === 'day' && !reading.shortYear ? reading.date : null
  return date === null || date < '1900-03-01' || date > '2199'
    ? undefined
    : { year: date.slice(0, 4), month: date.slice(5, 7), day: date.slice(8, 10) }
}

function days(name: string, write: (day: Day) => CellValue): Damage {
  return inFields(name, DAYS, (cell) => {
    const day = dayIn(cell)
    return day === undefined ? undefined : write(day)
  })
}

function serialOf({ year, month, day }: Day): number {
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000 + 25_569
}

/** Whether a column has a day above 12: without one nobody can see that months stand first. */
function showsItsOrder(table: Table, column: number): boolean {
  return dataRows(table).some(({ cells }) => Number(dayIn(cells[column] ?? null)?.day ?? 0) > 12)
}

/** Texts of cells as keyboards, other programs and other systems leave them. */
export const TEXT_DAMAGES: readonly Damage[] = [
  everyText('spaces around texts', (text) => `  ${text} `),
  everyText('hard spaces', (text) => `${text.replaceAll(' ', '\u00a0')}\u00a0`),
  everyText('double spaces', (text) => text.replaceAll(' ', '  ')),
  everyText('unseen signs', (text) => `\u200b${text}\ufeff`),
  everyText('decomposed letters', (text) => text.normalize('NFD')),
  everyText('letters replaced by question marks', (text) => text.replace(/[^\0-\u00ff]/g, '?')),
  everyText('texts of utf-8 read as windows-1252', (text) => WINDOWS_1252.decode(Buffer.from(text))),
  everyText('line breaks in texts', (text) => text.replaceAll(' ', '\n')),
  everyText('capitals', (text) => text.toUpperCase(), 'ANY_CASE'),
  everyText('small letters', (text) => text.toLowerCase(), 'ANY_CASE'),
]

/** Numbers, rates and days in the ways of other locales and programs. */
export const VALUE_DAMAGES: readonly Damage[] = [
  counts('counts as 95.026', (count) => grouped(count, '.')),
  counts('counts as 95,026', (count) => grouped(count, ',')),
  counts('counts as 95 026', (count) => grouped(count, '\u00a0')),
  counts('counts as 95026', String),
  counts('counts as number cells', (count) => count),
  counts('counts as 95026.0', (count) => `${count}.0`),
  counts('counts as 95.026,00', (count) => `${grouped(count, '.')},00`),
  counts('counts as 95,026.00', (count) => `${grouped(count, ',')}.00`),
  counts('counts behind an apostrophe', (count) => `'${grouped(count, '.')}`),
  counts('counts with their unit', (count) => `${grouped(count, '.')} người`),
  {
    name: 'counts that became decimals',
    damage(table) {
      const columns = columnsOf(table, COUNTS)
      const thousands = rewriteOnly(table, columns, (count) => (count >= 1000 ? count / 1000 : undefined))
      return thousands
    },
  },
  rates('rates as 94,8', (rate) => String(Number((rate * 100).toPrecision(12))).replace('.', ',')),
  rates('rates as 94.8', (rate) => String(Number((rate * 100).toPrecision(12)))),
  rates('rates as 94,8%', (rate) => `${String(Number((rate * 100).toPrecision(12))).replace('.', ',')}%`),
  rates('rates as ratios', (rate) => rate),
  days('days as 1/2/1980', ({ day, month, year }) => `${Number(day)}/${Number(month)}/${year}`),
  days('days as 01-02-1980', ({ day, month, year }) => `${day}-${month}-${year}`),
  days('days as 01.02.1980', ({ day, month, year }) => `${day}.${month}.${year}`),
  days('days as 1980-02-01', ({ day, month, year }) => `${year}-${month}-${day}`),
  days('days as 01021980', ({ day, month, year }) => `${day}${month}${year}`),
  days('days in words', ({ day, month, year }) => `ngày ${day} tháng ${month} năm ${year}`),
  days('days with a time', ({ day, month, year }) => `${day}/${month}/${year} 00:00:00`),
  days('days as serial numbers', serialOf),
  days('days as serial texts', (day) => String(serialOf(day))),
  days('days as date cells', (day) => ({ date: `${day.year}-${day.month}-${day.day}`, serial: serialOf(day) })),
  days('days with two digits for the year', ({ day, month, year }) => `${day}/${month}/${year.slice(2)}`),
  {
    name: 'days with the month first',
    damage(table) {
      const columns = columnsOf(table, DAYS).filter((column) => showsItsOrder(table, column))
      return rewriteCells(table, columns, (cell) => {
        const day = dayIn(cell)
        return day === undefined ? undefined : `${day.month}/${day.day}/${day.year}`
      })
    },
  },
]

/** Every number of a column loses its thousands, if at least one of them shows it by its decimals. */
function rewriteOnly(table: Table, columns: readonly number[], write: (count: number) => number | undefined): boolean {
  const read = (cell: CellValue): number | undefined => {
    if (typeof cell !== 'number' && typeof cell !== 'string') return undefined
    const reading = readCount(cell)
    return reading.kind === 'number' ? write(reading.value) : undefined
  }
  const shown = columns.filter((column) =>
    dataRows(table).some(({ cells }) => !Number.isInteger(read(cells[column] ?? null) ?? 0)),
  )
  return rewriteCells(table, shown, read)
}

/** Numbers of identity and codes as spreadsheets leave them. */
export const IDENTITY_DAMAGES: readonly Damage[] = [
  inFields('codes as number cells', CODES, (cell) =>
    typeof cell === 'string' && /^\d{2,15}$/.test(cell) ? Number(cell) : undefined,
  ),
  inFields('codes as texts without their zeros', CODES, (cell) =>
    typeof cell === 'string' && /^0+[1-9]\d*$/.test(cell) ? String(Number(cell)) : undefined,
  ),
  inFields('codes with .0', CODES, (cell) =>
    typeof cell === 'string' && /^\d{2,15}$/.test(cell) ? `${Number(cell)}.0` : undefined,
  ),
  inFields('codes behind an apostrophe', CODES, (cell) => (typeof cell === 'string' ? `'${cell}` : undefined)),
  inFields('numbers in scientific notation', NUMBERS_OF_PERSONS, (cell) =>
    /^[1-9]\d{8,11}$/.test(cellText(cell)) ? scientific(cellText(cell), cellText(cell).length) : undefined,
  ),
  inFields('numbers in short scientific notation', NUMBERS_OF_PERSONS, (cell) =>
    /^[1-9]\d{8,11}$/.test(cellText(cell)) ? scientific(cellText(cell), 6) : undefined,
  ),
  inFields('numbers in groups of digits', NUMBERS_OF_PERSONS, (cell) =>
    typeof cell === 'string' && /\d{9}/.test(cell) ? cell.replace(/(\d{3})(?=\d)/g, '$1 ') : undefined,
  ),
  inFields('numbers that lost a digit', NUMBERS_OF_PERSONS, (cell) =>
    typeof cell === 'string' && /^[A-Z\d]{10,15}$/.test(cell) ? cell.slice(0, -1) : undefined,
  ),
]

/** `9.917000001E+9`; with few digits only the first of them are left, as a narrow column shows them. */
function scientific(digits: string, kept: number): string {
  const [first, ...rest] = digits.slice(0, kept)
  const shown = rest.join('').replace(/0+$/, '')
  return `${first}${shown === '' ? '' : `.${kept === digits.length ? rest.join('') : shown}`}E+${digits.length - 1}`
}
