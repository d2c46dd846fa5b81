import { hubClient } from '../../src/app/cli/hub-client.ts'
import type { LogEntry } from '../../src/app/log.ts'
import { startTestHub, TEST_KEY } from '../app/support/test-hub.ts'

/** A hub as it really runs, spoken to as any client would: a form for sheets, GraphQL for everything else. */
export interface StoryHub {
  readonly url: string
  readonly key: string
  ask<Answer>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>
  /** Uploads a workbook and waits until it has been read and checked. */
  send(bytes: Buffer, fileName: string): Promise<StoryBatch>
  commit(id: string): Promise<StoryBatch>
  withdraw(id: string): Promise<StoryBatch>
  /** What the hub itself logged as errors: none in a story that goes well. */
  errors(): readonly LogEntry[]
  close(): Promise<void>
}

export interface StoryBatch {
  readonly id: string
  readonly repeated: boolean
  readonly status: string
  readonly kind: string | null
  readonly asOf: string | null
  readonly area: { readonly code: string; readonly fullName: string } | null
  readonly outcomes: Readonly<Record<'rowsRead' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'skipped', number>>
  readonly issues: { readonly totalCount: number; readonly nodes: readonly StoryIssue[] }
}

export interface StoryIssue {
  readonly severity: string
  readonly code: string
  readonly address: string | null
  readonly message: string
  readonly found: string | null
  readonly remedy: string | null
}

const LARGEST_SHEET = 20 * 1024 * 1024
const COMMIT = 'mutation Commit($id: ID!) { commitBatch(id: $id) { id } }'
const WITHDRAW = 'mutation Withdraw($id: ID!) { withdrawBatch(id: $id) { id } }'
const BATCH = `query Batch($id: ID!) {
  importBatch(id: $id) {
    id status kind asOf
    area { code fullName }
    outcomes { rowsRead created updated unchanged rejected skipped }
    issues(first: 50) { totalCount nodes { severity code address message found remedy } }
  }
}`

/** Starts a hub on an empty register of its own. */
export async function startStoryHub(): Promise<StoryHub> {
  const started = await startTestHub({}, { maxUploadBytes: LARGEST_SHEET })
  const client = hubClient({ url: started.url, key: TEST_KEY, language: 'vi' })

  const settled = async (id: string, repeated = false): Promise<StoryBatch> => {
    await client.settled(id)
    const { importBatch } = await client.ask<{ importBatch: StoryBatch }>(BATCH, { id })
    return { ...importBatch, repeated }
  }
  const change = async (mutation: string, id: string): Promise<StoryBatch> => {
    await client.ask(mutation, { id })
    return settled(id)
  }

  return {
    url: started.url,
    key: TEST_KEY,
    ask: client.ask,
    send: async (bytes, fileName) => {
      const { id, repeated } = await client.send(new File([new Uint8Array(bytes)], fileName), {})
      return settled(id, repeated)
    },
    commit: (id) => change(COMMIT, id),
    withdraw: (id) => change(WITHDRAW, id),
    errors: () => started.log.filter((entry) => entry.level === 'error'),
    close: started.close,
  }
}
