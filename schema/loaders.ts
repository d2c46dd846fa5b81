import { areaLoaders } from './areas/area.loader.ts'
import { campaignLoaders } from './campaigns/campaign.loader.ts'
import { coverageLoaders } from './coverage/coverage.loader.ts'
import { householdLoaders } from './households/household.loader.ts'
import { batchLoaders } from './imports/batch.loader.ts'
import type { Reader } from './reader.ts'
import { segmentLoaders } from './segments/segment.loader.ts'
import { targetLoaders } from './targets/target.loader.ts'

/** The loaders of one request, each family made when it is first asked. What they remember is forgotten with the request. */
export class Loaders {
  readonly #reader: Reader
  #areas: ReturnType<typeof areaLoaders> | undefined
  #batches: ReturnType<typeof batchLoaders> | undefined
  #campaigns: ReturnType<typeof campaignLoaders> | undefined
  #coverage: ReturnType<typeof coverageLoaders> | undefined
  #households: ReturnType<typeof householdLoaders> | undefined
  #segments: ReturnType<typeof segmentLoaders> | undefined
  #targets: ReturnType<typeof targetLoaders> | undefined

  constructor(reader: Reader) {
    this.#reader = reader
  }

  get areas() {
    this.#areas ??= areaLoaders(this.#reader)
    return this.#areas
  }

  get batches() {
    this.#batches ??= batchLoaders(this.#reader)
    return this.#batches
  }

  get campaigns() {
    this.#campaigns ??= campaignLoaders(this.#reader)
    return this.#campaigns
  }

  get coverage() {
    this.#coverage ??= coverageLoaders(this.#reader)
    return this.#coverage
  }

  get households() {
    this.#households ??= householdLoaders(this.#reader)
    return this.#households
  }

  get segments() {
    this.#segments ??= segmentLoaders(this.#reader)
    return this.#segments
  }

  get targets() {
    this.#targets ??= targetLoaders(this.#reader)
    return this.#targets
  }
}
