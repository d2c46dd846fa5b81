import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ServerAccount } from './embedded-account.ts'
import type { ServerBinaries } from './embedded-binaries.ts'
import { settingWords } from './embedded-settings.ts'
import { UnusableDatabase } from './orm.ts'
import { processMark, runningProgram } from './process-identity.ts'

const LARGEST_LOG = 4_000_000
const STOP_MS = 60_000

/**
 * Starts the server in place of the shell, on a leash: a grandchild reads the pipe whose other end the hub holds, and
 * when that closes, because the hub wants it or because the hub is dead, asks the server to shut down. The second form
 * then removes the folder ($1) as well. Detached from the terminal, so that Ctrl-C lets the hub finish first.
 */
const KEPT = '( ( cat <&3 >/dev/null; kill -INT $$ ) & ); shift; exec "$@" 3<&-'
const THROWN_AWAY = `( ( cat <&3 >/dev/null; kill -INT $$
  while kill -0 $$ 2>/dev/null; do sleep 0.1; done; cd /; rm -rf -- "$1" ) & ); shift; exec "$@" 3<&-`

/** Where one server lives and how it is started. */
export interface ServerPlan {
  readonly binaries: ServerBinaries
  readonly account: ServerAccount
  /** Holds `data`, `password` and `server.log`. */
  readonly directory: string
  readonly data: string
  /** Remove the directory when the server has ended. */
  readonly throwAway: boolean
}

/** A server that accepts connections. */
export interface ServerProcess {
  readonly port: number
  readonly pid: number
  /** Fulfils when the server has ended, whoever ended it. */
  readonly ended: Promise<void>
  /** Shuts the server down and waits until it is gone. */
  stop(): Promise<void>
}

/** Starts the server and waits until it accepts connections. Throws `UnusableDatabase` with the end of its log. */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const { child, ended } = launch(plan, port)
    if (await becomesReady(plan.data, child)) {
      return { port, pid: child.pid as number, ended, stop: () => stopServer(plan, child, ended) }
    }
    const log = logTail(plan.directory)
    if (attempt === 3 || !/could not create any TCP\/IP sockets/.test(log)) {
      throw new UnusableDatabase(`The hub's own PostgreSQL in ${plan.directory} did not start:\n${log}`)
    }
  }
}

/**
 * Makes way for a new server over data that a killed hub left behind: stops its server, which usually is shutting down
 * already, and waits until it is gone; or clears a lock file whose process number now belongs to another program, which PostgreSQL itself
 * would take for a server. The caller has made sure that no living hub uses the data.
 */
export async function clearOrphan(data: string): Promise<void> {
  const lockFile = join(data, 'postmaster.pid')
  const pid = Number(readLines(lockFile)[0] ?? 0)
  if (processMark(pid) === null) return
  const { program, words } = runningProgram(pid)
  if (program !== '' && basename(program) !== 'postgres') return rmSync(lockFile, { force: true })
  if (program !== '' && !words.includes(data)) return
  if (await endsWhenAsked(pid)) return
  throw new UnusableDatabase(`Process ${pid} still serves ${data} and does not stop. End it, then start the hub again.`)
}

function launch(plan: ServerPlan, port: number): { child: ChildProcess; ended: Promise<void> } {
  const { account, binaries, data, directory, throwAway } = plan
  const words = [...account.prefix, binaries.postgres, '-D', data, ...settingWords(port, throwAway)]
  const log = openLog(directory)
  const options = { cwd: directory, uid: account.uid, gid: account.gid, detached: true, windowsHide: true }
  const child =
    process.platform === 'win32'
      ? spawn(words[0] as string, words.slice(1), { ...options, stdio: ['ignore', log, log] })
      : spawn('/bin/sh', ['-c', throwAway ? THROWN_AWAY : KEPT, 'baophu', directory, ...words], {
          ...options,
          stdio: ['ignore', log, log, 'pipe'],
        })
  closeSync(log)
  child.unref()
  leash(child)?.unref()
  return { child, ended: hasEnded(child) }
}

function hasEnded(child: ChildProcess): Promise<void> {
  return new Promise((fulfil) => {
    const end = (): void => {
      leash(child)?.destroy()
      fulfil()
    }
    child.once('exit', end).once('error', end)
  })
}

function leash(child: ChildProcess): Socket | null {
  return (child.stdio[3] as Socket | undefined) ?? null
}

/** The server writes its state into the last line of postmaster.pid. False when it has ended instead. */
async function becomesReady(data: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const [pid, , , , , , , state] = readLines(join(data, 'postmaster.pid'))
    if (Number(pid) === child.pid && state?.trim() === 'ready') return true
    await pause(25)
  }
  return false
}

async function stopServer(plan: ServerPlan, child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.ref()
  if (process.platform === 'win32') spawnSync(plan.binaries.pg_ctl, ['stop', '-D', plan.data, '-m', 'fast'])
  leash(child)?.destroy()
  const late = setTimeout(() => child.kill('SIGQUIT'), STOP_MS)
  await ended
  clearTimeout(late)
  if (plan.throwAway) rmSync(plan.directory, { recursive: true, force: true, maxRetries: 5 })
}

/** Asks the server to shut down; to ask one that already does is harmless. False when it is still there in the end. */
async function endsWhenAsked(pid: number): Promise<boolean> {
  const mark = processMark(pid)
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // Gone meanwhile, or not ours to end: the wait below tells which.
  }
  for (let waited = 0; waited < STOP_MS; waited += 50) {
    if (processMark(pid) !== mark) return true
    await pause(50)
  }
  return false
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

function openLog(directory: string): number {
  const path = join(directory, 'server.log')
  const isLarge = existsSync(path) && statSync(path).size > LARGEST_LOG
  return openSync(path, isLarge ? 'w' : 'a', 0o600)
}

function logTail(directory: string): string {
  return readLines(join(directory, 'server.log')).slice(-12).join('\n')
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
