import type { SourceKind } from '../../src/batches/source-kind.ts'
import { areaChangesLoader } from './area-changes/area-changes-loader.ts'
import { areasLoader } from './areas/areas-loader.ts'
import { figuresLoader } from './figures/figures-loader.ts'
import type { Loader } from './loader.ts'
import { cardChangesLoader } from './persons/load-changes.ts'
import { cardRollLoader, householdSurveyLoader } from './persons/load-persons.ts'
import { targetsLoader } from './targets/targets-loader.ts'

const LOADERS: Readonly<Partial<Record<SourceKind, Loader>>> = {
  AREAS: areasLoader,
  CARD_CHANGES: cardChangesLoader,
  AREA_CHANGES: areaChangesLoader,
  CARD_ROLL: cardRollLoader,
  FIGURES: figuresLoader,
  HOUSEHOLD_SURVEY: householdSurveyLoader,
  TARGETS: targetsLoader,
}

/** The loader of a kind of sheet; null for a kind that has none yet. */
export function loaderFor(kind: SourceKind): Loader | null {
  return LOADERS[kind] ?? null
}
