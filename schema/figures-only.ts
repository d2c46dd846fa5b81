import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/**
 * Types whose every value follows from the register at one version and from the day that is today: nothing of them changes
 * but by a commit or a withdrawal. Persons are not among them, although it holds for them too: they are not kept in memory
 * beyond the question that asked for them.
 */
export const FIGURE_TYPES: ReadonlySet<string> = new Set([
  'Query',
  'Area',
  'AreaConnection',
  'AreaEdge',
  'AreaSuccession',
  'CoverageComparison',
  'CoverageReport',
  'CoverageRow',
  'FigureSource',
  'HouseholdCount',
  'PageInfo',
  'PopulationFigure',
  'Target',
  'TargetCascade',
])

/**
 * Whether a document is queries that reach nothing but figures, so that its answer holds as long as the register's version.
 * Imports, persons, the schema itself and whatever is not in `FIGURE_TYPES` say no; so does a document that is not valid.
 */
export function readsFiguresOnly(schema: GraphQLSchema, document: DocumentNode): boolean {
  let only = true
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: ({ operation }) => {
        if (operation !== 'query') only = false
      },
      Field: () => {
        const [above, type] = [types.getParentType(), types.getType()]
        const named = type ? getNamedType(type) : null
        if (!above || !FIGURE_TYPES.has(above.name)) only = false
        else if (!named || !(isLeafType(named) || FIGURE_TYPES.has(named.name))) only = false
      },
    }),
  )
  return only && document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)
}
