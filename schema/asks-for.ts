import {
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** What a resolver is told of the question, as far as it is looked at here. */
type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'variableValues'>

/**
 * Whether what is being resolved is asked for a field of its own, by whatever name: in fragments too, and not where a directive
 * leaves it out. For what is dear and comes from the same statement as the rest.
 */
export function asksFor(asked: Asked, field: string): boolean {
  const spread = new Set<string>()
  const selects = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => isKept(asked, selection) && isOrHas(selection)) ?? false
  const isOrHas = (selection: SelectionNode): boolean => {
    if (selection.kind === 'Field') return selection.name.value === field
    if (selection.kind === 'InlineFragment') return selects(selection.selectionSet)
    const name = selection.name.value
    // A fragment says nothing new the second time, and fragments in fragments may unfold to any number.
    if (spread.has(name)) return false
    spread.add(name)
    return selects(asked.fragments[name]?.selectionSet)
  }
  return asked.fieldNodes.some((node) => selects(node.selectionSet))
}

function isKept({ variableValues }: Asked, selection: SelectionNode): boolean {
  const says = (directive: GraphQLDirective) => getDirectiveValues(directive, selection, variableValues)?.if
  return says(GraphQLSkipDirective) !== true && says(GraphQLIncludeDirective) !== false
}
