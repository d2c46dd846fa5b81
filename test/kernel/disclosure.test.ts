import { describe, expect, test } from 'vitest'
import { toldCount, toldPart, toldRate, toldRest } from '../../src/kernel/disclosure.ts'
import fc from '../support/fast-check.ts'

describe('toldCount', () => {
  test('0 to 30, one by one', () => {
    const told = Array.from({ length: 31 }, (_, count) => toldCount(count))
    // biome-ignore format: five a line
    expect(told).toEqual([
      0, null, null, null, null,
      null, null, null, 10, 10,
      10, 10, 10, 15, 15,
      15, 15, 15, 20, 20,
      20, 20, 20, 25, 25,
      25, 25, 25, 30, 30,
      30,
    ])
  })

  test('totals are exact from 4,000 on, parts never', () => {
    expect([3_997, 3_998, 3_999, 4_000, 4_001, 4_003].map(toldCount)).toEqual([
      3_995, 4_000, 4_000, 4_000, 4_001, 4_003,
    ])
    expect([3_999, 4_001, 4_003].map(toldPart)).toEqual([4_000, 4_000, 4_005])
  })

  test('is never more than 2 away, and never tells 1 to 7 from each other', () => {
    fc.assert(
      fc.property(fc.nat({ max: 120_000_000 }), (count) => {
        for (const told of [toldCount(count), toldPart(count)]) {
          if (told === null) expect(count >= 1 && count <= 7).toBe(true)
          else expect(Math.abs(told - count)).toBeLessThanOrEqual(2)
        }
      }),
    )
  })
})

describe('toldRest', () => {
  test('is what the told numbers leave, never a number from 1 to 7', () => {
    expect([toldRest(100, 50), toldRest(15_003, 14_995), toldRest(4_002, 3_995)]).toEqual([50, 10, 10])
    expect([toldRest(20, 20), toldRest(20, null), toldRest(null, 20)]).toEqual([0, null, null])
  })

  test('is 0 only where nobody is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 50_000 }), fc.integer({ min: 8, max: 50_000 }), (part, rest) => {
        expect(toldRest(toldCount(part + rest), toldPart(part))).toBeGreaterThan(0)
      }),
    )
  })
})

describe('toldRate', () => {
  test('is in whole per cent, from 4,000 on in tenths, and null where a number is withheld', () => {
    expect([toldRate(50, 95), toldRate(14_250, 15_003), toldRate(null, 95), toldRate(0, 0)]).toEqual([
      ...[0.53, 0.95, null, null],
    ])
    expect([toldRate(3_000, 3_995), toldRate(3_000, 4_000), toldRate(2_999, 4_001)]).toEqual([0.75, 0.75, 0.75])
    expect(toldRate(12_345, 15_000)).toBe(0.823)
  })

  test('told numbers of a commune of 15,000 are within 0.03 points of its rate, the rate as shown within half a tenth more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15_000 }), (covered) => {
        for (const told of [toldCount(covered), toldPart(covered)]) {
          if (told === null) continue
          expect(Math.abs(told / 15_000 - covered / 15_000)).toBeLessThanOrEqual(0.000_3)
          expect(Math.abs((toldRate(told, 15_000) ?? 0) - covered / 15_000)).toBeLessThanOrEqual(0.000_8)
        }
      }),
    )
  })
})
