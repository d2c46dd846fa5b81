import { describe, expect, test } from 'vitest'
import { dayNumber, formatVietnamese, fromDayNumber } from '../../src/kernel/plain-date.ts'
import { lastDayOf, readDay } from '../../src/kernel/vietnamese-date.ts'
import fc from '../support/fast-check.ts'

const day = (date: string, shortYear = false) => ({ kind: 'day', date, shortYear })

describe('a day', () => {
  test.each([
    ['30/9/2017', day('2017-09-30')],
    ['30-09-2017', day('2017-09-30')],
    ['04.03.2025', day('2025-03-04')],
    ['2025/03/03', day('2025-03-03')],
    ['2025-03-03T00:00:00Z', day('2025-03-03')],
    ['1/2/1980 00:00:00', day('1980-02-01')],
    ['5-3-25', day('2025-03-05', true)],
    ['5-3-80', day('1980-03-05', true)],
    ['ngày 10 tháng 11 năm 2017', day('2017-11-10')],
    ['20170930', day('2017-09-30')],
    ['30092017', day('2017-09-30')],
    [1021980, day('1980-02-01')],
    [43008, day('2017-09-30')],
    [43008.75, day('2017-09-30')],
    ['43008', day('2017-09-30')],
    ["'30/9/2017", day('2017-09-30')],
    ['09/2017', { kind: 'month', year: 2017, month: 9, shortYear: false }],
    ['tháng 9 năm 2017', { kind: 'month', year: 2017, month: 9, shortYear: false }],
    ['0/5/1950', { kind: 'month', year: 1950, month: 5, shortYear: false }],
    ['1950', { kind: 'year', year: 1950 }],
    [1950, { kind: 'year', year: 1950 }],
    ['0/0/1950', { kind: 'year', year: 1950 }],
    ['00/00/1950', { kind: 'year', year: 1950 }],
    ['', { kind: 'empty' }],
    [0, { kind: 'empty' }],
    ['-', { kind: 'empty' }],
    ['0/0/0000', { kind: 'empty' }],
    ['31/02/2017', { kind: 'unreadable' }],
    ['29/02/2100', { kind: 'unreadable' }],
    ['12/31/1970', { kind: 'unreadable' }],
    ['1/13/1970', { kind: 'unreadable' }],
    ['1/2/0205', { kind: 'unreadable' }],
    ['1/2/20017', { kind: 'unreadable' }],
    ['không rõ', { kind: 'unreadable' }],
    [-1, { kind: 'unreadable' }],
    [95.026, { kind: 'unreadable' }],
  ] as const)('%j', (cell, expected) => {
    expect(readDay(cell, 2025)).toEqual(expected)
  })
})

test('a year of two digits is never later than the sheet', () => {
  expect(readDay('5-3-25', 2017)).toEqual(day('1925-03-05', true))
})

const days = fc.integer({ min: dayNumber('1910-01-01'), max: dayNumber('2199-12-31') }).map(fromDayNumber)

test('every day is read back from every way to write it', () => {
  fc.assert(
    fc.property(days, (date) => {
      const [year, month, dayOfMonth] = date.split('-')
      for (const text of [
        formatVietnamese(date),
        date,
        `${dayOfMonth}.${month}.${year}`,
        `${dayOfMonth} - ${month} - ${year}`,
      ]) {
        expect(readDay(text, 2029)).toEqual(day(date))
      }
      expect(readDay(dayNumber(date) + 25_569, 2029)).toEqual(day(date))
    }),
  )
})

test('whatever is read is a day of the calendar', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d/.-]{1,10}$/), fc.integer()), (cell) => {
      const reading = readDay(cell, 2029)
      if (reading.kind === 'day') expect(fromDayNumber(dayNumber(reading.date))).toBe(reading.date)
      if (reading.kind === 'month') expect(reading.month >= 1 && reading.month <= 12).toBe(true)
    }),
  )
})

test('the last day of February knows leap years', () => {
  expect([lastDayOf(2016, 2), lastDayOf(2017, 2), lastDayOf(2100, 2)]).toEqual([
    '2016-02-29',
    '2017-02-28',
    '2100-02-28',
  ])
})
