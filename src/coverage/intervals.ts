/**
 * What a reader can work out of numbers that add up: every number lies between two bounds, and each line (a whole and its
 * parts) narrows the bounds of the others. The attack and the audit against it are the same arithmetic.
 */

/** `whole` = sum of `parts` + `rest`: numbers by their place in the bounds. */
export interface Line {
  readonly whole: number
  readonly parts: readonly number[]
  /** What of the whole is in none of the parts; known, 0 as a rule. */
  readonly rest: number
}

/** The least and the most that each number can be. */
export interface Bounds {
  readonly least: number[]
  readonly most: number[]
}

/** Rounds after which narrowing stops: bounds that still move then move by ones. */
const MOST_ROUNDS = 60

/** Narrows the bounds by the lines until nothing changes any more. */
export function narrow(bounds: Bounds, lines: readonly Line[]): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let changed = false
    for (const line of lines) if (narrowLine(bounds, line)) changed = true
    if (!changed) return
  }
}

function narrowLine({ least, most }: Bounds, { whole, parts, rest }: Line): boolean {
  const low = (at: number) => least[at] ?? 0
  const high = (at: number) => most[at] ?? Number.POSITIVE_INFINITY
  let changed = false
  const raise = (at: number, bound: number) => {
    if (bound <= low(at)) return
    least[at] = bound
    changed = true
  }
  const lower = (at: number, bound: number) => {
    if (bound >= high(at)) return
    most[at] = bound
    changed = true
  }
  const lows = parts.reduce((sum, at) => sum + low(at), rest)
  const highs = finiteSum(parts, high)
  raise(whole, lows)
  if (highs.endless === 0) lower(whole, highs.sum + rest)
  for (const at of parts) {
    const isEndless = high(at) === Number.POSITIVE_INFINITY
    const mostOfOthers = highs.endless > (isEndless ? 1 : 0) ? null : highs.sum - (isEndless ? 0 : high(at))
    lower(at, high(whole) - (lows - low(at)))
    if (mostOfOthers !== null) raise(at, low(whole) - rest - mostOfOthers)
  }
  return changed
}

function finiteSum(parts: readonly number[], high: (at: number) => number): { sum: number; endless: number } {
  let [sum, endless] = [0, 0]
  for (const at of parts) {
    if (high(at) === Number.POSITIVE_INFINITY) endless += 1
    else sum += high(at)
  }
  return { sum, endless }
}
