import {
  type AreaCoverageWanted,
  areaCoverage,
  areaHouseholdCounts,
  areaPopulation,
} from '../../src/coverage/coverage.store.ts'
import type { CoverageRow, HouseholdCount, PopulationFigure } from '../../src/coverage/coverage-row.ts'
import { areaTrend, type TrendWanted } from '../../src/coverage/trends.store.ts'
import { loaderFamily } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

/** Figures of areas that were reached by another way than the coverage report; a fixed number of statements each. */
export function coverageLoaders({ actor, em }: Reader) {
  return {
    coverage: loaderFamily<AreaCoverageWanted, number, CoverageRow | null>(
      (ids, wanted) => areaCoverage(actor, em, ids, wanted),
      null,
    ),
    trend: loaderFamily<TrendWanted, number, readonly CoverageRow[]>(
      (ids, wanted) => areaTrend(actor, em, ids, wanted),
      [],
    ),
    population: loaderFamily<Pick<AreaCoverageWanted, 'asOf' | 'basis' | 'borders'>, number, PopulationFigure | null>(
      (ids, wanted) => areaPopulation(actor, em, ids, wanted),
      null,
    ),
    householdCounts: loaderFamily<Pick<AreaCoverageWanted, 'asOf' | 'borders'>, number, readonly HouseholdCount[]>(
      (ids, wanted) => areaHouseholdCounts(actor, em, ids, wanted),
      [],
    ),
  }
}
