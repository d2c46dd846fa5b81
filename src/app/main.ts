import { parseArgs } from 'node:util'
import { outliveReaders } from './outlive-readers.ts'
import { serveUntilStopped } from './serve.ts'

const talk = (line: string): void => void process.stderr.write(`${line}\n`)

function wantsDemo(): boolean | null {
  try {
    return parseArgs({ options: { demo: { type: 'boolean', default: false } } }).values.demo
  } catch (error) {
    talk(error instanceof Error ? error.message : String(error))
    return null
  }
}

outliveReaders()
const demo = wantsDemo()
process.exitCode = demo === null ? 2 : await serveUntilStopped({ demo, talk })
