import { registerEnumType } from 'type-graphql'

/**
 * Registers an enum whose values are their own names and gives its object for `@Field(() => …)`. Every value has a
 * description by construction: a value of the kernel's list that is missing here does not compile.
 */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): Readonly<Record<Value, Value>> {
  const entries = Object.entries<string>(values)
  const object = Object.fromEntries(entries.map(([value]) => [value, value])) as Record<Value, Value>
  const described = Object.fromEntries(entries.map(([value, text]) => [value, { description: text }]))
  registerEnumType(object, { name, description, valuesConfig: described as Record<Value, { description: string }> })
  return object
}
