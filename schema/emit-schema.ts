import { writeFileSync } from 'node:fs'
import { buildHubSchema } from './build-schema.ts'
import { schemaText } from './schema-text.ts'

// Run from the built program (dist/schema): the document lies beside the sources.
writeFileSync(new URL('../../schema/schema.graphql', import.meta.url), schemaText(buildHubSchema()))
