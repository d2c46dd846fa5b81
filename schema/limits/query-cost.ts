import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isCompositeType,
  isInputType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
  valueFromAST,
} from 'graphql'
import { DEFAULT_PAGE, LARGEST_PAGE } from '../../src/kernel/page.ts'
import { EXTRA_COSTS, type GivenArguments, LIST_SIZES, ROWS_OF_SERIES } from './list-sizes.ts'

/** What asking for the schema costs: about the types and fields there are. */
const SCHEMA_COST = 1_000
/** Rows of a list of which nothing is known. */
const UNKNOWN_LIST = 100

type Variables = Readonly<Record<string, unknown>>

/** An operation as it is about to be run. */
export interface AskedOperation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Variables
}

/** The fields of one place of an answer that share a name, to be answered once. */
interface Place {
  readonly parent: GraphQLNamedType
  readonly nodes: FieldNode[]
}

/** Where the walk is: how often this place comes in the answer, how many rows a page here has, and how many a series. */
interface Here {
  readonly times: number
  readonly page: number
  readonly series: number
}

/**
 * What an operation asks for, counted in the objects its answer may hold: every row of every list, what hangs on each row,
 * and a surcharge for what is counted person by person. `first` counts as given, other lists as they usually are. A plain value
 * costs nothing. Stops counting beyond `most`, so that a bomb costs no more than an honest question. 0 for variables that do
 * not fit, which are refused where they are read.
 */
export function queryCost(asked: AskedOperation, most: number): number {
  const { coerced } = getVariableValues(asked.schema, asked.operation.variableDefinitions ?? [], asked.variables)
  return coerced === undefined ? 0 : costWith(asked, coerced, most)
}

/** The same before anybody asks: where a variable has no default, for pages of the largest size and for a province. */
export function usualCost(asked: Omit<AskedOperation, 'variables'>): number {
  const variables = asked.operation.variableDefinitions?.map((definition): [string, unknown] => {
    const type = typeFromAST(asked.schema, definition.type)
    const given = isInputType(type) && definition.defaultValue ? valueFromAST(definition.defaultValue, type) : undefined
    return [definition.variable.name.value, given ?? (type ? USUAL_VALUES[getNamedType(type).name] : undefined)]
  })
  return costWith(asked, Object.fromEntries(variables ?? []), Number.MAX_SAFE_INTEGER)
}

const USUAL_VALUES: Readonly<Record<string, unknown>> = { Int: LARGEST_PAGE, String: '24', Boolean: true }

function costWith(asked: Omit<AskedOperation, 'variables'>, variables: Variables, most: number): number {
  const root = asked.schema.getRootType(asked.operation.operation)
  if (!root) return 0
  const walk = new CostWalk(asked, variables, most)
  walk.below(root, [asked.operation.selectionSet], { times: 1, page: 1, series: 1 })
  return walk.cost
}

class CostWalk {
  cost = 0
  private readonly schema: GraphQLSchema
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  private readonly variables: Variables
  private readonly most: number

  constructor({ schema, document }: Omit<AskedOperation, 'variables'>, variables: Variables, most: number) {
    this.schema = schema
    this.fragments = new Map(
      document.definitions.flatMap((each) =>
        each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
      ),
    )
    this.variables = variables
    this.most = most
  }

  below(type: GraphQLNamedType, selections: readonly SelectionSetNode[], here: Here): void {
    const places = new Map<string, Place>()
    const spread = new Set<string>()
    for (const selection of selections) this.collect(type, selection, places, spread)
    for (const place of places.values()) {
      if (this.cost > this.most) return
      this.add(place, here)
    }
  }

  /** Brings the fields of a place together, whatever fragments they stand in; each is asked once. */
  private collect(
    type: GraphQLNamedType,
    { selections }: SelectionSetNode,
    places: Map<string, Place>,
    spread: Set<string>,
  ): void {
    for (const node of selections) {
      if (!this.isAsked(node)) continue
      if (node.kind === Kind.FIELD) {
        const name = `${type.name}.${node.alias?.value ?? node.name.value}`
        const place = places.get(name)
        if (place) place.nodes.push(node)
        else places.set(name, { parent: type, nodes: [node] })
        continue
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.onceSpread(node.name.value, spread) : node
      if (fragment === undefined) continue
      const condition = fragment.typeCondition ? this.schema.getType(fragment.typeCondition.name.value) : type
      if (condition) this.collect(condition, fragment.selectionSet, places, spread)
    }
  }

  private onceSpread(name: string, spread: Set<string>): FragmentDefinitionNode | undefined {
    if (spread.has(name)) return undefined
    spread.add(name)
    return this.fragments.get(name)
  }

  private add({ parent, nodes }: Place, { times, page, series: around }: Here): void {
    const [node] = nodes
    const name = node?.name.value
    if (node === undefined || name === undefined || name === '__typename') return
    if (name.startsWith('__')) {
      this.cost += times * SCHEMA_COST
      return
    }
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
    if (field === undefined) return
    const coordinate = `${parent.name}.${name}`
    const extra = EXTRA_COSTS[coordinate] ?? 0
    this.cost += times * (typeof extra === 'number' ? extra : extra(this.given(field, node)))
    const type = getNamedType(field.type)
    if (!isCompositeType(type)) return
    const given = this.given(field, node)
    const rows = times * (isList(field) ? listRows(coordinate, given, { page, series: around }) : 1)
    this.cost += rows
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    const series = ROWS_OF_SERIES[coordinate]?.(given) ?? around
    this.below(type, selections, { times: rows, page: pageOf(given), series })
  }

  private given(field: GraphQLField<unknown, unknown>, node: FieldNode): GivenArguments {
    try {
      return getArgumentValues(field, node, this.variables)
    } catch (error) {
      // An argument that does not fit is refused where it is read.
      if (error instanceof GraphQLError) return {}
      throw error
    }
  }

  private isAsked(node: { readonly directives?: readonly DirectiveNode[] }): boolean {
    if (!node.directives?.length) return true
    const skip = getDirectiveValues(GraphQLSkipDirective, node, this.variables)
    const include = getDirectiveValues(GraphQLIncludeDirective, node, this.variables)
    return skip?.if !== true && include?.if !== false
  }
}

/** Whether the field's own type, apart from null, is a list. */
export function isList({ type }: Pick<GraphQLField<unknown, unknown>, 'type'>): boolean {
  return isListType(getNullableType(type))
}

/** Lists of a page, as long as the field above them was told. */
const PAGE_LISTS = /^\w+(Connection\.(edges|nodes)|Report\.rows)$/
/** Lists of a series, as long as a field above them was told. */
const SERIES_LISTS = /^\w+Trend\.rows$/

/** Whether it is known how long the list of this field is. */
export function hasSize(coordinate: string, field: GraphQLField<unknown, unknown>): boolean {
  return (
    [PAGE_LISTS, SERIES_LISTS].some((lists) => lists.test(coordinate)) ||
    coordinate in LIST_SIZES ||
    field.args.some(({ name }) => name === 'first')
  )
}

function listRows(coordinate: string, given: GivenArguments, { page, series }: Omit<Here, 'times'>): number {
  if (PAGE_LISTS.test(coordinate)) return page
  if (SERIES_LISTS.test(coordinate)) return series
  if (typeof given.first === 'number') return pageOf(given)
  const size = LIST_SIZES[coordinate] ?? UNKNOWN_LIST
  return typeof size === 'number' ? size : size(given)
}

function pageOf({ first }: GivenArguments): number {
  return typeof first === 'number' ? Math.max(1, first) : DEFAULT_PAGE
}
