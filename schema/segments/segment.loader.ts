import { segmentsOfKeys } from '../../src/segments/segment-key.store.ts'
import { mapLoader } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

/** Segments by what leads to them. */
export function segmentLoaders({ hub }: Reader) {
  return { ofKey: mapLoader<string, readonly string[]>((ids) => segmentsOfKeys(hub, ids), []) }
}
