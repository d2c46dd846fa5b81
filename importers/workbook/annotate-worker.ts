// Runs in a thread of its own: from dist as JavaScript, under vitest as TypeScript with its types stripped by Node. So
// this file and what it imports hold erasable syntax only.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { annotateExtract } from './annotate-extract.ts'
import { annotateOwnFile } from './annotate-own-file.ts'
import type { Annotated, AnnotationRequest } from './annotation.ts'

async function annotate(request: AnnotationRequest): Promise<Annotated> {
  // Whatever exceljs or the file does wrong, the rows in question can still be given.
  const own = request.wholeFile ? await annotateOwnFile(request).catch(() => null) : null
  return own ? { bytes: own, whole: true } : { bytes: await annotateExtract(request), whole: false }
}

const answer = await annotate(workerData as AnnotationRequest)
const port = parentPort as MessagePort
port.postMessage(answer, [answer.bytes.buffer as ArrayBuffer])
