import { type FieldNode, type GraphQLError, type GraphQLOutputType, isNonNullType, locatedError } from 'graphql'

/** Where in the answer something stands. */
export interface Path {
  readonly prev: Path | undefined
  readonly key: string | number
  readonly typename: string | undefined
}

/** One answering of a query. */
export class Run {
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

export interface Failing {
  readonly type: GraphQLOutputType
  readonly nodes: readonly FieldNode[]
  readonly path: Path
}

/** What becomes of a field or an item that failed: null with an error, or the same of what it stands in. */
export function failed(error: unknown, { type, nodes, path }: Failing, run: Run): null {
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

export function isPromise<Value>(value: unknown): value is Promise<Value> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}
