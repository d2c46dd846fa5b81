import './typescript-threads.ts'
import { Worker } from 'node:worker_threads'

/** What a thread that gives one answer may cost before it is ended. */
export interface OneAnswerLimits {
  readonly heapMegabytes: number
  /** Seconds of the clock. */
  readonly wallSeconds: number
}

/**
 * Starts a program in a thread of its own with this request, and gives its one message. Throws what the thread threw, and an
 * error when its heap or its time is over or it ends without a word.
 */
export async function inThread<Answer>(program: URL, request: unknown, limits: OneAnswerLimits): Promise<Answer> {
  const worker = new Worker(program, {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
    execArgv: [],
    stdin: false,
  })
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const clock = setTimeout(() => reject(new Error('the thread took too long')), limits.wallSeconds * 1000)
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the thread has ended without an answer')))
  try {
    return await promise
  } finally {
    clearTimeout(clock)
    await worker.terminate()
  }
}
