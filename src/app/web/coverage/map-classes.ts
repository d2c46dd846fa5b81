import type { SubAreaRow } from './coverage-queries.ts'

/** What the map is coloured by: how many are covered, or how far that is from the target. */
export type MapMeasure = 'rate' | 'target'

/** Where a class ends and the next begins: shares that targets are set at, and points above the target. The same on every map. */
export const CLASS_STEPS: Readonly<Record<MapMeasure, readonly number[]>> = {
  rate: [0.8, 0.85, 0.9, 0.95],
  target: [-5, 0, 5],
}

/** The class of a row, counted from the lowest; WITHHELD where too few people are behind it, UNKNOWN where there is no figure. */
export type MapClass = number | 'WITHHELD' | 'UNKNOWN'

export function classOf(row: SubAreaRow | undefined, measure: MapMeasure): MapClass {
  if (row?.suppressed) return 'WITHHELD'
  const value = measure === 'rate' ? row?.coverageRate : row?.pointsAboveTarget
  if (value === null || value === undefined) return 'UNKNOWN'
  return CLASS_STEPS[measure].filter((step) => value >= step).length
}

/** The name of a class in the style sheet. */
export function classStyle(measure: MapMeasure, each: MapClass): string {
  return typeof each === 'number' ? `${measure}-${each}` : each.toLowerCase()
}
