import { describe, expect, test } from 'vitest'
import { progressOf, type Standing } from '../../src/coverage/pace.ts'

const target = { targetId: 1, value: 0.85, validFrom: '2017-01-01', dueOn: '2017-12-31' }
const xuanHung: Standing = {
  asOf: '2017-11-10',
  population: 26_100,
  covered: 18_077,
  coverageRate: 18_077 / 26_100,
  target,
  change: null,
}

describe('progressOf', () => {
  test('without a target only the pace is told', () => {
    expect(progressOf({ ...xuanHung, target: null, change: { persons: 30, days: 28 } })).toEqual({
      pointsAboveTarget: null,
      attainmentRate: null,
      cardsNeeded: null,
      weeklyPaceNeeded: null,
      weeklyPace: 7.5,
      projectedOn: null,
    })
  })

  test('the projected day is the first on which enough cards are issued', () => {
    const at = (persons: number) => progressOf({ ...xuanHung, change: { persons, days: 28 } }).projectedOn
    expect(at(4_108)).toBe('2017-12-08')
    expect(at(4_107)).toBe('2017-12-09')
    expect(at(0)).toBeNull()
    expect(at(-5)).toBeNull()
  })

  test('a pace that would take longer than the calendar has no day', () => {
    const change = { persons: 1, days: 28 }
    expect(progressOf({ ...xuanHung, population: 2_000_000_000, change }).projectedOn).toBeNull()
  })

  test('a target that is met needs nothing more', () => {
    expect(progressOf({ ...xuanHung, covered: 22_185, coverageRate: 0.85 })).toMatchObject({
      cardsNeeded: 0,
      weeklyPaceNeeded: 0,
      pointsAboveTarget: 0,
      attainmentRate: 1,
      projectedOn: '2017-11-10',
    })
    expect(progressOf({ ...xuanHung, covered: 22_184 }).cardsNeeded).toBe(1)
  })

  test('on the due day itself no week is left to spread the cards over', () => {
    expect(progressOf({ ...xuanHung, asOf: '2017-12-31' })).toMatchObject({
      cardsNeeded: 4_108,
      weeklyPaceNeeded: null,
    })
  })
})
