import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql'
import { depthLimit } from './depth-limit.ts'

/** The most of what a query may be made of, whoever asks. */
export interface ShapeLimits {
  /** Fields below each other. */
  readonly depth: number
  /** Aliases of the whole document. */
  readonly aliases: number
  /** Fields of an operation that stand on `Query` or `Mutation`. */
  readonly rootFields: number
  /** Directives of the whole document. */
  readonly directives: number
}

/** The rules that hold a document to its limits, to be run beside those of the specification. */
export function shapeRules(limits: ShapeLimits): ValidationRule[] {
  return [
    depthLimit(limits.depth),
    countLimit(limits.aliases, 'aliases', (count) => ({ Field: ({ alias }) => void (alias && count()) })),
    countLimit(limits.directives, 'directives', (count) => ({ Directive: count })),
    rootFieldLimit(limits.rootFields),
    schemaWithoutAliases,
  ]
}

/** Whether a document asks for the schema itself, apart from `__typename`. */
export function asksForSchema(document: DocumentNode): boolean {
  let asks = false
  visit(document, {
    Field: ({ name }) => {
      if (isSchemaField(name.value)) asks = true
    },
  })
  return asks
}

function isSchemaField(name: string): boolean {
  return name === '__schema' || name === '__type'
}

function countLimit(most: number, what: string, visitorOf: (count: () => void) => ASTVisitor): ValidationRule {
  return (context) => {
    let counted = 0
    return {
      ...visitorOf(() => {
        counted += 1
      }),
      Document: {
        leave: () => {
          if (counted > most) report(context, `The query has ${counted} ${what}; ${most} are the most.`)
        },
      },
    }
  }
}

function rootFieldLimit(most: number): ValidationRule {
  return (context) => ({
    OperationDefinition: (operation) => {
      const fields = rootFields(context, operation)
      if (fields > most) report(context, `The query asks ${fields} questions at once; ${most} are the most.`)
    },
  })
}

/** A fragment is counted where it is spread, but looked into once: as deep as a document is, it is walked once. */
function rootFields(context: ValidationContext, { selectionSet }: OperationDefinitionNode): number {
  const seen = new Set<string>()
  const fieldsOf = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, node) => {
      if (node.kind === Kind.FIELD) return sum + 1
      if (node.kind === Kind.INLINE_FRAGMENT) return sum + fieldsOf(node.selectionSet)
      const fragment = context.getFragment(node.name.value)
      if (!fragment || seen.has(node.name.value)) return sum
      seen.add(node.name.value)
      return sum + fieldsOf(fragment.selectionSet)
    }, 0)
  return fieldsOf(selectionSet)
}

/** The schema is asked for once each time it is asked for: by aliases the same types would be told again and again. */
const schemaWithoutAliases: ValidationRule = (context) => {
  let [asks, aliased] = [false, false]
  return {
    Field: ({ name, alias }) => {
      if (isSchemaField(name.value)) asks = true
      if (alias) aliased = true
    },
    Document: {
      leave: () => {
        if (asks && aliased) report(context, 'A query that asks for the schema has no aliases.')
      },
    },
  }
}

function report(context: ValidationContext, message: string): void {
  context.reportError(new GraphQLError(message))
}
