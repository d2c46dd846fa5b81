import { expect, test } from 'vitest'
import { loaderFamily } from '../../schema/loader-family.ts'

interface Asked {
  readonly on: string
  readonly basis?: string | null
  readonly parts?: object
}

test('whoever asks with the same arguments asks together, one after the other or in turn', async () => {
  const calls: [readonly number[], Asked][] = []
  const family = loaderFamily<Asked, number, string | null>(async (keys, args) => {
    calls.push([keys, args])
    return new Map(keys.map((key) => [key, `${key} on ${args.on}`]))
  }, null)
  const parts = { pace: true }
  const asked = [
    [1, { on: '2025-07-01', parts }],
    [2, { on: '2025-07-01', parts }],
    [3, { on: '2017-11-10', parts }],
    [4, { on: '2025-07-01', parts: { pace: true } }],
    [5, { on: '2025-07-01', parts, basis: null }],
    [6, { on: '2017-11-10', parts }],
  ] as const
  const found = await Promise.all(asked.map(([key, args]) => family.of(args).load(key)))
  expect(found).toEqual(asked.map(([key, { on }]) => `${key} on ${on}`))
  expect(calls.map(([keys]) => keys)).toEqual([[1, 2, 4], [3, 6], [5]])
})

test('plain values are arguments too', async () => {
  const family = loaderFamily<string, number, string | null>(
    async (keys, day) => new Map(keys.map((key) => [key, day])),
    null,
  )
  expect(await Promise.all(['a', 'a', 'b', 'a'].map((day, key) => family.of(day).load(key)))).toEqual([
    'a',
    'a',
    'b',
    'a',
  ])
})
