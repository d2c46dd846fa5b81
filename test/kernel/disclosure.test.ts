import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toldCount, toldPart } from '../../src/kernel/disclosure.ts'

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
