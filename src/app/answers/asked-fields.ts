import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** Something in the query that is asked too seldom to be made ready for. */
export class LeftToGraphqlJs extends Error {}

/** More fields than a query has that says each of them: fragments in fragments may unfold to any number. */
const MOST_FIELDS = 2_000

export interface Question {
  /** How many fields it has unfolded to so far. */
  fields: number
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
}

/** The fields that selections ask of an object of a type, by what they are called in the answer. */
export function askedFields(
  question: Question,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const into: Collected = { asked: new Map(), spread: new Set() }
  for (const set of sets) collectFields(question, type, set, into)
  question.fields += into.asked.size
  if (question.fields > MOST_FIELDS) throw new LeftToGraphqlJs('too many fields')
  return into.asked
}

interface Collected {
  readonly asked: Map<string, FieldNode[]>
  readonly spread: Set<string>
}

/** Adds the fields that a selection asks of a type; fragments are taken apart. */
function collectFields(question: Question, type: GraphQLObjectType, set: SelectionSetNode, into: Collected): void {
  for (const selection of set.selections) {
    if (selection.directives?.length) throw new LeftToGraphqlJs('a directive')
    if (selection.kind === 'Field') {
      const name = selection.alias?.value ?? selection.name.value
      into.asked.set(name, [...(into.asked.get(name) ?? []), selection])
    } else {
      const fragment = selection.kind === 'InlineFragment' ? selection : spreadOnce(question, selection, into)
      if (fragment && isFor(question, fragment.typeCondition?.name.value, type)) {
        collectFields(question, type, fragment.selectionSet, into)
      }
    }
  }
}

/** A fragment says a second time what it has said for the object already. */
function spreadOnce({ fragments }: Question, { name }: FragmentSpreadNode, { spread }: Collected) {
  if (spread.has(name.value)) return undefined
  spread.add(name.value)
  return fragments[name.value]
}

function isFor({ schema }: Question, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true
  const named = schema.getType(condition)
  return isAbstractType(named) && schema.isSubType(named, type)
}

export function fragmentsOf({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments = definitions.filter((definition) => definition.kind === 'FragmentDefinition')
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]))
}
