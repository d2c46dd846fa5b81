import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The folder of this repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
export const LAUNCHER = 'src/app/cli/baophu.mjs'

/** A checkout with the built program and nothing else; whoever makes it removes it. */
export function builtCheckout(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'baophu-built-'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const file of [LAUNCHER, 'package.json']) cpSync(join(ROOT, file), join(folder, file))
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  spawnSync(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')])
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A hub of the built program in a process of its own. */
export interface BuiltHub {
  readonly process: ChildProcess
  readonly url: string
  /** All that it has said on standard error. */
  readonly talk: readonly string[]
  /** Sends a signal and gives the exit code; null for a process that was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts it and waits until it says where it serves; rejects with its talk when it ends first. */
export async function startBuiltHub(
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<BuiltHub> {
  const hub = spawn(process.execPath, [...words], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  const exited = new Promise<number | null>((resolve) => hub.once('exit', resolve))
  const talk: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    const lines = createInterface(hub.stderr)
    lines.on('line', (line) => {
      talk.push(line)
      const address = /serving at (http:\/\/[\d.:]+)/.exec(line)?.[1]
      if (address) resolve(address)
    })
    lines.once('close', () => reject(new Error(talk.join('\n'))))
  })
  return {
    process: hub,
    url,
    talk,
    end: (signal) => {
      hub.kill(signal)
      return exited
    },
  }
}
