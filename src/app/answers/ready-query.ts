import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

/** Answers the query once: as `execute` of graphql-js does, to the letter. */
export type ReadyQuery = (
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>

/**
 * Makes a validated query ready to be answered as often as it is asked: which fields an object has, what they are called and how
 * their values are written is worked out once and not for every object. Null for what is left to graphql-js: mutations,
 * subscriptions, directives, introspection, interfaces and unions.
 *
 * It is made of functions, never of program text: whatever a query says stays a value.
 */
export function readyQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadyQuery | null {
  const root = schema.getQueryType()
  if (operation.operation !== 'query' || !root) return null
  try {
    const question: Question = { schema, operation, fragments: fragmentsOf(document) }
    const read = fieldsReader(question, root, [operation.selectionSet])
    const { variableDefinitions = [] } = operation
    return (context, variables) => {
      const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 50 })
      return coerced === undefined ? { errors: errors ?? [] } : answered(read, new Run(context, coerced))
    }
  } catch (error) {
    if (error instanceof LeftToGraphqlJs) return null
    throw error
  }
}

/** Something in the query that is asked too seldom to be made ready for. */
class LeftToGraphqlJs extends Error {}

interface Question {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
}

/** Where in the answer something stands. */
interface Path {
  readonly prev: Path | undefined
  readonly key: string | number
  readonly typename: string | undefined
}

/** One answering of a query. */
class Run {
  readonly context: unknown
  readonly variables: Readonly<Record<string, unknown>>
  readonly errors: GraphQLError[] = []
  readonly #nulled = new Set<Path | undefined>()

  constructor(context: unknown, variables: Readonly<Record<string, unknown>>) {
    this.context = context
    this.variables = variables
  }

  /** An error below something that is null already changes nothing any more. */
  add(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return
    if (this.#nulled.has(undefined)) return
    this.#nulled.add(path)
    this.errors.push(error)
  }
}

type Answer = Record<string, unknown>

/** Reads all asked fields of an object. */
type ReadFields = (source: unknown, run: Run, path: Path | undefined) => Answer | Promise<Answer>

/** Reads a field of an object as it is answered; throws what makes the whole object null. */
type ReadField = (source: unknown, run: Run, parent: Path | undefined) => unknown

/** Makes what a field was found to be what is answered. Leaves need no path. */
type Complete = (value: unknown, run: Run, path: Path | null) => unknown

function answered(read: ReadFields, run: Run): ExecutionResult | Promise<ExecutionResult> {
  const failed = (error: unknown): ExecutionResult => {
    run.add(error as GraphQLError, undefined)
    return { errors: run.errors, data: null }
  }
  const told = (data: Answer): ExecutionResult => (run.errors.length === 0 ? { data } : { errors: run.errors, data })
  try {
    const data = read(undefined, run, undefined)
    return isPromise<Answer>(data) ? data.then(told, failed) : told(data)
  } catch (error) {
    return failed(error)
  }
}

function fieldsReader(question: Question, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ReadFields {
  const asked = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  for (const set of sets) collectFields(question, type, set, { asked, spread })
  const fields = [...asked].map(([name, nodes]) => ({ name, read: fieldReader(question, type, name, nodes) }))
  return (source, run, path) => {
    const answer: Answer = {}
    let awaited: Promise<void>[] | undefined
    try {
      for (const { name, read } of fields) {
        const value = read(source, run, path)
        // Stands there from the first, so that the answer has the order of the question.
        answer[name] = value
        if (!isPromise(value)) continue
        awaited ??= []
        awaited.push(
          value.then((found) => {
            answer[name] = found
          }),
        )
      }
    } catch (error) {
      if (awaited === undefined) throw error
      return Promise.all(awaited).finally(() => {
        throw error
      }) as Promise<never>
    }
    return awaited === undefined ? answer : Promise.all(awaited).then(() => answer)
  }
}

interface Collected {
  readonly asked: Map<string, FieldNode[]>
  readonly spread: Set<string>
}

/** The fields that a selection asks of a type, by what they are called in the answer; fragments are taken apart. */
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

function fieldReader(
  question: Question,
  parent: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): ReadField {
  const [node] = nodes
  const fieldName = node?.name.value ?? ''
  // As a property it would not be one like the others.
  if (key === '__proto__') throw new LeftToGraphqlJs('a name that objects have already')
  if (fieldName === '__typename') return () => parent.name
  const field = parent.getFields()[fieldName]
  if (!field || !node) throw new LeftToGraphqlJs('introspection')
  const { type } = field
  const complete = completion(question, type, { parent, field, nodes })
  const resolve = field.resolve === defaultFieldResolver ? undefined : field.resolve
  const argsOf = argumentsOf(field, node)
  const isLeaf = isLeafType(isNonNullType(type) ? type.ofType : type)
  const info = { fieldName, fieldNodes: nodes, returnType: type, parentType: parent, rootValue: undefined, ...question }
  const resolved = (ask: NonNullable<typeof resolve>, source: unknown, run: Run, path: Path) =>
    ask(source, argsOf(run), run.context, { ...info, path, variableValues: run.variables })
  const step = (prev: Path | undefined): Path => ({ prev, key, typename: parent.name })
  return (source, run, prev) => {
    const path = isLeaf && resolve === undefined ? null : step(prev)
    try {
      let value: unknown
      if (resolve) value = resolved(resolve, source, run, path ?? step(prev))
      else {
        value = propertyOf(source, fieldName)
        if (typeof value === 'function') value = resolved(defaultFieldResolver, source, run, path ?? step(prev))
      }
      const completed = isPromise(value)
        ? value.then((found) => complete(found, run, path))
        : complete(value, run, path)
      if (!isPromise(completed)) return completed
      return completed.then(undefined, (error) => failed(error, { type, nodes, path: path ?? step(prev) }, run))
    } catch (error) {
      return failed(error, { type, nodes, path: path ?? step(prev) }, run)
    }
  }
}

/** The arguments of a field: the same for every object, so made once where no variable stands in them. */
function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): (run: Run) => Record<string, unknown> {
  if (field.args.length === 0) return () => ({})
  let last: { readonly variables: Run['variables']; readonly values: Record<string, unknown> } | undefined
  return ({ variables }) => {
    if (last?.variables !== variables) last = { variables, values: getArgumentValues(field, node, variables) }
    return { ...last.values }
  }
}

function propertyOf(source: unknown, name: string): unknown {
  const hasProperties = (typeof source === 'object' && source !== null) || typeof source === 'function'
  return hasProperties ? (source as Record<string, unknown>)[name] : undefined
}

interface Failing {
  readonly type: GraphQLOutputType
  readonly nodes: readonly FieldNode[]
  readonly path: Path
}

/** What becomes of a field or an item that failed: null with an error, or the same of what it stands in. */
function failed(error: unknown, { type, nodes, path }: Failing, run: Run): null {
  const located = locatedError(error, nodes, keysOf(path))
  if (isNonNullType(type)) throw located
  run.add(located, path)
  return null
}

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = []
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key)
  return keys
}

