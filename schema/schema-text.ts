import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'

const HEADING = '# Written by `npm run schema:emit` from the types and resolvers of this room; a test compares.\n\n'

/** The served schema as a document, sorted, so that a difference is a change of the contract and nothing else. */
export function schemaText(schema: GraphQLSchema): string {
  return `${HEADING}${printSchema(lexicographicSortSchema(schema))}\n`
}
