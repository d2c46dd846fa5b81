import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When a process began, as a text to compare: numbers of processes are given again, numbers with this mark are not.
 * Null when there is no such process.
 */
export function processMark(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid < 1) return null
  if (process.platform === 'linux') return linuxStartTime(pid)
  if (process.platform === 'win32') return isAlive(pid) ? 'alive' : null
  return listed(pid, 'lstart=')
}

/** What a process runs; both empty when there is no such process or nobody may know. */
export interface RunningProgram {
  /** Path of the program, as the process was told. */
  readonly program: string
  /** The program and its arguments. */
  readonly words: string
}

export function runningProgram(pid: number): RunningProgram {
  if (process.platform === 'win32') return { program: '', words: '' }
  if (process.platform !== 'linux') {
    return { program: listed(pid, 'comm=') ?? '', words: listed(pid, 'command=') ?? '' }
  }
  const words = readOrEmpty(`/proc/${pid}/cmdline`).split('\0')
  return { program: words[0] ?? '', words: words.join(' ') }
}

/** Field 22 of /proc/PID/stat, counted after the name, which may itself hold spaces and brackets. A zombie is gone. */
function linuxStartTime(pid: number): string | null {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === '' || fields[0] === 'Z' ? null : (fields[19] ?? null)
}

function listed(pid: number, column: string): string | null {
  const answer = spawnSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' })
  return answer.status === 0 ? answer.stdout.trim() || null : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
