import type { Response } from 'express'
import { Stopped } from '../../kernel/sql.ts'

/** When the work on an answer is given up. */
export interface Stopping {
  /** Aborted, with a `Stopped` as its reason, when whoever asks leaves without the answer or their time is over. */
  readonly leaving: AbortSignal
  /** Starts the time that the question has. */
  readonly startTheClock: () => void
}

/** Watches over one answer; `questionMs` counts from `startTheClock` on. */
export function stoppingOf(response: Response, questionMs: number): Stopping {
  const stop = new AbortController()
  let clock: NodeJS.Timeout | undefined
  response.once('close', () => {
    clearTimeout(clock)
    if (!response.writableFinished) stop.abort(new Stopped('LEFT'))
  })
  const startTheClock = (): void => {
    clock ??= setTimeout(() => stop.abort(new Stopped('OVERTIME')), questionMs)
  }
  return { leaving: stop.signal, startTheClock }
}
