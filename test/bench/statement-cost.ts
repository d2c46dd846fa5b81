import pg from 'pg'
import { scheduledSeconds } from './process-cost.ts'

/** CPU seconds of the database by kind of statement, and those of everything together. */
export interface StatementCosts {
  readonly matching: number
  readonly all: number
}

/**
 * Runs `work` and asks the backend's own clock before and after each statement that this process sends: how much of them went
 * into statements that match. A connection runs one statement at a time, so nothing is counted twice.
 */
export async function statementCosts(work: () => Promise<unknown>, matching: RegExp): Promise<StatementCosts> {
  const costs = { matching: 0, all: 0 }
  const send = pg.Client.prototype.query
  const measuring = function (this: pg.Client & { readonly processID?: number }, ...words: unknown[]): unknown {
    const before = scheduledSeconds(this.processID ?? 0)
    const sent: unknown = Reflect.apply(send, this, words)
    if (!(sent instanceof Promise)) return sent
    return sent.finally(() => {
      const cost = scheduledSeconds(this.processID ?? 0) - before
      costs.all += cost
      if (matching.test(textOf(words[0]))) costs.matching += cost
    })
  }
  pg.Client.prototype.query = measuring as typeof send
  try {
    await work()
    return costs
  } finally {
    pg.Client.prototype.query = send
  }
}

function textOf(statement: unknown): string {
  return typeof statement === 'string'
    ? statement
    : String((statement as { readonly text?: unknown } | null)?.text ?? '')
}
