import { expect, test } from 'vitest'
import { LeastRecentlyUsed } from '../../src/kernel/least-recently-used.ts'
import fc from '../support/fast-check.ts'

test('what was not looked at for longest goes first, and what is too heavy does not come in', () => {
  const kept = new LeastRecentlyUsed<string>(10)
  kept.set('a', 'A', 4)
  kept.set('b', 'B', 4)
  expect(kept.get('a')).toBe('A')
  kept.set('c', 'C', 4)
  expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.weight]).toEqual(['A', undefined, 'C', 8])
  kept.set('c', 'heavier', 11)
  expect([kept.get('c'), kept.get('a'), kept.weight]).toEqual([undefined, 'A', 4])
  kept.clear()
  expect([kept.get('a'), kept.weight]).toEqual([undefined, 0])
})

interface Entry {
  readonly key: string
  readonly value: number
  readonly weight: number
}

const total = (entries: readonly Entry[]) => entries.reduce((sum, { weight }) => sum + weight, 0)

/** The last entries that weigh no more than ten together. */
function lightEnough(entries: readonly Entry[]): readonly Entry[] {
  return total(entries) <= 10 ? entries : lightEnough(entries.slice(1))
}

interface Turn {
  readonly what: 'get' | 'set' | 'delete'
  readonly key: string
  readonly weight: number
}

function afterTurn(model: readonly Entry[], { what, key, weight }: Turn, value: number): readonly Entry[] {
  const others = model.filter((entry) => entry.key !== key)
  if (what === 'get') return [...others, ...model.filter((entry) => entry.key === key)]
  return what === 'set' && weight <= 10 ? lightEnough([...others, { key, value, weight }]) : others
}

test('it behaves as a list in the order of use, cut where the weight is too much', () => {
  const turn = fc.record<Turn>({
    what: fc.constantFrom('get', 'set', 'delete'),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    weight: fc.integer({ min: 0, max: 12 }),
  })
  const compare = (turns: readonly Turn[]): void => {
    const kept = new LeastRecentlyUsed<number>(10)
    let model: readonly Entry[] = []
    for (const [value, { what, key, weight }] of turns.entries()) {
      if (what === 'get') expect(kept.get(key)).toBe(model.find((entry) => entry.key === key)?.value)
      if (what === 'set') kept.set(key, value, weight)
      if (what === 'delete') kept.delete(key)
      model = afterTurn(model, { what, key, weight }, value)
      expect(kept.weight).toBe(total(model))
    }
  }
  fc.assert(fc.property(fc.array(turn, { maxLength: 60 }), compare))
})
