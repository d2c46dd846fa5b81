import { expect, test } from 'vitest'
import { allotted } from '../../src/kernel/allotment.ts'
import fc from '../support/fast-check.ts'

const weights = fc.array(fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0.01, max: 50, noNaN: true })), {
  minLength: 1,
  maxLength: 6,
})
const total = fc.integer({ min: 0, max: 400 })
const someWeight = (list: readonly number[]) => list.some((weight) => weight > 0)

test('shares are whole and add up to the number', () => {
  fc.assert(
    fc.property(total, weights.filter(someWeight), (number, list) => {
      const shares = allotted(number, list)
      expect(shares.every((share) => Number.isInteger(share) && share >= 0)).toBe(true)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(number)
      for (const [index, weight] of list.entries()) if (weight === 0) expect(shares[index]).toBe(0)
    }),
  )
})

test('of one more nobody gets fewer', () => {
  fc.assert(
    fc.property(total, weights.filter(someWeight), (number, list) => {
      const before = allotted(number, list)
      const after = allotted(number + 1, list)
      expect(after.every((share, index) => share >= (before[index] ?? 0))).toBe(true)
    }),
  )
})

test('two parts get what they weigh to the nearest whole, equal claims by place', () => {
  expect(allotted(1000, [3, 1])).toEqual([750, 250])
  expect(allotted(1001, [0.75, 0.25])).toEqual([751, 250])
  expect(allotted(1, [1, 1])).toEqual([1, 0])
  expect(allotted(2, [1, 1, 1])).toEqual([1, 1, 0])
  // The largest remainder gives the smallest two of 10 and one of 11.
  expect([allotted(10, [6, 6, 2]), allotted(11, [6, 6, 2])]).toEqual([
    [5, 4, 1],
    [5, 5, 1],
  ])
})

test('nothing can be shared out by no weight, and nothing needs none', () => {
  expect(() => allotted(1, [0, 0])).toThrow(RangeError)
  expect(allotted(0, [0, 0])).toEqual([0, 0])
})
