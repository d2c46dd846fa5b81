/** A source of chance that gives the same numbers for the same seed, on every machine and in every version of Node. */
export interface SeededRandom {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** True with the given probability, 0–1. */
  chance(probability: number): boolean
  /** One of the values; throws on an empty list. */
  pick<Value>(values: readonly Value[]): Value
  /** The index of one of the weights, heavier ones more often; throws when there is none above zero. */
  weighted(weights: readonly number[]): number
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough to make up people, not to keep secrets. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (values) => {
      if (values.length === 0) throw new RangeError('nothing to pick from')
      return values[whole(0, values.length - 1)] as (typeof values)[number]
    },
    weighted: (weights) => weightedIndex(weights, next()),
  }
}

function weightedIndex(weights: readonly number[], drawn: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) throw new RangeError('no weight above zero')
  let left = drawn * total
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return index
  }
  return weights.findLastIndex((weight) => weight > 0)
}
