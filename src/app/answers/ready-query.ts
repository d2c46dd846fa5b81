import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { askedFields, fragmentsOf, LeftToGraphqlJs, type Question } from './asked-fields.ts'
import { failed, isPromise, type Path, Run } from './query-run.ts'

/** Answers the query once: as `execute` of graphql-js does, to the letter. */
export type ReadyQuery = (
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>

/**
 * Makes a validated query ready to be answered as often as it is asked: which fields an object has, what they are called and how
 * their values are written is worked out once and not for every object. Null for what is left to graphql-js: mutations,
 * subscriptions, directives, introspection, interfaces and unions, and fragments that unfold to thousands of fields.
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
    const question: Question = { schema, operation, fragments: fragmentsOf(document), fields: 0 }
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
  const fields = [...askedFields(question, type, sets)].map(([name, nodes]) => ({
    name,
    read: fieldReader(question, type, name, nodes),
  }))
  return (source, run, path) => {
    const answer: Answer = {}
    let awaited: string[] | undefined
    try {
      for (const { name, read } of fields) {
        const value = read(source, run, path)
        // Stands there from the first, so that the answer has the order of the question.
        answer[name] = value
        if (!isPromise(value)) continue
        awaited ??= []
        awaited.push(name)
      }
    } catch (error) {
      if (awaited === undefined) throw error
      return Promise.all(awaited.map((name) => answer[name])).finally(() => {
        throw error
      }) as Promise<never>
    }
    return awaited === undefined ? answer : whenAll(answer, awaited)
  }
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
  const { schema, operation, fragments } = question
  const named = { fieldName, fieldNodes: nodes, returnType: type, parentType: parent }
  const info = { ...named, rootValue: undefined, schema, operation, fragments }
  const resolved = (ask: NonNullable<typeof resolve>, source: unknown, run: Run, path: Path) =>
    ask(source, argsOf(run), run.context, { ...info, path, variableValues: run.variables })
  const step = (prev: Path | undefined): Path => ({ prev, key, typename: parent.name })
  const fail = (error: unknown, run: Run, prev: Path | undefined, path: Path | null) =>
    failed(error, { type, nodes, path: path ?? step(prev) }, run)
  const finish = (value: unknown, run: Run, prev: Path | undefined, path: Path | null): unknown => {
    try {
      const completed = complete(value, run, path)
      return isPromise(completed) ? completed.then(undefined, (error) => fail(error, run, prev, path)) : completed
    } catch (error) {
      return fail(error, run, prev, path)
    }
  }
  return (source, run, prev) => {
    const path = isLeaf && resolve === undefined ? null : step(prev)
    let value: unknown
    try {
      if (resolve) value = resolved(resolve, source, run, path ?? step(prev))
      else {
        value = propertyOf(source, fieldName)
        if (typeof value === 'function') value = resolved(defaultFieldResolver, source, run, path ?? step(prev))
      }
    } catch (error) {
      return fail(error, run, prev, path)
    }
    if (!isPromise(value)) return finish(value, run, prev, path)
    return value.then(
      (found) => finish(found, run, prev, path),
      (error) => fail(error, run, prev, path),
    )
  }
}

/** The arguments of a field: the same for every object, so read once an answer; each resolver has its own copy. */
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
    const fail = (error: unknown) => failed(error, { type, nodes, path }, run)
    try {
      const completed = isPromise(item) ? item.then((found) => complete(found, run, path)) : complete(item, run, path)
      return isPromise(completed) ? completed.then(undefined, fail) : completed
    } catch (error) {
      return fail(error)
    }
  }
  return (value, run, prev) => {
    if (!isList(value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${of.parent.name}.${of.field.name}".`)
    }
    const items: unknown[] = []
    const awaited: number[] = []
    try {
      for (const item of value) {
        const completed = itemOf(item, run, { prev: prev ?? undefined, key: items.length, typename: undefined })
        if (isPromise(completed)) awaited.push(items.length)
        items.push(completed)
      }
    } catch (error) {
      // Those before it may still fail, and nobody waits for them any more.
      if (awaited.length > 0) void Promise.allSettled(items)
      throw error
    }
    return awaited.length > 0 ? whenAll(items, awaited) : items
  }
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

/** Fulfils with the object or list once what it awaits under these keys stands in it; rejects with the first that fails. */
function whenAll<Into extends object>(into: Into, awaited: readonly (keyof Into)[]): Promise<Into> {
  return new Promise((resolve, reject) => {
    let left = awaited.length
    for (const key of awaited) {
      const promise = into[key] as Promise<Into[typeof key]>
      promise.then((found) => {
        into[key] = found
        left -= 1
        if (left === 0) resolve(into)
      }, reject)
    }
  })
}
