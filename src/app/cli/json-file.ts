import { readFileSync } from 'node:fs'
import { type Call, CommandFailed, type Told } from './terminal.ts'

/** What a JSON file holds. Throws `CommandFailed` for a file that is not there or is none. */
export function jsonAt(call: Call, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new CommandFailed(
      `${NOT_JSON[call.language]} ${path} (${error instanceof Error ? error.message : String(error)})`,
    )
  }
}

const NOT_JSON: Told = { vi: 'Không đọc được tệp JSON', en: 'No JSON file:' }
