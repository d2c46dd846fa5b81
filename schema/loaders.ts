import { areaLoaders } from './areas/area.loader.ts'
import { campaignLoaders } from './campaigns/campaign.loader.ts'
import { coverageLoaders } from './coverage/coverage.loader.ts'
import { householdLoaders } from './households/household.loader.ts'
import { batchLoaders } from './imports/batch.loader.ts'
import type { Reader } from './reader.ts'
import { segmentLoaders } from './segments/segment.loader.ts'
import { targetLoaders } from './targets/target.loader.ts'

export type Loaders = ReturnType<typeof createLoaders>

/** The loaders of one request. What they remember is forgotten with it. */
export function createLoaders(reader: Reader) {
  return {
    areas: areaLoaders(reader),
    batches: batchLoaders(reader),
    campaigns: campaignLoaders(reader),
    coverage: coverageLoaders(reader),
    households: householdLoaders(reader),
    segments: segmentLoaders(reader),
    targets: targetLoaders(reader),
  }
}
