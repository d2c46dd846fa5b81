import { describe, expect, test } from 'vitest'
import { ceilOfShare, percentagePoints, ratioOf, roundTo } from '../../src/kernel/ratio.ts'
import fc from '../support/fast-check.ts'

describe('ratioOf', () => {
  test('is not known without both numbers or without anybody', () => {
    expect(ratioOf(95_026, 100_249)).toBeCloseTo(0.9479, 5)
    expect(ratioOf(null, 100)).toBeNull()
    expect(ratioOf(5, null)).toBeNull()
    expect(ratioOf(0, 0)).toBeNull()
    expect(ratioOf(0, 7)).toBe(0)
  })
})

describe('percentagePoints', () => {
  test('are points, not per cent, and carry no binary noise', () => {
    expect(percentagePoints(0.94, 95_026 / 100_249)).toBe(0.79)
    expect(percentagePoints(0.7, 0.8)).toBe(10)
    expect(percentagePoints(0.8, 0.7)).toBe(-10)
    expect(Object.is(percentagePoints(0.3, 0.1 + 0.2), 0)).toBe(true)
  })

  test('halves go away from zero on both sides', () => {
    expect(roundTo(0.125, 2)).toBe(0.13)
    expect(roundTo(-0.125, 2)).toBe(-0.13)
  })
})

describe('ceilOfShare', () => {
  test('the numbers of the two reports', () => {
    expect(ceilOfShare(0.85, 26_100) - 18_077).toBe(4_108)
    expect(ceilOfShare(0.98, 100_249) - 95_026).toBe(3_219)
  })

  test('does not ask for one person too many where the binary product lies above the whole number', () => {
    expect(0.07 * 100).toBeGreaterThan(7)
    expect(ceilOfShare(0.07, 100)).toBe(7)
    expect(ceilOfShare(1e-7, 10_000_000)).toBe(1)
    expect(ceilOfShare(2e21, 1)).toBe(2e21)
    expect(ceilOfShare(0, 5)).toBe(0)
  })

  test('equals whole-number arithmetic for every share of four decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 120_000_000 }), (parts, count) => {
        const expected = (BigInt(parts) * BigInt(count) + 9_999n) / 10_000n
        expect(ceilOfShare(parts / 10_000, count)).toBe(Number(expected))
      }),
    )
  })

  test('refuses what is no share', () => {
    expect(() => ceilOfShare(-0.1, 10)).toThrow(RangeError)
    expect(() => ceilOfShare(Number.NaN, 10)).toThrow(RangeError)
  })
})
