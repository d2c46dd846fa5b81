import {
  type ASTNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql'

/**
 * Refuses queries whose fields are nested deeper than `deepest`. Fragments count where they are spread; what is asked of the
 * schema itself (`__schema`, `__type`) has graphql-js' own limit.
 */
export function depthLimit(deepest: number): ValidationRule {
  return (context) => {
    const depths = new Map<string, number>()
    const depthOf = (selections: SelectionSetNode | undefined): number => {
      const below = selections?.selections.map(depthBelow) ?? []
      return Math.max(0, ...below)
    }
    const depthBelow = (node: ASTNode): number => {
      if (node.kind === Kind.FIELD) return node.name.value.startsWith('__') ? 0 : 1 + depthOf(node.selectionSet)
      if (node.kind === Kind.INLINE_FRAGMENT) return depthOf(node.selectionSet)
      return node.kind === Kind.FRAGMENT_SPREAD ? depthOfFragment(context.getFragment(node.name.value)) : 0
    }
    // A fragment is measured once: spread a million times, it costs one look. One that spreads itself is another rule's.
    const depthOfFragment = (fragment: FragmentDefinitionNode | null | undefined): number => {
      if (!fragment) return 0
      const known = depths.get(fragment.name.value)
      if (known !== undefined) return known
      depths.set(fragment.name.value, 0)
      const depth = depthOf(fragment.selectionSet)
      depths.set(fragment.name.value, depth)
      return depth
    }
    return {
      OperationDefinition(operation) {
        const depth = depthOf(operation.selectionSet)
        if (depth <= deepest) return
        context.reportError(
          new GraphQLError(`The query is nested ${depth} deep; ${deepest} is the deepest.`, { nodes: operation }),
        )
      },
    }
  }
}
