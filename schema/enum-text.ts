import { type GraphQLSchema, isEnumType } from 'graphql'

const HEADING = `// Written by \`npm run schema:emit\`; a test compares.

/** The values of each enum of the contract, in the contract's order. */
export const ENUMS = {
`
const WIDTH = 120

/** The enums of the served schema as a file of the pages, which see nothing else of the hub; formatted as the house does. */
export function enumText(schema: GraphQLSchema): string {
  const lines = Object.values(schema.getTypeMap())
    .filter(isEnumType)
    .filter(({ name }) => !name.startsWith('__'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((type) =>
      lineOf(
        type.name,
        type.getValues().map(({ name }) => `'${name}'`),
      ),
    )
  return `${HEADING}${lines.join('')}} as const\n`
}

function lineOf(name: string, values: readonly string[]): string {
  const line = `  ${name}: [${values.join(', ')}],\n`
  return line.length <= WIDTH + 1 ? line : `  ${name}: [\n${values.map((value) => `    ${value},\n`).join('')}  ],\n`
}
