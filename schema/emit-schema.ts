import { writeFileSync } from 'node:fs'
import { buildHubSchema } from './build-schema.ts'
import { enumText } from './enum-text.ts'
import { schemaText } from './schema-text.ts'

// Run from the built program (dist/schema): what it writes lies beside the sources.
const root = new URL('../../', import.meta.url)
const schema = buildHubSchema()
writeFileSync(new URL('schema/schema.graphql', root), schemaText(schema))
writeFileSync(new URL('src/app/web/hub/enums.ts', root), enumText(schema))
