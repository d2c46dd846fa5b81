import { rm } from 'node:fs/promises'
import type { Annotated, AnnotationRequest } from './annotation.ts'
import { inThread, type OneAnswerLimits } from './in-thread.ts'

/** The same ending as this file: .ts where Node strips the types, .js where tsc has compiled. */
const WORKER = new URL(`./annotate-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/**
 * Writes a workbook with the outcome of a check marked in it to the request's draft path, in a thread with a bounded heap and
 * a clock. When the thread dies of the officer's own file, the rows in question are given instead, within the same limits;
 * when it dies of those too, the error is thrown and nothing is left.
 */
export async function annotate(request: AnnotationRequest, limits: OneAnswerLimits): Promise<Annotated> {
  try {
    return await inThread<Annotated>(WORKER, request, limits).catch((error: unknown) => {
      if (!request.wholeFile) throw error
      return inThread<Annotated>(WORKER, { ...request, wholeFile: false }, limits)
    })
  } catch (error) {
    await rm(request.draftPath, { force: true })
    throw error
  }
}
