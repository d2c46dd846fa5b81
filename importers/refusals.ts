import { BatchRefused } from '../src/batches/import-port.ts'
import type { BatchStatus } from '../src/batches/source-kind.ts'
import type { BatchRecord } from './stages/batch-record.ts'

/** An issue forbids to write it. */
export function blocked(batchId: number): BatchRefused {
  return new BatchRefused('batch-blocked', `Batch ${batchId} has blocking issues; nothing was written.`)
}

/** It has come further than what was asked allows, or not far enough. */
export function wrongStatus(batch: BatchRecord, wanted: readonly BatchStatus[]): BatchRefused {
  return new BatchRefused('batch-status', `Batch ${batch.id} is ${batch.status}; it must be ${wanted.join(' or ')}.`)
}
