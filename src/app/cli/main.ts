import { Command, CommanderError, Option } from 'commander'
import type { Language } from '../../access/actor.ts'
import { addAccountCommands } from './account-commands.ts'
import { addAreaCommands } from './area-commands.ts'
import { addAuditCommands } from './audit-commands.ts'
import { addCampaignCommands } from './campaign-commands.ts'
import type { CommandLine } from './command-line.ts'
import { addDatabaseCommands } from './database-commands.ts'
import { addDocumentsCommands } from './documents-commands.ts'
import { addExportCommands } from './export-commands.ts'
import { addImportCommands } from './import-commands.ts'
import { addKeyCommands } from './key-commands.ts'
import { addPersonsCommands } from './persons-commands.ts'
import { addPrivacyCommands } from './privacy-commands.ts'
import { addSegmentCommands } from './segment-commands.ts'
import { addServeCommands } from './serve-commands.ts'
import { CommandFailed, EXIT, type ExitCode, processTerminal, type Terminal, type Told } from './terminal.ts'

/** Runs one command of `baophu` and gives its exit code. Never rejects: what failed is told at the terminal. */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.DONE
  const program = buildProgram(languageAsked(words), terminal, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync([...words], { from: 'user' })
    return exitCode
  } catch (error) {
    return tellFailure(error, terminal)
  }
}

function buildProgram(language: Language, terminal: Terminal, leave: (code: ExitCode) => void): Command {
  const tell = (told: Told): string => told[language]
  const dressed = (command: Command, told: Told): Command =>
    command
      .description(tell(told))
      .exitOverride()
      .helpOption('-h, --help', tell({ vi: 'xem cách dùng', en: 'show how to use it' }))
      .helpCommand(false)
      .showHelpAfterError(tell({ vi: '(xem cách dùng: thêm --help)', en: '(how to use it: add --help)' }))
      .configureOutput({ writeOut: terminal.out, writeErr: (text) => terminal.talk(text.trimEnd()) })
  const program = dressed(new Command('baophu'), ABOUT)
  const line: CommandLine = {
    tell,
    noun: (name, told, parent = program) => dressed(parent.command(name), told),
    command: (parent, usage, told, run) => {
      const command = dressed(parent.command(usage), told)
      command.addOption(new Option('--json', tell({ vi: 'in dữ liệu dạng JSON', en: 'print data as JSON' })))
      command.addOption(new Option('--lang <lang>', tell(LANGUAGE)).choices(['vi', 'en']).default('vi'))
      return command.action(async () => {
        const options = command.opts<Record<string, unknown>>()
        leave(await run({ terminal, language, json: options.json === true }, command.args, options))
      })
    },
  }
  addServeCommands(line, program)
  addImportCommands(line, program)
  addCampaignCommands(line)
  addExportCommands(line)
  addAreaCommands(line)
  addKeyCommands(line)
  addAccountCommands(line)
  addPersonsCommands(line)
  addPrivacyCommands(line)
  addDocumentsCommands(line)
  addSegmentCommands(line)
  addAuditCommands(line)
  addDatabaseCommands(line)
  return program
}

const ABOUT: Told = {
  vi: 'Bao phủ: nhập bảng tính chính thức, trả lời số liệu bao phủ BHYT.',
  en: 'Baophu: official sheets in, health-insurance coverage out.',
}
const LANGUAGE: Told = { vi: 'ngôn ngữ của thông báo', en: 'language of messages' }

/** Looked up before commander reads the words, because the help itself is told in it. */
function languageAsked(words: readonly string[]): Language {
  const at = words.indexOf('--lang')
  return words[at + 1] === 'en' && at >= 0 ? 'en' : words.includes('--lang=en') ? 'en' : 'vi'
}

function tellFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.DONE : EXIT.WRONG_USAGE
  terminal.talk(error instanceof Error ? error.message : String(error))
  if (error instanceof CommandFailed) return error.exitCode
  return error instanceof Error && error.name === 'UnusableConfig' ? EXIT.WRONG_USAGE : EXIT.FAILED
}
