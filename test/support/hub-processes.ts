import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { vi } from 'vitest'
import { processMark } from '../../src/storage/process-identity.ts'

const SCRIPT = join(import.meta.dirname, 'hub-process.ts')

/** A hub in a process of its own that has opened its database. */
export interface HubProcess {
  readonly pid: number
  readonly serverPid: number
  /** How often a hub has started on this data, this time included; undefined for a thrown-away server. */
  readonly starts?: number
  /** kill -9; fulfils when the hub is dead, whatever its server still does. */
  kill(): Promise<void>
  /** Ends it in good order and gives its exit code. */
  stop(): Promise<number | null>
}

export interface HubProcessOptions {
  readonly uid?: number
  readonly gid?: number
  readonly throwAway?: boolean
  /** Where programs are looked for, instead of this process's PATH. */
  readonly path?: string
}

/** Starts a hub on a data folder. Rejects with what it said on stderr when it does not open. */
export async function startHubProcess(dataDirectory: string, options: HubProcessOptions = {}): Promise<HubProcess> {
  const { throwAway, path = process.env.PATH, ...account } = options
  const words = [SCRIPT, dataDirectory, ...(throwAway ? ['--throw-away'] : [])]
  const child = spawn(process.execPath, words, {
    ...account,
    env: { ...process.env, PATH: path },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const complaint: string[] = []
  child.stderr.on('data', (text: Buffer) => complaint.push(String(text)))
  const exit = once(child, 'exit') as Promise<[number | null]>
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line') as Promise<[string]>, exit.then(() => null)])
  if (first === null) throw new Error(complaint.join(''))
  const facts = JSON.parse(first[0]) as Pick<HubProcess, 'pid' | 'serverPid' | 'starts'>
  return { ...facts, kill: () => end(child, exit, 'kill').then(() => {}), stop: () => end(child, exit, 'stop') }
}

/** Waits until no process has this number. */
export async function isGone(pid: number): Promise<void> {
  await vi.waitFor(
    () => {
      if (processMark(pid) !== null) throw new Error(`process ${pid} is still there`)
    },
    { timeout: 30_000, interval: 50 },
  )
}

async function end(child: ChildProcess, exit: Promise<[number | null]>, how: 'kill' | 'stop'): Promise<number | null> {
  if (how === 'kill') child.kill('SIGKILL')
  else child.stdin?.end()
  return (await exit)[0]
}
