/** A point of a line: when, and how much (0–1). */
export interface Reading {
  readonly day: string
  readonly share: number
}

/** Where the readings stand in a drawing of this size, and the lines to read them by. */
export interface Drawing {
  readonly points: readonly { readonly x: number; readonly y: number; readonly reading: Reading }[]
  readonly lines: readonly { readonly y: number; readonly share: number }[]
  readonly yOf: (share: number) => number
}

export interface Frame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25]
const MOST_LINES = 5

/**
 * Places readings, the first at the left edge and the last at the right, by the calendar. The scale holds all readings and
 * `also` between round shares and never leaves 0–1; it need not begin at 0: a line shows change, the number stands beside it.
 */
export function drawing(readings: readonly Reading[], also: readonly number[], frame: Frame): Drawing {
  const shares = [...readings.map(({ share }) => share), ...also]
  const lowest = Math.min(...shares)
  const highest = Math.max(...shares)
  const step = STEPS.find((each) => (highest - lowest) / each < MOST_LINES - 1) ?? 0.25
  const from = Math.max(0, Math.floor(lowest / step - 0.25) * step)
  const until = Math.min(1, Math.ceil(highest / step + 0.25) * step)
  const inner = { width: frame.width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom }
  const yOf = (share: number): number => frame.top + inner.height * (1 - (share - from) / (until - from || 1))
  const days = readings.map(({ day }) => Date.parse(day))
  const first = Math.min(...days)
  const span = Math.max(...days) - first
  const xOf = (index: number): number =>
    frame.left + inner.width * (span === 0 ? 0.5 : ((days[index] ?? first) - first) / span)
  const count = Math.round((until - from) / step)
  return {
    points: readings.map((reading, index) => ({ x: xOf(index), y: yOf(reading.share), reading })),
    lines: Array.from({ length: count + 1 }, (_, index) => from + index * step).map((share) => ({
      share,
      y: yOf(share),
    })),
    yOf,
  }
}
