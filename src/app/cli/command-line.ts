import type { Command } from 'commander'
import type { Call, ExitCode, Told } from './terminal.ts'

/** What a group of commands is added with. */
export interface CommandLine {
  /** A command with `--json` and `--lang`, below `parent`, whose name and arguments are `usage`. */
  command(parent: Command, usage: string, told: Told, run: Run): Command
  /** A noun: commands stand below it. One of a noun stands below that. */
  noun(name: string, told: Told, parent?: Command): Command
  /** A sentence in the language of this call. */
  tell(told: Told): string
}

/** Does the work; arguments and options as commander read them. */
export type Run = (call: Call, args: readonly string[], options: Readonly<Record<string, unknown>>) => Promise<ExitCode>
