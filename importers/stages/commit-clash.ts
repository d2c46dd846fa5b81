import { DriverException } from '@mikro-orm/core'

/** Two batches wrote the same subject at the same moment. Nothing of this one was kept; it can be committed again. */
export class CommitClash extends Error {
  constructor() {
    super('another batch wrote one of these persons at the same moment')
    this.name = 'CommitClash'
  }
}

/** What PostgreSQL says when two commits meet: unique key, exclusion, deadlock, serialization. */
const CLASH_STATES = new Set(['23505', '23P01', '40P01', '40001'])

/** Whether the same commit, begun again, may well go through. */
export function isClash(error: unknown): boolean {
  if (error instanceof CommitClash) return true
  if (error instanceof DriverException) return CLASH_STATES.has(error.code ?? '')
  return error instanceof Error && 'code' in error && CLASH_STATES.has(String(error.code))
}
