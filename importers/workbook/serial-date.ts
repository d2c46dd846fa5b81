import { dayNumber, fromDayNumber, type PlainDate } from '../../src/kernel/plain-date.ts'
import type { CellDate } from './workbook.ts'

/** 1970-01-01 as Excel counts it from 1900, with its 29 February 1900 that never was. */
const UNIX_EPOCH_SERIAL = 25_569
/** Days between the two calendars a workbook may count in. */
const MAC_OFFSET = 1462
const LAST_SERIAL = 2_958_465 // 9999-12-31
const PHANTOM_DAY = 60

/**
 * The day a serial number stands for, or null when it stands for none: a time without a day, a negative number, a number
 * past the year 9999, or the 29 February 1900 that only Excel knows. `date1904` is the workbook's own switch.
 */
export function dayOfSerial(serial: number, date1904: boolean): PlainDate | null {
  const whole = Math.floor(date1904 ? serial + MAC_OFFSET : serial)
  if (!(whole >= 1 && whole <= LAST_SERIAL) || whole === PHANTOM_DAY) return null
  return fromDayNumber((whole < PHANTOM_DAY ? whole + 1 : whole) - UNIX_EPOCH_SERIAL)
}

/** Whole days up to June 2079, counted from 1900, are made once and shared: a register holds the same few thousand. */
const knownCells: (CellDate | undefined)[] = new Array(65_536)

/** A number in a cell that is formatted as a day; the bare number when it stands for no day. */
export function dateCell(serial: number, date1904: boolean): CellDate | number {
  const known = date1904 ? undefined : knownCells[serial]
  if (known !== undefined) return known
  const date = dayOfSerial(serial, date1904)
  if (date === null) return serial
  const cell = { date, serial }
  if (!date1904 && Number.isInteger(serial) && serial < knownCells.length) knownCells[serial] = cell
  return cell
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?(?:Z|[+-]\d{2}:\d{2})?$/

/** The cell for `t="d"` text such as `2017-09-30T00:00:00`; null when it is not such a text. */
export function dateCellOfIso(text: string, date1904: boolean): CellDate | null {
  const match = ISO.exec(text.trim())
  if (!match) return null
  const date = match[1] as PlainDate
  const day = dayNumber(date)
  if (Number.isNaN(day) || fromDayNumber(day) !== date) return null
  const fraction = (Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)) / 86_400
  const counted = day + UNIX_EPOCH_SERIAL
  const serial = (counted <= PHANTOM_DAY ? counted - 1 : counted) - (date1904 ? MAC_OFFSET : 0)
  return { date, serial: serial + fraction }
}
