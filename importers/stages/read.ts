import '../workbook/typescript-threads.ts'
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import type { RowIssue } from '../../src/kernel/issue.ts'
import type { LastRow, ReadAnswer, ReadRequest, Recognised } from './read-protocol.ts'

/** What the reading thread may cost before it is ended. */
export interface ThreadLimits {
  readonly heapMegabytes: number
  /** Seconds of the clock for one file. */
  readonly wallSeconds: number
}

/** With less, V8 cannot even begin the thread and ends the whole process instead. */
const LEAST_HEAP_MEGABYTES = 8

/** Room for new objects. Rows live for a block; V8's own choice is larger, saves no time and is never given back. */
const YOUNG_MEGABYTES = 48

/** Where the reading thread's answers go, one after the other. */
export interface ReadSink {
  recognised(found: Recognised): Promise<void>
  rows(copyText: Uint8Array, count: number): Promise<void>
  issues(issues: readonly RowIssue[]): Promise<void>
}

/** The file could not be read to its end: the batch fails with this code, nothing else does. */
export class ReadingFailed extends Error {
  readonly code: string
  readonly args: Readonly<Record<string, string | number>>

  constructor(code: string, args: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'ReadingFailed'
    this.code = code
    this.args = args
  }
}

/** The thread's program: TypeScript as it stands where this file is TypeScript (tests), else what the compiler made of it. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './read-worker.ts' : './read-worker.js', import.meta.url)

/**
 * Reads, recognises and maps a file in a thread of its own and gives its answers to the sink, never faster than the sink
 * takes them. Resolves with the last row of every sheet; throws `ReadingFailed` when the file cannot be read, the thread
 * dies or its time is over; whatever the sink throws ends the thread and is thrown again.
 */
export async function readInThread(
  request: ReadRequest,
  limits: ThreadLimits,
  sink: ReadSink,
): Promise<ReadonlyMap<number, LastRow>> {
  const worker = new Worker(WORKER, {
    workerData: request,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.max(limits.heapMegabytes, LEAST_HEAP_MEGABYTES),
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
    stdin: false,
  })
  try {
    return await answersOf(worker, limits, sink)
  } finally {
    await worker.terminate()
  }
}

function answersOf(worker: Worker, limits: ThreadLimits, sink: ReadSink): Promise<ReadonlyMap<number, LastRow>> {
  return new Promise((resolve, reject) => {
    const clock = setTimeout(
      () => fail(new ReadingFailed('import-took-too-long', { limit: limits.wallSeconds })),
      limits.wallSeconds * 1000,
    )
    const fail = (error: unknown): void => {
      clearTimeout(clock)
      reject(error)
    }
    let taken: Promise<void> = Promise.resolve()
    worker.on('message', (answer: ReadAnswer) => {
      taken = taken
        .then(() => take(answer, sink))
        .then(() => {
          if (answer.type !== 'done') return worker.postMessage({ type: 'taken' })
          clearTimeout(clock)
          resolve(new Map(answer.lastRows.map((last) => [last.sheet, last])))
        })
      taken.catch(fail)
    })
    worker.on('error', (error) => taken.then(() => fail(deathOf(error)), fail))
    worker.on('exit', () => taken.then(() => fail(new ReadingFailed('import-stopped')), fail))
  })
}

async function take(answer: ReadAnswer, sink: ReadSink): Promise<void> {
  if (answer.type === 'recognised') await sink.recognised(answer.recognised)
  if (answer.type === 'rows') await sink.rows(answer.copyText, answer.count)
  if (answer.type === 'issues') await sink.issues(answer.issues)
  if (answer.type === 'failed') throw new ReadingFailed(answer.code, answer.args)
}

function deathOf(error: unknown): ReadingFailed {
  const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return new ReadingFailed(outOfMemory ? 'import-needs-too-much-memory' : 'import-stopped', {}, { cause: error })
}

/** A COPY into a table that takes chunks as they come and waits when the server is behind. */
export interface CopyIn {
  write(chunk: Uint8Array): Promise<void>
  /** All rows are in. */
  end(): Promise<void>
  /** Nothing of it is in. */
  abort(reason: Error): Promise<void>
}

/** Begins a COPY on a connection of its own; the connection goes back to the pool at its end. */
export async function copyInto(pool: pg.Pool, target: string): Promise<CopyIn> {
  const { from } = await import('pg-copy-streams')
  const client = await pool.connect()
  const stream = client.query(from(`copy ${target} from stdin`))
  let broken: Error | null = null
  let lost: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    stream.once('finish', resolve)
    stream.once('error', (error: Error) => {
      broken = error
      resolve()
    })
    // A stream that is being destroyed waits for the server's last word, which a lost connection never brings.
    lost = () => {
      broken ??= new Error('Connection terminated under COPY')
      resolve()
    }
    client.once('end', lost)
  })
  const settle = async (): Promise<void> => {
    await ended
    client.off('end', lost)
    client.release(broken ?? undefined)
    if (broken) throw broken
  }
  return {
    async write(chunk) {
      if (broken) throw broken
      if (stream.write(chunk)) return
      await new Promise<void>((resolve) => {
        stream.once('drain', resolve)
        ended.then(resolve, resolve)
      })
    },
    async end() {
      stream.end()
      await settle()
    },
    async abort(reason) {
      // A stream whose connection is gone has nobody to tell, and throws when it tries.
      if (broken === null) stream.destroy(reason)
      await settle().catch(() => {})
    },
  }
}
