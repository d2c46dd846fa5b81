import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { usualCost } from '../../../schema/limits/query-cost.ts'
import { shapeRules } from '../../../schema/limits/shape-limits.ts'
import type { QueryLimits } from '../limit-settings.ts'

/** A question that partners may ask by its id. */
export interface TrustedDocument {
  /** `sha256:` and the digest of its bytes in hexadecimal, as `sha256sum` prints it. */
  readonly id: string
  readonly name: string
  readonly text: string
  /** In objects, for a province and pages of 100. */
  readonly cost: number
}

/** Questions by id. */
export type TrustedDocuments = ReadonlyMap<string, TrustedDocument>

/** The documents cannot be used. The message has every mistake, one a line. */
export class UnusableDocuments extends Error {
  constructor(path: string, mistakes: readonly string[]) {
    super(`The documents of ${path} cannot be used:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`)
    this.name = 'UnusableDocuments'
  }
}

/**
 * Reads the questions of a folder (every `.graphql` file in it is one) or of a `.json` file (texts by their ids), and makes sure
 * that each is one valid operation within the limits of a partner. Throws `UnusableDocuments`.
 */
export function loadTrustedDocuments(path: string, schema: GraphQLSchema, limits: QueryLimits): TrustedDocuments {
  const mistakes: string[] = []
  const documents = new Map<string, TrustedDocument>()
  for (const { place, text, id } of textsOf(path)) {
    const found = examined({ text, id }, schema, limits)
    if (typeof found === 'string') mistakes.push(`${place}: ${found}`)
    else documents.set(found.id, found)
  }
  if (mistakes.length === 0 && documents.size === 0) mistakes.push('there are none')
  if (mistakes.length > 0) throw new UnusableDocuments(path, mistakes)
  return documents
}

interface FoundText {
  /** Where it stands, for messages. */
  readonly place: string
  readonly text: string
  /** What it is said to be; undefined in a folder, where nothing says it. */
  readonly id?: string
}

function textsOf(path: string): readonly FoundText[] {
  try {
    return path.endsWith('.json') ? manifestTexts(path) : folderTexts(path)
  } catch (error) {
    throw new UnusableDocuments(path, [error instanceof Error ? error.message : String(error)])
  }
}

function folderTexts(folder: string): readonly FoundText[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
  return names.sort().map((name) => ({ place: name, text: readText(join(folder, name)) }))
}

function manifestTexts(file: string): readonly FoundText[] {
  const manifest: unknown = JSON.parse(readText(file))
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw new Error('expected an object of texts by id')
  return Object.entries(manifest).map(([id, text]) => {
    if (typeof text !== 'string') throw new Error(`${id} has no text`)
    return { place: id, text, id: id.startsWith('sha256:') ? id : `sha256:${id}` }
  })
}

function readText(file: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file))
}

/** The document, or what is wrong with it. */
function examined(
  said: Pick<FoundText, 'text' | 'id'>,
  schema: GraphQLSchema,
  limits: QueryLimits,
): TrustedDocument | string {
  const id = `sha256:${createHash('sha256').update(said.text).digest('hex')}`
  if (said.id !== undefined && said.id !== id) return `its text has the id ${id}`
  const document = parsed(said.text, limits.tokens)
  if (typeof document === 'string') return document
  const [wrong] = validate(schema, document, [...specifiedRules, ...shapeRules(limits)], { maxErrors: 1 })
  if (wrong) return wrong.message
  const operation = onlyOperation(document)
  if (operation?.name === undefined) return 'expected one operation, with a name'
  const cost = usualCost({ schema, document, operation })
  if (cost > limits.readerCost) return `costs ${cost} objects; ${limits.readerCost} are the most of a partner`
  return { id, name: operation.name.value, text: said.text, cost }
}

function parsed(text: string, maxTokens: number): DocumentNode | string {
  try {
    return parse(text, { maxTokens })
  } catch (error) {
    if (error instanceof GraphQLError) return error.message
    throw error
  }
}

function onlyOperation({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
  return operations.length === 1 ? operations[0] : undefined
}
