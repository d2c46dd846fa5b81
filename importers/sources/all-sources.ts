import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { Source } from '../forms/source-definition.ts'
import { AREA_CHANGES } from './area-changes/source.ts'
import { AREAS } from './areas/source.ts'
import { CARD_CHANGES } from './card-changes/source.ts'
import { CARD_ROLL } from './card-roll/source.ts'
import { FIGURES } from './figures/source.ts'
import { HOUSEHOLD_SURVEY } from './household-survey/source.ts'
import { TARGETS } from './targets/source.ts'

/** Every kind of sheet that the hub understands. A kind is deleted by deleting its folder and its line here. */
export const SOURCES: readonly Source[] = [
  AREAS,
  AREA_CHANGES,
  FIGURES,
  TARGETS,
  CARD_ROLL,
  CARD_CHANGES,
  HOUSEHOLD_SURVEY,
]

/** The source of a kind; null for a kind that no source understands yet. */
export function sourceOf(kind: SourceKind): Source | null {
  return SOURCES.find((source) => source.kind === kind) ?? null
}
