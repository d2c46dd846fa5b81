import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { type ReadyQuery, readyQuery } from './ready-query.ts'

/** An operation of a validated document, to be run. */
export interface Asked {
  readonly document: DocumentNode
  /** Missing where the document has none of that name, which graphql-js says. */
  readonly operation: OperationDefinitionNode | undefined
  readonly operationName: string | null
  readonly context: unknown
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Runs operations of a schema: queries that were made ready, everything else by graphql-js. What was made ready is kept as long as
 * the document is.
 */
export function operationRunner(schema: GraphQLSchema): (asked: Asked) => ExecutionResult | Promise<ExecutionResult> {
  const ready = new WeakMap<OperationDefinitionNode, ReadyQuery | null>()
  const readyFor = (document: DocumentNode, operation: OperationDefinitionNode): ReadyQuery | null => {
    const known = ready.get(operation)
    if (known !== undefined) return known
    const made = readyQuery(schema, document, operation)
    ready.set(operation, made)
    return made
  }
  return ({ document, operation, operationName, context, variables }) => {
    const query = operation && readyFor(document, operation)
    if (query) return query(context, variables)
    return execute({ schema, document, operationName, contextValue: context, variableValues: variables })
  }
}
