import type { GraphQLResolveInfo, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import type { CoverageParts } from '../../src/coverage/question.ts'

const PACE = ['weeklyPace', 'projectedOn']
const TARGET = ['target', 'pointsAboveTarget', 'attainmentRate', 'cardsNeeded', 'weeklyPaceNeeded', 'projectedOn']
const PROGRESS = [...PACE, ...TARGET.filter((field) => field !== 'target')]
const TOTAL = ['total']
const OVERALL = ['rank', 'missing']
const VERSION = ['version', 'updatedAt']

const known = new WeakMap<OperationDefinitionNode, CoverageParts>()

/**
 * Which parts of a coverage answer the operation reads. A field's name anywhere in it counts, under `@skip` and in fragments
 * too: a part may be looked for in vain, and is never missing.
 */
export function partsRead({
  operation,
  fragments,
}: Pick<GraphQLResolveInfo, 'operation' | 'fragments'>): CoverageParts {
  const remembered = known.get(operation)
  if (remembered) return remembered
  const names = new Set<string>()
  for (const { selectionSet } of [operation, ...Object.values(fragments)]) collectNames(selectionSet, names)
  const reads = (fields: readonly string[]) => fields.some((field) => names.has(field))
  const parts = {
    ...{ pace: reads(PACE), target: reads(TARGET), progress: reads(PROGRESS), total: reads(TOTAL) },
    ...{ overall: reads(OVERALL), version: reads(VERSION) },
  }
  known.set(operation, parts)
  return parts
}

function collectNames({ selections }: SelectionSetNode, names: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === 'Field') names.add(selection.name.value)
    if ('selectionSet' in selection && selection.selectionSet) collectNames(selection.selectionSet, names)
  }
}
