import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedServer } from '../../src/storage/embedded.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { openDatabase } from '../../src/storage/orm.ts'
import { databaseAt, onServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of this run, as an address of its maintenance database. */
    serverUrl: string
    /** Name of the migrated, empty database that every test file gets a copy of. */
    templateName: string
  }
}

/**
 * One PostgreSQL per run with one migrated template. BAOPHU_TEST_DATABASE_URL names a server to use instead (its role
 * must be allowed to create databases). The run's own server ends and is removed with this process, even when killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.BAOPHU_TEST_DATABASE_URL
  const server = given
    ? null
    : await startEmbeddedServer(mkdtempSync(join(tmpdir(), 'baophu-test-')), { throwAway: true })
  const serverUrl = server?.url ?? (given as string)
  const templateName = `baophu_template_${process.pid}`
  await onServer(serverUrl, `drop database if exists ${templateName}`, `create database ${templateName}`)
  const template = await openDatabase(databaseAt(serverUrl, templateName), { connections: 2 })
  await migrate(template)
  await template.close()
  project.provide('serverUrl', serverUrl)
  project.provide('templateName', templateName)
  return async () => {
    if (server) await server.stop()
    else await onServer(serverUrl, `drop database if exists ${templateName} with (force)`)
  }
}
