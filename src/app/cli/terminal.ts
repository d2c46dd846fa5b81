import type { Language } from '../../access/actor.ts'
import { outliveReaders } from '../outlive-readers.ts'

/** What a command leaves with: done, failed, wrongly used, or the file has issues that block it. */
export const EXIT = { DONE: 0, FAILED: 1, WRONG_USAGE: 2, BLOCKED: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Where a command writes: data to standard output, talk to standard error. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly talk: (line: string) => void
  /** One line of talk that is drawn over again, '' to wipe it; absent where nobody watches. */
  readonly redraw?: (line: string) => void
  /** Aborted when nobody reads the data any more: what is long may stop. */
  readonly unread?: AbortSignal
}

/** A sentence in both languages. */
export type Told = Readonly<Record<Language, string>>

/** What every command knows of its call. */
export interface Call {
  readonly terminal: Terminal
  readonly language: Language
  /** Data as JSON for programs, instead of lines for people. */
  readonly json: boolean
}

/** The command cannot go on; the message is a sentence for the person at the terminal. */
export class CommandFailed extends Error {
  readonly exitCode: ExitCode
  /** The slug of the hub's reason, where the hub refused. */
  readonly reason: string | undefined

  constructor(message: string, exitCode: ExitCode = EXIT.FAILED, reason?: string) {
    super(message)
    this.name = 'CommandFailed'
    this.exitCode = exitCode
    this.reason = reason
  }
}

/** Writes data: `value` as JSON, or the lines. */
export function show({ json, terminal }: Call, value: unknown, lines: readonly string[]): void {
  if (json) terminal.out(`${JSON.stringify(value, null, 2)}\n`)
  else if (lines.length > 0) terminal.out(`${lines.join('\n')}\n`)
}

/** Writes a list, a line for each; that there is nothing in it is talk. As JSON it is the list as it is. */
export function showList<Item>(call: Call, items: readonly Item[], lineOf: (item: Item, call: Call) => string): void {
  if (items.length === 0 && !call.json) call.terminal.talk(NOTHING_LISTED[call.language])
  const lines = items.map((item) => lineOf(item, call))
  show(call, items, lines)
}

const NOTHING_LISTED: Told = { vi: 'Danh sách trống.', en: 'The list is empty.' }

/** Standard output and standard error of this process, whether or not anybody goes on reading them. Once a process. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    talk: (line) => void process.stderr.write(`${line}\n`),
    ...(process.stderr.isTTY ? { redraw: (line: string) => void process.stderr.write(`\r\u001b[2K${line}`) } : {}),
    unread: outliveReaders(),
  }
}
