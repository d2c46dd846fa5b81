import { auditEnd } from '../../access/audit-ends.store.ts'
import { type Clock, vietnamDay } from '../../kernel/vietnam-day.ts'
import type { Retention } from '../../privacy/retention.store.ts'
import type { Config } from '../config.ts'
import { type Log, traceError } from '../log.ts'
import type { Kept } from './kept.ts'
import { keepEnd, keptEndsFile } from './kept-ends.ts'
import { type RetentionConfig, retentionOf, runPurge } from './run-purge.ts'

/** How often it is looked whether a new day has begun, in ms. */
const LOOK_EVERY_MS = 3_600_000

export interface DailyPurge {
  readonly kept: Kept
  readonly retention: Retention
  /** Where the audit log's end is kept outside of the database. */
  readonly endsFile: string
  readonly clock: Clock
  readonly log: Log
}

/** What the configuration says of the daily purge. */
export function purgeOf(
  config: RetentionConfig & Pick<Config, 'dataDirectory'>,
): Pick<DailyPurge, 'retention' | 'endsFile'> {
  return { retention: retentionOf(config), endsFile: keptEndsFile(config.dataDirectory) }
}

/**
 * Purges now and once on every day that begins, and keeps the audit log's end in a file and in the hub's own log; gives what
 * ends it, which waits for a purge under way.
 */
export function purgeDaily({ kept, retention, endsFile, clock, log }: DailyPurge): () => Promise<void> {
  let done = ''
  let running = Promise.resolve()
  const look = (): void => {
    const day = vietnamDay(clock())
    if (day === done) return
    done = day
    running = running.then(async () => {
      try {
        const { on: _day, files, abandoned, ...counts } = await runPurge(kept, retention, clock())
        const fields = { files: files.length, ...counts, abandoned: abandoned.length }
        if (Object.values(fields).some((count) => count > 0)) log({ level: 'info', event: 'purged', fields })
      } catch (error) {
        log({ level: 'error', event: 'purge-failed', error: traceError(error) })
      }
      try {
        const end = await auditEnd(kept.database.em())
        if (end === null) return
        await keepEnd(endsFile, { at: clock().toISOString(), ...end })
        log({ level: 'info', event: 'audit-end-kept', fields: { ...end } })
      } catch (error) {
        log({ level: 'error', event: 'audit-end-not-kept', error: traceError(error) })
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
