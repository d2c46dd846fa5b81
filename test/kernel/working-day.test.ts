import { describe, expect, test } from 'vitest'
import { addDays, fromDayNumber } from '../../src/kernel/plain-date.ts'
import { addWorkingDays, isWorkingDay, NONE_DECLARED, workingDayFrom } from '../../src/kernel/working-day.ts'
import { DECLARED_2026 } from '../support/days-of-2026.ts'
import fc from '../support/fast-check.ts'

describe('a working day', () => {
  test.each([
    ['2026-03-13', true, 'a Friday'],
    ['2026-03-14', false, 'a Saturday'],
    ['2026-03-15', false, 'a Sunday'],
    ['2026-03-16', true, 'a Monday'],
    ['1969-12-31', true, 'a Wednesday before days were counted'],
    ['2026-01-01', false, 'New Year, by law'],
    ['2026-04-30', false, 'by law'],
    ['2026-05-01', false, 'by law'],
    ['2026-09-02', false, 'by law'],
    ['2026-02-16', false, 'the eve of Tết, declared'],
    ['2026-02-20', false, 'Tết, declared'],
    ['2026-02-23', true, 'after Tết'],
    ['2026-04-27', false, 'in lieu of the Hùng Kings’ day, a Sunday'],
    ['2026-01-02', false, 'a Friday moved'],
    ['2026-01-10', true, 'the Saturday on which it is worked'],
  ])('%s: %s, %s', (day, isWorked) => {
    expect(isWorkingDay(day, DECLARED_2026)).toBe(isWorked)
  })

  test('without a declaration is any weekday but the four of the law', () => {
    expect(['2026-02-17', '2026-04-27', '2026-01-02'].map((day) => isWorkingDay(day, NONE_DECLARED))).toEqual([
      true,
      true,
      true,
    ])
    expect(['2026-01-10', '2026-04-30'].map((day) => isWorkingDay(day, NONE_DECLARED))).toEqual([false, false])
  })
})

test.each([
  ['2026-03-11', '2026-03-13', 'within a week'],
  ['2026-03-12', '2026-03-16', 'over a weekend'],
  ['2026-03-15', '2026-03-17', 'from a Sunday'],
  ['2026-02-12', '2026-02-23', 'over Tết'],
  ['2026-02-13', '2026-02-24', 'over Tết, from its eve'],
  ['2026-02-18', '2026-02-24', 'from within Tết'],
  ['2026-04-24', '2026-04-29', 'over the Hùng Kings’ day'],
  ['2026-04-28', '2026-05-04', 'over 30/4 and 1/5'],
  ['2026-04-29', '2026-05-05', 'over 30/4 and 1/5, from its eve'],
  ['2026-01-09', '2026-01-12', 'over a Saturday that is worked'],
  ['2025-12-31', '2026-01-06', 'over a New Year with a day moved to it'],
  ['2026-08-28', '2026-09-04', 'over 2/9 with the days before'],
])('two working days after %s is %s: %s', (day, expected) => {
  expect(addWorkingDays(day, 2, DECLARED_2026)).toBe(expected)
})

test('so many working days lie between, and the last is one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 21_000 }), fc.integer({ min: 1, max: 20 }), (number, count) => {
      const from = fromDayNumber(number)
      const until = addWorkingDays(from, count, DECLARED_2026)
      let worked = 0
      for (let day = addDays(from, 1); day <= until; day = addDays(day, 1))
        if (isWorkingDay(day, DECLARED_2026)) worked += 1
      expect([worked, isWorkingDay(until, DECLARED_2026)]).toEqual([count, true])
    }),
  )
})

test('a calendar without a working day is a mistake, not an endless search', () => {
  const rested = new Set(Array.from({ length: 100 }, (_, place) => addDays('2026-03-01', place)))
  expect(() => workingDayFrom('2026-03-01', { rested, worked: new Set() })).toThrow('no working day')
})
