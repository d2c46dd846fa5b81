// Runs in a thread of its own: from dist as JavaScript, under vitest as TypeScript with its types stripped by Node. So
// this file and what it imports hold erasable syntax only.
import { writeFile } from 'node:fs/promises'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { annotateExtract } from './annotate-extract.ts'
import { annotateOwnFile } from './annotate-own-file.ts'
import type { Annotated, AnnotationRequest } from './annotation.ts'

async function annotate(request: AnnotationRequest): Promise<Annotated> {
  // Whatever the file does wrong, the rows in question can still be given.
  const own = request.wholeFile ? await annotateOwnFile(request).catch(() => null) : null
  if (own) return own
  await writeFile(request.draftPath, await annotateExtract(request), { mode: 0o600 })
  return { whole: false, macros: false }
}

const answer = await annotate(workerData as AnnotationRequest)
const port = parentPort as MessagePort
port.postMessage(answer)
