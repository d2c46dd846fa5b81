import { expect, test } from 'vitest'
import { toldCount } from '../../src/kernel/disclosure.ts'

test.each([
  [0, 0],
  ...[1, 4, 7].map((count) => [count, null] as const),
  ...([
    [8, 10],
    [12, 10],
    [13, 15],
    [27, 25],
    [28, 30],
    [3_997, 3_995],
    [3_999, 4_000],
  ] as const),
  ...([
    [4_000, 4_000],
    [4_001, 4_001],
    [1_000_003, 1_000_003],
  ] as const),
])('%i persons are told as %s', (count, told) => {
  expect(toldCount(count)).toBe(told)
})
