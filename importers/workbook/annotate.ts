import { rm } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { Annotated, AnnotationRequest } from './annotation.ts'

/** What the writing thread may cost before it is ended. */
export interface AnnotationLimits {
  readonly heapMegabytes: number
  /** Seconds of the clock for each of the two ways. */
  readonly wallSeconds: number
}

/** The same ending as this file: .ts where Node strips the types, .js where tsc has compiled. */
const WORKER = new URL(`./annotate-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/**
 * Writes a workbook with the outcome of a check marked in it to the request's draft path, in a thread with a bounded heap and
 * a clock. When the thread dies of the officer's own file, the rows in question are given instead; when it dies of those too,
 * the error is thrown and nothing is left.
 */
export async function annotate(request: AnnotationRequest, limits: AnnotationLimits): Promise<Annotated> {
  try {
    return await inThread(request, limits).catch((error: unknown) => {
      if (!request.wholeFile) throw error
      return inThread({ ...request, wholeFile: false }, limits)
    })
  } catch (error) {
    await rm(request.draftPath, { force: true })
    throw error
  }
}

async function inThread(request: AnnotationRequest, limits: AnnotationLimits): Promise<Annotated> {
  const worker = new Worker(WORKER, {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
    execArgv: [],
    stdin: false,
  })
  const { promise, resolve, reject } = Promise.withResolvers<Annotated>()
  const clock = setTimeout(() => reject(new Error('annotating took too long')), limits.wallSeconds * 1000)
  worker.once('message', resolve)
  worker.once('error', reject)
  worker.once('exit', () => reject(new Error('the annotating thread has ended')))
  try {
    return await promise
  } finally {
    clearTimeout(clock)
    await worker.terminate()
  }
}
