import { buildHubSchema } from '../../../schema/build-schema.ts'
import { loadConfig } from '../config.ts'
import { loadTrustedDocuments } from '../documents/trusted-documents.ts'
import { type Call, EXIT, type ExitCode, showList } from './terminal.ts'

/** Checks the documents as the hub would at its start, with the limits it has here; needs no hub. Throws `UnusableDocuments`. */
export async function checkDocuments(call: Call, path: string): Promise<ExitCode> {
  const documents = loadTrustedDocuments(path, buildHubSchema(), loadConfig().queryLimits)
  const listed = [...documents.values()].map(({ id, name, cost }) => ({ id, name, cost }))
  showList(call, listed, ({ id, name, cost }) => `${id}  ${String(cost).padStart(6)}  ${name}`)
  return EXIT.DONE
}
