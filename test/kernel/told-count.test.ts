import { expect, test } from 'vitest'
import { toldCount } from '../../src/kernel/disclosure.ts'

const TOLD: readonly (readonly [count: number, told: number | null])[] = [
  ...[0, 10, 15, 20, 3_995].map((count) => [count, count] as const),
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
  ...[4_000, 4_001, 1_000_003].map((count) => [count, count] as const),
]

test.each(TOLD)('%i persons are told as %s', (count, told) => {
  expect(toldCount(count)).toBe(told)
})
