import { type Line, narrow } from '../../src/coverage/intervals.ts'
import { LARGE_TOTAL, MOST_WITHHELD } from '../../src/kernel/disclosure.ts'

/** A cell as a reader was told of it; others than residents have a count alone. */
export interface ToldRow {
  /** What the cell is, so that the same cell told twice is one. */
  readonly cell: string
  readonly population: number | null
  readonly covered: number | null
  readonly counts: 'PERSONS' | 'COVERED'
  /** Whether it is a total that is told exactly from 4,000 on. */
  readonly exact: boolean
  /** Whether the cell may be withheld although it is empty: where nothing is told of the table. */
  readonly mayBeEmpty?: boolean
}

/** A cell and those that it is made of. */
export interface ToldSum {
  readonly whole: string
  readonly parts: readonly string[]
}

type Range = readonly [least: number, most: number]

/** What was found out about a withheld number. */
export interface Finding {
  readonly cell: string
  readonly number: 'population' | 'covered' | 'others'
  readonly least: number
  readonly most: number
}

/**
 * The attack: everything told is put into one system of sums, and the bounds of every number are narrowed until nothing moves.
 * Knows the rule: 0 is 0, 1–7 and what goes with them is withheld, the rest is within 2 of the truth. With `guessing` it takes
 * every withheld number of residents for 1–7, although complements are withheld too.
 */
export function attack(rows: readonly ToldRow[], sums: readonly ToldSum[], guessing = false): Finding[] {
  const place = new Map(rows.map((row, index) => [row.cell, index * 3]))
  const bounds = { least: [] as number[], most: [] as number[] }
  for (const row of rows)
    for (const [least, most] of knownOf(row, guessing)) {
      bounds.least.push(least)
      bounds.most.push(most)
    }
  const kindOf = new Map(rows.map((row) => [row.cell, row.counts]))
  const lines: Line[] = rows.flatMap((row) => {
    const at = place.get(row.cell) ?? 0
    return row.counts === 'PERSONS' ? [{ whole: at, parts: [at + 1, at + 2], rest: 0 }] : []
  })
  for (const { whole, parts } of sums) {
    const isPersons = [whole, ...parts].every((cell) => kindOf.get(cell) === 'PERSONS')
    for (const number of isPersons ? [0, 1, 2] : [1])
      lines.push({
        whole: (place.get(whole) ?? 0) + number,
        parts: parts.map((cell) => (place.get(cell) ?? 0) + number),
        rest: 0,
      })
  }
  narrow(bounds, lines)
  return rows.flatMap((row) =>
    hiddenOf(row).map((number) => {
      const at = (place.get(row.cell) ?? 0) + ['population', 'covered', 'others'].indexOf(number)
      return { cell: row.cell, number, least: bounds.least[at] ?? 0, most: bounds.most[at] ?? 0 }
    }),
  )
}

/**
 * Small counts of which fewer than three values are left. That nobody is in a part of what is told as 0 is no finding, nor
 * that a complement is one of 8 and more.
 */
export function pinned(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ least, most }) => most > 0 && least <= MOST_WITHHELD && most - least < 2)
}

function hiddenOf(row: ToldRow): Finding['number'][] {
  if (row.counts === 'COVERED') return row.covered === null ? ['covered'] : []
  if (row.population === null) return ['population', 'covered', 'others']
  return row.covered === null ? ['covered', 'others'] : []
}

function knownOf(
  { population, covered, counts, exact, mayBeEmpty }: ToldRow,
  guessing: boolean,
): readonly [Range, Range, Range] {
  const anything: Range = [0, Number.POSITIVE_INFINITY]
  const somebody: Range = [mayBeEmpty ? 0 : 1, guessing ? MOST_WITHHELD : Number.POSITIVE_INFINITY]
  const hidden: Range = [1, Number.POSITIVE_INFINITY]
  const told = (count: number): Range => {
    if (count === 0) return [0, 0]
    if (exact && count >= LARGE_TOTAL) return [count, count]
    return [Math.max(MOST_WITHHELD + 1, count - 2), count + 2]
  }
  if (counts === 'COVERED') return [anything, covered === null ? somebody : told(covered), anything]
  if (population === null) return [somebody, anything, anything]
  if (covered === null) return [told(population), hidden, hidden]
  const others: Range =
    covered === population ? [0, 0] : covered === 0 ? told(population) : [MOST_WITHHELD + 1, Number.POSITIVE_INFINITY]
  return [told(population), told(covered), others]
}
