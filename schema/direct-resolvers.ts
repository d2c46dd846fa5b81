import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { getMetadataStorage } from 'type-graphql'

type Storage = ReturnType<typeof getMetadataStorage>
type Declared = Storage['queries'][number] | Storage['fieldResolvers'][number]
type Parameter = NonNullable<Declared['params']>[number]
type Resolve = GraphQLFieldResolver<unknown, unknown>
type ReadParameter = (...[source, args, context, info]: Parameters<Resolve>) => unknown

/**
 * Makes queries and looked-up fields call the methods that were declared for them, with the object and the arguments as they are.
 * type-graphql sorts a method's parameters anew for every object, copies the object and the arguments into instances of their
 * classes, which hold nothing but values here, and awaits a check of each argument that is switched off: a third of what an
 * answer of some hundred areas left behind in memory. What it is asked to do besides (mutations, guards, own parameters) stays with it.
 */
export function callResolversDirectly(schema: GraphQLSchema): GraphQLSchema {
  const { queries, fieldResolvers, objectTypes } = getMetadataStorage()
  const instances = new Map<unknown, object>()
  const call = (type: GraphQLObjectType | null | undefined, declared: Declared): void => {
    const field = type?.getFields()[declared.schemaName]
    const resolve = directCall(declared, instances)
    if (field && resolve) field.resolve = resolve
  }
  for (const query of queries) call(schema.getQueryType(), query)
  for (const declared of fieldResolvers) {
    const owner = declared.getObjectType?.()
    const name = objectTypes.find(({ target }) => target === owner)?.name
    if (declared.kind === 'external' && name !== undefined) call(schema.getType(name) as GraphQLObjectType, declared)
  }
  return schema
}

/** Null where more is declared than a call. */
function directCall(declared: Declared, instances: Map<unknown, object>): Resolve | null {
  const { target, methodName, params = [], roles = [], middlewares = [] } = declared
  const parameters = params.toSorted((one, other) => one.index - other.index).map(readerOf)
  const readers = parameters.filter((reader) => reader !== null)
  if (roles.length + middlewares.length > 0 || readers.length < parameters.length) return null
  const known = instances.get(target)
  const instance = known ?? (new (target as new () => object)() as object)
  instances.set(target, instance)
  const method: unknown = Reflect.get(instance, methodName)
  if (typeof method !== 'function') return null
  return (source, args, context, info) =>
    Reflect.apply(
      method,
      instance,
      readers.map((read) => read(source, args, context, info)),
    )
}

function readerOf(parameter: Parameter): ReadParameter | null {
  switch (parameter.kind) {
    case 'root':
      return ofProperty(parameter.propertyName, (source) => source)
    case 'context':
      return ofProperty(parameter.propertyName, (_source, _args, context) => context)
    case 'args':
      return (_source, args) => args
    case 'arg':
      return (_source, args) => args[parameter.name]
    case 'info':
      return (_source, _args, _context, info) => info
    default:
      return null
  }
}

function ofProperty(name: string | undefined, read: ReadParameter): ReadParameter {
  if (name === undefined) return read
  return (...asked) => (read(...asked) as Readonly<Record<string, unknown>>)[name]
}
