import {
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

/** Arguments for fields that cannot be asked without: `Type.field` → `(code: "24")`; null leaves the field out. */
export type NeededArguments = Readonly<Record<string, string | null>>

/** A field that has arguments which must be given and that nobody gave any. */
export class UnaskableField extends Error {
  constructor(coordinate: string) {
    super(`${coordinate} needs arguments: say them, so that every role is tried on it`)
    this.name = 'UnaskableField'
  }
}

/**
 * The selection of every field below a type, written from the schema: what is added to it tomorrow is asked tomorrow. A type
 * is not entered again below itself.
 */
export function everythingBelow(
  schema: GraphQLSchema,
  type: GraphQLNamedOutputType,
  needed: NeededArguments,
  above: readonly string[] = [],
): string {
  if (!isCompositeType(type)) return ''
  if (isInterfaceType(type)) {
    const parts = schema.getPossibleTypes(type).map((part) => {
      const inside = everythingBelow(schema, part, needed, above)
      return inside === '' ? '' : `... on ${part.name} ${inside}`
    })
    return `{ __typename ${parts.join(' ')} }`
  }
  if (!isObjectType(type) || above.includes(type.name)) return ''
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (needed[`${type.name}.${field.name}`] === null) return []
    const composite = isCompositeType(getNamedType(field.type))
    const inside = everythingBelow(schema, getNamedType(field.type), needed, [...above, type.name])
    if (composite && inside === '') return []
    // Interfaces bring fields of one name and several types together.
    return [
      `${type.name}_${field.name}: ${field.name}${argumentsOf(`${type.name}.${field.name}`, field, needed)} ${inside}`,
    ]
  })
  return fields.length === 0 ? '' : `{ ${fields.join(' ')} }`
}

function argumentsOf(coordinate: string, field: GraphQLField<unknown, unknown>, needed: NeededArguments): string {
  const given = needed[coordinate]
  if (typeof given === 'string') return given
  if (field.args.some(isRequiredArgument)) throw new UnaskableField(coordinate)
  return ''
}
