import type { CoverageDimension } from './coverage-row.ts'

/** How many persons one combination counts stands beside these sums: of a row of the cube, by one dimension alone. */
interface KeptSplit {
  readonly dimension: CoverageDimension
  /** What its columns are named after. */
  readonly name: string
  /** The numbers of its values are 0 (not known) to one less than this. */
  readonly values: number
  /** `all` residents and `cov`ered ones; who has no card has no group, so of groups there are covered ones only. */
  readonly counts: readonly SplitCount[]
}

type SplitCount = 'all' | 'cov'
const BOTH: readonly SplitCount[] = ['all', 'cov']

/** The dimensions by which the cube keeps sums, so that an answer by one of them adds up numbers instead of unpacking combinations. */
const KEPT_SPLITS: readonly KeptSplit[] = [
  { dimension: 'PARTICIPANT_GROUP', name: 'group', values: 7, counts: ['cov'] },
  { dimension: 'HOUSEHOLD_CLASS', name: 'class', values: 5, counts: BOTH },
  { dimension: 'SEX', name: 'sex', values: 3, counts: BOTH },
  { dimension: 'AGE_BAND', name: 'age', values: 6, counts: BOTH },
]

/** A column of `coverage_cube` that holds the sum of one value; null where nothing changed. */
export interface SplitColumn {
  readonly column: string
  /** Of `SPLIT_VALUES`: which of them the column counts, when it is `value`. */
  readonly source: string
  readonly value: number
}

/** A dimension by which an answer can be given from kept sums, and its columns, value by value. */
export interface AnsweredSplit {
  readonly dimension: CoverageDimension
  /** `population` is null where only the covered are told apart. */
  readonly values: readonly {
    readonly value: number
    readonly population: string | null
    readonly covered: string
  }[]
}

/** SQL: the value of every kept dimension of a `combo` whose code is of `participant_group`, by the source that columns name. */
export const SPLIT_VALUES: Readonly<Record<string, string>> = {
  group_cov: 'case when combo >= 90 then coalesce(participant_group, 0) end',
  class_all: 'combo / 18 % 5',
  class_cov: 'case when combo >= 90 then combo / 18 % 5 end',
  sex_all: 'combo / 6 % 3',
  sex_cov: 'case when combo >= 90 then combo / 6 % 3 end',
  age_all: 'combo % 6',
  age_cov: 'case when combo >= 90 then combo % 6 end',
}

/** Every column of kept sums, in the order of the table. */
export const SPLIT_COLUMNS: readonly SplitColumn[] = KEPT_SPLITS.flatMap(({ name, values, counts }) =>
  counts.flatMap((count) =>
    numbersBelow(values).map((value) => ({
      column: `${name}_${count}_${value}`,
      source: `${name}_${count}`,
      value,
    })),
  ),
)

/** The split that answers for exactly these dimensions; null when combinations have to be read. */
export function splitFor(dimensions: ReadonlySet<CoverageDimension>): AnsweredSplit | null {
  const [only] = dimensions
  const kept = dimensions.size === 1 ? KEPT_SPLITS.find(({ dimension }) => dimension === only) : undefined
  if (kept === undefined) return null
  const { dimension, name, counts } = kept
  const values = numbersBelow(kept.values).map((value) => ({
    value,
    population: counts.includes('all') ? `${name}_all_${value}` : null,
    covered: `${name}_cov_${value}`,
  }))
  return { dimension, values }
}

function numbersBelow(end: number): number[] {
  return Array.from({ length: end }, (_, number) => number)
}
