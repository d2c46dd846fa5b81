import type { LoaderContext } from '../loader.ts'

/** The day on which the change takes effect; the frame calls no loader of this kind without one. */
export function changeDay(context: LoaderContext): string {
  if (context.batch.asOf === null) throw new Error(`batch ${context.batch.id} of area changes has no day`)
  return context.batch.asOf
}

/** SQL: the version or link held on the day before $1. One that a list ended on that very day still did. */
export const STOOD_BEFORE = (table: string): string => `${table}.valid_from < $1 and $1 <= ${table}.valid_until`
