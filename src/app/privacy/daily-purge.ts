import { type Clock, vietnamDay } from '../../kernel/vietnam-day.ts'
import type { Retention } from '../../privacy/retention.store.ts'
import { type Log, traceError } from '../log.ts'
import { type Kept, runPurge } from './run-purge.ts'

/** How often it is looked whether a new day has begun, in ms. */
const LOOK_EVERY_MS = 3_600_000

export interface DailyPurge {
  readonly kept: Kept
  readonly retention: Retention
  readonly clock: Clock
  readonly log: Log
}

/** Purges now and once on every day that begins; gives what ends it, which waits for a purge under way. */
export function purgeDaily({ kept, retention, clock, log }: DailyPurge): () => Promise<void> {
  let done = ''
  let running = Promise.resolve()
  const look = (): void => {
    const day = vietnamDay(clock())
    if (day === done) return
    done = day
    running = running.then(async () => {
      try {
        const { files, findings, persons, segments, auditEntries, abandoned } = await runPurge(kept, retention, clock())
        const fields = { files: files.length, findings, persons, segments, auditEntries, abandoned: abandoned.length }
        if (Object.values(fields).some((count) => count > 0)) log({ level: 'info', event: 'purged', fields })
      } catch (error) {
        log({ level: 'error', event: 'purge-failed', error: traceError(error) })
      }
    })
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  look()
  return async () => {
    clearInterval(timer)
    await running
  }
}
