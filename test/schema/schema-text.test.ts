import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { diff } from '@graphql-inspector/core'
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { expect, test } from 'vitest'
import { buildHubSchema } from '../../schema/build-schema.ts'
import { enumText } from '../../schema/enum-text.ts'
import { schemaText } from '../../schema/schema-text.ts'

const ROOT = new URL('../../', import.meta.url)
const served = buildHubSchema()

test('schema.graphql is what the hub serves (npm run schema:emit writes it)', () => {
  expect(readFileSync(new URL('schema/schema.graphql', ROOT), 'utf8')).toBe(schemaText(served))
})

test('the pages know the enums that the hub serves (npm run schema:emit writes them)', () => {
  expect(readFileSync(new URL('src/app/web/hub/enums.ts', ROOT), 'utf8')).toBe(enumText(served))
})

test('every type, field, argument and enum value is described', () => {
  const types = Object.values(served.getTypeMap()).filter(({ name }) => !name.startsWith('__') && !BUILT_IN.has(name))
  const described = types.flatMap((type) => [...ownDescription(type), ...partDescriptions(type)])
  expect(described.length).toBeGreaterThan(350)
  expect(described.filter(([, description]) => (description ?? '').trim().length < 4)).toEqual([])
})

type Described = readonly [coordinate: string, description: string | null | undefined]

function ownDescription(type: GraphQLNamedType): Described[] {
  return ROOTS.has(type.name) ? [] : [[type.name, type.description]]
}

function partDescriptions(type: GraphQLNamedType): Described[] {
  const part = ({ name, description }: { name: string; description?: string | null }): Described => [
    `${type.name}.${name}`,
    description,
  ]
  if (isEnumType(type)) return type.getValues().map(part)
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(part)
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    part(field),
    ...field.args.map((arg) => part({ name: `${field.name}(${arg.name}:)`, description: arg.description })),
  ])
}

const committed = committedSchema()

test.skipIf(committed === null)('nothing that clients rely on is broken since the last commit', async () => {
  const changes = await diff(buildSchema(committed ?? ''), served)
  const breaking = changes.filter(({ criticality }) => criticality.level === 'BREAKING')
  expect(breaking.map(({ message }) => message)).toEqual([])
})

const BUILT_IN = new Set(['String', 'Boolean', 'Int', 'Float', 'ID'])
/** What the roots are is GraphQL's to say. */
const ROOTS = new Set(['Query', 'Mutation', 'Subscription'])

function committedSchema(): string | null {
  try {
    return execFileSync('git', ['show', 'HEAD:schema/schema.graphql'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return null
  }
}
