import { demand } from '../../src/access/may.ts'
import type { SourceKind } from '../../src/batches/source-kind.ts'
import type { HubContext } from '../context.ts'
import type { ImportBatch } from './batch.type.ts'

/** Sheets of these kinds hold nothing of persons. */
const WITHOUT_PERSONS: readonly (SourceKind | null)[] = ['AREAS', 'AREA_CHANGES', 'FIGURES', 'TARGETS']

/**
 * Lets the reader see what stands in a file (issues, changes, doubtful matches), which shows persons. Whoever did not send the
 * file is written down as somebody who read them; its sender knew it before the hub did. Throws `NotAllowed`.
 */
export async function reportReader(
  context: HubContext,
  { batchId, kind, createdBy }: ImportBatch,
): Promise<HubContext> {
  demand(context.actor, 'IMPORT')
  if (createdBy !== context.actor.id && !WITHOUT_PERSONS.includes(kind))
    await context.loaders.batches.reportRead.load(batchId)
  return context
}
