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

/** When the work on an answer in many parts is given up. */
interface StoppingParts {
  /** Aborted when the answer is over, whole or not. */
  readonly over: AbortSignal
  /** Does the work on one part: given up when its time is over or whoever asks has left. */
  inTime<Result>(work: (leaving: AbortSignal) => Promise<Result>): Promise<Result>
}

/** Watches over an answer in many parts, as long as they may be: each has the time of a question. */
export function stoppingParts(response: Response, questionMs: number): StoppingParts {
  const end = new AbortController()
  const { signal: over } = end
  response.once('close', () => end.abort(new Stopped('LEFT')))
  return {
    over,
    inTime: async (work) => {
      const late = new AbortController()
      const clock = setTimeout(() => late.abort(new Stopped('OVERTIME')), questionMs)
      try {
        return await work(AbortSignal.any([over, late.signal]))
      } finally {
        clearTimeout(clock)
      }
    },
  }
}
