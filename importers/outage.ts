import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { rows } from '../src/kernel/sql.ts'

/** PostgreSQL is shutting down, was crashed by another process, starts up, or the statement's connection is gone. */
const OUTAGE_STATES = /^(08...|57P0[1235])$/
/** What Node and `pg` say of a connection that broke or could not be made. */
const BROKEN_CONNECTION =
  /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|Connection ended|not queryable|timeout exceeded when trying to connect/
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 3_000

/** The rows of a staging table are no longer those that were read: the server crashed meanwhile and emptied it. */
export class StageLost extends Error {
  constructor(batchId: number) {
    super(`the staged rows of batch ${batchId} are lost`)
    this.name = 'StageLost'
  }
}

/** Whether the database went away under the work: not the file's fault, and begun again it may well go through. */
export function isOutage(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof StageLost || BROKEN_CONNECTION.test(at.message)) return true
    if ('code' in at && (OUTAGE_STATES.test(String(at.code)) || BROKEN_CONNECTION.test(String(at.code)))) return true
  }
  return false
}

export interface Patience {
  readonly em: () => SqlEntityManager
  /** How often the work is begun in all. */
  readonly times: number
  /** Asked while the database does not answer: true ends the waiting. */
  readonly given: () => boolean
}

/** Does the work again when the database went away under it, as soon as it answers. Throws what the last try threw. */
export async function throughOutages<Result>(work: () => Promise<Result>, patience: Patience): Promise<Result> {
  for (let time = 1; ; time++) {
    try {
      return await work()
    } catch (error) {
      if (!isOutage(error) || time >= patience.times || !(await answersAgain(patience))) throw error
    }
  }
}

async function answersAgain({ em, given }: Patience): Promise<boolean> {
  for (let pause = FIRST_PAUSE_MS; !given(); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    try {
      await rows(em(), 'select 1')
      return true
    } catch (error) {
      if (!isOutage(error)) return false
    }
  }
  return false
}
