import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ImportChoices } from '../../src/batches/import-port.ts'

const SCRIPT = join(import.meta.dirname, 'import-process.ts')

/** Which file a process sends, where to. */
export interface ImportErrand {
  readonly url: string
  readonly files: string
  readonly sheet: string
  readonly choices: ImportChoices
}

/** A hub without doors that imports one file; see `import-process.ts`. */
export interface ImportProcess {
  /** What it has said so far. */
  readonly said: readonly { readonly did: string; readonly [fact: string]: unknown }[]
  /** Fulfils when its program is loaded: how long that takes is no part of the import. */
  ready(): Promise<void>
  /** Lets it begin. Until then it only holds its program ready. */
  begin(): void
  /** kill -9; fulfils when it is dead. True when it was still at work. */
  kill(): Promise<boolean>
  /** Fulfils at its end; throws what it complained of when it did not end well. */
  ended(): Promise<void>
}

export function importProcess(errand: ImportErrand): ImportProcess {
  const words = [SCRIPT, errand.url, errand.files, errand.sheet, JSON.stringify(errand.choices)]
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'pipe'] })
  const exit = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  let output = ''
  const complaint: string[] = []
  const ready = once(child.stdout, 'data').then(() => {})
  ready.catch(() => {})
  child.stdout.on('data', (text: Buffer) => (output += String(text)))
  child.stderr.on('data', (text: Buffer) => complaint.push(String(text)))
  child.stdin.on('error', () => {})
  return {
    get said() {
      const whole = output
        .slice(0, output.lastIndexOf('\n') + 1)
        .split('\n')
        .slice(1)
      return whole.filter((line) => line !== '').map((line) => JSON.parse(line) as ImportProcess['said'][number])
    },
    ready: () => ready,
    begin: () => void child.stdin.write('go\n'),
    async kill() {
      child.kill('SIGKILL')
      return (await exit)[1] === 'SIGKILL'
    },
    async ended() {
      const [code] = await exit
      if (code !== 0) throw new Error(`ended with ${code}: ${complaint.join('')}${output}`)
    },
  }
}
