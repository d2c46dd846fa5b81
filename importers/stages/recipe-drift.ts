import type { IssueArguments, RowIssue, Severity } from '../../src/kernel/issue.ts'
import { severityOf } from '../../src/kernel/issue-catalogue.ts'
import { columnLetters } from '../forms/column-letters.ts'
import { headingKeys, type Recipe, type RecipeColumn } from './recipe.ts'

/** A column of this file: what it is taken for, and whether its heading is known and not used. */
export interface ReadColumn {
  readonly index: number
  readonly heading: string
  readonly field: string | null
  readonly ignored: boolean
}

interface Compared<Column> {
  readonly column: Column
  readonly key: string
  /** The place among the columns of its file. */
  readonly at: number
}

interface Place {
  readonly sheet: string
  readonly headerRow: number
}

/** What is new, moved, renamed or gone among the columns, against the file that taught the recipe. */
export function columnDrift(columns: readonly ReadColumn[], recipe: Recipe, place: Place): RowIssue[] {
  const now = compared(columns)
  const before = compared(recipe.columns)
  const known = new Map(before.map((one) => [one.key, one]))
  const still = new Set(now.map(({ key }) => key))
  const added = now.filter(({ key }) => !known.has(key))
  const gone = before.filter(({ key }) => !still.has(key))
  const told = teller(recipe, place)
  const renamed = new Map<number, Compared<RecipeColumn>>()
  for (const one of added) {
    const taken = [...renamed.values()]
    const former = gone.find((other) => !taken.includes(other) && isRenamed(one, other, { now, before }))
    if (former) renamed.set(one.at, former)
  }
  const replaced = new Set(renamed.values())
  return [
    ...added.map(({ column, at }) => {
      const severity = column.field === null && !column.ignored ? 'WARNING' : 'NOTE'
      const former = renamed.get(at)?.column
      return former
        ? told({ code: 'column-renamed', severity, index: column.index, found: column.heading }, partOf(former))
        : told({ code: 'column-new', severity, index: column.index, found: column.heading }, {})
    }),
    ...gone
      .filter((one) => !replaced.has(one))
      .map(({ column }) => {
        const severity = column.field === null ? 'NOTE' : 'WARNING'
        return told({ code: 'column-vanished', severity, index: null, found: column.heading }, partOf(column))
      }),
    ...moved(now, known).map(({ column, key }) => {
      const former = known.get(key)?.column
      return told(
        { code: 'column-moved', severity: severityOf('column-moved'), index: column.index, found: column.heading },
        { before: former ? columnLetters(former.index) : '' },
      )
    }),
  ]
}

function compared<Column extends { readonly heading: string }>(columns: readonly Column[]): Compared<Column>[] {
  const keys = headingKeys(columns.map(({ heading }) => heading))
  return columns.map((column, at) => ({ column, key: keys[at] ?? '', at }))
}

function partOf(former: RecipeColumn): IssueArguments {
  return { before: columnLetters(former.index), heading: former.heading }
}

interface Told {
  readonly code: string
  readonly severity: Severity
  readonly index: number | null
  readonly found: string
}

function teller(recipe: Recipe, { sheet, headerRow }: Place) {
  const lastTime = { file: recipe.file, day: recipe.day }
  return ({ code, severity, index, found }: Told, args: IssueArguments): RowIssue => ({
    code,
    severity,
    place: { sheet, ...(index === null ? {} : { row: headerRow, column: columnLetters(index) }) },
    found,
    args: { ...lastTime, ...args },
  })
}

interface BothFiles {
  readonly now: readonly Compared<ReadColumn>[]
  readonly before: readonly Compared<RecipeColumn>[]
}

/**
 * A heading that is new took the place of one that is gone when both mean the same field, or when nothing is known of the
 * new one and it stands between the same two columns.
 */
function isRenamed(one: Compared<ReadColumn>, other: Compared<RecipeColumn>, { now, before }: BothFiles): boolean {
  const { field, ignored } = one.column
  if (field !== null) return field === other.column.field
  if (ignored && other.column.field !== null) return false
  return now[one.at - 1]?.key === before[other.at - 1]?.key && now[one.at + 1]?.key === before[other.at + 1]?.key
}

/** The fewest columns whose order among the common ones changed: those outside the longest run that kept its order. */
function moved(
  now: readonly Compared<ReadColumn>[],
  known: ReadonlyMap<string, Compared<RecipeColumn>>,
): Compared<ReadColumn>[] {
  const common = now.filter(({ key }) => known.has(key))
  const places = common.map(({ key }) => known.get(key)?.at ?? 0)
  const runs: number[][] = []
  for (const [at, place] of places.entries()) {
    const before = runs.filter((run) => (places[run.at(-1) ?? 0] ?? 0) < place)
    const longest = before.reduce<number[]>((best, run) => (run.length > best.length ? run : best), [])
    runs.push([...longest, at])
  }
  const kept = new Set(runs.reduce<number[]>((best, run) => (run.length > best.length ? run : best), []))
  return common.filter((_, at) => !kept.has(at))
}
