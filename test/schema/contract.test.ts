import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  printType,
} from 'graphql'
import { expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'

const contract = buildSchema(readFileSync(new URL('../../schema/contract.graphql', import.meta.url), 'utf8'))
const served = buildHubSchema()

test('what is served is served with exactly the contract’s names, types, arguments and defaults', () => {
  const actual = coordinates(served)
  const promised = [...coordinates(contract)]
  expect(promised.length).toBeGreaterThan(300)
  expect(Object.fromEntries(promised.map(([coordinate]) => [coordinate, actual.get(coordinate)]))).toEqual(
    Object.fromEntries(promised),
  )
})

test('an enum that the contract has is served with these values and no others, for clients switch over them', () => {
  const enums = Object.values(contract.getTypeMap()).filter(isEnumType)
  expect(enums.length).toBeGreaterThan(15)
  for (const { name } of enums) {
    const valuesOf = (schema: GraphQLSchema) => {
      const type = schema.getType(name)
      return isEnumType(type)
        ? type
            .getValues()
            .map((value) => value.name)
            .sort()
        : null
    }
    expect([name, valuesOf(served)]).toEqual([name, valuesOf(contract)])
  }
})

test('an argument or input field that the contract does not have is optional where the contract has its owner', () => {
  const promised = coordinates(contract)
  const own = [...coordinates(served)].filter(
    ([coordinate]) => !promised.has(coordinate) && promised.has(ownerOf(coordinate)),
  )
  const required = own.filter(([coordinate, type]) => isInput(coordinate) && type.endsWith('!'))
  expect(required).toEqual([])
})

/** `Area.parent` of `Area.parent(on:)`, `ColumnChoice` of `ColumnChoice.field`. */
function ownerOf(coordinate: string): string {
  return coordinate.includes('(') ? (coordinate.split('(')[0] ?? '') : (coordinate.split('.')[0] ?? '')
}

function isInput(coordinate: string): boolean {
  return coordinate.includes('(') || isInputObjectType(served.getType(coordinate.split('.')[0] ?? ''))
}

/** Every coordinate of a schema (`Area.parent(on:)`) with what it promises (`Date = …`). */
function coordinates(schema: GraphQLSchema): Map<string, string> {
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  )
  return new Map(own.flatMap(coordinatesOf))
}

function coordinatesOf(type: GraphQLNamedType): [string, string][] {
  const kind: [string, string] = [type.name, kindOf(type)]
  if (isEnumType(type))
    return [kind, ...type.getValues().map(({ name }): [string, string] => [`${type.name}.${name}`, name])]
  if (isInputObjectType(type)) {
    return [
      kind,
      ...Object.values(type.getFields()).map((field): [string, string] => [
        `${type.name}.${field.name}`,
        inputText(field),
      ]),
    ]
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [kind]
  const fields = Object.values(type.getFields()).flatMap((field): [string, string][] => [
    [`${type.name}.${field.name}`, String(field.type)],
    ...field.args.map((arg): [string, string] => [`${type.name}.${field.name}(${arg.name}:)`, inputText(arg)]),
  ])
  return [kind, ...fields]
}

function kindOf(type: GraphQLNamedType): string {
  const interfaces = isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : []
  return [printType(type).match(/^(?:"""[\s\S]*?"""\s*)?(\w+)/)?.[1], ...interfaces].join(' ')
}

function inputText({ type, defaultValue }: GraphQLArgument | GraphQLInputField): string {
  return defaultValue === undefined ? String(type) : `${type} = ${JSON.stringify(defaultValue)}`
}
