import { maskNumbers } from './mask-numbers.ts'

/** One thing that happened, for the person who runs the hub. Never holds what a file or a question contained. */
export interface LogEntry {
  readonly level: 'info' | 'error'
  /** Slug of what happened. */
  readonly event: string
  readonly requestId?: string
  /** Numbers, slugs and places that belong to it. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** What is known of an error without its arguments. */
  readonly error?: TracedError
}

export type Log = (entry: LogEntry) => void

/** An error without the values in it: its kind, the database's code, and where it came from. */
export interface TracedError {
  readonly name: string
  readonly sqlState?: string
  readonly message?: string
  readonly frames: readonly string[]
}

/** Writes one JSON line to standard error. */
export const logToStandardError: Log = (entry) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`)
}

/**
 * What may be written of an error. A database error's message repeats values of persons (`invalid input syntax: "…"`), so
 * that only its five-character code is kept; any other is written without what looks like the number of a person.
 */
export function traceError(error: unknown): TracedError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  const frames = framesOf(error)
  const sqlState = sqlStateOf(error)
  return sqlState === null
    ? { name: error.name, message: maskNumbers(error.message), frames }
    : { name: error.name, sqlState, frames }
}

function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n')
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
}

/** The five characters by which the database tells an error, its own or that of its cause; null for any other. */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? error.code : null
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  return sqlStateOf(error.cause)
}
