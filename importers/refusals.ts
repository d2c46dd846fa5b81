import type { Actor } from '../src/access/actor.ts'
import { demand } from '../src/access/may.ts'
import { BatchRefused } from '../src/batches/import-port.ts'
import { type BatchStatus, changesAreas, namesPersons } from '../src/batches/source-kind.ts'
import type { BatchRecord } from './stages/batch-record.ts'
import { isClash } from './stages/commit-clash.ts'
import { isOutside } from './stages/commit-outside.ts'

/** Whoever writes or undoes what changes the areas must be somebody who may. Throws `NotAllowed`. */
export function demandItsAreas(actor: Actor, batch: BatchRecord): void {
  if (changesAreas(batch.kind)) demand(actor, 'CHANGE_AREAS')
}

/** Whoever reads a file that names persons must read persons, unless they sent it themselves. Throws `NotAllowed`. */
export function demandItsPersons(actor: Actor, batch: BatchRecord): void {
  if (batch.createdBy !== actor.id && namesPersons(batch.kind)) demand(actor, 'READ_PERSONS')
}

/** What a commit is answered that the database refused for a reason of its own; null when nobody expected it. */
export function refusedCommit(batchId: number, error: unknown): BatchRefused | null {
  if (isClash(error)) return new BatchRefused('batch-clash', `Batch ${batchId} met another; nothing was written.`)
  if (isOutside(error)) return new BatchRefused('batch-outside-scope', `Batch ${batchId} reaches beyond its areas.`)
  return null
}

/** An issue forbids to write it. */
export function blocked(batchId: number): BatchRefused {
  return new BatchRefused('batch-blocked', `Batch ${batchId} has blocking issues; nothing was written.`)
}

/** It has come further than what was asked allows, or not far enough. */
export function wrongStatus(batch: BatchRecord, wanted: readonly BatchStatus[]): BatchRefused {
  return new BatchRefused('batch-status', `Batch ${batch.id} is ${batch.status}; it must be ${wanted.join(' or ')}.`)
}
