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

const ENDLESS = Number.POSITIVE_INFINITY

/** Rounds after which narrowing stops: bounds that still move then move by ones. */
const MOST_ROUNDS = 60

/** Narrows the bounds by the lines until nothing changes any more. A line none of whose numbers changed since is not looked at again. */
export function narrow(bounds: Bounds, lines: readonly Line[]): void {
  const linesOf = linesByNumber(lines)
  const isDue = new Uint8Array(lines.length).fill(1)
  const changed: number[] = []
  for (let round = 0; round < MOST_ROUNDS && isDue.includes(1); round += 1) {
    for (const [at, line] of lines.entries()) {
      if (isDue[at] === 0) continue
      isDue[at] = 0
      narrowLine(bounds, line, changed)
      for (const number of changed) for (const next of linesOf[number] ?? []) isDue[next] = 1
      changed.length = 0
    }
  }
}

/** The lines in which each number stands. */
function linesByNumber(lines: readonly Line[]): readonly (readonly number[])[] {
  const found: number[][] = []
  const add = (number: number, at: number): void => {
    const known = found[number]
    if (known === undefined) found[number] = [at]
    else known.push(at)
  }
  for (const [at, { whole, parts }] of lines.entries()) {
    add(whole, at)
    for (const part of parts) add(part, at)
  }
  return found
}

/** What the parts of a line and its rest add up to at least, and at most but for those without an end. */
interface Sums {
  readonly lows: number
  readonly highs: number
  readonly endless: number
}

/** Puts the numbers whose bounds it narrowed into `changed`. Loops and no closures: this is most of what judging a table takes. */
function narrowLine(bounds: Bounds, line: Line, changed: number[]): void {
  const sums = sumsOf(bounds, line)
  narrowWhole(bounds, line.whole, sums, changed)
  narrowParts(bounds, line, sums, changed)
}

function sumsOf({ least, most }: Bounds, { parts, rest }: Line): Sums {
  let [lows, highs, endless] = [rest, rest, 0]
  for (const at of parts) {
    lows += least[at] ?? 0
    const high = most[at] ?? ENDLESS
    if (high === ENDLESS) endless += 1
    else highs += high
  }
  return { lows, highs, endless }
}

function narrowWhole({ least, most }: Bounds, whole: number, { lows, highs, endless }: Sums, changed: number[]): void {
  const isRaised = lows > (least[whole] ?? 0)
  const isLowered = endless === 0 && highs < (most[whole] ?? ENDLESS)
  if (isRaised) least[whole] = lows
  if (isLowered) most[whole] = highs
  if (isRaised || isLowered) changed.push(whole)
}

/** A part is what the others leave of the whole. */
function narrowParts({ least, most }: Bounds, { whole, parts }: Line, sums: Sums, changed: number[]): void {
  const [leastWhole, mostWhole] = [least[whole] ?? 0, most[whole] ?? ENDLESS]
  for (const at of parts) {
    const [low, high] = [least[at] ?? 0, most[at] ?? ENDLESS]
    const mostLeft = mostWhole - (sums.lows - low)
    const leastLeft = leastWhole - mostOfOthers(sums, high)
    if (mostLeft < high) most[at] = mostLeft
    if (leastLeft > low) least[at] = leastLeft
    if (mostLeft < high || leastLeft > low) changed.push(at)
  }
}

/** Of the parts beside one with this upper bound, and the rest. */
function mostOfOthers({ highs, endless }: Sums, high: number): number {
  if (high === ENDLESS) return endless > 1 ? ENDLESS : highs
  return endless > 0 ? ENDLESS : highs - high
}
