import { randomBytes } from 'node:crypto'
import type { SqlEntityManager } from '@mikro-orm/postgresql'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../../src/storage/orm.ts'
import { databaseAt, onServer } from './server.ts'

/** A database of a test file's own: the migrated, empty register. */
export interface TestDatabase extends Pick<Database, 'orm' | 'pool'> {
  /** One entity manager for the file; fork it where a request would have its own. */
  readonly em: SqlEntityManager
  /** The same as the hub opens it. */
  readonly database: Database
  readonly url: string
  /** Closes the connections and removes the database. */
  drop(): Promise<void>
}

/** A fresh copy of the migrated register. Call `drop()` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await createDatabaseFrom(inject('templateName'))
  const database = await openDatabase(url, { connections: 5 })
  const drop = async (): Promise<void> => {
    await database.close()
    await dropDatabase(url)
  }
  return { database, orm: database.orm, em: database.em(), pool: database.pool, url, drop }
}

/** An empty database without a schema: what a hub finds on its first start. Remove it with `dropDatabase`. */
export function createEmptyDatabase(): Promise<string> {
  return createDatabaseFrom('template0')
}

export async function dropDatabase(url: string): Promise<void> {
  await onServer(inject('serverUrl'), `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
}

async function createDatabaseFrom(template: string): Promise<string> {
  const name = `baophu_${randomBytes(6).toString('hex')}`
  await onServer(inject('serverUrl'), `create database ${name} template ${template}`)
  return databaseAt(inject('serverUrl'), name)
}
