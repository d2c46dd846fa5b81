import {
  type AreaCoverageWanted,
  areaCoverage,
  areaHouseholdCounts,
  areaPopulation,
  areaTrend,
  type TrendWanted,
} from '../../src/coverage/coverage.store.ts'
import type { CoverageRow, HouseholdCount, PopulationFigure } from '../../src/coverage/coverage-row.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
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
    population: loaderFamily<Pick<AreaCoverageWanted, 'asOf' | 'basis'>, number, PopulationFigure | null>(
      (ids, wanted) => areaPopulation(actor, em, ids, wanted),
      null,
    ),
    householdCounts: loaderFamily<PlainDate, number, readonly HouseholdCount[]>(
      (ids, asOf) => areaHouseholdCounts(actor, em, ids, asOf),
      [],
    ),
  }
}
