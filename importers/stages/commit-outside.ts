import { DriverException } from '@mikro-orm/core'

/** What PostgreSQL says when a commit writes outside of the areas that it may write (`keep_to_areas`): insufficient_privilege. */
const OUTSIDE = '42501'

/** Whether the database refused a commit for what it put outside of the areas of its sender, or of whoever committed it. */
export function isOutside(error: unknown): boolean {
  if (error instanceof DriverException) return error.code === OUTSIDE
  return error instanceof Error && 'code' in error && error.code === OUTSIDE
}
