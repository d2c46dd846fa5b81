import { parentPort, workerData } from 'node:worker_threads'
import { SOURCES } from '../sources/all-sources.ts'
import { UnreadableFile } from '../workbook/workbook.ts'
import { readFile } from './read-file.ts'
import { ANSWERS_UNDER_WAY, type ReadAnswer, type ReadRequest } from './read-protocol.ts'

/**
 * The reading thread's program. It imports nothing that the main thread's server needs, and nothing with decorators: Node
 * runs it as it stands by taking the types away.
 */
const port = parentPort
if (port === null) throw new Error('read-worker runs in a thread of its own')

let underWay = 0
let taken: (() => void) | null = null

port.on('message', () => {
  underWay -= 1
  taken?.()
})

async function tell(answer: ReadAnswer): Promise<void> {
  underWay += 1
  port?.postMessage(answer, answer.type === 'rows' ? [answer.copyText.buffer] : [])
  while (underWay >= ANSWERS_UNDER_WAY) await new Promise<void>((resolve) => (taken = resolve))
}

try {
  await readFile(workerData as ReadRequest, SOURCES, tell)
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error
  await tell({ type: 'failed', code: error.code, args: error.args })
}
