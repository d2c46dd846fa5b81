import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the processor's clock in a second, as Linux gives times in /proc. */
const TICKS = 100

interface Stat {
  readonly parent: number
  readonly ticks: number
}

/** CPU seconds (user and system) that a PostgreSQL server and its backends have used, those that have ended included. */
export function serverSeconds(postmaster: number): number {
  const everybody = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const family = everybody.flatMap((pid) => {
    const stat = statOf(pid)
    return stat && (Number(pid) === postmaster || stat.parent === postmaster) ? [stat.ticks] : []
  })
  return family.reduce((sum, ticks) => sum + ticks, 0) / TICKS
}

/** CPU seconds of another process and its threads. */
export function processSeconds(pid: number): number {
  return (statOf(String(pid))?.ticks ?? 0) / TICKS
}

/** CPU seconds of one process to the nanosecond, as the scheduler counts them: for a backend that runs a single statement. */
export function scheduledSeconds(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9
}

function statOf(pid: string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything; the fields after it are numbers: state, parent, … utime, stime, cutime, cstime.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ended = Number(fields[13]) + Number(fields[14])
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) + ended }
  } catch {
    return null
  }
}

/** CPU seconds of this process and its threads. */
export function ownSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Watches the resident memory of this process; gives its peak in megabytes when stopped. */
export function watchMemory(): () => number {
  let peak = process.memoryUsage.rss()
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
  return () => {
    clearInterval(watch)
    return Math.max(peak, process.memoryUsage.rss()) / 1e6
  }
}
