import { setTimeout as pause } from 'node:timers/promises'
import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import { type BatchRow, batch } from '../../src/batches/batch.store.ts'
import { BatchRefused } from '../../src/batches/import-port.ts'
import { Stopped } from '../../src/kernel/sql.ts'
import type { HubContext } from '../context.ts'
import { batchKey } from './batch.resolver.ts'
import { ImportBatch } from './batch.type.ts'
import { importBatchNode } from './batch-node.ts'

interface Followed {
  readonly args: { readonly id: string }
  readonly context: HubContext
}

@Resolver()
export class ImportProgressResolver {
  @Subscription(() => ImportBatch, {
    description: 'The batch as it stands, again at every change, until nothing of it runs any more.',
    subscribe: (followed) => follow(followed as unknown as Followed),
  })
  importProgress(@Root() now: BatchRow, @Arg('id', () => ID, { description: 'The batch.' }) _id: string): ImportBatch {
    return importBatchNode(now)
  }
}

const POLL_MS = 300

/** Looks at the batch's row: whichever process works on it, that row is true. Throws when there is none to see. */
async function follow({ args, context }: Followed): Promise<AsyncGenerator<BatchRow>> {
  const { actor, em, leaving } = context
  demand(actor, 'IMPORT')
  const key = batchKey(args.id)
  const first = key === null ? null : await batch(actor, em, key)
  if (key === null || first === null) throw new BatchRefused('batch-not-found', 'There is no such batch.')
  return changesOf(first, () => (leaving?.aborted ? Promise.resolve(null) : batch(actor, em, key).catch(nobodyIsLeft)))
}

function nobodyIsLeft(error: unknown): null {
  if (error instanceof Stopped && error.why === 'LEFT') return null
  throw error
}

async function* changesOf(first: BatchRow, look: () => Promise<BatchRow | null>): AsyncGenerator<BatchRow> {
  let told = ''
  for (let now: BatchRow | null = first; now !== null; now = await look()) {
    const state = JSON.stringify([now.status, now.progress, now.rowsRead])
    if (state !== told) yield now
    told = state
    if (now.status !== 'READING' && now.status !== 'COMMITTING') return
    await pause(POLL_MS)
  }
}
