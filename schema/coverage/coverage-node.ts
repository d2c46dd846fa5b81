import type {
  HouseholdCount as StoredHouseholds,
  PopulationFigure as StoredPopulation,
  CoverageReport as StoredReport,
  CoverageRow as StoredRow,
} from '../../src/coverage/coverage-row.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { areaNode } from '../areas/area.type.ts'
import { type Target, targetNode } from '../targets/target.type.ts'
import type { CoverageReport, CoverageRow } from './coverage.type.ts'
import type { HouseholdCount, PopulationFigure } from './figure.type.ts'

/** The row as the doors show it; its area stands on the day of the borders. */
export function coverageRowNode(row: StoredRow, borders: PlainDate): CoverageRow {
  return { ...row, area: areaNode(row.area, borders), target: targetShown(row) }
}

/** The target in force for a row; its progress without a day is that of the row's day. */
export function targetShown({ target, asOf }: Pick<StoredRow, 'target' | 'asOf'>): Target | null {
  return target && { ...targetNode(target), shownOn: asOf }
}

export function coverageReportNode(report: StoredReport): CoverageReport {
  const { asOf, borders, rows, total, missing, levelEndedOn, version, updatedAt, hasNextPage, endCursor } = report
  return {
    asOf,
    borders,
    rows: rows.map((row) => coverageRowNode(row, borders)),
    total: total && coverageRowNode(total, borders),
    missing: missing.map((area) => areaNode(area, borders)),
    levelEndedOn,
    version,
    updatedAt,
    pageInfo: { hasNextPage, endCursor },
  }
}

export function populationNode(
  { area, asOf, count, basis, source, estimatedShare, householdClass, sex, ageBand }: StoredPopulation,
  borders: PlainDate,
): PopulationFigure {
  return { area: areaNode(area, borders), asOf, count, basis, source, estimatedShare, householdClass, sex, ageBand }
}

export function householdCountNode(count: StoredHouseholds, borders: PlainDate): HouseholdCount {
  return { ...count, area: areaNode(count.area, borders) }
}
