import { describe, expect, test } from 'vitest'
import { periodEnds } from '../../src/coverage/trend-days.ts'

describe('periodEnds', () => {
  test('months end on their last day, leap years too', () => {
    expect(periodEnds('2019-12-31', '2020-03-31', 'MONTH')).toEqual(['2019-12-31', '2020-01-31', '2020-02-29'])
  })

  test('weeks end on Sunday', () => {
    expect(periodEnds('2020-03-01', '2020-03-16', 'WEEK')).toEqual(['2020-03-01', '2020-03-08', '2020-03-15'])
    for (const day of periodEnds('1969-12-01', '1970-02-01', 'WEEK'))
      expect(new Date(`${day}T00:00:00Z`).getUTCDay()).toBe(0)
  })

  test('years and days', () => {
    expect(periodEnds('2016-06-01', '2018-12-31', 'YEAR')).toEqual(['2016-12-31', '2017-12-31'])
    expect(periodEnds('2020-02-28', '2020-03-02', 'DAY')).toEqual(['2020-02-28', '2020-02-29', '2020-03-01'])
  })

  test('an empty interval has no days', () => {
    expect(periodEnds('2020-01-01', '2020-01-01', 'DAY')).toEqual([])
    expect(periodEnds('2020-01-02', '2020-01-01', 'DAY')).toEqual([])
  })

  test('at most 400 days', () => {
    expect(periodEnds('2020-01-01', '2021-02-04', 'DAY')).toHaveLength(400)
    expect(() => periodEnds('2020-01-01', '2021-02-05', 'DAY')).toThrow('at most 400 days')
    expect(() => periodEnds('0001-01-01', '9999-12-31', 'MONTH')).toThrow('at most 400 days')
  })
})
