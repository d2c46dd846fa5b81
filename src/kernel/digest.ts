import { createHash } from 'node:crypto'

/** A short name for a value that can be written as JSON: equal for equal values, and for others as good as never. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64')
}
