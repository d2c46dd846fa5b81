import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { builtCheckout, ROOT } from '../app/support/built-program.ts'

let checkout: string
let remove: () => void
const folder = mkdtempSync(join(tmpdir(), 'baophu-interrupted-'))

beforeAll(() => {
  const built = builtCheckout()
  checkout = built.folder
  remove = built.remove
})
afterAll(() => {
  remove()
  rmSync(folder, { recursive: true, force: true })
})

/** Numbers and command lines of what a process has started and of what that has. */
function startedBy(pid: number | undefined): Map<number, string> {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const children = stdout.split('\n').flatMap((line) => {
    const [, own, parent, words] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(parent) === pid ? [[Number(own), words ?? ''] as const] : []
  })
  return new Map(children)
}

function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return /^[^Z\s]/.test(stdout.trim())
}

/** A bench that has its database and a hub under way. */
async function benchUnderWay(): Promise<{ readonly bench: ChildProcess; readonly pids: readonly number[] }> {
  const words = [join(checkout, 'dist/test/bench/main.js'), 'segments', '--persons', '400', '--rounds', '100000']
  const bench = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder },
    stdio: 'ignore',
  })
  const pids = await vi.waitFor(
    () => {
      const started = [...startedBy(bench.pid)]
      expect(started.some(([, line]) => line.includes('query-hub-child'))).toBe(true)
      expect(started.some(([, line]) => line.includes('postgres'))).toBe(true)
      return started.map(([pid]) => pid)
    },
    { timeout: 60_000, interval: 200 },
  )
  return { bench, pids }
}

const allGone = (pids: readonly number[]): Promise<void> =>
  vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 30_000, interval: 200 })

test.each(['SIGINT', 'SIGTERM'] as const)('a bench ends its servers and its database at %s', async (signal) => {
  const { bench, pids } = await benchUnderWay()
  bench.kill(signal)
  expect(await once(bench, 'exit')).toEqual([130, null])
  await allGone(pids)
  expect(readdirSync(folder)).toEqual([])
})

test('they end with a bench that was killed', async () => {
  const { bench, pids } = await benchUnderWay()
  bench.kill('SIGKILL')
  await allGone(pids)
})
