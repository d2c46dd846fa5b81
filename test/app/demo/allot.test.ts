import { expect, test } from 'vitest'
import { allot } from '../../../src/app/demo/allot.ts'
import fc from '../../support/fast-check.ts'

const weights = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 })
  .filter((all) => all.some((weight) => weight > 0))

test('shares are whole, never negative, and add up to the total exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), weights, (total, each) => {
      const shares = allot(total, each)
      expect(shares.every((share) => Number.isInteger(share) && share >= 0)).toBe(true)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
    }),
  )
})

test('a share is less than one away from its exact part, and what weighs nothing gets nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (total, each) => {
      const sum = each.reduce((so, weight) => so + weight, 0)
      allot(total, each).forEach((share, index) => {
        expect(Math.abs(share - (total * (each[index] ?? 0)) / sum)).toBeLessThan(1)
        if (each[index] === 0) expect(share).toBe(0)
      })
    }),
  )
})

test('without a weight above zero there is nothing to share by', () => {
  expect(() => allot(10, [0, 0])).toThrow(RangeError)
})