interface OfField {
  readonly parent: GraphQLObjectType
  readonly field: GraphQLField<unknown, unknown>
  readonly nodes: readonly FieldNode[]
}

function completion(question: Question, type: GraphQLOutputType, of: OfField): Complete {
  if (isNonNullType(type)) {
    const complete = completion(question, type.ofType, of)
    return (value, run, path) => {
      const completed = complete(value, run, path)
      if (completed !== null) return completed
      throw new Error(`Cannot return null for non-nullable field ${of.parent.name}.${of.field.name}.`)
    }
  }
  const complete = nullableCompletion(question, type, of)
  return (value, run, path) => {
    if (value === null || value === undefined) return null
    if (value instanceof Error) throw value
    return complete(value, run, path)
  }
}

/** For values that are there. */
function nullableCompletion(question: Question, type: GraphQLOutputType, of: OfField): Complete {
  if (isListType(type)) return listCompletion(question, type.ofType, of)
  if (isObjectType(type) && !type.isTypeOf) {
    const sets = of.nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    const read = fieldsReader(question, type, sets)
    return (value, run, path) => read(value, run, path ?? undefined)
  }
  if (!isLeafType(type)) throw new LeftToGraphqlJs('an interface or a union')
  return (value) => {
    const written: unknown = type.serialize(value)
    if (written !== null && written !== undefined) return written
    throw new Error(`Expected \`${type.name}.serialize\` to return a value, returned: ${String(written)}`)
  }
}

function listCompletion(question: Question, type: GraphQLOutputType, of: OfField): Complete {
  const complete = completion(question, type, of)
  const { nodes } = of
  const itemOf = (item: unknown, run: Run, path: Path): unknown => {
    try {
      const completed = isPromise(item) ? item.then((found) => complete(found, run, path)) : complete(item, run, path)
      if (!isPromise(completed)) return completed
      return completed.then(undefined, (error) => failed(error, { type, nodes, path }, run))
    } catch (error) {
      return failed(error, { type, nodes, path }, run)
    }
  }
  return (value, run, prev) => {
    if (typeof value !== 'object' || !value || !(Symbol.iterator in value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${of.parent.name}.${of.field.name}".`)
    }
    const items: unknown[] = []
    let awaits = false
    try {
      for (const item of value as Iterable<unknown>) {
        const completed = itemOf(item, run, { prev: prev ?? undefined, key: items.length, typename: undefined })
        awaits ||= isPromise(completed)
        items.push(completed)
      }
    } catch (error) {
      // Those before it may still fail, and nobody waits for them any more.
      if (awaits) void Promise.allSettled(items)
      throw error
    }
    return awaits ? Promise.all(items) : items
  }
}

function isPromise<Value>(value: unknown): value is Promise<Value> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

function fragmentsOf({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments = definitions.filter((definition) => definition.kind === 'FragmentDefinition')
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]))
}
